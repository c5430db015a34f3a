import type { ImportList, ImportPreview } from '../../../shared/contract/import.ts';
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
function samplesOf(sheet: PreviewSheet, headerRow: number, column: number): readonly string[] {
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
    sentence: '이름이 아니라 숫자로 보입니다. 이름이 적힌 열을 골라 주십시오.',
  },
  phone: {
    fits: (text) => text.replace(/\D/gu, '').length >= 7,
    sentence: '전화번호로 보이지 않습니다. 열을 다시 고르거나 쓰지 않음으로 두십시오.',
  },
  mobile: {
    fits: (text) => text.replace(/\D/gu, '').length >= 7,
    sentence: '전화번호로 보이지 않습니다. 열을 다시 고르거나 쓰지 않음으로 두십시오.',
  },
  birth: {
    fits: (text) => /\d/u.test(text),
    sentence: '생년월일로 보이지 않습니다. 열을 다시 고르거나 쓰지 않음으로 두십시오.',
  },
  businessNumber: {
    fits: (text) => text.replace(/\D/gu, '').length >= 9,
    sentence: '사업자등록번호(숫자 10자리)로 보이지 않습니다. 열을 다시 고르거나 쓰지 않음으로 두십시오.',
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

/** Fields of which one at least is wanted, and what comes of it when none is there. */
const wanted: Readonly<Record<ImportList, { readonly keys: readonly string[]; readonly sentence: string } | null>> = {
  factory: {
    keys: ['address', 'lotAddress', 'pnu'],
    sentence: '주소나 PNU 열을 고르지 않았습니다. 이대로 가져오면 구·군과 산업단지를 알 수 없습니다.',
  },
  person: {
    keys: ['mobile', 'otherPhone', 'email'],
    sentence: '연락처 열을 고르지 않았습니다. 연락처가 하나도 없는 행은 거절됩니다.',
  },
  company: null,
};

/** What the mapping lacks that is not required; null where it has all that is wanted. */
export function lacking(list: ImportList, mapping: Mapping): string | null {
  const want = wanted[list];
  return want?.keys.every((key) => mapping[key] === undefined) ? want.sentence : null;
}

/** Says which columns of resident numbers were dropped; null where there were none. */
export function droppedSentence(sheet: PreviewSheet, headerRow: number | null): string | null {
  if (sheet.dropped.length === 0) return null;
  const columns = sheet.dropped.map((column) => {
    const title = headerRow === null ? '' : (sheet.head[headerRow]?.[column] ?? '').trim();
    return title === '' ? `${columnLetters(column)}열` : `${columnLetters(column)}열(${title})`;
  });
  return `주민등록번호 열을 버리고 읽었습니다: ${columns.join(', ')}. 이 열은 저장하지도 보여 주지도 않습니다. 파일에서도 지워 주십시오.`;
}
