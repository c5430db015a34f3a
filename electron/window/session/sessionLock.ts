import type { SecurityRules } from '../../../shared/model/centre.ts';
import type { DeviceFields } from '../../../shared/model/device.ts';

/** Two clocks: what the laptop believes the time is (ms UTC), and one that only goes forward (ms since some start). */
export interface Clocks {
  readonly now: () => number;
  readonly monotonic: () => number;
}

/** An instant on both clocks. */
export interface Moment {
  readonly now: number;
  readonly monotonic: number;
}

/** What both clocks say now. */
export function moment(clocks: Clocks): Moment {
  return { now: clocks.now(), monotonic: clocks.monotonic() };
}

/**
 * Milliseconds since a moment, by whichever clock says more. The monotonic clock stands still while a laptop sleeps; the
 * other can be set back. So a clock that is set back never gives time, and one that is set forward only locks earlier.
 */
export function elapsed(since: Moment, clocks: Clocks): number {
  const { now, monotonic } = moment(clocks);
  return Math.max(0, monotonic - since.monotonic, now - since.now);
}

/** Idle minutes after which a window locks (안전성 확보조치 기준 §6④; behaviours T3). */
export function lockMinutes(rules: SecurityRules, place: DeviceFields['place']): number {
  return place === 'field' ? rules.fieldLockMinutes : rules.lockMinutes;
}

/** Whether a window has been idle for so long that it locks. */
export function isIdle(since: Moment, minutes: number, clocks: Clocks): boolean {
  return elapsed(since, clocks) >= minutes * 60_000;
}

/** Wrong PINs after which only the password opens. */
export const pinTries = 3;

/** Whether a PIN still opens: it is set, was not guessed at, and the password was typed not too long ago. */
export function pinOpens(
  { pin, wrong, passwordAt }: { readonly pin: string | null; readonly wrong: number; readonly passwordAt: Moment },
  pinHours: number,
  clocks: Clocks,
): boolean {
  return pin !== null && wrong < pinTries && elapsed(passwordAt, clocks) < pinHours * 3_600_000;
}
