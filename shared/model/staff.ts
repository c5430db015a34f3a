import { z } from '../zod.ts';
import type { Day } from '../korean/day.ts';
import { formatDay, parseDay } from '../korean/day.ts';
import { parsePersonName } from '../korean/name.ts';
import { normalizeText } from '../korean/text.ts';
import { centreNameProblem } from './centreForm.ts';
import type { FieldNotes, Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { isPin, isStrong, loginIdRule, parseLoginId, passwordRule, pinRule } from './password.ts';
import type { Role } from './role.ts';
import { roleCodes } from './role.ts';

/** The two sentences that every form with a new password shares. */
const notAgain = '두 비밀번호가 다릅니다. 다시 입력해 주십시오.';
const noName = '성명을 입력해 주십시오.';

/** Account form as typed; `endsOn` is '' for an account without an end. */
const accountInput = z.object({
  name: z.string().max(400),
  loginId: z.string().max(400),
  role: z.string().max(40),
  endsOn: z.string().max(400),
});
export type AccountInput = z.output<typeof accountInput>;

export interface AccountFields {
  readonly name: string;
  readonly loginId: string;
  readonly role: Role;
  readonly endsOn: Day | null;
}

function isRole(text: string): text is Role {
  return roleCodes.some((role) => role === text);
}

/** The last day of an account: today or later, null for none. `note` is told what is wrong with it. */
function readEnd(text: string, today: Day, note: (sentence: string) => void): Day | null {
  if (normalizeText(text) === '') return null;
  const day = parseDay(text, { today, kind: 'date' });
  if (!day.ok) note('날짜를 확인해 주십시오. 예: 2026-11-30');
  else if (day.value < today) note(`마지막 날은 오늘(${formatDay(today)})이거나 그 뒤여야 합니다.`);
  else return day.value;
  return null;
}

/** Reads an account. Needed: 성명, 아이디, 역할. A last day that has passed stands as it is (`endedOn`). */
export function readAccount(input: AccountInput, today: Day, endedOn: Day | null = null): Reading<AccountFields> {
  const notes = fieldNotes();
  const name = parsePersonName(input.name);
  if (!name.ok) notes.note('name', noName);
  const loginId = parseLoginId(input.loginId);
  if (loginId === null) notes.note('loginId', loginIdRule);
  if (!isRole(input.role)) notes.note('role', '역할을 골라 주십시오.');
  const kept = endedOn !== null && normalizeText(input.endsOn) === endedOn;
  const endsOn = kept ? endedOn : readEnd(input.endsOn, today, (sentence) => notes.note('endsOn', sentence));
  return notes.finish({
    name: name.ok ? name.value : '',
    loginId: loginId ?? '',
    role: isRole(input.role) ? input.role : 'viewer',
    endsOn,
  });
}

/**
 * Reads the names of a fair's helpers (박람회 도우미), one to a line, and the last day of their accounts, which they must
 * have. Field `names` says which line cannot be taken.
 */
export function readHelpers(
  input: { readonly names: readonly string[]; readonly endsOn: string },
  today: Day,
): Reading<{ readonly names: readonly string[]; readonly endsOn: Day }> {
  const notes = fieldNotes();
  const names: string[] = [];
  for (const [index, typed] of input.names.entries()) {
    if (normalizeText(typed) === '') continue;
    const name = parsePersonName(typed);
    if (name.ok) names.push(name.value);
    else notes.note('names', `${index + 1}번째 줄의 성명을 확인해 주십시오.`);
  }
  if (names.length === 0) notes.note('names', '도우미의 성명을 한 줄에 한 명씩 입력해 주십시오.');
  const endsOn = readEnd(input.endsOn, today, (sentence) => notes.note('endsOn', sentence));
  if (endsOn === null) notes.note('endsOn', '계정을 쓰는 마지막 날을 입력해 주십시오.');
  return notes.finish({ names, endsOn: endsOn ?? today });
}

/** Reads the form of the first run. Needed: 센터 이름, 담당자 성명, 아이디, 비밀번호 twice. */
export function readSetUp(input: {
  readonly centre: string;
  readonly operator: string;
  readonly name: string;
  readonly loginId: string;
  readonly password: string;
  readonly again: string;
}): Reading<{ readonly centre: string; readonly operator: string; readonly name: string; readonly loginId: string }> {
  const notes = fieldNotes();
  const centre = normalizeText(input.centre);
  const wrongCentre = centreNameProblem(centre);
  if (wrongCentre !== null) notes.note('centre', wrongCentre);
  const name = parsePersonName(input.name);
  if (!name.ok) notes.note('name', '담당자 성명을 입력해 주십시오.');
  const loginId = parseLoginId(input.loginId);
  if (loginId === null) notes.note('loginId', loginIdRule);
  noteNewPassword(input, notes);
  return notes.finish({
    centre,
    operator: normalizeText(input.operator),
    name: name.ok ? name.value : '',
    loginId: loginId ?? '',
  });
}

/** Reads a new password typed twice; the fields are `password` and `again`. */
export function readNewPassword(input: { readonly password: string; readonly again: string }): Reading<string> {
  const notes = fieldNotes();
  noteNewPassword(input, notes);
  return notes.finish(input.password);
}

function noteNewPassword(
  { password, again }: { readonly password: string; readonly again: string },
  notes: FieldNotes,
): void {
  if (!isStrong(password)) notes.note('password', passwordRule);
  // A Mac gives Hangul decomposed; both are the same keys.
  else if (password.normalize('NFC') !== again.normalize('NFC')) notes.note('again', notAgain);
}

/** Reads a PIN typed twice; both empty takes it away (null). The fields are `pin` and `again`. */
export function readPin(input: { readonly pin: string; readonly again: string }): Reading<string | null> {
  const notes = fieldNotes();
  const none = input.pin === '' && input.again === '';
  if (!none && !isPin(input.pin)) notes.note('pin', pinRule);
  else if (input.pin !== input.again) notes.note('again', '두 PIN이 다릅니다. 다시 입력해 주십시오.');
  return notes.finish(none ? null : input.pin);
}
