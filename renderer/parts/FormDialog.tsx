import type { ReactNode } from 'react';
import type { DeskFormProps } from './DeskForm.tsx';
import { DeskForm } from './DeskForm.tsx';
import { Dialog } from './Dialog.tsx';
import { useLeaving } from './useLeaving.tsx';

/**
 * A dialog that is one form: Esc and 취소 close it, once they have asked where something was typed, a click beside it does not, its first field has the keyboard, its buttons stay in sight. What it
 * says, refuses and does is `DeskForm`'s.
 */
export function FormDialog<T>({
  title,
  label = title,
  onClose,
  intro,
  over,
  isWide = true,
  isQuestion = false,
  ...form
}: Omit<DeskFormProps<T>, 'label' | 'leave'> & {
  readonly title: string;
  /** The form's name where it is not the title's. */
  readonly label?: string;
  readonly onClose: () => void;
  /** What is said before the form. */
  readonly intro?: ReactNode;
  /** What opens over it: inside, so that its keys rest meanwhile. */
  readonly over?: ReactNode;
  readonly isWide?: boolean;
  readonly isQuestion?: boolean;
}) {
  const { leave, question } = useLeaving(form.of.isTyped, onClose);
  return (
    <Dialog title={title} isOpen onClose={leave} isWide={isWide} isQuestion={isQuestion} staysOnClick ownFoot>
      {intro}
      <DeskForm {...form} label={label} leave={{ run: leave, esc: 'dialog' }} />
      {over}
      {question}
    </Dialog>
  );
}
