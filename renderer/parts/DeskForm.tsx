import type { ReactNode } from 'react';
import { shortcuts } from '../app/shortcuts.ts';
import { ko } from '../text/ko.ts';
import { Button } from './Button.tsx';
import { Form, FormFoot } from './Form.tsx';
import { ProblemBanner } from './ProblemBanner.tsx';
import type { Sending } from './useDeskForm.ts';
import { useLeaving } from './useLeaving.tsx';

/** The way out of a form without saving. */
export interface Leave {
  /** Its noun, 취소 unless said otherwise. */
  readonly label?: string;
  readonly run: () => void;
  /**
   * Who hears Esc: the form (a page, a step inside a dialog), the dialog around it, or nobody, where only the button
   * leaves.
   */
  readonly esc?: 'form' | 'dialog' | 'nobody';
  /** Whether leaving asks first once something was typed: where no draft keeps it. */
  readonly asks?: boolean;
}

export interface DeskFormProps<T> {
  /** What `useDeskForm` gave. */
  readonly of: Sending<T>;
  readonly label: string;
  /** What follows when it was saved; what was refused is shown, and nothing follows. */
  readonly onSaved: (saved: T) => void | Promise<void>;
  readonly enter?: 'next' | 'submit';
  readonly focusFirst?: boolean;
  /** The noun of the deed, on the main button. */
  readonly save?: string;
  /** Whether the main button shows Ctrl+Enter; it saves either way. */
  readonly showsKey?: boolean;
  readonly isDangerous?: boolean;
  readonly leave?: Leave;
  /** Buttons after the two. */
  readonly more?: ReactNode;
  /** What is true about saving, beside the buttons. */
  readonly note?: ReactNode;
  /** What must be seen before saving, above the buttons. */
  readonly above?: ReactNode;
  /** Whether the buttons stay in sight while a long form scrolls. In a dialog they always do. */
  readonly stays?: boolean;
  readonly children: ReactNode;
}

const nothing = (): void => undefined;

/** A form over `useDeskForm`: what was refused, its fields, the way out of the stop of resident numbers, and the buttons that save and leave. */
export function DeskForm<T>({
  of,
  label,
  onSaved,
  enter = 'next',
  focusFirst = true,
  save = ko.save,
  showsKey = true,
  isDangerous = false,
  leave,
  more,
  note,
  above,
  stays = false,
  children,
}: DeskFormProps<T>) {
  const esc = leave?.esc ?? 'form';
  const leaving = useLeaving(of.isTyped && leave?.asks === true, leave?.run ?? nothing);
  const send = async () => {
    const saved = await of.submit();
    if (saved !== null) await onSaved(saved);
  };
  return (
    <>
      <Form
        label={label}
        enter={enter}
        focusFirst={focusFirst}
        onSubmit={() => void send()}
        {...(leave && esc === 'form' ? { onCancel: leaving.leave } : {})}
      >
        <ProblemBanner problem={of.problem} />
        {children}
        {of.wayOut}
        <FormFoot stays={stays} note={note} above={above}>
          <Button
            kind={isDangerous ? 'danger' : 'main'}
            type="submit"
            isBusy={of.isSaving}
            {...(showsKey ? { keys: shortcuts.saveEnter.keys } : {})}
          >
            {save}
          </Button>
          {leave && (
            <Button onPress={leaving.leave} {...(esc === 'nobody' ? {} : { keys: shortcuts.leave.keys })}>
              {leave.label ?? ko.cancel}
            </Button>
          )}
          {more}
        </FormFoot>
      </Form>
      {leaving.question}
    </>
  );
}
