import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import { rootTechnologies } from '../../../shared/codes/rootTechnology.ts';
import { parseBusinessNumber } from '../../../shared/korean/businessNumber.ts';
import type { Day } from '../../../shared/korean/day.ts';
import type { Role } from '../../../shared/model/role.ts';
import { companyStaff } from '../../../shared/model/role.ts';
import type { Entry } from '../../parts/ComboBox.tsx';

/** Whether this role may write about companies and factories (the contract's `companyStaff`). */
export function mayWriteCompanies(role: Role): boolean {
  return companyStaff.includes(role);
}

/** Districts before the reform of 2026, and what they became (domain.md §2.5): people keep saying 서구. */
const formerNames: Readonly<Record<string, readonly string[]>> = {
  '28125': ['중구', '동구'],
  '28155': ['중구'],
  '28177': ['남구'],
  '28275': ['서구'],
  '28290': ['서구'],
};

/** Districts to choose from on a day; an old name finds every district that it became. */
export function districtEntries(today: Day): readonly Entry[] {
  return activeOn(districts, today).map(({ code, name }) => ({ code, name, aliases: formerNames[code] ?? [] }));
}

/** 산업단지 with what staff call them (남동공단, 5공단). */
export const complexEntries: readonly Entry[] = complexes.map(({ code, name, aliases }) => ({ code, name, aliases }));

/** Everyday words for a 뿌리기술: what a company says it does. */
const technologyWords: Readonly<Record<string, readonly string[]>> = {
  R01: ['주물', '다이캐스팅'],
  R02: ['사출금형', '프레스금형'],
  R03: ['단조', '압연', '압출'],
  R04: ['용접'],
  R05: ['도금', '도장', '코팅'],
  R06: ['담금질', '침탄'],
  R07: ['플라스틱', '프레스'],
  R08: ['절삭', 'CNC', '선반', '밀링', '연마'],
  R09: ['3D프린팅'],
};

/** 뿌리기술 with everyday words for them (도금 finds 표면처리). */
export const rootTechnologyEntries: readonly Entry[] = rootTechnologies.map(({ code, name }) => ({
  code,
  name,
  aliases: technologyWords[code] ?? [],
}));

/** What the field understood of a 사업자등록번호: its check digit fits, which does not prove that the business exists. */
export function businessNumberAside(typed: string): string {
  return parseBusinessNumber(typed).ok ? '검증 숫자가 맞습니다' : '';
}

const corporateWeights = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2];

/**
 * What the field understood of a 법인등록번호. Numbers of after 2025-01-31 are said to have no check digit, so a wrong one
 * is only told (domain §5.2).
 */
export function corporateNumberAside(typed: string): string {
  const digits = typed.replaceAll(/[\s.-]/g, '');
  if (!/^\d{13}$/.test(digits)) return '';
  const sum = corporateWeights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return (10 - (sum % 10)) % 10 === Number(digits[12])
    ? '검증 숫자가 맞습니다'
    : '검증 숫자가 다릅니다. 번호를 다시 확인해 주십시오';
}
