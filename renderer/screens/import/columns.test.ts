import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnEntries, columnLetters, lacking, mappingFor, mappingNotes } from './columns.ts';

const fields = [
  { key: 'name', label: '회사명', required: true },
  { key: 'phone', label: '전화번호', required: false },
  { key: 'lon', label: '경도', required: false },
  { key: 'lat', label: '위도', required: false },
];
const sheet = {
  name: '현황',
  head: [
    ['공장 현황', '', '', ''],
    ['연번', '회사명', '전화번호', '경도'],
    ['1', '(주)한빛금속', '032-800-1001', '126.7'],
    ['2', '대양도금', '', '126.6'],
  ],
  headerRow: 1,
  mapping: { name: 1, phone: 2, lon: 3 },
  remembered: false,
  dropped: [],
};

test('열의 글자는 엑셀과 같다', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('서로 다른 열이 같은 글자를 갖지 않는다', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(20_000), (a, b) => {
      expect(columnLetters(a) === columnLetters(b)).toBe(a === b);
    }),
  );
});

test('고를 열은 글자와 제목과 첫 값으로 알아본다', () => {
  expect(columnEntries(sheet, 1)[1]).toEqual({ code: '1', name: 'B열 회사명 — (주)한빛금속' });
  expect(columnEntries(sheet, 0)[1]?.name).toContain('(제목 없음)');
});

test('필수 열이 없으면 막고, 무엇을 할지 말한다', () => {
  const notes = mappingNotes(sheet, 1, fields, { phone: 2 });
  expect(notes['name']).toEqual({ sentence: '회사명 열을 골라 주십시오.', stops: true });
  expect(notes['phone']).toBeUndefined();
});

test('잘못 이은 것으로 보이는 열은 말하되 막지 않는다', () => {
  const notes = mappingNotes(sheet, 1, fields, { name: 0, phone: 1, lon: 3, lat: 3 });
  expect(notes['name']?.sentence).toContain('숫자');
  expect(notes['phone']?.sentence).toContain('전화번호로 보이지 않습니다');
  expect(notes['lat']?.sentence).toContain('경도에도');
  expect(Object.values(notes).some(({ stops }) => stops)).toBe(false);
});

test('찾은 머리글로 돌아오면 찾은 연결로 돌아온다', () => {
  expect(mappingFor(sheet, 1, fields, { name: 0 })).toEqual(sheet.mapping);
});

test('머리글을 스스로 고르면 제목이 같은 열을 잇고, 이미 이은 것은 바꾸지 않는다', () => {
  const unfound = { ...sheet, headerRow: null, mapping: {} };
  expect(mappingFor(unfound, 1, fields, {})).toEqual({ name: 1, phone: 2, lon: 3 });
  expect(mappingFor(unfound, 1, fields, { phone: 1 })).toEqual({ phone: 1, lon: 3 });
});

test('주소도 PNU도 없으면 곳을 알 수 없다', () => {
  expect(lacking('factory', { name: 1 })).toContain('구·군');
  expect(lacking('factory', { name: 1, pnu: 2 })).toBeNull();
});
