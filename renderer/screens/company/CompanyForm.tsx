import { useCallback, useState } from 'react';
import type { Answer } from '../../../shared/contract/index.ts';
import type { CompanyInput } from '../../../shared/model/company.ts';
import { readCompany } from '../../../shared/model/company.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { useDraft } from '../../app/useDraft.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Form, FormFoot } from '../../parts/Form.tsx';
import { NotResidentField } from '../../parts/NotResidentField.tsx';
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
  const [problem, setProblem] = useState<Problem | null>(null);
  const { form, submit, isSaving } = useDeskForm({ values, read, save, onProblem: setProblem });
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
      <Form
        label={about === null ? '새 기업' : '기업 수정'}
        enter="next"
        focusFirst
        onSubmit={() => void send()}
        onCancel={onCancel}
      >
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <CompanyFields
          control={control}
          base={base}
          complexGuessed={complexGuessed}
          districts={districts}
          onLeaveNumber={() => void form.trigger('businessNumber')}
        />
        <CompanyDetails control={control} />
        <NotResidentField control={control} />
        <FormFoot stays note={draft.note}>
          <Button kind="main" type="submit" isBusy={isSaving} keys={shortcuts.saveEnter.keys}>
            저장
          </Button>
          <Button onPress={onCancel} keys={shortcuts.leave.keys}>
            취소
          </Button>
        </FormFoot>
      </Form>
    </>
  );
}
