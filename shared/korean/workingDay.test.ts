import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesWith } from '../codes/tables.ts';
import type { Day } from './day.ts';
import { dayOfRest, knowsHolidays, workingDayAfter } from './workingDay.ts';

const day = (text: string): Day => text as Day;

/** domain §10.6, those that fall on Monday to Friday and are not to be found by looking at the week. */
const weekdays = [
  '2026-01-01',
  '2026-02-16',
  '2026-02-17',
  '2026-02-18',
  '2026-03-02',
  '2026-05-01',
  '2026-05-05',
  '2026-05-25',
  '2026-06-03',
  '2026-07-17',
  '2026-08-17',
  '2026-09-24',
  '2026-09-25',
  '2026-10-05',
  '2026-10-09',
  '2026-12-25',
  '2027-01-01',
  '2027-02-08',
  '2027-02-09',
  '2027-03-01',
  '2027-05-03',
  '2027-05-05',
  '2027-05-13',
  '2027-07-19',
  '2027-08-16',
  '2027-09-14',
  '2027-09-15',
  '2027-09-16',
  '2027-10-04',
  '2027-10-11',
  '2027-12-27',
];

test('2026년과 2027년의 공휴일과 대체공휴일은 일하는 날이 아니다', () => {
  for (const rest of weekdays) expect(dayOfRest(day(rest)), rest).not.toBeNull();
  expect(dayOfRest(day('2026-07-17'))).toBe('제헌절');
  expect(dayOfRest(day('2026-11-23'))).toBeNull();
});

test('다음 일하는 날은 주말과 명절 연휴를 건너뛴다', () => {
  expect(workingDayAfter(day('2026-11-19'))).toBe('2026-11-20');
  expect(workingDayAfter(day('2026-11-20'))).toBe('2026-11-23');
  expect(workingDayAfter(day('2026-09-23'))).toBe('2026-09-28');
  expect(workingDayAfter(day('2027-02-05'))).toBe('2027-02-10');
  expect(workingDayAfter(day('2026-12-31'))).toBe('2027-01-04');
  expect(workingDayAfter(day('2024-02-28'))).toBe('2024-02-29');
  expect(workingDayAfter(day('2026-11-19'), undefined, 3)).toBe('2026-11-24');
});

test('모르는 해는 주말만 쉬고, 센터가 적은 날은 어느 해든 쉰다', () => {
  expect(knowsHolidays(day('2027-12-31'))).toBe(true);
  expect(knowsHolidays(day('2028-01-01'))).toBe(false);
  expect(dayOfRest(day('2028-03-01'))).toBeNull();
  const word = { table: 'holiday' as const, code: 'L0101', name: '설날', place: null };
  const own = codesWith([
    { ...word, from: '2028-01-26', to: '2028-01-28' },
    { ...word, code: 'L0102', name: '끝을 적지 않음', from: '2026-11-01', to: null },
  ]);
  expect(dayOfRest(day('2028-01-27'), own)).toBe('설날');
  expect(workingDayAfter(day('2028-01-25'), own)).toBe('2028-01-31');
  expect(dayOfRest(day('2026-11-23'), own)).toBeNull();
});

test('다음 일하는 날은 언제나 뒤의 날이고 쉬는 날이 아니며 열흘 안에 있다', () => {
  const days = fc.integer({ min: 0, max: 365 * 12 }).map((n) => {
    return day(new Date(Date.UTC(2020, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
  });
  fc.assert(
    fc.property(days, (from) => {
      const next = workingDayAfter(from);
      expect(next > from).toBe(true);
      expect(dayOfRest(next)).toBeNull();
      expect((Date.parse(next) - Date.parse(from)) / 86_400_000).toBeLessThanOrEqual(11);
    }),
  );
});
