import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf, isGroup, twoPlaces } from './recoveryGroups.ts';

test('복구 열쇠를 네 글자 묶음으로 나눈다', () => {
  expect(groupsOf('ABCD-1234 WXYZ')).toEqual(['ABCD', '1234', 'WXYZ']);
  expect(groupsOf('ABCD1234WX')).toEqual(['ABCD', '1234', 'WX']);
});

test('손으로 옮겨 적으며 헷갈리는 글자와 대소문자는 같은 것으로 본다', () => {
  expect(isGroup('0A1Z', 'oalz')).toBe(true);
  expect(isGroup('0A1Z', ' O a I Z ')).toBe(true);
  expect(isGroup('0A1Z', '0A1Y')).toBe(false);
  expect(isGroup('0A1Z', '')).toBe(false);
});

test('확인할 두 묶음은 늘 서로 다르고 앞의 것부터이다', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (count, a, b) => {
        const given = [a, b];
        const [first, second] = twoPlaces(count, () => given.shift() ?? 0);
        expect(first).toBeLessThan(second);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(second).toBeLessThan(count);
      },
    ),
  );
});
