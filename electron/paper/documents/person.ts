import { districts } from '../../../shared/codes/district.ts';
import type { Code } from '../../../shared/codes/index.ts';
import { activeOn, codeName } from '../../../shared/codes/index.ts';
import { sexes } from '../../../shared/codes/person.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import type { PersonRecord } from '../../../shared/contract/person.ts';
import { ageOn, isDay } from '../../../shared/korean/day.ts';
import { formatPhone } from '../../../shared/korean/phone.ts';
import { careerMonths } from '../../../shared/model/personStudy.ts';
import type { Career } from '../../../shared/model/personStudy.ts';
import { codesOf } from '../../desk/code.ts';
import { getPerson } from '../../desk/person.ts';
import { formatWon } from '../../../shared/korean/money.ts';
import type { Html, HtmlValue } from '../html.ts';
import { html } from '../html.ts';
import type { PaperDesk } from './paper.ts';
import { tick } from './parts.ts';

/** A person as papers show them: the record as the asker sees it, and the words for its codes. */
export interface PersonOnPaper {
  readonly record: PersonRecord;
  readonly codes: Codes;
  /** `1990. 1. 1. (만 36세)` */
  readonly birth: string;
  readonly sex: string;
  readonly district: string;
  readonly mobile: string;
  readonly otherPhone: string;
}

/** A day on forms, without its weekday: `2026. 11. 22.`; empty while it is not known. */
export function plainDay(day: string | null): string {
  if (day === null || !isDay(day)) return '';
  const [year, month, date] = day.split('-').map(Number);
  return `${year}. ${month}. ${date}.`;
}

/** A month on forms, kept together: `2019.3.` */
export function plainMonth(month: string | null): string {
  if (month === null) return '';
  const [year, number] = month.split('-').map(Number);
  return `${year}.${number}.`;
}

/** What a code is called; empty while it is not known. */
export function named(table: readonly Code[], code: string | null): string {
  return code === null ? '' : codeName(table, code);
}

function phoneText(digits: string | null): string {
  return digits === null ? '' : formatPhone(digits);
}

/** Reads a person for paper. Refuses with `notFound` whom the asker may not see. */
export function personOnPaper({ store, actor }: PaperDesk, id: number): PersonOnPaper {
  const record = getPerson(store, actor, { id });
  const { birth, sex, district, mobile, otherPhone } = record.fields;
  return {
    record,
    codes: codesOf(store),
    birth: birth !== null && isDay(birth) ? `${plainDay(birth)} (만 ${ageOn(birth, store.today)}세)` : '',
    sex: sex === 'U' ? '' : named(sexes, sex),
    district: named(districts, district),
    mobile: phoneText(mobile),
    otherPhone: phoneText(otherPhone),
  };
}

/** The words of a table as boxes, those that may be chosen today and what was chosen before. */
export function ticks(table: readonly Code[], chosen: string | readonly string[] | null, { store }: PaperDesk): Html {
  const held = typeof chosen === 'string' ? [chosen] : (chosen ?? []);
  const open = new Set(activeOn(table, store.today));
  const shown = table.filter((row) => open.has(row) || held.includes(row.code));
  return html`${shown.map(({ code, name }) => tick(name, held.includes(code)))}`;
}

/** `2019.3. ~ 2023.8.`; a job that goes on has no end. */
export function careerTime({ from, to }: Pick<Career, 'from' | 'to'>): string {
  if (from === null && to === null) return '';
  return `${plainMonth(from)} ~ ${to === null ? '재직 중' : plainMonth(to)}`;
}

/** `4년 7개월` of all jobs, months of two at once counted once; empty without any. */
export function careerSum(careers: readonly Career[] | null, { store }: PaperDesk): string {
  const months = careerMonths(careers ?? [], store.today);
  const years = Math.floor(months / 12);
  return [years > 0 ? `${years}년` : '', months % 12 > 0 ? `${months % 12}개월` : ''].filter(Boolean).join(' ');
}

/** Newest job first. */
export function newestFirst(careers: readonly Career[] | null): readonly Career[] {
  return (careers ?? []).toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1));
}

/** Whole sums in 만원, others in 원. */
export function wageOf(won: number | null): string {
  if (won === null) return '';
  return won % 10_000 === 0 ? formatWon(won / 10_000).replace('원', '만원') : formatWon(won);
}

/** Rows of a list, with open ones below for the hand until there are `least`. */
export function withBlanks(
  rows: readonly (readonly HtmlValue[])[],
  columns: number,
  least: number,
): (readonly HtmlValue[])[] {
  const blanks = Math.max(0, least - rows.length);
  return [...rows, ...Array.from({ length: blanks }, () => Array.from({ length: columns }, () => ''))];
}
