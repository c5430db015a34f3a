import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findResidentNumbers } from '../../shared/rules/residentNumber.ts';
import { cellText, type Cell, type SheetRow } from './cell.ts';
import { blackOut, residentSieve } from './residentSieve.ts';

const rowsOf = (...rows: Cell[][]): SheetRow[] => rows.map((cells, index) => ({ line: index + 1, cells }));
/** Made up: the check digit is not asked for. */
const number = '900101-1234567';

describe('주민등록번호 열', () => {
  test.each([
    '주민등록번호',
    '주민번호',
    '주민등록번호(13자리)',
    '주민등록번호(외국인등록번호)',
    '외국인 등록번호',
    '구직자 주민번호',
    '주민번호 뒷자리',
    '뒷자리',
  ])('머리글이 %s이면 값이 무엇이든 버린다', (title) => {
    const rows = rowsOf(['성명', title], ['홍길동', '1234567'], ['김영희', '없음']);
    const sieve = residentSieve(rows);
    expect(sieve.dropped).toEqual([1]);
    expect(rows.map((row) => sieve.clean(row).row.cells[1])).toEqual([title, null, null]);
  });

  test.each(['생년월일', '주민등록상 주소', '주민번호 앞자리', '관리번호', '성명'])(
    '%s 열은 버리지 않는다',
    (title) => {
      expect(residentSieve(rowsOf(['연번', title], ['1', '900101'])).dropped).toEqual([]);
    },
  );

  test('머리글이 달라도 값이 그런 숫자이면 버린다: 글자, 수, 앞의 0을 잃은 수', () => {
    const rows = rowsOf(
      ['성명', '번호', '수', '잃은 수'],
      ['홍길동', number, 9_001_011_234_567, 101_013_234_567],
      ['김영희', '８０１２３１－２２３４５６７', 8_012_312_234_567, 50_1013_234_567],
      ['박철수', '', null, null],
    );
    expect(residentSieve(rows).dropped).toEqual([1, 2, 3]);
  });

  test('법인등록번호와 공장관리번호 열은 들여다보지 않는다', () => {
    const rows = rowsOf(['상호', '법인등록번호'], ['한빛금속', '110111-1234567'], ['대양도금', '120111-1234567']);
    const sieve = residentSieve(rows);
    expect(sieve.dropped).toEqual([]);
    expect(rows.flatMap((row) => sieve.clean(row).found)).toEqual([]);
  });
});

test('다른 칸의 주민등록번호는 지우고, 그 행이 어느 열인지 말한다', () => {
  const sieve = residentSieve(rowsOf(['성명', '메모'], ['홍길동', '전화함'], ['김영희', '방문']));
  const { row, found } = sieve.clean({ line: 9, cells: ['박철수', `번호 ${number} 받음`] });
  expect(row.cells).toEqual(['박철수', '번호 ■■■■■■-■■■■■■■ 받음']);
  expect(found).toEqual([1]);
});

test('좌표는 주민등록번호로 보지 않는다', () => {
  // Metres of a projection: six digits, a point and seven more, some of them with a month and a day in front.
  const sieve = residentSieve(
    rowsOf(['회사명', 'X좌표'], ['한빛금속', '170512.4356781'], ['대양도금', '180311.2356781']),
  );
  expect(sieve.dropped).toEqual([]);
  const { row, found } = sieve.clean({ line: 3, cells: ['가나주조', '170512.4356781', 170_512.4356781] });
  expect(row.cells).toEqual(['가나주조', '170512.4356781', 170_512.4356781]);
  expect(found).toEqual([]);
});

test('전화번호와 사업자등록번호와 날짜는 건드리지 않는다', () => {
  const cells = ['010-1234-5678', 1_012_345_678, '124-81-00998', '19900101', 44_927, '281772011100001', true, null];
  const { row, found } = residentSieve([]).clean({ line: 1, cells });
  expect(row.cells).toEqual(cells);
  expect(found).toEqual([]);
});

test('체를 지난 글에는 어떤 주민등록번호도 남지 않는다', () => {
  const digits = fc.integer({ min: 0, max: 999_999 }).map((each) => String(each).padStart(6, '0'));
  const resident = fc
    .record({
      year: fc.integer({ min: 0, max: 99 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      between: fc.constantFrom('', '-', ' ', '–', ' - ', '\u200b'),
      sex: fc.integer({ min: 1, max: 8 }),
      rest: digits,
    })
    .map(({ year, month, day, between, sex, rest }) => {
      const birth = [year, month, day].map((part) => String(part).padStart(2, '0')).join('');
      return `${birth}${between}${sex}${rest}`;
    });
  fc.assert(
    fc.property(fc.string(), resident, fc.string({ unit: 'grapheme' }), (before, hidden, after) => {
      const clean = blackOut(`${before} ${hidden} ${after}`);
      expect(findResidentNumbers(clean)).toEqual([]);
      const { row, found } = residentSieve([]).clean({ line: 1, cells: [`${before}/${hidden}/${after}`] });
      expect(findResidentNumbers(cellText(row.cells[0]))).toEqual([]);
      expect(found).toEqual([0]);
    }),
  );
});
