/**
 * A cell as the file holds it. Text and number stay apart (an Excel number has lost its leading zeros, a text has
 * not), and what is only displayed (a number shown as a date, a formula shown as its result) says so.
 */
export type PlainCell = string | number | boolean | null | DayCell | ErrorCell;

/** A number that the file shows as a date or time: ISO `2026-03-01`, or `2026-03-01T09:00:00` with a time. */
interface DayCell {
  readonly kind: 'day';
  readonly iso: string;
}

/** An error value of the spreadsheet: #N/A, #REF! … */
interface ErrorCell {
  readonly kind: 'error';
  readonly text: string;
}

/** A formula with the result that was saved with it; null when the writing program saved none. */
interface FormulaCell {
  readonly kind: 'formula';
  readonly value: PlainCell;
}

export type Cell = PlainCell | FormulaCell;

/** A row with its number in the file (the first is 1), for messages that name the line. Blank rows are left out. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** The longest text that Excel can hold in a cell; what a CSV has beyond is cut. */
const longestCell = 32_767;

/** The most columns that are looked at; the national factory file has 39. */
export const mostColumns = 300;

/** The saved result of a formula, or the cell itself. */
export function plain(cell: Cell | undefined): PlainCell {
  if (cell === undefined) return null;
  return typeof cell === 'object' && cell !== null && cell.kind === 'formula' ? cell.value : cell;
}

/** The cell as a person sees it: numbers without exponent where they are whole, dates as ISO, errors as their code. */
export function cellText(cell: Cell | undefined): string {
  const value = plain(cell);
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value.kind === 'day' ? value.iso : value.text;
}

/** A number without exponent where it is whole and exact, else as JavaScript writes it. */
export function numberText(value: number): string {
  return Number.isSafeInteger(value) ? BigInt(value).toString() : String(value);
}

export function isBlankCell(cell: Cell | undefined): boolean {
  const value = plain(cell);
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** A day cell of an instant that counts its hours in UTC (hucre's convention for dates in sheets). */
export function dayCell(date: Date): PlainCell {
  if (Number.isNaN(date.getTime())) return { kind: 'error', text: '#VALUE!' };
  const iso = date.toISOString();
  return { kind: 'day', iso: iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19) };
}

/** Cuts what no spreadsheet would hold, so that one cell cannot fill the memory. */
export function textCell(text: string): string {
  return text.length > longestCell ? text.slice(0, longestCell) : text;
}
