import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedCodes } from '../../shared/codes/tables.ts';
import { todayInSeoul } from '../../shared/korean/day.ts';
import { testNow } from '../deskTest.test-helper.ts';
import type { Cell } from './cell.ts';
import { personColumns } from './personColumns.ts';
import { readPersonRow } from './personRows.ts';

const keys = personColumns.map(({ key }) => key);
const context = {
  mapping: Object.fromEntries(keys.map((key, index) => [key, index])),
  today: todayInSeoul(testNow),
  codes: shippedCodes,
  counsellorNamed: (name: string) => (name === '박상담' ? 'uuid' : undefined),
};

function read(cells: Partial<Record<(typeof keys)[number], Cell>>) {
  const given: Partial<Record<string, Cell>> = { name: '홍길동', mobile: '010-1234-5678', inflow: '내방', ...cells };
  return readPersonRow({ line: 2, cells: keys.map((key) => given[key] ?? null) }, context);
}
const lineOf = (cells: Parameters<typeof read>[0]) => {
  const reading = read(cells);
  return reading.ok ? { ...reading.line.fields, intakeDay: reading.line.intakeDay, doubts: reading.doubts } : reading;
};

describe('생년월일', () => {
  test.each<[Cell, string]>([
    ['900101', '1990-01-01'],
    [900_101, '1990-01-01'],
    [32_874, '1990-01-01'],
    [50_101, '2005-01-01'],
    ['1990.1.1', '1990-01-01'],
    ['90/1/1', '1990-01-01'],
    [{ kind: 'day', iso: '1990-01-01T00:00:00' }, '1990-01-01'],
    [{ kind: 'formula', value: 32_874 }, '1990-01-01'],
    ['010203-3', '2001-02-03'],
    ['900101-1******', '1990-01-01'],
  ])('%j는 %s이다', (cell, day) => {
    expect(lineOf({ birth: cell })).toMatchObject({ birth: day });
  });

  test.each<Cell>(['13월', '1990.2.30', '2020.1.1', '26/3/1년'])('%j는 까닭을 말하고 거절한다', (cell) => {
    const reading = read({ birth: cell });
    expect(!reading.ok && reading.reasons[0]?.message).toContain('생년월일');
  });

  test('두 자리 연도가 아주 늙은 사람이 되면 의심한다', () => {
    expect(lineOf({ birth: '26/3/1' })).toMatchObject({ birth: '1926-03-01', doubts: ['oldBirth'] });
  });
});

describe('전화', () => {
  test.each<[Cell, Cell, string | null, string | null]>([
    [1_012_345_678, null, '01012345678', null],
    ['032-800-1234', null, null, '0328001234'],
    [328_001_234, '010-1234-5678', '01012345678', '0328001234'],
    ['010-1234-5678/032-800-1234', null, '01012345678', '0328001234'],
    ['+84 912 345 678', null, '+84912345678', null],
    ['-', '032-800-1234', null, '0328001234'],
  ])('%j와 %j에서 휴대전화와 연락전화를 가린다', (mobile, otherPhone, first, second) => {
    expect(lineOf({ mobile, otherPhone })).toMatchObject({ mobile: first, otherPhone: second });
  });

  test('연락처가 하나도 없거나 읽을 수 없으면 거절한다', () => {
    for (const mobile of ['', '없음', '모름', '800-1234']) {
      const reading = read({ mobile });
      expect(reading.ok, mobile).toBe(false);
    }
  });
});

test('옛 구 이름은 동을 보고 지금의 구로, 동이 없으면 비우고 의심하며, 다른 도시는 묻지 않는다', () => {
  expect(lineOf({ address: '인천 서구 가좌동 1-2' })).toMatchObject({ district: '28275', doubts: [] });
  expect(lineOf({ district: '남구', address: '' })).toMatchObject({ district: '28177' });
  expect(lineOf({ district: '서구', address: '가좌동 1-2' })).toMatchObject({ district: '28275' });
  expect(lineOf({ district: '서구' })).toMatchObject({ district: null, doubts: ['districtOdd'] });
  expect(lineOf({ address: '서울 중구 명동 1' })).toMatchObject({ district: null, doubts: [] });
});

test('등록일은 지난 날만 접수일이 되고, 전담자는 상담사의 이름일 때만 담당이 된다', () => {
  expect(lineOf({ intakeDay: '2026.3.1' })).toMatchObject({ intakeDay: '2026-03-01', doubts: [] });
  expect(lineOf({ intakeDay: '2027.3.1' })).toMatchObject({ intakeDay: null, doubts: ['intakeLater'] });
  expect(lineOf({ intakeDay: '언젠가' })).toMatchObject({ intakeDay: null, doubts: ['intakeOdd'] });
  const given = read({ counsellor: ' 박 상담 ' });
  expect(given.ok && given.line.counsellor).toBe('uuid');
  expect(lineOf({ counsellor: '김없음' })).toMatchObject({ doubts: ['counsellorUnknown'] });
});

test('합계, 주석, 되풀이된 머리글, 이름 없는 줄은 사람이 아니다', () => {
  for (const name of ['합계', '총 계', '성명', '', '-', '=HYPERLINK("x")', '홍길동3'])
    expect(read({ name }).ok, name).toBe(false);
});

test('칸에 무엇이 있어도 던지지 않고, 들어온 것은 양식이 받는 것뿐이다', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant<Cell>({ kind: 'error', text: '#REF!' }),
    fc.constant<Cell>({ kind: 'formula', value: null }),
    fc.constantFrom('\u0000'.repeat(50), 'ㄱ'.repeat(40_000), '=1+1', '홍길동', '\uD800', '１２３'),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 16 }), (cells) => {
      const reading = readPersonRow({ line: 1, cells }, context);
      const fields = reading.ok ? reading.line.fields : null;
      const isTaken = fields !== null && fields.name.length > 1 && (fields.mobile ?? fields.otherPhone ?? fields.email);
      const isRefused = !reading.ok && reading.reasons.length > 0;
      expect(Boolean(isTaken) || isRefused).toBe(true);
    }),
  );
});
