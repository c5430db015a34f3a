import { useCallback, useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { CompanyPartKind, CompanyParts as Parts } from '../../../shared/contract/companyPart.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import { newPartDrafts } from '../../../shared/contract/draft.ts';
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
import { DraftForm } from '../../parts/DraftForm.tsx';
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
  takesFocus,
  onDone,
}: {
  readonly form: PartForm<K>;
  readonly companyId: number;
  /** The part being changed; null for a new one. */
  readonly part: ShownPart | null;
  /** Whether somebody asked for it now: one that is open because it was left half typed takes the keyboard from nobody. */
  readonly takesFocus: boolean;
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
  const takeOff = async (finish: () => Promise<void>) => {
    if (id === null) return;
    const gone = await remove({ companyId, kind, id, undo: false });
    if (!gone.ok) return setProblem(gone.problem);
    await finish();
    toast({
      text: `${title}에서 뺐습니다.`,
      tone: 'done',
      action: { label: '되돌리기', run: () => void remove({ companyId, kind, id, undo: true }) },
    });
    onDone(true);
  };
  return (
    <DraftForm
      of={filled}
      subject={id === null ? { form: newPartDrafts[kind], about: companyId } : { form: kind, about: id }}
      base={values}
      label={part === null ? `${title} 더하기` : `${title} 수정`}
      onSaved={done}
      focusFirst={takesFocus}
      leave={{ run: () => onDone(false) }}
      takeOff={part && { label: '빼기', run: (finish) => void takeOff(finish) }}
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
    </DraftForm>
  );
}

function PartList<K extends CompanyPartKind>({
  form,
  companyId,
  parts,
  begun,
  mayWrite,
}: {
  readonly form: PartForm<K>;
  readonly companyId: number;
  readonly parts: readonly ShownPart[];
  /** The parts that were begun and not saved: their ids, 0 for a new one. */
  readonly begun: readonly number[];
  readonly mayWrite: boolean;
}) {
  /** What was opened or left here: the part's id, 0 for a new one. What was begun opens by itself, so that it is not forgotten. */
  const [chosen, setChosen] = useState<Readonly<Record<number, 'open' | 'closed'>>>({});
  const choose = (id: number, how: 'open' | 'closed') => setChosen((before) => ({ ...before, [id]: how }));
  const isOpen = (id: number) => mayWrite && (chosen[id] === 'open' || (chosen[id] !== 'closed' && begun.includes(id)));
  /** The button that has the keyboard once the form is gone: the one that opened it, or what is left beside it. */
  const back = useRef<number | null>(null);
  const takesFocus = (id: number) => (button: HTMLButtonElement | null) => {
    if (button === null || back.current !== id) return;
    back.current = null;
    button.focus();
  };
  const done = (id: number, at: number) => {
    back.current = at;
    choose(id, 'closed');
  };
  const editor = (part: ShownPart | null) => {
    const id = part?.id ?? 0;
    return (
      <PartEditor
        form={form}
        companyId={companyId}
        part={part}
        takesFocus={chosen[id] === 'open'}
        onDone={(removed) => done(id, removed ? 0 : id)}
      />
    );
  };
  return (
    <Section
      title={form.title}
      actions={
        mayWrite &&
        !isOpen(0) && (
          <Button size="s" ref={takesFocus(0)} onPress={() => choose(0, 'open')}>
            {form.add}
          </Button>
        )
      }
    >
      {isOpen(0) && editor(null)}
      {parts.length === 0 && !isOpen(0) && <p className={c('none')}>{form.none}</p>}
      <ul className={c('parts')}>
        {parts.map((part) => (
          <li key={part.id}>
            {isOpen(part.id) ? (
              editor(part)
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
                    onPress={() => choose(part.id, 'open')}
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
  const drafts = useAsk('draft.ofCompany', { companyId });
  const problem = problemOf(parts.error);
  if (problem) return <ProblemBanner problem={problem} />;
  const { data } = parts;
  // What was begun decides what is open, so the page waits for both.
  if (!data || drafts.isPending) return <Skeleton lines={6} label="담당자와 약속을 읽는 중입니다." />;
  const common = <K extends CompanyPartKind>(form: PartForm<K>) => ({
    form,
    companyId,
    mayWrite,
    parts: shown(form, data[form.kind], day, codes),
    begun: (drafts.data?.parts ?? []).flatMap(({ kind, id }) => (kind === form.kind ? [id ?? 0] : [])),
  });
  const { contact, promise, site, certificate } = partForms;
  return (
    <Card>
      <PartList {...common(contact)} />
      <PartList {...common(promise)} />
      <PartList {...common(site)} />
      <PartList {...common(certificate)} />
    </Card>
  );
}
