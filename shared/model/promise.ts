import { z } from '../zod.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** 약속 (promise): what was promised to a company or by it, until when, and when it was kept. */
export const promiseFields = z.object({
  text: z.string(),
  /** Whose turn it is: the centre's or the company's. */
  by: z.enum(['centre', 'company']),
  due: z.string().nullable(),
  doneOn: z.string().nullable(),
  notResident: notResidentWord,
});
export type PromiseFields = z.output<typeof promiseFields>;

export const promiseSides = [
  { code: 'centre', name: '센터가 할 일' },
  { code: 'company', name: '기업이 할 일' },
] as const;

export const emptyPromise = { text: '', by: 'centre', due: '', doneOn: '', notResident: '' };
export type PromiseInput = typeof emptyPromise;
export const promiseLabels: Record<keyof PromiseInput, string> = {
  text: '약속',
  by: '누가',
  due: '언제까지',
  doneOn: '지킨 날',
  notResident: notResidentLabel,
};

/** Reads a promise's form. Needed: what was promised. */
export function readPromise(input: PromiseInput, today: Day): Reading<PromiseFields> {
  const notes = fieldNotes();
  const text = normalizeText(input.text);
  if (text === '') notes.note('text', '무엇을 약속했는지 입력해 주십시오.');
  const notResident = stopResidentNumbers(notes, { text }, input.notResident);
  const days = { due: null as Day | null, doneOn: null as Day | null };
  for (const field of ['due', 'doneOn'] as const) {
    if (normalizeText(input[field]) === '') continue;
    const day = parseDay(input[field], { today, kind: 'date' });
    if (day.ok) days[field] = day.value;
    else notes.note(field, '날짜를 확인해 주십시오. 예: 12월 3일');
  }
  if (days.doneOn && days.doneOn > today) notes.note('doneOn', '지킨 날이 오늘보다 뒤입니다. 날짜를 확인해 주십시오.');
  return notes.finish({ text, by: input.by === 'company' ? 'company' : 'centre', ...days, notResident });
}
