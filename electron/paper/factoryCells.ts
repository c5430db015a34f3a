import { normalizeText } from '../../shared/korean/text.ts';
import { cellText, plain, type Cell } from './cell.ts';
import type { FactoryColumn, FactoryMapping } from './factoryColumns.ts';
import type { DoubtCode } from './factoryWords.ts';

/** The mapped cells of one line, with the doubts that reading them leaves. */
export interface CellReader {
  cell(column: FactoryColumn): Cell;
  /** Normalised text without control characters, cut at `most`; '' for blank and for error values. */
  text(column: FactoryColumn, most: number): string;
  /** A count of people: whole, not negative; null where blank or unreadable (a doubt). */
  count(column: FactoryColumn): number | null;
  /** A decimal number; null where blank or not a number. */
  decimal(column: FactoryColumn): number | null;
  doubt(code: DoubtCode): void;
  readonly doubts: ReadonlySet<DoubtCode>;
}

/** More employees than any company of Korea has in one factory. */
const mostEmployees = 99_999;

export function cellReader(cells: readonly Cell[], mapping: FactoryMapping): CellReader {
  const doubts = new Set<DoubtCode>();
  const cell = (column: FactoryColumn): Cell => {
    const index = mapping[column];
    return index === undefined ? null : (cells[index] ?? null);
  };
  const text = (column: FactoryColumn, most: number): string => {
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

/** Null bytes and other controls become blanks: old exports pad fields with them. */
function cleanText(text: string): string {
  return normalizeText(text.replace(/\p{Cc}+/gu, ' '));
}
