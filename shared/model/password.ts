import { normalizeText } from '../korean/text.ts';

/** The sentence for a password that is too weak. */
export const passwordRule = '비밀번호는 두 종류 이상의 문자로 10자 이상, 또는 세 종류 이상으로 8자 이상이어야 합니다.';

/** Password policy (안전성 확보조치 기준 §5⑤; domain §9.2): 10 characters of two kinds, or 8 of three. */
export function isStrong(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  const { length } = Array.from(password.normalize('NFC'));
  return (length >= 10 && kinds >= 2) || (length >= 8 && kinds >= 3);
}

/** A login id as it is kept: letters, digits, `.`, `_`, `-`; compared without case. */
export function parseLoginId(raw: string): string | null {
  const id = normalizeText(raw);
  return /^[a-z0-9._-]{3,30}$/i.test(id) ? id : null;
}

/** The sentence for a login id that cannot be taken. */
export const loginIdRule = '아이디는 영문자와 숫자로 3자에서 30자까지 입력해 주십시오.';

/** The sentence for a PIN that cannot be taken. */
export const pinRule = 'PIN은 숫자 여섯 자리여야 하며, 같은 숫자만 쓰거나 차례로 이어지는 숫자는 쓸 수 없습니다.';

/** Whether six digits will do as a PIN: not one digit six times, not a run up or down. */
export function isPin(pin: string): boolean {
  if (!/^[0-9]{6}$/.test(pin)) return false;
  const steps = Array.from(pin)
    .slice(1)
    .map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return !steps.every((step) => step === 0) && !steps.every((step) => step === 1) && !steps.every((step) => step === 9);
}
