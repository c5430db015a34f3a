import type { ReactNode, Ref } from 'react';
import { createContext, useEffect, useRef } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import { KeyLayer } from '../app/keys.tsx';
import { ko } from '../text/ko.ts';
import { Button } from './Button.tsx';
import styles from './Dialog.module.css';

const c = classes(styles);

/** Whether one stands in a dialog, whose buttons stay in sight while the rest scrolls. */
export const InDialog = createContext(false);

/**
 * A dialog in the page: keeps the focus, gives it back, closes on Esc. `footer` holds the buttons, the main one last; they
 * stay in sight while the rest scrolls. `isQuestion` makes it an alertdialog, which cannot be closed by a click beside it.
 */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  footer,
  ownFoot = false,
  isQuestion = false,
  staysOnEsc = false,
  staysOnClick = false,
  isWide = false,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  /** What is in it has a `FormFoot` of its own. */
  readonly ownFoot?: boolean;
  readonly isQuestion?: boolean;
  /** For what is shown once and never again: only its button closes it, not a slip of the hand. */
  readonly staysOnEsc?: boolean;
  /** For what is typed in: a click beside it is a slip of the hand. */
  readonly staysOnClick?: boolean;
  readonly isWide?: boolean;
}) {
  return (
    <ModalOverlay
      className={c('dim')}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!isQuestion && !staysOnClick}
      isKeyboardDismissDisabled={staysOnEsc}
    >
      <Modal className={c('window')} data-wide={isWide || undefined}>
        <AriaDialog className={c('dialog')} role={isQuestion ? 'alertdialog' : 'dialog'}>
          <KeyLayer>
            <Heading slot="title" className={c('title')} level={2}>
              {title}
            </Heading>
            <InDialog value>
              <div className={c('body')}>{children}</div>
              {!ownFoot && <div className={c('footer')}>{footer ?? <Button onPress={onClose}>{ko.close}</Button>}</div>}
            </InDialog>
          </KeyLayer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons of a dialog that does one thing: 취소, and last the deed. */
export function DeedFoot({
  deed,
  onDeed,
  onCancel,
  isDangerous = false,
  isBusy = false,
  cancelRef,
}: {
  /** The noun of the deed: 삭제, 가져오기. */
  readonly deed: string;
  readonly onDeed: () => void;
  readonly onCancel: () => void;
  readonly isDangerous?: boolean;
  readonly isBusy?: boolean;
  readonly cancelRef?: Ref<HTMLButtonElement>;
}) {
  return (
    <>
      <Button onPress={onCancel} {...(cancelRef ? { ref: cancelRef } : {})}>
        {ko.cancel}
      </Button>
      <Button kind={isDangerous ? 'danger' : 'main'} onPress={onDeed} isBusy={isBusy}>
        {deed}
      </Button>
    </>
  );
}

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function Confirm({
  title,
  isOpen,
  onCancel,
  onConfirm,
  confirm,
  isDangerous = false,
  isBusy = false,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
  /** The noun of the deed: 삭제, 가져오기. */
  readonly confirm: string;
  readonly isDangerous?: boolean;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) safe.current?.focus();
  }, [isOpen]);
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onCancel}
      isQuestion
      footer={
        <DeedFoot
          deed={confirm}
          onDeed={onConfirm}
          onCancel={onCancel}
          isDangerous={isDangerous}
          isBusy={isBusy}
          cancelRef={safe}
        />
      }
    >
      {children}
    </Dialog>
  );
}
