import { useEffect, useRef } from 'react';

/** For the field of a dialog that takes the keyboard when it opens: give it as `inputRef`. */
export function useFirstField(): (element: { focus(): void } | null) => void {
  const field = useRef<{ focus(): void } | null>(null);
  useEffect(() => field.current?.focus(), []);
  return (element) => {
    field.current = element;
  };
}
