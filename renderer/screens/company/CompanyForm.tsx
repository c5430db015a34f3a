import { useCallback, useState } from 'react';
import type { Answer } from '../../../shared/contract/index.ts';
import type { CompanyInput } from '../../../shared/model/company.ts';
import { readCompany } from '../../../shared/model/company.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { DraftForm } from '../../parts/DraftForm.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { CompanyDetails } from './CompanyDetails.tsx';
import { CompanyFields } from './CompanyFields.tsx';
import { districtEntries } from './show.ts';

/** The form of a company, for a new one and for 수정. Only 상호 is needed: the rest is learnt over time. */
export function CompanyForm({
  about,
  base,
  complexGuessed = false,
  save,
  onSaved,
  onCancel,
}: {
  /** The company being edited; null for a new one. */
  readonly about: number | null;
  readonly base: CompanyInput;
  /** Whether the complex in `base` is a guess (추정): whoever edits is asked to look at it. */
  readonly complexGuessed?: boolean;
  readonly save: (input: CompanyInput) => Promise<Answer<{ id: number }>>;
  readonly onSaved: (id: number) => void;
  readonly onCancel: () => void;
}) {
  const clock = useClock();
  const codes = useCodes();
  const [values] = useState(base);
  const [day] = useState(() => today(clock));
  const [districts] = useState(() => districtEntries(day));
  const read = useCallback((input: CompanyInput) => readCompany(input, day, codes), [day, codes]);
  const filled = useDeskForm({ values, read, save });
  const { form } = filled;
  const { control } = form;

  return (
    <DraftForm
      of={filled}
      subject={{ form: 'company', about }}
      base={values}
      label={about === null ? '새 기업' : '기업 수정'}
      onSaved={(saved) => onSaved(saved.id)}
      leave={{ run: onCancel }}
    >
      <CompanyFields
        control={control}
        base={base}
        complexGuessed={complexGuessed}
        districts={districts}
        onLeaveNumber={() => void form.trigger('businessNumber')}
      />
      <CompanyDetails control={control} />
    </DraftForm>
  );
}
