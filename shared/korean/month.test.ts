import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMonth, monthNumber, parseMonth } from './month.ts';

const today = '2026-11-22';

test.each([
  ['2019.3', '2019-03'],
  ['2019-03', '2019-03'],
  ['201903', '2019-03'],
  ['19.3', '2019-03'],
  ['2019년 3월', '2019-03'],
  ['２０１９．３', '2019-03'],
  ['98.12', '1998-12'],
])('연월 %s은 %s이다', (typed, month) => {
  expect(parseMonth(typed, today)).toBe(month);
});

test.each(['', '2019', '2019.13', '2019.0', '1819.3', '내년', '2019.3.1'])('연월이 아닌 것: %s', (typed) => {
  expect(parseMonth(typed, today)).toBeNull();
});

test('저장된 연월은 다시 읽어도 같고, 순서는 달의 순서이다', () => {
  const month = fc
    .tuple(fc.integer({ min: 1900, max: 2099 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, place]) => `${year}-${String(place).padStart(2, '0')}`)
    .filter(isMonth);
  fc.assert(
    fc.property(month, month, (a, b) => {
      expect(parseMonth(a, today)).toBe(a);
      expect(Math.sign(monthNumber(a) - monthNumber(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});
