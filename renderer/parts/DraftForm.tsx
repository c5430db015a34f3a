import type { ReactNode } from 'react';
import type { DraftSubject } from '../../shared/contract/draft.ts';
import type { Revive } from '../app/useDraft.tsx';
import { useDraft } from '../app/useDraft.tsx';
import type { DeskFormProps } from './DeskForm.tsx';
import { Button } from './Button.tsx';
import { DeskForm } from './DeskForm.tsx';
import type { DeskFormState, TextForm } from './useDeskForm.ts';

/**
 * A `DeskForm` of a record whose typing is kept as a draft until it is saved. The bar of a draft that was found stands
 * over it, then `lead`; its buttons stay in sight, with when the draft was kept.
 */
export function DraftForm<V extends TextForm, T>({
  of,
  subject,
  base,
  revive,
  onSaved,
  lead,
  takeOff,
  ...form
}: Omit<DeskFormProps<T>, 'of' | 'stays' | 'note' | 'more'> & {
  readonly of: DeskFormState<V, T>;
  readonly subject: DraftSubject;
  /** The form as the record says it. */
  readonly base: V;
  /** What of a draft that was found may be put into the form; all of it unless told otherwise. */
  readonly revive?: Revive;
  /** The deed that takes the record away, if there is one; `finish` throws the draft away with it. */
  readonly takeOff?: { readonly label: string; readonly run: (finish: () => Promise<void>) => void } | null;
  /** What must be seen before anything is typed. */
  readonly lead?: ReactNode;
}) {
  const draft = useDraft(subject, of.form, base, revive);
  return (
    <>
      {draft.bar}
      {lead}
      <DeskForm
        {...form}
        of={of}
        stays
        note={draft.note}
        more={takeOff && <Button onPress={() => takeOff.run(draft.finish)}>{takeOff.label}</Button>}
        onSaved={async (saved) => {
          await draft.finish();
          await onSaved(saved);
        }}
      />
    </>
  );
}
