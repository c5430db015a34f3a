import { expect, test } from 'vitest';
import { complexes } from '../../../shared/codes/complex.ts';
import { isCode } from '../../../shared/codes/index.ts';
import type { Day } from '../../../shared/korean/day.ts';
import {
  businessNumberAside,
  complexEntries,
  districtEntries,
  mayWriteCompanies,
  rootTechnologyEntries,
} from './show.ts';

const afterReform = '2026-11-22' as Day;

/** Names of the entries that one of these words stands for. */
function namedBy(entries: ReturnType<typeof districtEntries>, word: string): string[] {
  return entries.filter(({ aliases }) => aliases?.includes(word)).map(({ name }) => name);
}

test('없어진 구의 이름으로 그 구가 나뉜 구를 모두 찾는다', () => {
  const entries = districtEntries(afterReform);
  expect(entries).toHaveLength(11);
  expect(namedBy(entries, '서구')).toEqual(['서해구', '검단구']);
  expect(namedBy(entries, '중구')).toEqual(['제물포구', '영종구']);
});

test('산업단지는 부르는 이름으로도 찾는다', () => {
  expect(namedBy(complexEntries, '남동공단')).toEqual(['남동국가산업단지']);
  expect(complexEntries.every(({ code }) => isCode(complexes, code))).toBe(true);
});

test('뿌리기술은 공정의 이름으로도 찾는다', () => {
  expect(namedBy(rootTechnologyEntries, '도금')).toEqual(['표면처리']);
});

test('검증 숫자가 맞는 사업자등록번호에만 맞다고 말한다', () => {
  expect(businessNumberAside('124-81-00998')).not.toBe('');
  expect(businessNumberAside('１２４８１００９９８')).not.toBe('');
  expect(businessNumberAside('124-81-00997')).toBe('');
  expect(businessNumberAside('0000000000')).toBe('');
});

test('조회 역할은 기업을 쓰지 못한다', () => {
  expect(mayWriteCompanies('companySupport')).toBe(true);
  expect(mayWriteCompanies('viewer')).toBe(false);
});
