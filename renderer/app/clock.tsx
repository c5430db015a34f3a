import type { Day } from '../../shared/korean/day.ts';
import { formatInstant, todayInSeoul } from '../../shared/korean/day.ts';

/** Where the page takes the time from. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const wall: Clock = { now: () => Date.now() };

export function useClock(): Clock {
  return wall;
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
