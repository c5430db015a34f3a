import { parsePhone } from '../korean/phone.ts';
import { normalizeText } from '../korean/text.ts';
import type { FieldNotes } from './fields.ts';

/**
 * Reads a telephone number of a form: the digits as they are kept, null where nothing is typed, undefined where a sentence
 * was noted. An extension has no place in what is kept; it is never dropped unsaid (domain §10.4).
 */
export function readPhone(
  notes: FieldNotes,
  field: string,
  raw: string,
  example = '032-123-4567',
): string | null | undefined {
  if (normalizeText(raw) === '') return null;
  const read = parsePhone(raw);
  if (!read.ok) notes.note(field, `전화번호 형식을 확인해 주십시오. 예: ${example}`);
  else if (read.ext !== undefined)
    notes.note(field, '번호 하나만 남겨 주십시오. 내선이나 이어지는 번호는 메모에 옮겨 적으면 됩니다.');
  else return read.value;
  return undefined;
}
