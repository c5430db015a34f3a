import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { activity, activityEvery } from './activity.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('첫 움직임은 바로 알리고, 그 뒤로는 15초에 한 번만 알린다', () => {
  const told: number[] = [];
  const here = activity({ now: () => Date.now(), tell: () => told.push(Date.now()) });
  const start = Date.now();
  for (let second = 0; second < 60; second += 1) {
    here.seen();
    vi.advanceTimersByTime(1000);
  }
  expect(told.map((at) => at - start)).toEqual([0, 15_000, 30_000, 45_000, 60_000]);
});

test('어떻게 움직여도 두 알림 사이는 15초 이상이고, 움직인 뒤 15초 안에 알린다', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 40 }), (pauses) => {
      const told: number[] = [];
      const moved: number[] = [];
      const here = activity({ now: () => Date.now(), tell: () => told.push(Date.now()) });
      for (const pause of pauses) {
        vi.advanceTimersByTime(pause);
        moved.push(Date.now());
        here.seen();
      }
      vi.advanceTimersByTime(activityEvery);
      const gaps = told.slice(1).map((at, index) => at - (told[index] ?? 0));
      expect(gaps.every((gap) => gap >= activityEvery)).toBe(true);
      for (const at of moved) expect(told.some((when) => when >= at && when - at <= activityEvery)).toBe(true);
    }),
  );
});

test('잠긴 뒤에는 미루어 둔 알림을 보내지 않는다', () => {
  let told = 0;
  const here = activity({
    now: () => Date.now(),
    tell: () => {
      told += 1;
    },
  });
  here.seen();
  here.seen();
  here.stop();
  vi.advanceTimersByTime(activityEvery * 2);
  expect(told).toBe(1);
});
