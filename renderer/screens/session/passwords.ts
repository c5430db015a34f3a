import type { FieldNotes } from '../../../shared/model/fields.ts';
import { readNewPassword } from '../../../shared/model/staff.ts';

/** What a new password must be, as its field says it before anything is typed. */
export const passwordHint = '대문자·소문자·숫자·기호 가운데 세 종류로 8자 이상, 또는 두 종류로 10자 이상';

/** Adds to a form's notes what is wrong with its new password, by the rule that main has too. */
export function newPasswordNotes(
  notes: FieldNotes,
  typed: { readonly password: string; readonly again: string },
): void {
  const reading = readNewPassword(typed);
  if (reading.ok) return;
  for (const [field, sentence] of Object.entries(reading.problem.fields ?? {})) notes.note(field, sentence);
}
