import type { FocusEvent, RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** What the area takes on. */
export interface FocusKept {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onFocus: (event: FocusEvent<HTMLDivElement>) => void;
}

/**
 * Keeps the keyboard near where it was: when the button that was pressed is gone after its deed (the item is settled, another
 * button stands there), the first that can be pressed in the area takes it, or the heading of the screen.
 */
export function useFocusKept(): FocusKept {
  const ref = useRef<HTMLDivElement>(null);
  const last = useRef<Element | null>(null);
  // After every drawing: who pressed beside everything keeps nothing, whose button has gone is led on.
  useEffect(() => {
    const { activeElement, body } = document;
    if (last.current === null || last.current.isConnected || (activeElement !== null && activeElement !== body)) return;
    last.current = null;
    const next = ref.current?.querySelector<HTMLElement>('button:not(:disabled)');
    (next ?? document.querySelector<HTMLElement>('main h1'))?.focus();
  });
  return {
    ref,
    onFocus: ({ target, currentTarget }) => {
      // A dialog that was opened from here stands elsewhere.
      if (currentTarget.contains(target)) last.current = target;
    },
  };
}
