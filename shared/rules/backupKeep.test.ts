import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { todayInSeoul } from '../korean/day.ts';
import { backupsToKeep } from './backupKeep.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 22, 3, 0);
const instants = fc.array(fc.integer({ min: 0, max: 3 * 365 * 24 }).map((hours) => start - hours * hour));

test('날마다 만든 두 해치 백업은 이레, 네 주, 열두 달치로 줄어든다', () => {
  const daily = Array.from({ length: 730 }, (_none, day) => start - day * 24 * hour);
  const days = [...backupsToKeep(daily)].map((at) => todayInSeoul(at)).toSorted();
  expect(days).toEqual([
    '2025-12-31',
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
    '2026-04-30',
    '2026-05-31',
    '2026-06-30',
    '2026-07-31',
    '2026-08-31',
    '2026-09-30',
    '2026-10-31',
    '2026-11-01',
    '2026-11-08',
    '2026-11-15',
    '2026-11-16',
    '2026-11-17',
    '2026-11-18',
    '2026-11-19',
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
  ]);
});

test('하루에 여러 번 만들면 마지막 것만 남는다', () => {
  expect([...backupsToKeep([start, start - hour, start - 2 * hour])]).toEqual([start]);
});

test('자정은 한국 시각으로 가른다', () => {
  const midnight = Date.UTC(2026, 10, 21, 15, 0);
  expect(backupsToKeep([midnight - 1, midnight]).size).toBe(2);
  expect(backupsToKeep([midnight, midnight + hour]).size).toBe(1);
});

test('가장 새것은 늘 남고, 스물셋을 넘지 않으며, 다시 줄여도 그대로다', () => {
  fc.assert(
    fc.property(instants, (made) => {
      const kept = [...backupsToKeep(made)];
      expect(kept.every((at) => made.includes(at))).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(23);
      expect(kept.length === 0 || kept.includes(Math.max(...made))).toBe(true);
      expect(kept.length === 0).toBe(made.length === 0);
      const inOrder = (some: Iterable<number>): number[] => [...some].toSorted((a, b) => a - b);
      expect(inOrder(backupsToKeep(kept))).toEqual(inOrder(kept));
    }),
  );
});

test('하나 더 만들어도 어제까지 남겨 둔 달은 열두 달 안에서 사라지지 않는다', () => {
  fc.assert(
    fc.property(instants, (made) => {
      const months = (kept: Iterable<number>): Set<string> =>
        new Set([...kept].map((at) => todayInSeoul(at).slice(0, 7)));
      const before = [...months(backupsToKeep(made))].toSorted().slice(-11);
      const after = months(backupsToKeep([...backupsToKeep(made), start + 24 * hour]));
      expect(before.every((month) => after.has(month))).toBe(true);
    }),
  );
});
