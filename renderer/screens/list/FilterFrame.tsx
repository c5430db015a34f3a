import type { ReactNode } from 'react';
import { useRef } from 'react';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { isComposing } from '../../app/shortcuts.ts';
import styles from './list.module.css';

const c = classes(styles);

/** Puts the keyboard into the list. */
export function toList(): void {
  document.querySelector<HTMLElement>('#main [role=grid]')?.focus();
}

/** The first field of a filter takes the keyboard, what was typed in it marked. */
export function toFirstField(frame: HTMLElement | null): void {
  const first = frame?.querySelector<HTMLElement>('select, input');
  first?.focus();
  if (first instanceof HTMLInputElement) first.select();
}

/**
 * The conditions above a list, as keys reach them everywhere: F comes to the first field, Enter (and ↓ in a line of text)
 * goes on to the list, Esc leaves.
 */
export function FilterFrame({
  label,
  onLeave,
  children,
}: {
  readonly label: string;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}) {
  const frame = useRef<HTMLFieldSetElement>(null);
  useShortcut('filterInList', () => toFirstField(frame.current));
  useShortcut('leave', () => {
    if (!frame.current?.contains(document.activeElement)) return false;
    onLeave();
    return true;
  });
  return (
    <fieldset ref={frame} className={c('frame')} aria-label={label}>
      <div
        className={c('panel')}
        role="presentation"
        onKeyDown={(event) => {
          const isLine = event.target instanceof HTMLInputElement && event.target.type === 'text';
          const goesOn = event.key === 'Enter' || (event.key === 'ArrowDown' && isLine);
          if (isComposing(event.nativeEvent) || !goesOn) return;
          event.preventDefault();
          toList();
        }}
      >
        {children}
      </div>
    </fieldset>
  );
}
