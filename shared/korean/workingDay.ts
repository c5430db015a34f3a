import * as years from '@hyunbinseo/holidays-kr/all';
import { activeOn } from '../codes/index.ts';
import type { Codes } from '../codes/tables.ts';
import { shippedCodes } from '../codes/tables.ts';
import type { Day } from './day.ts';

/** `y2026` … as the gazette announced them: 대체공휴일 and 임시공휴일 are decreed, so none is computed (domain §10.6). */
const announced: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = years;

const dayMs = 86_400_000;

/** A holiday table that says more than this at a stretch is wrong; the day is given as it is then. */
const longestRest = 60;

/**
 * Whether this program knows the 공휴일 of that year. Of years that it does not know, only weekends and what the centre has
 * entered itself are days of rest.
 */
export function knowsHolidays(day: Day): boolean {
  return Object.hasOwn(announced, `y${day.slice(0, 4)}`);
}

/**
 * Why a day is no working day, in Korean; null when it is one. Weekends, the 공휴일 that the program was made with, and the
 * days of rest of the centre's own code table (임시공휴일, years to come), each with a first and a last day.
 */
export function dayOfRest(day: Day, codes: Codes = shippedCodes): string | null {
  const names = announced[`y${day.slice(0, 4)}`]?.[day];
  if (names) return names.join(', ');
  // Without a last day it would rest for ever: such an entry was not finished.
  const own = activeOn(codes.of('holiday'), day).find(({ from, to }) => from !== undefined && to !== undefined);
  if (own) return own.name;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? '일요일' : weekday === 6 ? '토요일' : null;
}

/** The `count`-th working day after `day`; the next one unless told otherwise. */
export function workingDayAfter(day: Day, codes: Codes = shippedCodes, count = 1): Day {
  let at = day;
  for (let left = count, steps = 0; left > 0 && steps < longestRest; steps += 1) {
    at = new Date(Date.parse(`${at}T00:00:00Z`) + dayMs).toISOString().slice(0, 10) as Day;
    if (dayOfRest(at, codes) === null) left -= 1;
  }
  return at;
}
