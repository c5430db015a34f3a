import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastInSight, moveInGrid, pagesFor, rowsToShow } from './gridMove.ts';

const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End');

test('어떤 키를 눌러도 표시 줄은 목록 안에 있다', () => {
  fc.assert(
    fc.property(keys, fc.nat(300_000), fc.nat(300_000), fc.integer({ min: 0, max: 60 }), (key, at, total, page) => {
      const next = moveInGrid(key, Math.min(at, Math.max(0, total - 1)), total, page);
      expect(next).toBeGreaterThanOrEqual(0);
      expect(next).toBeLessThanOrEqual(Math.max(0, total - 1));
    }),
  );
});

test('한 화면 아래로 가면 마지막 줄이 첫 줄이 되어 이어 읽는다', () => {
  expect(moveInGrid('PageDown', 0, 1000, 12)).toBe(11);
  expect(moveInGrid('Enter', 3, 10, 5)).toBeNull();
});

test('보이는 줄은 모두 어느 쪽엔가 들어 있다', () => {
  fc.assert(
    fc.property(fc.nat(200_000), fc.nat(80), (first, more) => {
      const offsets = pagesFor(first, first + more, 100);
      for (const row of [first, first + more]) {
        expect(offsets.some((offset) => row >= offset && row < offset + 100)).toBe(true);
      }
      expect(offsets.length).toBeLessThanOrEqual(2);
    }),
  );
});

test('표시 줄은 화면 밖에 있어도 늘 만들어져 있고, 줄은 겹치지 않는다', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(40), fc.nat(999), (first, more, active) => {
      const rows = rowsToShow(first, first + more, active, 1000);
      expect(rows).toContain(active);
      expect(new Set(rows).size).toBe(rows.length);
      expect(rows.every((row) => row >= 0 && row < 1000)).toBe(true);
    }),
  );
});

test('목록의 길이를 아직 몰라도 떠난 자리의 쪽을 읽는다', () => {
  expect(lastInSight(1992, 12, undefined)).toBe(2004);
  expect(pagesFor(1992 - 8, lastInSight(1992, 12, undefined) + 8, 100)).toEqual([1900, 2000]);
  expect(lastInSight(1992, 12, 2000)).toBe(1999);
  expect(lastInSight(0, 12, 0)).toBe(0);
});
