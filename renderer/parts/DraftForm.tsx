import type { ReactNode } from 'react';
import type { DraftSubject } from '../../shared/contract/draft.ts';
import { useDraft } from '../app/useDraft.tsx';
import type { DeskFormProps } from './DeskForm.tsx';
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
  onSaved,
  lead,
  ...form
}: Omit<DeskFormProps<T>, 'of' | 'stays' | 'note'> & {
  readonly of: DeskFormState<V, T>;
  readonly subject: DraftSubject;
  /** The form as the record says it. */
  readonly base: V;
  /** What must be seen before anything is typed. */
  readonly lead?: ReactNode;
}) {
  const draft = useDraft(subject, of.form, base);
  return (
    <>
      {draft.bar}
      {lead}
      <DeskForm
        {...form}
        of={of}
        stays
        note={draft.note}
        onSaved={async (saved) => {
          await draft.finish();
          await onSaved(saved);
        }}
      />
    </>
  );
}
