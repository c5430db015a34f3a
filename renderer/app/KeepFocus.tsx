import type { ReactNode } from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Around what is hidden and shown again (the desk under the lock): the keyboard comes back to where it was. What is
 * inside begins anew when it is shown, heading and first field included; this comes after them.
 */
export function KeepFocus({ children }: { readonly children: ReactNode }) {
  const was = useRef<Element | null>(null);
  useLayoutEffect(
    () => () => {
      was.current = document.activeElement;
    },
    [],
  );
  useEffect(() => {
    if (was.current instanceof HTMLElement && was.current.isConnected) was.current.focus();
  }, []);
  return children;
}
