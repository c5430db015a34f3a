/** Dated code tables (코드표): a record keeps the code; what it is called, and whether it may still be chosen, is here. */
import type { Day } from '../korean/day.ts';

/** One row. A code is never given a new meaning; it ends and another begins. */
export interface Code {
  readonly code: string;
  readonly name: string;
  /** First day on which it may be chosen; always, when missing. */
  readonly from?: string;
  /** Last day on which it may be chosen; no end, when missing. */
  readonly to?: string;
}

/** The name of a code, ended ones too, since old records keep them; the code itself when the table has none. */
export function codeName(table: readonly Code[], code: string): string {
  return table.find((row) => row.code === code)?.name ?? code;
}

/** Whether the table has the code, on any day. */
export function isCode(table: readonly Code[], code: string): boolean {
  return table.some((row) => row.code === code);
}

/** The rows that may be chosen on a day, in the order of the table. */
export function activeOn<Row extends Code>(table: readonly Row[], day: Day): Row[] {
  return table.filter(({ from, to }) => (from === undefined || from <= day) && (to === undefined || day <= to));
}
