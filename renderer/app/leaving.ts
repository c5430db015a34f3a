/** So long the screen waits for what is being saved before it locks or ends, ms. */
export const longestSaving = 1500;

/**
 * Saves what is half typed before the screen locks, but never keeps it open: the store may be busy for a minute with an
 * import, and whoever pressed the key has gone by then. A save that was asked for goes on behind the lock.
 */
export async function saveBeforeLeaving(
  saves: Iterable<() => Promise<void>>,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const all = Promise.allSettled([...saves].map((save) => save()));
  await Promise.race([all, wait(longestSaving)]);
}
