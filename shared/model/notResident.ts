import { z } from '../zod.ts';
import { normalizeText } from '../korean/text.ts';
import { findResidentNumbers } from '../rules/residentNumber.ts';
import type { FieldNotes } from './fields.ts';
import type { TypedRow } from './rows.ts';

/**
 * "주민번호 아님": a number that is written like a resident number and is none (a 법인등록번호, say) may stay in a text when
 * its author says what it is. That word stays in the record beside the text (behaviours C8).
 */
export const notResidentLabel = '주민번호 아님';
export const notResidentHint = '주민등록번호나 외국인등록번호가 아니면 무슨 번호인지 적어 주십시오. 예: 법인등록번호';
/** The word in a record: what a number in its texts is that looks like a resident number; null where there is none. */
export const notResidentWord = z.string().nullable();
/** Characters of the word; "x" says nothing. */
const shortest = 2;
const longest = 100;

/** Stands at a text in which such a number was found, in forms that have the way out. */
const residentStop =
  '주민등록번호로 보이는 숫자가 있습니다. 지우고 생년월일만 남겨 주십시오. 주민번호가 아니면 ‘주민번호 아님’에 무슨 번호인지 적어 주십시오.';

const holds = (text: string): boolean => findResidentNumbers(text).length > 0;

/** A list's line in which such a number was found; none in a plain text. */
function lineOf(text: string | readonly TypedRow[]): number | null | undefined {
  if (typeof text === 'string') return holds(text) ? null : undefined;
  const line = text.findIndex((row) => Object.values(row).some(holds));
  return line < 0 ? undefined : line + 1;
}

/** Whether a field's sentence is that of the stop. */
export function isResidentStop(sentence: string | undefined): boolean {
  return sentence?.endsWith(residentStop) ?? false;
}

/**
 * Stops every text that holds what looks like a resident number, unless `said` tells what it is; a list is told with the
 * number of its line. Every reader of a form with free text calls this with all of it (notResident.test.ts holds them to
 * it). Gives what is to be kept: the word where it was needed, else null.
 */
export function stopResidentNumbers(
  notes: FieldNotes,
  texts: Readonly<Record<string, string | readonly TypedRow[]>>,
  said: string,
): string | null {
  const stopped = Object.entries(texts).flatMap(([field, text]) => {
    const line = lineOf(text);
    return line === undefined ? [] : [{ field, line }];
  });
  if (stopped.length === 0) return null;
  const word = normalizeText(said);
  if (word === '') {
    for (const { field, line } of stopped)
      notes.note(field, line === null ? residentStop : `${line}번째 줄: ${residentStop}`);
    return null;
  }
  if (word.length < shortest || word.length > longest || /^[\d\s-]+$/.test(word))
    notes.note('notResident', '무슨 번호인지 2자에서 100자로 적어 주십시오. 예: 법인등록번호');
  else if (holds(word)) notes.note('notResident', '번호는 적지 말고 무슨 번호인지만 적어 주십시오. 예: 법인등록번호');
  return word;
}
