import { cellText, plain, type Cell, type SheetRow } from './cell.ts';
import type { ImportField } from './header.ts';

/** Lines of an office's list that are no entry: sums and notes stand among the rows (domain.md §10.10). */

/** Words that only a line of sums consists of or begins with. Tested on a text without blanks. */
const totalLine = /^(?:총?합계|총계|소계|누계|계|전체|total|subtotal|sum)(?:[(:：\d]|$)/iu;
/** Beginnings of notes under a table. A word alone is not enough: 참고을식품 is a company. */
const noteLine =
  /^(?:※|이하여백|이하빈칸|-끝-|끝\.?$|(?:비고|참고|출처|자료|자료출처|작성|작성자|기준일|주)(?:[:：]|$))/u;

/** The first text of a line, without blanks: totals and notes stand in the first columns, the rest is blank or sums. */
export function firstWords(cells: readonly Cell[]): string {
  for (const cell of cells) {
    const value = plain(cell);
    if (typeof value === 'string' && value.trim() !== '')
      return value.slice(0, 200).normalize('NFC').replace(/\s+/gu, '');
  }
  return '';
}

function filledCells(cells: readonly Cell[]): number {
  return cells.filter((cell) => cellText(cell).trim() !== '').length;
}

/** How the name's column may be titled, without blanks; `longerThan`: shorter words could be part of a name. */
export function nameTitles(columns: readonly ImportField[], longerThan = 0): ReadonlySet<string> {
  const { synonyms = [] } = columns.find(({ key }) => key === 'name') ?? {};
  return new Set(synonyms.map((word) => word.replaceAll(' ', '')).filter((word) => word.length > longerThan));
}

/**
 * Why a row is no entry of its list, by its name and its first words (domain.md §10.10): a line of sums, a note, the header
 * that a long list repeats on each page, or no name; undefined where it may be one.
 */
export function noEntry(
  { cells }: SheetRow,
  name: string,
  titles: ReadonlySet<string>,
): 'totalRow' | 'noteRow' | 'nameBlank' | 'headerRow' | undefined {
  if (name === '' || name === '-') {
    const first = firstWords(cells);
    if (totalLine.test(first)) return 'totalRow';
    return noteLine.test(first) ? 'noteRow' : 'nameBlank';
  }
  const bare = name.replaceAll(' ', '');
  if (totalLine.test(bare)) return 'totalRow';
  if (noteLine.test(bare) && filledCells(cells) <= 2) return 'noteRow';
  return titles.has(bare) ? 'headerRow' : undefined;
}
