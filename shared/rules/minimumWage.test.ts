import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Day } from '../korean/day.ts';
import { minimumWage, perHour, seemsBelowMinimum } from './minimumWage.ts';

const today = '2026-11-22' as Day;

test('최저임금은 그날의 것이고, 새해에 바뀐다', () => {
  expect(minimumWage('2026-12-31' as Day)).toBe(10_320);
  expect(minimumWage('2027-01-01' as Day)).toBe(10_700);
  expect(minimumWage('2020-01-01' as Day)).toBeNull();
});

test('월급은 209시간으로 나누어 견준다', () => {
  expect(seemsBelowMinimum(2_156_880, 'M', today)).toBe(false);
  expect(seemsBelowMinimum(2_150_000, 'M', today)).toBe(true);
  expect(seemsBelowMinimum(10_000, 'H', today)).toBe(true);
  expect(seemsBelowMinimum(1, 'H', '2020-01-01' as Day)).toBe(false);
});

test('더 많은 임금이 최저임금에서 더 멀어지는 일은 없다', () => {
  const form = fc.constantFrom('H', 'D', 'M', 'Y');
  fc.assert(
    fc.property(form, fc.nat(100_000_000), fc.nat(100_000_000), (wage, won, more) => {
      expect(perHour(won + more, wage)).toBeGreaterThanOrEqual(perHour(won, wage));
      const [less, larger] = [seemsBelowMinimum(won, wage, today), seemsBelowMinimum(won + more, wage, today)];
      expect(less || !larger).toBe(true);
    }),
  );
});
