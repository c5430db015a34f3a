/**
 * Days of the Korean calendar as ISO strings, and the ways people and spreadsheets write them (domain.md §10.5).
 * Strings sort and compare as they are. What lists call per row (ageOn, formatDay, todayInSeoul) is plain arithmetic;
 * the rest is Temporal.
 */
import { Temporal } from 'temporal-polyfill';
import { normalizeText } from './text.ts';

declare const dayBrand: unique symbol;
/** A real day 'YYYY-MM-DD'. Made only by the functions here. */
export type Day = string & { readonly [dayBrand]: true };

type DayProblem = 'form' | 'noSuchDay' | 'future' | 'tooOld';
export type ParsedDay =
  | { readonly ok: true; readonly value: Day }
  | { readonly ok: false; readonly reason: DayProblem };

export interface DayReading {
  readonly today: Day;
  /** `birth`: a birthday, never in the future; `date`: any other day, where `3월 1일` means this year's. */
  readonly kind: 'birth' | 'date';
  /** The cell is known to be a date, so that digits are an Excel serial number even as text. */
  readonly serial?: boolean;
}

/** Nobody served is older; a day before that is a slip of the keyboard. */
const oldestYears = 120;

/** Whether a string is a real day 'YYYY-MM-DD'. */
export function isDay(s: string): s is Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(s);
  return match !== null && realDay(Number(match[1]), Number(match[2]), Number(match[3])) === s;
}

/**
 * A day from what was typed or read from a sheet: 900101, 19900101, 1990.1.1, `1990. 1. 1.`, 1990년 1월 1일, 26/3/1,
 * 2026-3-1, each with full-width digits, a weekday or a time of day behind; Excel serial numbers (a number below
 * 100,000, or `serial`); for `date` also 3월 1일.
 *
 * Two-digit years. Birth: 2000s when that makes the person 15 or more today, else 1900s (§10.5), so always show the
 * result with four digits. Date: 2000s up to ten years from now, else 1900s.
 *
 * A number of five digits in a birth column is a serial number unless that day lies in the future; then it is YYMMDD
 * that lost its zero (50101 → 2005-01-01).
 *
 * `form`: not a date; `noSuchDay`: no such day in the calendar; `future`: a birth after today; `tooOld`: over 120 years
 * ago.
 */
export function parseDay(raw: string | number, reading: DayReading): ParsedDay {
  const text = normalizeText(String(raw)).replace(/[‐-―−]/gu, '-');
  const number = Number(text);
  if ((typeof raw === 'number' || reading.serial === true) && /^\d+(\.\d+)?$/u.test(text) && number < 100_000) {
    const serial = checked(serialDay(Math.floor(number)), reading);
    if (serial.ok || reading.kind === 'date' || reading.serial === true) return serial;
    return parseDay(text.padStart(6, '0'), reading);
  }
  const parts = partsOf(text, reading);
  if (!parts) return { ok: false, reason: 'form' };
  const { year, month, day } = parts;
  return checked(
    year.length === 2 ? centuryDay(Number(year), month, day, reading) : realDay(Number(year), month, day),
    reading,
  );
}

