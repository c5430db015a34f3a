import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import type { Control } from 'react-hook-form';
import { Controller, useWatch } from 'react-hook-form';
import { visaRule } from '../../../shared/codes/visa.ts';
import type { DraftSubject } from '../../../shared/contract/draft.ts';
import type { Answer } from '../../../shared/contract/index.ts';
import type { Day } from '../../../shared/korean/day.ts';
import type { WageForm } from '../../../shared/korean/money.ts';
import { parseWage } from '../../../shared/korean/money.ts';
import type { Reading } from '../../../shared/model/fields.ts';
import { wageText } from '../../../shared/model/personWish.ts';
import { seemsBelowMinimum } from '../../../shared/rules/minimumWage.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DraftForm } from '../../parts/DraftForm.tsx';
import type { BoundField } from '../../parts/field.ts';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { RowsField } from '../../parts/RowsField.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import type { TextForm } from '../../parts/useDeskForm.ts';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import type { SectionField } from './sectionForms.ts';

const longestText = 1000;
const wide: readonly SectionField['as'][] = ['rows', 'choice', 'checks', 'text', 'visa'];

/** 희망임금 with what was understood, and a warning under the 최저임금: never a stop, since hours are not known. */
function WageField({
  at,
  field: { label, hint },
  control,
  day,
}: {
  readonly at: BoundField;
  readonly field: SectionField;
  readonly control: Control<TextForm>;
  readonly day: Day;
}) {
  const form = useWatch({ control, name: 'wageForm' }) ?? '';
  const known: readonly WageForm[] = ['H', 'D', 'M', 'Y'];
  const wageForm = known.find((each) => each === form);
  const read = wageForm === undefined || at.value.trim() === '' ? null : parseWage(at.value, wageForm);
  const low = read?.ok && wageForm !== undefined && seemsBelowMinimum(read.min, wageForm, day);
  const understood =
    read?.ok && wageForm !== undefined ? wageText({ wageForm, wageMin: read.min, wageMax: read.max }) : '';
  return (
    <TextField
      {...at}
      label={label}
      hint={hint}
      aside={low ? `${understood} — 주 40시간이면 최저임금보다 적습니다` : understood}
      asideTone={low ? 'danger' : 'accent'}
    />
  );
}

const placementTones = { free: 'success', limited: 'warning', handOver: 'danger', none: 'danger' } as const;

/** What the centre may do for a holder of this 체류자격 on a day. */
export function VisaNote({ visa, day }: { readonly visa: string; readonly day: Day }) {
  const rule = visaRule(visa, day);
  return rule && <Banner tone={placementTones[rule.placement]}>{rule.note}</Banner>;
}

function Field({
  field,
  at,
  control,
  day,
}: {
  readonly field: SectionField;
  readonly at: BoundField;
  readonly control: Control<TextForm>;
  readonly day: Day;
}) {
  const codes = useCodes();
  const { label, hint } = field;
  const common = { ...at, label, hint };
  const entries = field.entries?.(day, codes) ?? [];
  switch (field.as) {
    case 'day':
      return <DayField {...common} kind="date" />;
    case 'combo':
      return <ComboBox {...common} entries={entries} />;
    case 'select':
      return <Select {...common} entries={entries} none="모름" />;
    case 'choice':
      return <ChoiceKeys {...common} choices={entries.map(({ code, name }) => ({ value: code, label: name }))} />;
    case 'checks':
      return <CheckGroup {...common} entries={entries} />;
    case 'rows':
      return <RowsField {...common} columns={field.columns?.(day, codes) ?? []} add={field.add ?? '더하기'} />;
    case 'wage':
      return <WageField at={at} field={field} control={control} day={day} />;
    case 'visa':
      return (
        <>
          <ComboBox {...common} entries={entries} />
          <VisaNote visa={at.value} day={day} />
        </>
      );
    case 'text':
      return <TextArea {...common} most={longestText} rows={3} />;
    case 'line':
      return <TextField {...common} maxLength={200} />;
  }
}

/** One section of a person's record, saved by itself; what is typed is kept as its own draft. */
export function SectionForm({
  subject,
  title,
  fields,
  values: base,
  read,
  save,
  onSaved,
  onCancel,
  above,
}: {
  readonly subject: DraftSubject;
  readonly title: string;
  readonly fields: readonly SectionField[];
  readonly values: TextForm;
  readonly read: (input: TextForm, today: Day) => Reading<unknown>;
  readonly save: (input: TextForm) => Promise<Answer<{ id: number }>>;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
  /** What must be seen before anything is typed. */
  readonly above?: ReactNode;
}) {
  const clock = useClock();
  const [day] = useState(() => today(clock));
  const [values] = useState(base);
  const judge = useCallback((input: TextForm) => read(input, day), [read, day]);
  const filled = useDeskForm({ values, read: judge, save });
  const { control } = filled.form;
  return (
    <DraftForm
      of={filled}
      subject={subject}
      base={values}
      lead={above}
      label={title}
      onSaved={onSaved}
      leave={{ run: onCancel }}
    >
      <FormGrid>
        {fields.map((field) => {
          const shown = (
            <Controller
              key={field.name}
              control={control}
              name={field.name}
              render={(at) => <Field field={field} at={bound(at)} control={control} day={day} />}
            />
          );
          return wide.includes(field.as) ? <Wide key={field.name}>{shown}</Wide> : shown;
        })}
      </FormGrid>
    </DraftForm>
  );
}
