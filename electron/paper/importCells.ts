import { normalizeText } from '../../shared/korean/text.ts';
import { cellText, plain, type Cell } from './cell.ts';
import type { Mapping } from './header.ts';

/** Doubts that reading a cell may leave, whatever the list is of. */
type CellDoubt = 'formula' | 'cellError' | 'textCut' | 'employeesOdd';

/** The mapped cells of one line, with the doubts that reading them leaves. */
export interface CellReader<Column extends string, Doubt extends string> {
  cell(column: Column): Cell;
  /** Normalised text without control characters, cut at `most`; '' for blank and for error values. */
  text(column: Column, most: number): string;
  /** A count of people: whole, not negative; null where blank or unreadable (a doubt). */
  count(column: Column): number | null;
  /** A decimal number; null where blank or not a number. */
  decimal(column: Column): number | null;
  doubt(code: Doubt | CellDoubt): void;
  readonly doubts: ReadonlySet<Doubt | CellDoubt>;
}

/** More employees than any company of Korea has in one factory. */
const mostEmployees = 99_999;

export function cellReader<Column extends string, Doubt extends string>(
  cells: readonly Cell[],
  mapping: Mapping<Column>,
): CellReader<Column, Doubt> {
  const doubts = new Set<Doubt | CellDoubt>();
  const cell = (column: Column): Cell => {
    const index: number | undefined = mapping[column];
    return index === undefined ? null : (cells[index] ?? null);
  };
  const text = (column: Column, most: number): string => {
    const raw = cell(column);
    const value = plain(raw);
    if (value === null) return '';
    if (typeof raw === 'object' && raw !== null && raw.kind === 'formula') doubts.add('formula');
    if (typeof value === 'object' && value.kind === 'error') {
      doubts.add('cellError');
      return '';
    }
    const clean = cleanText(cellText(raw));
    if (clean.length <= most) return clean;
    doubts.add('textCut');
    return clean.slice(0, most).toWellFormed().trim();
  };
  return {
    cell,
    text,
    count(column) {
      const written = text(column, 40).replace(/[\s,명인]/gu, '');
      if (written === '' || written === '-') return null;
      const number = Number(written);
      if (Number.isInteger(number) && number >= 0 && number <= mostEmployees) return number;
      doubts.add('employeesOdd');
      return null;
    },
    decimal(column) {
      const written = text(column, 40);
      const number = written === '' ? Number.NaN : Number(written);
      return Number.isFinite(number) ? number : null;
    },
    doubt: (code) => void doubts.add(code),
    doubts,
  };
}

/** A cell's text, '' where it is what offices write for nothing. */
export function blankDash(text: string): string {
  return /^(?:[-–—.]+|없음|무|해당없음|x)$/iu.test(text) ? '' : text;
}

/** Null bytes and other controls become blanks: old exports pad fields with them. */
function cleanText(text: string): string {
  return normalizeText(text.replace(/\p{Cc}+/gu, ' '));
}
