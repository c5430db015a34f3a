import { expect, test } from 'vitest';
import { shippedCodes } from '../../../shared/codes/tables.ts';
import type { Day } from '../../../shared/korean/day.ts';
import type { SectionFields } from '../../../shared/model/personSections.ts';
import { sectionNames, unknownSections } from '../../../shared/model/personSections.ts';
import { sectionFacts, sectionText, stayWarning } from './sectionShow.ts';

const today = '2026-11-22' as Day;
const nobody: SectionFields = { ...unknownSections, wishedJob: null };

test('아는 것만, 양식의 순서대로, 말로 보인다', () => {
  for (const section of sectionNames) expect(sectionFacts(section, nobody, shippedCodes, today)).toEqual([]);
  const fields: SectionFields = {
    ...nobody,
    wishedJob: '용접',
    wageForm: 'M',
    wageMin: 2_500_000,
    wageMax: 2_700_000,
    overtime: false,
    shifts: ['01', '02'],
    wishedDistrict: '28200',
  };
  expect(sectionFacts('wish', fields, shippedCodes, today)).toEqual([
    ['희망직종 1순위', '용접'],
    ['희망지역 1순위', '남동구'],
    ['희망임금', '월급 250만원 ~ 270만원'],
    ['교대', ['주간만', '2교대 가능']],
    ['잔업·특근', '어려움'],
  ]);
});

test('경력은 줄마다 한 줄이고, 모두 몇 년인지 말한다', () => {
  const job = { company: '한빛금속', position: null, work: '용접', employment: '10', leaving: null };
  const careers = [{ ...job, from: '2019-03', to: '2021-05', wage: 2_500_000 }];
  expect(sectionFacts('study', { ...nobody, careers }, shippedCodes, today)).toEqual([
    ['경력 (모두 2년 3개월)', ['한빛금속 · 용접 · 2019-03~2021-05 · 기간의 정함이 없는 근로계약 · 월 2,500,000원']],
  ]);
});

test('이력에서도 코드는 이름으로, 예와 아니요는 그 칸의 말로 보인다', () => {
  expect(sectionText('benefit', true, shippedCodes)).toBe('받고 있음');
  expect(sectionText('learningCard', false, shippedCodes)).toBe('없음');
  expect(sectionText('visa', 'E-9', shippedCodes)).toBe('E-9 비전문취업');
  expect(sectionText('wageMin', 2_500_000, shippedCodes)).toBe('2,500,000원');
  expect(sectionText('groups', [{ code: 'V02', on: '2026-03-02', proof: true }], shippedCodes)).toBe(
    '기초생활수급자 · 2026-03-02 · 증빙 확인',
  );
  expect(sectionText('mobile', '01012345678', shippedCodes)).toBeNull();
});

test('체류기간은 60일 전부터 경고하고, 지나면 만료라고 말한다', () => {
  expect(stayWarning(null, today)).toBeNull();
  expect(stayWarning('2027-01-22', today)).toBeNull();
  expect(stayWarning('2027-01-21', today)).toBe('체류기간 60일 남음');
  expect(stayWarning('2026-11-22', today)).toBe('체류기간 오늘까지');
  expect(stayWarning('2026-11-21', today)).toBe('체류기간 만료 (2026-11-21)');
});
