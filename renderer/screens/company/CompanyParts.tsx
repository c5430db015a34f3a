import { useCallback, useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { CompanyPartKind, CompanyParts as Parts } from '../../../shared/contract/companyPart.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { today, useClock } from '../../app/clock.tsx';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import type { BoundField } from '../../parts/field.ts';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { Card, Section } from '../../parts/Page.tsx';
import { PhoneField } from '../../parts/PhoneField.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { TextField } from '../../parts/TextField.tsx';
import type { TextForm } from '../../parts/useDeskForm.ts';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import styles from './CompanyParts.module.css';
import type { PartField, PartForm, PartRow } from './partForms.ts';
import { partForms } from './partForms.ts';

const c = classes(styles);

/** A part as the page handles it, whatever its kind. */
interface ShownPart {
  readonly id: number;
  readonly seen: string;
  readonly input: TextForm;
  readonly row: PartRow;
}

function Field({ field, at, day }: { readonly field: PartField; readonly at: BoundField; readonly day: Day }) {
  const { label, hint, isRequired = false } = field;
  const common = { ...at, label, isRequired, ...(hint === undefined ? {} : { hint }) };
  const codes = useCodes();
  const entries = field.entries?.(day, codes) ?? [];
  switch (field.as) {
    case 'phone':
      return <PhoneField {...common} />;
    case 'day':
      return <DayField {...common} kind="date" />;
    case 'combo':
      return <ComboBox {...common} entries={entries} />;
    case 'choice':
      return <ChoiceKeys {...common} choices={entries.map(({ code, name }) => ({ value: code, label: name }))} />;
    case 'line':
    case 'note':
      return <TextField {...common} maxLength={1000} />;
  }
}

function PartEditor<K extends CompanyPartKind>({
  form: { kind, title, empty, fields, read },
  companyId,
  part,
  onDone,
}: {
  readonly form: PartForm<K>;
  readonly companyId: number;
  /** The part being changed; null for a new one. */
  readonly part: ShownPart | null;
  readonly onDone: (removed: boolean) => void;
}) {
  const clock = useClock();
  const codes = useCodes();
  const [day] = useState(() => today(clock));
  // As the form was opened: a part that changes meanwhile is read anew, but its editor has not seen that.
  const [{ values, seen }] = useState(() => ({ values: part?.input ?? empty, seen: part?.seen ?? null }));
  const noteSaved = useDeskState((state) => state.noteSaved);
  const { run: write } = useWrite('companyPart.save');
  const id = part?.id ?? null;
  const judge = useCallback((input: TextForm) => read(input, day, codes), [read, day, codes]);
  const save = useCallback(
    (input: TextForm) => write({ companyId, kind, id, seen, before: id === null ? {} : values, values: input }),
    [write, companyId, kind, id, seen, values],
  );
  const filled = useDeskForm({ values, read: judge, save });
  const { form, setProblem } = filled;
  const { run: remove } = useWrite('companyPart.remove');
  const toast = useDeskState((state) => state.toast);
  const done = () => {
    noteSaved(clock.now());
    onDone(false);
  };
  const takeOff = async () => {
    if (id === null) return;
    const gone = await remove({ companyId, kind, id, undo: false });
    if (!gone.ok) return setProblem(gone.problem);
    toast({
      text: `${title}에서 뺐습니다.`,
      tone: 'done',
      action: { label: '되돌리기', run: () => void remove({ companyId, kind, id, undo: true }) },
    });
    onDone(true);
  };
  return (
    <DeskForm
      of={filled}
      label={part === null ? `${title} 더하기` : `${title} 수정`}
      onSaved={done}
      leave={{ run: () => onDone(false), asks: true }}
      more={part !== null && <Button onPress={() => void takeOff()}>빼기</Button>}
    >
      <FormGrid>
        {fields.map((field) => {
          const shown = (
            <Controller
              key={field.name}
              control={form.control}
              name={field.name}
              render={(at) => <Field field={field} at={bound(at)} day={day} />}
            />
          );
          return field.as === 'note' || field.as === 'choice' ? <Wide key={field.name}>{shown}</Wide> : shown;
        })}
      </FormGrid>
    </DeskForm>
  );
}

function PartList<K extends CompanyPartKind>({
  form,
  companyId,
  parts,
  mayWrite,
}: {
  readonly form: PartForm<K>;
  readonly companyId: number;
  readonly parts: readonly ShownPart[];
  readonly mayWrite: boolean;
}) {
  /** The part whose form is open: its id, 0 for a new one. */
  const [open, setOpen] = useState<number | null>(null);
  /** The button that has the keyboard once the form is gone: the one that opened it, or what is left beside it. */
  const back = useRef<number | null>(null);
  const takesFocus = (id: number) => (button: HTMLButtonElement | null) => {
    if (button === null || back.current !== id) return;
    back.current = null;
    button.focus();
  };
  const done = (at: number) => {
    back.current = at;
    setOpen(null);
  };
  return (
    <Section
      title={form.title}
      actions={
        mayWrite &&
        open !== 0 && (
          <Button size="s" ref={takesFocus(0)} onPress={() => setOpen(0)}>
            {form.add}
          </Button>
        )
      }
    >
      {open === 0 && <PartEditor form={form} companyId={companyId} part={null} onDone={() => done(0)} />}
      {parts.length === 0 && open !== 0 && <p className={c('none')}>{form.none}</p>}
      <ul className={c('parts')}>
        {parts.map((part) => (
          <li key={part.id}>
            {open === part.id ? (
              <PartEditor
                form={form}
                companyId={companyId}
                part={part}
                onDone={(removed) => done(removed ? 0 : part.id)}
              />
            ) : (
              <div className={c('part')}>
                <strong>{part.row.title}</strong>
                {part.row.warning !== null && <Badge tone="warning">{part.row.warning}</Badge>}
                <span className={c('facts')}>{part.row.facts.filter(Boolean).join(' · ')}</span>
                {mayWrite && (
                  <Button
                    size="s"
                    label={`${form.title} ${part.row.title} 수정`}
                    ref={takesFocus(part.id)}
                    onPress={() => setOpen(part.id)}
                  >
                    수정
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Fields of a record as its form shows them again. */
function asInput(fields: object): TextForm {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value ?? '')]));
}

function shown<K extends CompanyPartKind>(form: PartForm<K>, parts: Parts[K], day: Day, codes: Codes): ShownPart[] {
  return parts.map(({ id, seen, fields }) => ({ id, seen, input: asInput(fields), row: form.row(fields, day, codes) }));
}

/** 담당자, 약속, 사업장, 확인서·인증 of a company, each added and changed in its place. */
export function CompanyParts({ companyId, mayWrite }: { readonly companyId: number; readonly mayWrite: boolean }) {
  const day = today(useClock());
  const codes = useCodes();
  const parts = useAsk('companyPart.list', { companyId });
  const problem = problemOf(parts.error);
  if (problem) return <ProblemBanner problem={problem} />;
  const { data } = parts;
  if (!data) return <Skeleton lines={6} label="담당자와 약속을 읽는 중입니다." />;
  const common = { companyId, mayWrite };
  const { contact, promise, site, certificate } = partForms;
  return (
    <Card>
      <PartList form={contact} parts={shown(contact, data.contact, day, codes)} {...common} />
      <PartList form={promise} parts={shown(promise, data.promise, day, codes)} {...common} />
      <PartList form={site} parts={shown(site, data.site, day, codes)} {...common} />
      <PartList form={certificate} parts={shown(certificate, data.certificate, day, codes)} {...common} />
    </Card>
  );
}
