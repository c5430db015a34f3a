/** Main is told at most this often that somebody is at the desk, ms. */
export const activityEvery = 15_000;

/** How a page says that somebody is there. */
export interface Activity {
  /** A key, a click, a move of the mouse. */
  readonly seen: () => void;
  readonly stop: () => void;
}

/**
 * Tells main that somebody is at the desk: at once, then at most every 15 seconds. What comes in between is told when
 * the 15 seconds are over, so that the screen never locks early by more than main could know.
 */
export function activity({ now, tell }: { readonly now: () => number; readonly tell: () => void }): Activity {
  let last = -Infinity;
  let later: ReturnType<typeof setTimeout> | undefined;
  const say = (): void => {
    clearTimeout(later);
    later = undefined;
    last = now();
    tell();
  };
  return {
    seen() {
      const wait = last + activityEvery - now();
      if (wait <= 0) say();
      else later ??= setTimeout(say, wait);
    },
    stop() {
      clearTimeout(later);
      later = undefined;
    },
  };
}
