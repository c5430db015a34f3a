import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import { useDeskState } from '../state/desk.tsx';
import type { ToastMessage } from '../state/desk.tsx';
import { Button } from './Button.tsx';
import styles from './Toasts.module.css';

const c = classes(styles);

function Toast({ toast }: { readonly toast: ToastMessage }) {
  const drop = useDeskState((state) => state.dropToast);
  useEffect(() => {
    const timer = setTimeout(() => drop(toast.id), toast.action ? 12_000 : 6_000);
    return () => clearTimeout(timer);
  }, [toast, drop]);
  const { action } = toast;
  return (
    <div className={c('toast')} data-tone={toast.tone}>
      <span>{toast.text}</span>
      {action && (
        <Button
          size="s"
          onPress={() => {
            action.run();
            drop(toast.id);
          }}
        >
          {action.label}
        </Button>
      )}
      <AriaButton className={c('close')} aria-label="알림 닫기" onPress={() => drop(toast.id)}>
        <X aria-hidden />
      </AriaButton>
    </div>
  );
}

/** Short messages at the foot of the page, read politely by screen readers. They never hold the only word of an error. */
export function Toasts() {
  const toasts = useDeskState((state) => state.toasts);
  return (
    <output className={c('toasts')} aria-live="polite">
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} />
      ))}
    </output>
  );
}
