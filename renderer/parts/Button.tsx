import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import styles from './Button.module.css';

const c = classes(styles);

export interface ButtonProps {
  readonly children: ReactNode;
  /** `main` once per screen: what one came to do. `plain` is for everything else, `text` for what stands in a row. */
  readonly kind?: 'main' | 'plain' | 'text' | 'danger';
  readonly size?: 'm' | 's';
  readonly onPress?: () => void;
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  /** Under way: stays focusable, says so, and cannot be pressed twice. */
  readonly isBusy?: boolean;
  /** Shown beside the label and told to screen readers. Give the `keys` of the shortcut registry. */
  readonly keys?: string;
  readonly icon?: ReactNode;
  /** A fuller name for screen readers; not together with `keys` (the name must hold all that is seen). */
  readonly label?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button; its label is a noun (저장, 취소, 접수). */
export function Button({
  children,
  kind = 'plain',
  size = 'm',
  onPress,
  type = 'button',
  isDisabled = false,
  isBusy = false,
  keys,
  icon,
  label,
  ref,
}: ButtonProps) {
  return (
    <AriaButton
      className={c('button')}
      data-kind={kind}
      data-size={size}
      data-pending={isBusy || undefined}
      type={isBusy ? 'button' : type}
      isDisabled={isDisabled}
      onPress={() => {
        if (!isBusy) onPress?.();
      }}
      {...(ref ? { ref } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {icon}
      <span>{children}</span>
      {isBusy && <span className="aside"> 처리 중</span>}
      {keys && (
        <kbd className={c('keys')} aria-hidden>
          {keys}
        </kbd>
      )}
    </AriaButton>
  );
}
