import { z } from '../zod.ts';
import { formatPhone } from '../korean/phone.ts';
import { normalizeText } from '../korean/text.ts';
import type { CentreProfile, SecurityRules } from './centre.ts';
import { securityRules } from './centre.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, stopResidentNumbers } from './notResident.ts';
import { readPhone } from './phones.ts';

const typed = z.string().max(400);
const number = z.string().max(20);

/** The centre's profile and rules as a form has them: everything as typed. */
export const centreInput = z.object({
  name: typed,
  operator: typed,
  principal: typed,
  address: typed,
  phone: typed,
  officer: typed,
  notResident: typed,
  lockMinutes: number,
  fieldLockMinutes: number,
  pinHours: number,
  passwordTries: number,
  backupHours: number,
  logYears: number,
  erasureDays: number,
  nightFrom: number,
  nightTo: number,
  massViews: number,
  massExports: number,
  samePersonViews: number,
});
export type CentreInput = z.output<typeof centreInput>;

export const centreLabels: Record<keyof CentreInput, string> = {
  name: '센터 이름',
  operator: '운영기관',
  principal: '위탁자',
  address: '주소',
  phone: '대표전화',
  officer: '개인정보 보호책임자',
  notResident: notResidentLabel,
  lockMinutes: '자동 잠금(사무실, 분)',
  fieldLockMinutes: '자동 잠금(현장, 분)',
  pinHours: 'PIN을 쓸 수 있는 시간(시간)',
  passwordTries: '계정이 잠기는 비밀번호 오류 횟수',
  backupHours: '백업 주기(시간)',
  logYears: '접속기록 보존 연수',
  erasureDays: '파기한 뒤 옛 백업을 두는 날 수',
  nightFrom: '야간 시작(시)',
  nightTo: '야간 끝(시)',
  massViews: '대량 조회 기준(하루 조회한 사람 수)',
  massExports: '대량 내보내기 기준(하루 행 수)',
  samePersonViews: '같은 사람 반복 조회 기준(한 달 횟수)',
};

/** Longest 센터 이름: it stands on every form, and in the vault, which takes 200. */
const longestCentreName = 100;
/** What is wrong with a normalised 센터 이름, or null. */
export function centreNameProblem(name: string): string | null {
  if (name === '') return '센터 이름을 입력해 주십시오.';
  return name.length > longestCentreName ? `센터 이름은 ${longestCentreName}글자까지 입력할 수 있습니다.` : null;
}

/** The rules in the order in which a screen shows them. */
export const ruleNames = Object.keys(securityRules.shape) as (keyof SecurityRules)[];

/** The smallest and the greatest value of a rule. */
export function ruleRange(rule: keyof SecurityRules): { least: number; most: number } {
  const { minValue, maxValue } = securityRules.shape[rule];
  return { least: minValue ?? 0, most: maxValue ?? Number.MAX_SAFE_INTEGER };
}

/** Reads the centre's form. Needed: 센터 이름 and every rule within its range. */
export function readCentre(input: CentreInput): Reading<CentreProfile> {
  const notes = fieldNotes();
  const name = normalizeText(input.name);
  const wrong = centreNameProblem(name);
  if (wrong !== null) notes.note('name', wrong);
  const phone = readPhone(notes, 'phone', input.phone) ?? null;
  const { operator, principal, address, officer } = input;
  const texts = { name, operator, principal, address, officer };
  const notResident = stopResidentNumbers(notes, texts, input.notResident);
  const rule = (field: keyof SecurityRules): number => {
    const text = normalizeText(input[field]);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!securityRules.shape[field].safeParse(value).success) {
      const { least, most } = ruleRange(field);
      notes.note(field, `${least}부터 ${most}까지의 숫자로 입력해 주십시오.`);
    }
    return value;
  };
  return notes.finish({
    name,
    operator: orNull(normalizeText(operator)),
    principal: orNull(normalizeText(principal)),
    address: orNull(normalizeText(address)),
    phone,
    officer: orNull(normalizeText(officer)),
    notResident,
    lockMinutes: rule('lockMinutes'),
    fieldLockMinutes: rule('fieldLockMinutes'),
    pinHours: rule('pinHours'),
    passwordTries: rule('passwordTries'),
    backupHours: rule('backupHours'),
    logYears: rule('logYears'),
    erasureDays: rule('erasureDays'),
    nightFrom: rule('nightFrom'),
    nightTo: rule('nightTo'),
    massViews: rule('massViews'),
    massExports: rule('massExports'),
    samePersonViews: rule('samePersonViews'),
  });
}

/** The form that shows the saved centre again. */
export function centreAsInput(fields: CentreProfile): CentreInput {
  const text = Object.fromEntries(
    Object.keys(centreInput.shape).map((name) => [name, String(fields[name as keyof CentreInput] ?? '')]),
  ) as CentreInput;
  return { ...text, phone: fields.phone === null ? '' : formatPhone(fields.phone) };
}
