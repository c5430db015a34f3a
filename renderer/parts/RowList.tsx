import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { classes } from '../app/classes.ts';
import { isHeldDeed } from '../app/shortcuts.ts';
import { isElsewhere, isOccupied } from './focus.ts';
import styles from './RowList.module.css';

const c = classes(styles);

/**
 * Short lists of rows that open something (오늘, drafts, duplicates): every row is a button; ↑↓ Home End go through all
 * rows inside the nearest `RowArea`, across its lists.
 */
export function RowList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={c('list')} aria-label={label}>
      {children}
    </ul>
  );
}

export function RowButton({
  onPress,
  onKey,
  children,
  takesFocus = false,
  isNext = false,
}: {
  readonly onPress: () => void;
  /** Other keys on this row; true when taken. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly children: ReactNode;
  /** Takes the keyboard when it comes, if nobody has led it elsewhere meanwhile. */
  readonly takesFocus?: boolean;
  /** What was done on another row leads to this one: it takes the keyboard also from there. */
  readonly isNext?: boolean;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus && !isElsewhere()) button.current?.focus();
  }, [takesFocus]);
  useEffect(() => {
    if (isNext && !isOccupied()) button.current?.focus();
  }, [isNext]);
  return (
    <li>
      <button
        type="button"
        className={c('row')}
        data-row
        onClick={onPress}
        onKeyDown={(event) => {
          if (isHeldDeed(event) || onKey?.(event)) event.preventDefault();
        }}
        ref={button}
      >
        {children}
      </button>
    </li>
  );
}

function rowsIn(area: HTMLElement): HTMLElement[] {
  return [...area.querySelectorAll<HTMLElement>('[data-row]')];
}

function moveAmongRows(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key))
    return;
  const rows = rowsIn(event.currentTarget);
  const at = rows.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key] ?? at;
  rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
}

/**
 * The area whose rows the arrow keys go through. A row that goes away by what was done from it leaves the keyboard to the
 * one that takes its place.
 */
export function RowArea({ children }: { readonly children: ReactNode }) {
  const area = useRef<HTMLDivElement>(null);
  const last = useRef<{ readonly row: HTMLElement; readonly at: number } | null>(null);
  useEffect(() => {
    if (!area.current || !last.current) return;
    const rows = rowsIn(area.current);
    const { row, at } = last.current;
    if (row.isConnected) last.current = { row, at: rows.indexOf(row) };
    else if (document.activeElement === document.body)
      (rows[Math.min(at, rows.length - 1)] ?? document.querySelector<HTMLElement>('#main h1'))?.focus();
  });
  return (
    <div
      role="presentation"
      className={c('area')}
      ref={area}
      onKeyDown={moveAmongRows}
      onFocus={({ target, currentTarget }) => {
        const at = rowsIn(currentTarget).indexOf(target);
        last.current = at < 0 ? null : { row: target, at };
      }}
    >
      {children}
    </div>
  );
}
