import { createContext, use } from 'react';
import type { Day } from '../../shared/korean/day.ts';
import { formatInstant, todayInSeoul } from '../../shared/korean/day.ts';

/** Where the page takes the time from; passed in, so that a spec can stop it. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const ClockContext = createContext<Clock>({ now: () => Date.now() });
export const ClockProvider = ClockContext.Provider;

export function useClock(): Clock {
  return use(ClockContext);
}

/** The day it is, KST. */
export function today(clock: Clock): Day {
  return todayInSeoul(clock.now());
}

/** The time of day, `HH:MM` KST. */
export function timeNow(clock: Clock): string {
  return timeOf(clock.now());
}

/** `HH:MM` KST of an instant. */
export function timeOf(instant: number): string {
  return formatInstant(instant).slice(-5);
}
