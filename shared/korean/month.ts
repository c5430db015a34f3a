/** Months of the calendar as `YYYY-MM`, as careers and schools are told in them (domain.md §3.2). */
import { normalizeText } from './text.ts';

declare const monthBrand: unique symbol;
export type Month = string & { readonly [monthBrand]: true };

/** Whether a string is a month `YYYY-MM` of 1900 to 2099. */
export function isMonth(text: string): text is Month {
  return /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/u.test(text);
}

const forms = [
  /^(?<year>\d{4}|\d{2})\s?[-./]\s?(?<month>\d{1,2})\.?$/u,
  /^(?<year>\d{4})(?<month>\d{2})$/u,
  /^(?<year>\d{4}|\d{2})\s?년\s?(?<month>\d{1,2})\s?월$/u,
];

/**
 * A month as people write it: 2019.3, 2019-03, 201903, 19.3, 2019년 3월. Two digits are the 2000s up to ten years from the
 * year of `today` (`YYYY-MM-DD`), else the 1900s. Null when it is none.
 */
export function parseMonth(raw: string, today: string): Month | null {
  const text = normalizeText(raw);
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    const { year = '', month = '' } = groups ?? {};
    if (!groups) continue;
    const near = 2000 + Number(year) <= Number(today.slice(0, 4)) + 10;
    const whole = year.length === 4 ? year : `${near ? '20' : '19'}${year}`;
    const read = `${whole}-${month.padStart(2, '0')}`;
    return isMonth(read) ? read : null;
  }
  return null;
}

/** Months since the year 0; two of them subtract. */
export function monthNumber(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}
