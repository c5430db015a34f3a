import { useCallback, useState } from 'react';
import type { Answer } from '../../../shared/contract/index.ts';
import type { CompanyInput } from '../../../shared/model/company.ts';
import { readCompany } from '../../../shared/model/company.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { useDraft } from '../../app/useDraft.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
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
  const { form, submit } = filled;
  const draft = useDraft({ form: 'company', about }, form, values);
  const { control } = form;
  const send = async () => {
    const saved = await submit();
    if (!saved) return;
    await draft.finish();
    onSaved(saved.id);
  };

  return (
    <>
      {draft.bar}
      <DeskForm
        of={filled}
        label={about === null ? '새 기업' : '기업 수정'}
        stays
        note={draft.note}
        onSubmit={send}
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
      </DeskForm>
    </>
  );
}
