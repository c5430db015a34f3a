import { z } from '../zod.ts';
import type { CodeTable } from '../codes/tables.ts';
import { codeTableNames } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/**
 * 코드표의 한 줄 (code entry): what the centre has said of one code. Kept under a UUID that comes from table and code, so
 * that two laptops that change the same code change the same record.
 */
export const codeEntryFields = z.object({
  table: z.enum(codeTableNames),
  code: z.string(),
  name: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  place: z.int().nullable(),
  notResident: notResidentWord,
});
export type CodeEntryFields = z.output<typeof codeEntryFields>;

export const codeEntryInput = z.object({
  name: z.string().max(200),
  from: z.string().max(40),
  to: z.string().max(40),
  place: z.string().max(10),
  notResident: z.string().max(400),
});
export type CodeEntryInput = z.output<typeof codeEntryInput>;
export const codeEntryLabels: Record<keyof CodeEntryInput, string> = {
  name: '이름',
  from: '쓰기 시작하는 날',
  to: '마지막으로 쓰는 날',
  place: '순서',
  notResident: notResidentLabel,
};

/** Reads what was typed of a code. Needed: its name. A code is never given a new meaning: it ends and another begins. */
export function readCodeEntry(
  table: CodeTable,
  code: string,
  input: CodeEntryInput,
  today: Day,
): Reading<CodeEntryFields> {
  const notes = fieldNotes();
  const name = normalizeText(input.name);
  if (name === '') notes.note('name', '이름을 입력해 주십시오.');
  else if (name.length > 60) notes.note('name', '이름은 60글자까지 입력할 수 있습니다.');
  const days = { from: null as Day | null, to: null as Day | null };
  for (const field of ['from', 'to'] as const) {
    if (normalizeText(input[field]) === '') continue;
    const day = parseDay(input[field], { today, kind: 'date' });
    if (day.ok) days[field] = day.value;
    else notes.note(field, '날짜를 확인해 주십시오. 예: 2027.1.1');
  }
  if (days.from && days.to && days.to < days.from)
    notes.note('to', '마지막 날이 시작하는 날보다 앞섭니다. 날짜를 확인해 주십시오.');
  const place = normalizeText(input.place);
  if (place !== '' && !/^\d{1,3}$/.test(place)) notes.note('place', '순서는 0에서 999 사이의 숫자로 적어 주십시오.');
  const notResident = stopResidentNumbers(notes, { name }, input.notResident);
  return notes.finish({ table, code, name, ...days, place: place === '' ? null : Number(place), notResident });
}
