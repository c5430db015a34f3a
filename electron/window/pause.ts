import { setTimeout as sleep } from 'node:timers/promises';

/** Waits `ms`, or until the signal; keeps the program from ending for neither. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
