import { expect, test } from 'vitest';
import { killAtSteps } from './syncKill.ts';

/** Steps of one run: jobs and calls, each write in the middle of them, the catching up, and the first live words. */
const all = 58;

test('동기화하는 중에 어느 걸음에서 강제로 끝나도 아무것도 잃지 않고, 두 번 들어가지 않는다', async () => {
  // Each time others: over many runs every step has its turn.
  const steps = Array.from({ length: 3 }, () => 1 + Math.floor(Math.random() * all));
  const { findings, killed, committed } = await killAtSteps(steps);
  expect(findings, `steps ${steps.join(' ')}`).toEqual([]);
  expect(killed).toBeGreaterThan(0);
  expect(committed).toBeGreaterThanOrEqual(steps.length);
});
