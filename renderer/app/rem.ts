import { useSyncExternalStore } from 'react';

function watchText(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-text'] });
  return () => observer.disconnect();
}

/** One rem in pixels; follows the reader's text size. */
export function useRem(): number {
  return useSyncExternalStore(
    watchText,
    () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 10,
  );
}
