/** The simulator is worth what it finds: each planted bug must be found within this many schedules, whatever the seed. */
import { describe, expect, it } from 'vitest';
import { bugs } from './bugs.ts';
import { findBug, SCHEDULES_PER_BUG } from './hunt.ts';

const base = Number(process.env['SIM_SEED'] ?? Math.floor(Math.random() * 1e9));

describe('일부러 심은 잘못', () => {
  it('열두 가지가 넘고 이름이 서로 다르다', () => {
    expect(bugs.length).toBeGreaterThanOrEqual(12);
    expect(new Set(bugs.map((bug) => bug.name)).size).toBe(bugs.length);
  });

  it.each(bugs.map((bug) => [bug.name, bug] as const))(`모의실험이 찾아낸다: %s (SIM_SEED=${base})`, (_name, bug) => {
    expect(findBug(bug, base)).toBeLessThanOrEqual(SCHEDULES_PER_BUG);
  });
});
