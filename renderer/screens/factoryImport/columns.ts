import type { ImportPreview } from '../../../shared/contract/factory.ts';
import { foldText } from '../../../shared/korean/text.ts';
import type { Entry } from '../../parts/ComboBox.tsx';

export type PreviewSheet = ImportPreview['sheets'][number];
export type PreviewField = ImportPreview['fields'][number];
/** Field → column (from 0). */
export type Mapping = Readonly<Record<string, number>>;

/** A spreadsheet's letters for a column from 0: A, B, … Z, AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${columnLetters(Math.floor(column / 26) - 1)}${last}`;
}

/** How many columns the first rows of a sheet have. */
export function widthOf(sheet: PreviewSheet): number {
  return Math.max(0, ...sheet.head.map((row) => row.length));
}

/** What stands under the header in a column, of the rows that were looked at; blank cells left out. */
export function samplesOf(sheet: PreviewSheet, headerRow: number, column: number): readonly string[] {
  return sheet.head
    .slice(headerRow + 1)
    .map((row) => (row[column] ?? '').trim())
    .filter((text) => text !== '');
}

/** The columns to choose from: letters, title, and a first value to know it by. */
export function columnEntries(sheet: PreviewSheet, headerRow: number): readonly Entry[] {
  return Array.from({ length: widthOf(sheet) }, (_, column) => {
    const title = (sheet.head[headerRow]?.[column] ?? '').trim();
    const sample = samplesOf(sheet, headerRow, column)[0];
    const shown = sample === undefined ? '' : ` — ${sample.length > 24 ? `${sample.slice(0, 24)}…` : sample}`;
    return { code: String(column), name: `${columnLetters(column)}열 ${title || '(제목 없음)'}${shown}` };
  });
}

/**
 * The mapping for another header row than the one that was found: what was connected stays where it is, and what is
 * free takes the column whose title says the field's name. Titles beyond that are for the eye.
 */
export function mappingFor(
  sheet: PreviewSheet,
  headerRow: number,
  fields: readonly PreviewField[],
  before: Mapping,
): Mapping {
  if (headerRow === sheet.headerRow) return sheet.mapping;
  const mapping: Record<string, number> = { ...before };
  const taken = new Set(Object.values(mapping));
  const titles = (sheet.head[headerRow] ?? []).map(foldText);
  for (const { key, label } of fields) {
    const column = titles.indexOf(foldText(label));
    if (column < 0 || taken.has(column) || mapping[key] !== undefined) continue;
    mapping[key] = column;
    taken.add(column);
  }
  return mapping;
}

/** What each kind of value looks like; a column none of whose values does is probably the wrong one. */
const looks: Readonly<Record<string, { readonly fits: (text: string) => boolean; readonly sentence: string }>> = {
  name: {
    fits: (text) => /\p{L}/u.test(text),
    sentence: '회사명이 아니라 숫자로 보입니다. 회사명이 적힌 열을 골라 주십시오.',
  },
  phone: {
    fits: (text) => text.replace(/\D/gu, '').length >= 7,
    sentence: '전화번호로 보이지 않습니다. 열을 다시 고르거나 쓰지 않음으로 두십시오.',
  },
  employees: {
    fits: (text) => /^[\d,.\s]+명?$/u.test(text),
    sentence: '사람 수로 보이지 않습니다. 열을 다시 고르거나 쓰지 않음으로 두십시오.',
  },
  pnu: {
    fits: (text) => text.replace(/\D/gu, '').length >= 15,
    sentence: 'PNU(숫자 19자리)로 보이지 않습니다. 열을 다시 고르거나 쓰지 않음으로 두십시오.',
  },
  lon: {
    fits: (text) => Number(text) > 120 && Number(text) < 135,
    sentence: '경도(126 안팎의 수)로 보이지 않습니다. 위도와 바뀌었는지 확인해 주십시오.',
  },
  lat: {
    fits: (text) => Number(text) > 30 && Number(text) < 45,
    sentence: '위도(37 안팎의 수)로 보이지 않습니다. 경도와 바뀌었는지 확인해 주십시오.',
  },
};

/** A sentence about a field's column, and whether it stops the import. */
export interface ColumnNote {
  readonly sentence: string;
  readonly stops: boolean;
}

/**
 * What is wrong with the mapping, by field: a required field without a column stops; a column given to two fields, an
 * empty one, or one whose values look like something else is told, and may be meant.
 */
export function mappingNotes(
  sheet: PreviewSheet,
  headerRow: number,
  fields: readonly PreviewField[],
  mapping: Mapping,
): Readonly<Record<string, ColumnNote>> {
  const notes: Record<string, ColumnNote> = {};
  for (const { key, label, required } of fields) {
    const column = mapping[key];
    if (column === undefined) {
      if (required) notes[key] = { sentence: `${label} 열을 골라 주십시오.`, stops: true };
      continue;
    }
    const twin = fields.find((other) => other.key !== key && mapping[other.key] === column);
    const samples = samplesOf(sheet, headerRow, column);
    const look = looks[key];
    if (twin) notes[key] = { sentence: `${twin.label}에도 연결된 열입니다. 한쪽을 바꿔 주십시오.`, stops: false };
    else if (samples.length === 0)
      notes[key] = { sentence: '처음 몇 줄이 비어 있는 열입니다. 맞는지 확인해 주십시오.', stops: false };
    else if (look && !samples.some(look.fits)) notes[key] = { sentence: look.sentence, stops: false };
  }
  return notes;
}

/** Fields of which one at least tells where a factory is. */
const placeFields = ['address', 'lotAddress', 'pnu'];

/** Whether no column tells where the factories are: then there will be no 구·군 and no 산업단지. */
export function lacksPlace(mapping: Mapping): boolean {
  return placeFields.every((key) => mapping[key] === undefined);
}
