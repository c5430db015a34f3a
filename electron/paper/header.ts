import { cellText, isBlankCell, plain, type SheetRow } from './cell.ts';

/**
 * Finding the header of a list and connecting its columns to fields. Korean office lists have titles, dates and units
 * above the header, headers of two lines with merged cells, and a different word for the same thing in every office
 * (domain.md §10.10, §11). Generic over a list of fields: factories now, people and companies with the same rules.
 */
export interface ImportField<K extends string = string> {
  readonly key: K;
  /** Korean name for the mapping screen. */
  readonly label: string;
  /** Words that offices write for it; an earlier one wins over a later one. */
  readonly synonyms: readonly string[];
  /** Without it the list cannot be imported. */
  readonly required?: boolean;
}

/** Field → column (from 0). */
export type Mapping<K extends string = string> = { readonly [key in K]?: number };

export interface Header {
  /** Index of the header's first row in the given rows. */
  readonly row: number;
  /** Lines that the header takes, with a unit line under it: data begin at `row + height`. */
  readonly height: number;
  /** Title of every column, '' where it has none; the two lines of a tall header joined by a blank. */
  readonly titles: readonly string[];
}

/** A header stands within the first ten rows (domain.md §10.10). */
const searched = 10;

/**
 * The header among the first ten rows that are not blank, or null where no row names two fields (or one that is
 * required). The row that names most fields wins, a single line before two, the earlier before the later.
 */
export function findHeader(rows: readonly SheetRow[], fields: readonly ImportField[]): Header | null {
  let best: { header: Header; score: number } | null = null;
  for (const [index, row] of rows.slice(0, searched).entries()) {
    const upper = titlesOf(row);
    const below = rows[index + 1];
    const candidates = [{ titles: upper, height: 1 }];
    if (below && below.line === row.line + 1 && upper.filter((title) => title !== '').length > 1)
      candidates.push({ titles: joinTitles(upper, titlesOf(below)), height: 2 });
    for (const { titles, height } of candidates) {
      // Two lines must name more than one: a title above a header of one line is not part of it.
      const score = scoreOf(titles, fields) - (height - 1) / 2;
      if (score > (best?.score ?? 0)) best = { score, header: { row: index, height, titles } };
    }
  }
  if (!best) return null;
  const { row, height, titles } = best.header;
  const under = rows[row + height];
  return { row, height: height + (under && isUnitRow(under) ? 1 : 0), titles };
}

/** How many fields the titles name; 0 where they are too few to make a header. */
function scoreOf(titles: readonly string[], fields: readonly ImportField[]): number {
  const mapping = guessMapping(titles, fields);
  const named = Object.keys(mapping).length;
  const hasRequired = fields.some((field) => field.required === true && field.key in mapping);
  return named >= 2 || hasRequired ? named + (hasRequired ? 1 : 0) : 0;
}

/** Texts of a row as titles; numbers and dates are no titles, and what is longer than a title is a sentence. */
function titlesOf(row: SheetRow): string[] {
  return Array.from(row.cells, (cell) => {
    const value = plain(cell);
    return typeof value === 'string' && value.length <= 60 ? value.replace(/\s+/gu, ' ').trim() : '';
  });
}

/** Two lines as one: a title above counts for the blank cells to its right (a merged cell keeps its text at the left). */
function joinTitles(upper: readonly string[], lower: readonly string[]): string[] {
  const joined: string[] = [];
  let above = '';
  for (let column = 0; column < Math.max(upper.length, lower.length); column += 1) {
    const top = upper[column] ?? '';
    const under = lower[column] ?? '';
    if (top !== '') above = top;
    joined.push(under === '' ? top : `${above} ${under}`.trim());
  }
  return joined;
}

/** `(명)`, `㎡`, `(단위: 천원)` under the titles. */
function isUnitRow(row: SheetRow): boolean {
  const texts = row.cells.filter((cell) => !isBlankCell(cell)).map(cellText);
  return (
    texts.length > 0 &&
    texts.every((text) => /^\s*(?:\(.{1,12}\)|단위.{0,12}|㎡|m2|명|개|원|천원|백만원)\s*$/u.test(text))
  );
}

/**
 * Connects columns to fields by their titles. Whole titles win over titles without their brackets, these over titles
 * that merely contain a word; among the words of a field the earlier wins. A column serves one field, the first of two
 * equal columns wins.
 */
export function guessMapping<K extends string>(
  titles: readonly string[],
  fields: readonly ImportField<K>[],
): Mapping<K> {
  const offers: { field: K; column: number; rank: number }[] = [];
  for (const [column, title] of titles.entries()) {
    if (title === '') continue;
    for (const field of fields) {
      const rank = rankOf(title, field);
      if (rank !== null) offers.push({ field: field.key, column, rank });
    }
  }
  offers.sort((a, b) => a.rank - b.rank || a.column - b.column);
  const mapping: { [key in K]?: number } = {};
  const taken = new Set<number>();
  for (const { field, column } of offers) {
    if (mapping[field] !== undefined || taken.has(column)) continue;
    mapping[field] = column;
    taken.add(column);
  }
  return mapping;
}

/** How well a title fits a field, 0 best; null where it does not. */
function rankOf(title: string, field: ImportField): number | null {
  const whole = titleKey(title);
  const bare = titleKey(title.replace(/[([{<].*?[)\]}>]/gu, ''));
  let best: number | null = null;
  for (const [place, synonym] of field.synonyms.entries()) {
    const key = titleKey(synonym);
    const rank =
      key === whole ? place : key === bare ? 100 + place : key.length >= 3 && whole.includes(key) ? 200 + place : null;
    if (rank !== null && (best === null || rank < best)) best = rank;
  }
  return best;
}

/** Titles are compared without blanks, punctuation, case and width: `소재지 (도로명)` is `소재지(도로명)`. */
function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
