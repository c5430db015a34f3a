import type { FieldNotes } from '../../../shared/model/fields.ts';
import { isStrong, passwordRule } from '../../../shared/model/password.ts';

/** What a new password must be, as its field says it before anything is typed. */
export const passwordHint = '대문자·소문자·숫자·기호 가운데 세 종류로 8자 이상, 또는 두 종류로 10자 이상';

/** Notes what is wrong with a new password typed twice. Main has the last word by the same rule. */
export function noteNewPassword(
  notes: FieldNotes,
  { password, again }: { readonly password: string; readonly again: string },
): void {
  if (password === '') notes.note('password', '새 비밀번호를 입력해 주십시오.');
  else if (!isStrong(password)) notes.note('password', passwordRule);
  else if (password !== again) notes.note('again', '두 비밀번호가 다릅니다. 다시 입력해 주십시오.');
}
