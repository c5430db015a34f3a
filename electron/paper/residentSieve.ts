import { findResidentNumbers } from '../../shared/rules/residentNumber.ts';
import { cellText, plain, type Cell, type SheetRow } from './cell.ts';

/**
 * Takes 주민등록번호 and 외국인등록번호 out of a file before anything of it is stored or shown (domain.md §9.5, §13). A column
 * that holds them is dropped whole; one in any other cell is blacked out, and tells on its row.
 */
export interface ResidentSieve {
  /** Columns, from 0, that are dropped. */
  readonly dropped: readonly number[];
  /** The row without any; `found` are the columns in which one was blacked out. */
  clean(row: SheetRow): { readonly row: SheetRow; readonly found: readonly number[] };
}

const number = '(?:주민(?:등록)?(?:번호|no)|외국인(?:등록)?(?:번호|no)|(?:국내)?거소신고번호)';
/** Titles of such columns, compared without blanks and punctuation. "주민번호 앞자리" is a birth and stays. */
const residentTitle = new RegExp(
  `^(?:\\p{L}{0,6}${number}(?:또는|및|${number}|뒤?\\d{0,2}자리|뒷자리|전체)*|뒷자리|뒤\\d?자리)$`,
  'iu',
);
/** Columns of other long numbers, which are not looked into (§13). */
const otherNumbers =
  /법인(?:등록)?번호|공장관리번호|사업장관리번호|고용보험|산재보험|pnu|필지고유번호|계좌|좌표|경도|위도/iu;

function titleKey(title: string): string {
  return title.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}

/** A text with every digit of a resident number blacked out; the very text where there is none. */
export function blackOut(text: string): string {
  // Thirteen digits at least: nearly every cell is done with here.
  if (text.length < 13) return text;
  let clean = text;
  for (const { start, end } of findResidentNumbers(text).toReversed())
    clean = `${clean.slice(0, start)}${clean.slice(start, end).replace(/\p{N}/gu, '■')}${clean.slice(end)}`;
  return clean;
}

/**
 * What a cell says once it is blacked out; null where it holds none. A number of 11 or 12 digits is looked at with the
 * zeros that a spreadsheet took from those born from 2000 to 2009; one with a fraction is a measure.
 */
function blackened(cell: Cell): string | null {
  const value = plain(cell);
  if (typeof value !== 'string' && !Number.isInteger(value)) return null;
  const text = cellText(value);
  const clean = blackOut(text);
  if (clean !== text) return clean;
  const lostZeros = typeof value === 'number' && /^\d{11,12}$/u.test(text);
  return lostZeros && findResidentNumbers(text.padStart(13, '0')).length > 0 ? '■'.repeat(13) : null;
}

/** Whether nothing but a resident number stands in the cell. */
function isWhole(cell: Cell): boolean {
  const clean = blackened(cell);
  return clean !== null && /^[■\s\p{P}\p{S}]*$/u.test(clean);
}

/**
 * The sieve of one sheet, by its first rows: columns whose title says so, and columns of whose values at least half,
 * and at least two, are such numbers. `titles` are those of the header, where one is known.
 */
export function residentSieve(rows: readonly SheetRow[], titles: readonly string[] = []): ResidentSieve {
  const width = Math.max(titles.length, 0, ...rows.map(({ cells }) => cells.length));
  const dropped: number[] = [];
  const exempt = new Set<number>();
  for (let column = 0; column < width; column += 1) {
    const cells = rows.map((row) => row.cells[column] ?? null);
    // A header stands among the first rows; the title of a tall one is given joined.
    const heads = [titles[column] ?? '', ...cells.slice(0, 14).map((cell) => cellText(cell))]
      .filter((text) => text.length <= 30)
      .map(titleKey);
    const filled = cells.filter((cell) => cellText(cell).trim() !== '');
    if (heads.some((head) => residentTitle.test(head))) dropped.push(column);
    else if (heads.some((head) => otherNumbers.test(head))) exempt.add(column);
    else {
      const hits = filled.filter(isWhole).length;
      if (hits >= 2 && hits * 2 >= filled.length) dropped.push(column);
    }
  }
  const gone = new Set(dropped);
  return {
    dropped,
    clean(row) {
      const found: number[] = [];
      const cells = row.cells.map((cell, column) => {
        // The title may stay: it says what was dropped.
        if (gone.has(column)) return residentTitle.test(titleKey(cellText(cell))) ? cell : null;
        const clean = exempt.has(column) ? null : blackened(cell);
        if (clean === null) return cell;
        found.push(column);
        return clean;
      });
      return { row: { line: row.line, cells }, found };
    },
  };
}
