import type { Day } from '../korean/day.ts';
import type { WageForm } from '../korean/money.ts';

/** 최저임금 an hour in won, by the day from which it holds (고용노동부 고시; domain §5.5). */
const hourly: readonly (readonly [from: string, won: number])[] = [
  ['2025-01-01', 10_030],
  ['2026-01-01', 10_320],
  ['2027-01-01', 10_700],
];

/** 209: (40 + 8) hours × 365 ÷ 7 ÷ 12, rounded; the hours of a month of 40-hour weeks with 주휴. */
const monthHours = 209;
const dayHours = 8;

/** 최저임금 an hour in won on a day; null before the table begins. After its end the last known one. */
export function minimumWage(day: Day): number | null {
  return hourly.findLast(([from]) => from <= day)?.[1] ?? null;
}

/** A wage an hour in won, if 40 hours a week are worked. */
export function perHour(won: number, form: WageForm): number {
  const hours = { H: 1, D: dayHours, M: monthHours, Y: monthHours * 12 };
  return won / hours[form];
}

/**
 * Whether a wage lies under the 최저임금 of a day at 40 hours a week. A warning, never a stop: hours are not known
 * (domain §13).
 */
export function seemsBelowMinimum(won: number, form: WageForm, day: Day): boolean {
  const least = minimumWage(day);
  return least !== null && perHour(won, form) < least;
}