const yearMonthDay = [
  /^(?<year>\d{4}|\d{2})(?<month>\d{2})(?<day>\d{2})$/u,
  /^(?<year>\d{4}|\d{2})\s?([-./])\s?(?<month>\d{1,2})\s?\2\s?(?<day>\d{1,2})\.?$/u,
  /^(?<year>\d{4}|\d{2})\s?년\s?(?<month>\d{1,2})\s?월\s?(?<day>\d{1,2})\s?일(?:생)?$/u,
];
const monthDay = /^(?<month>\d{1,2})\s?월\s?(?<day>\d{1,2})\s?일$/u;
/** What may stand behind a day: a weekday "(일)" or "일요일", a time "00:00:00" or "T00:00:00.000Z". */
const behind =
  /\s?(?:\(?[월화수목금토일]\)|\s[월화수목금토일]요일)?(?:[T\s]\s?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/u;

function partsOf(text: string, reading: DayReading): { year: string; month: number; day: number } | null {
  const bare = text.replace(behind, '').replace(/^'/u, '');
  for (const form of yearMonthDay) {
    const groups = form.exec(bare)?.groups;
    if (groups) return { year: groups['year'] ?? '', month: Number(groups['month']), day: Number(groups['day']) };
  }
  const groups = reading.kind === 'date' ? monthDay.exec(bare)?.groups : undefined;
  if (!groups) return null;
  return { year: reading.today.slice(0, 4), month: Number(groups['month']), day: Number(groups['day']) };
}

/** The day of a two-digit year; 29 February takes the century that has it only if the rule gives that century. */
function centuryDay(yy: number, month: number, day: number, { today, kind }: DayReading): Day | null {
  const later = realDay(2000 + yy, month, day);
  const fits =
    kind === 'birth'
      ? later !== null && later <= today && ageOn(later, today) >= 15
      : 2000 + yy <= Number(today.slice(0, 4)) + 10;
  return fits ? later : realDay(1900 + yy, month, day);
}

/** Excel's 1900 system, with its 29 February 1900 that never was (serial 60). */
function serialDay(serial: number): Day | null {
  if (serial < 1 || serial === 60) return null;
  return dayOfNumber(serial + (serial < 60 ? 1 : 0) - 25_569);
}

function checked(day: Day | null, { today, kind }: DayReading): ParsedDay {
  if (day === null) return { ok: false, reason: 'noSuchDay' };
  if (kind === 'birth' && day > today) return { ok: false, reason: 'future' };
  return ageOn(day, today) > oldestYears ? { ok: false, reason: 'tooOld' } : { ok: true, value: day };
}

/** The day of a year, month and day of month, or null when the calendar has none. */
function realDay(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day > last ? null : (`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as Day);
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0');
}

/** Days since 1970-01-01. */
function dayNumber(day: Day): number {
  return Math.round(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / 86_400_000);
}

function dayOfNumber(n: number): Day {
  return new Date(n * 86_400_000).toISOString().slice(0, 10) as Day;
}

const weekdays = ['일', '월', '화', '수', '목', '금', '토'];

function weekday(day: Day): string {
  return weekdays[(((dayNumber(day) + 4) % 7) + 7) % 7] ?? '';
}

/** A day for the screen: `2026-11-22 (일)`. */
export function formatDay(day: Day): string {
  return `${day} (${weekday(day)})`;
}

/** A day for paper: `2026. 11. 22.(일)`. */
export function formatDayForPaper(day: Day): string {
  return `${Number(day.slice(0, 4))}. ${Number(day.slice(5, 7))}. ${Number(day.slice(8))}.(${weekday(day)})`;
}

/**
 * 만 나이 on a day, in whole years (행정기본법 제7조의2). Who was born on 29 February turns a year older on 1 March of a
 * common year. Negative before birth.
 */
export function ageOn(birth: Day, day: Day): number {
  return Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function lastOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether it is a day of the years 1000 to 9999 that there was or will be. */
function isPlain(day: Day): boolean {
  if (!/^[1-9]\d{3}-(?:0[1-9]|1[0-2])-\d{2}$/.test(day)) return false;
  const date = Number(day.slice(8));
  return date >= 1 && date <= lastOfMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7)));
}

/** The same day `n` months later (earlier when negative), on the last day of a month that is too short. */
export function addMonthsClamped(day: Day, n: number): Day {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  const months = year * 12 + month - 1 + n;
  const then = { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 };
  // By the thousand, when people come in from other laptops, the calendar's own way is half of making their rows.
  if (isPlain(day) && then.year >= 1000 && then.year <= 9999) {
    const last = lastOfMonth(then.year, then.month);
    return `${then.year}-${twoDigits(then.month)}-${twoDigits(Math.min(date, last))}` as Day;
  }
  return Temporal.PlainDate.from(day).add({ months: n }, { overflow: 'constrain' }).toString() as Day;
}

/** The day `n` days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return Temporal.PlainDate.from(day).add({ days: n }).toString() as Day;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** Korea keeps UTC+9 all year since 1988; every instant in the app is later. */
const seoulOffset = 9 * 3_600_000;

/** The day it is in Seoul at an instant (epoch ms), whatever zone the laptop is set to. */
export function todayInSeoul(now: number): Day {
  return new Date(now + seoulOffset).toISOString().slice(0, 10) as Day;
}

/** An instant (epoch ms) in Seoul for the screen: `2026-11-22 (일) 14:00`. */
export function formatInstant(ms: number): string {
  return `${formatDay(todayInSeoul(ms))} ${new Date(ms + seoulOffset).toISOString().slice(11, 16)}`;
}

/** Wall-clock time in Seoul at an instant, `HH:MM`. */
export function timeInSeoul(ms: number): string {
  return formatInstant(ms).slice(-5);
}
