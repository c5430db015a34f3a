import type { Day } from '../korean/day.ts';
import { todayInSeoul } from '../korean/day.ts';

/** How many backups are kept of each grain: a week of days, a month of weeks, a year of months (issue 4). */
const kept = { days: 7, weeks: 4, months: 12 } as const;

/** The Monday of the week that a day is in. */
function weekOf(day: Day): string {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - ((noon.getUTCDay() + 6) % 7));
  return noon.toISOString().slice(0, 10);
}

/** The newest of each of the newest `most` periods. */
function newestOf(newestFirst: readonly number[], most: number, period: (day: Day) => string): number[] {
  const found = new Map<string, number>();
  for (const at of newestFirst) {
    const name = period(todayInSeoul(at));
    if (!found.has(name)) found.set(name, at);
  }
  return [...found.values()].slice(0, most);
}

/**
 * Which backups are kept when the folder is thinned: of the newest 7 days, 4 weeks and 12 months (Korean calendar, weeks
 * from Monday) on which one was made, the newest each. Counted over what is there, not over the calendar: a laptop that
 * lay in a drawer for a year loses nothing. Takes and gives the instants at which they were made, ms UTC.
 */
export function backupsToKeep(made: readonly number[]): ReadonlySet<number> {
  const newestFirst = [...new Set(made)].toSorted((a, b) => b - a);
  return new Set([
    ...newestOf(newestFirst, kept.days, (day) => day),
    ...newestOf(newestFirst, kept.weeks, weekOf),
    ...newestOf(newestFirst, kept.months, (day) => day.slice(0, 7)),
  ]);
}
