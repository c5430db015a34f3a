import { cellText, plain, type Cell } from './cell.ts';

/** Lines of an office's list that are no entry: sums and notes stand among the rows (domain.md §10.10). */

/** Words that only a line of sums consists of or begins with. Tested on a text without blanks. */
export const totalLine = /^(?:총?합계|총계|소계|누계|계|전체|total|subtotal|sum)(?:[(:：\d]|$)/iu;
/** Beginnings of notes under a table. A word alone is not enough: 참고을식품 is a company. */
export const noteLine =
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

export function filledCells(cells: readonly Cell[]): number {
  return cells.filter((cell) => cellText(cell).trim() !== '').length;
}
