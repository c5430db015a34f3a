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

/** Adds that a password is needed, where it is only asked for and not chosen. */
export function passwordNotes(notes: FieldNotes, typed: { readonly password: string }): void {
  if (typed.password === '') notes.note('password', '비밀번호를 입력해 주십시오.');
}

/** Adds to a form's notes what is missing of who comes in. Whether it is right only main knows. */
export function loginNotes(notes: FieldNotes, typed: { readonly loginId: string; readonly password: string }): void {
  if (typed.loginId.trim() === '') notes.note('loginId', '아이디를 입력해 주십시오.');
  passwordNotes(notes, typed);
}

/** Adds that the key from the safe is needed. */
export function recoveryKeyNotes(notes: FieldNotes, typed: { readonly recoveryKey: string }): void {
  if (typed.recoveryKey.trim() === '') notes.note('recoveryKey', '종이에 적힌 복구 열쇠를 입력해 주십시오.');
}
