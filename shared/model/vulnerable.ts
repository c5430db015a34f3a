import { z } from '../zod.ts';
import type { Code } from '../codes/index.ts';
import { isCode } from '../codes/index.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import type { FieldNotes } from './fields.ts';
import { filledRows } from './rows.ts';

/** One 취업취약계층 type of a person: since when it is known, and whether its 증빙 was seen. */
export const vulnerability = z.object({
  code: z.string(),
  on: z.string().nullable(),
  proof: z.boolean(),
});
export type Vulnerability = z.output<typeof vulnerability>;

/** 해당 없음 excludes every other type. */
const nothingApplies = 'V99';

/** The types of a list; a type twice, or 해당 없음 beside another, is refused at `field`. Null when there is none. */
export function readVulnerabilities(
  text: string,
  table: readonly Code[],
  today: Day,
  notes: FieldNotes,
  field: string,
): Vulnerability[] | null {
  const list = filledRows(text).map((row, index) => {
    const refuse = (sentence: string): void => notes.note(field, `${index + 1}번째 줄: ${sentence}`);
    const code = row['code'] ?? '';
    if (!isCode(table, code)) refuse('유형을 골라 주십시오.');
    const typed = (row['on'] ?? '').trim();
    const day = typed === '' ? null : parseDay(typed, { today, kind: 'date' });
    if (day && !day.ok) refuse('확인한 날을 다시 입력해 주십시오. 예: 2026.3.2');
    else if (day?.ok && day.value > today) refuse('확인한 날이 오늘보다 뒤입니다.');
    return { code, on: day?.ok ? day.value : null, proof: row['proof'] === '1' };
  });
  const codes = new Set(list.map(({ code }) => code));
  if (codes.size < list.length) notes.note(field, '같은 유형이 두 번 있습니다. 하나를 빼 주십시오.');
  if (codes.has(nothingApplies) && codes.size > 1)
    notes.note(field, '해당 없음은 다른 유형과 함께 고를 수 없습니다. 하나를 빼 주십시오.');
  return list.length > 0 ? list : null;
}
