/** How many schedules it takes to notice a planted bug. */
import type { Bug } from './bugs.ts';
import { runSchedule } from './schedule.ts';

/** The rarest needs about a hundred; chance must not fail a build. */
export const SCHEDULES_PER_BUG = 1500;

/** The number of the first schedule that fails; infinite when none does. */
export function findBug(bug: Bug, base: number): number {
  const core = bug.core();
  for (let count = 1; count <= SCHEDULES_PER_BUG; count++)
    if (runSchedule(base + count, { core }).failure !== undefined) return count;
  return Number.POSITIVE_INFINITY;
}
