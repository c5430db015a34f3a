import { complexAt, complexNamed } from '../../shared/codes/complex.ts';
import { rootTechnologyOfIndustry } from '../../shared/codes/rootTechnology.ts';
import { cleanCompanyName, companyKey } from '../../shared/korean/name.ts';
import { parsePhone } from '../../shared/korean/phone.ts';
import { foldText } from '../../shared/korean/text.ts';
import type { FactoryFields } from '../../shared/model/factory.ts';
import { cellText, plain, type Cell, type SheetRow } from './cell.ts';
import { factoryColumns, type FactoryColumn, type FactoryMapping } from './factoryColumns.ts';
import { placeOf } from './factoryPlace.ts';
import { doubts as doubtWords, refusals, type DoubtCode, type RefusalCode } from './factoryWords.ts';
import { cellReader, type CellReader } from './importCells.ts';
import { firstWords, nameTitles, noEntry } from './lineKinds.ts';

type Cells = CellReader<FactoryColumn, DoubtCode>;

/** One line of a 공장명부 as understood. `fields.district` and `fields.complex` are codes of shared/codes. */
export interface FactoryRow {
  readonly fields: FactoryFields;
  /** Name without legal form, blanks and punctuation: equal for two spellings of one company. */
  readonly nameKey: string;
  /** 필지고유번호 (19 digits), where the file has it. */
  readonly pnu: string | null;
  readonly doubts: readonly DoubtCode[];
}

export interface Refused {
  readonly code: RefusalCode;
  readonly field: FactoryColumn | null;
  readonly value: string;
  /** Korean, says what to do. */
  readonly message: string;
}

export type FactoryReading =
  | { readonly ok: true; readonly row: FactoryRow }
  | { readonly ok: false; readonly reasons: readonly Refused[] };

export interface FactoryContext {
  readonly mapping: FactoryMapping;
  /**
   * The person who imports says that the whole file is of Incheon, so `서구 가좌동` alone counts. Otherwise a district
   * of a common name (동구, 중구, 서구) is never taken for Incheon's (domain.md §2.5).
   */
  readonly assumeIncheon: boolean;
  /** `complexNamed` and `rootTechnologyOfIndustry`, or forms of them that remember. */
  readonly complexNamed?: typeof complexNamed;
  readonly rootTechnologyOf?: typeof rootTechnologyOfIndustry;
}

const longestName = 100;

/**
 * Reads one line. Refused are lines that are no factory (no name, totals, notes, repeated header), names that a
 * spreadsheet would run as a formula, and factories outside Incheon. Everything else comes in; what is missing or odd
 * leaves a doubt. Never throws, whatever the cells hold.
 */
export function readFactoryRow(row: SheetRow, context: FactoryContext): FactoryReading {
  const cells = cellReader<FactoryColumn, DoubtCode>(row.cells, context.mapping);
  const refused = refusalOfName(row, cells) ?? null;
  if (refused) return { ok: false, reasons: [refused] };

  const place = placeOf(cells, context.assumeIncheon);
  if (!place.ok) return { ok: false, reasons: [refusal('outsideIncheon', place.field, place.text)] };

  const rawName = cells.text('name', longestName);
  const industry = cells.text('industry', 300);
  const { value } = place;
  const fields: FactoryFields = {
    factoryNumber: factoryNumber(cells),
    name: cleanCompanyName(rawName),
    rawName,
    industry,
    rootTechnology: industry === '' ? null : (context.rootTechnologyOf ?? rootTechnologyOfIndustry)(industry),
    address: value.address,
    district: value.district,
    oldDistrict: value.oldDistrict,
    dong: value.dong,
    lon: value.point?.[0] ?? null,
    lat: value.point?.[1] ?? null,
    ...complexOf(cells, value, context.complexNamed ?? complexNamed),
    phone: phoneOf(cells),
    product: cells.text('product', 500) || null,
    employees: employeesOf(cells),
    doubts: [],
  };
  const found = [...cells.doubts];
  return {
    ok: true,
    row: {
      fields: { ...fields, doubts: found.map((code) => doubtWords[code]) },
      nameKey: companyKey(rawName),
      pnu: value.pnu,
      doubts: found,
    },
  };
}

export function refusal(code: RefusalCode, field: FactoryColumn | null, value: string, where = ''): Refused {
  const label = factoryColumns.find(({ key }) => key === field)?.label;
  const lead = [label, where].filter((word) => word !== undefined && word !== '').join(' ');
  return {
    code,
    field,
    value: value.slice(0, 200),
    message: lead === '' ? refusals[code] : `${lead}: ${refusals[code]}`,
  };
}

function refusalOfName(row: SheetRow, cells: Cells): Refused | undefined {
  const raw = cells.cell('name');
  const value = plain(raw);
  const text = cells.text('name', Infinity);
  const other = noEntry(row, text, titles);
  if (other === 'nameBlank')
    return isFormula(raw) && value === null
      ? refusal('nameNoValue', 'name', '')
      : refusal('nameBlank', 'name', cellText(raw));
  if (other === 'headerRow') return refusal('headerRow', 'name', text);
  if (other) return refusal(other, null, text === '' || text === '-' ? firstWords(row.cells) : text);
  if (/^[=+\-@]/u.test(text)) return refusal('nameFormula', 'name', text);
  if (text.length > longestName) return refusal('nameLong', 'name', text);
  if (typeof value !== 'string' || !/\p{L}/u.test(text) || companyKey(text) === '')
    return refusal('nameNoLetter', 'name', text);
  return undefined;
}

function isFormula(cell: Cell): boolean {
  return typeof cell === 'object' && cell !== null && cell.kind === 'formula';
}

/** 업체 and 회사 alone could be part of a name. */
const titles = nameTitles(factoryColumns, 2);

/**
 * 공장관리번호: fifteen digits. A shorter one has lost its zeros to Excel (61 of Incheon's 14,193 begin with 0); one in
 * scientific notation has lost its last digits and is not used.
 */
function factoryNumber(cells: Cells): string | null {
  const text = cells.text('factoryNumber', 60).replace(/[\s-]/gu, '');
  if (text === '') return null;
  const digits = text.replace(/^'/u, '').replace(/\.0+$/u, '');
  if (!/^\d{1,15}$/u.test(digits) || /^0+$/u.test(digits)) {
    cells.doubt('numberOdd');
    return null;
  }
  if (digits.length < 15) cells.doubt('numberPadded');
  return digits.padStart(15, '0');
}

/** A telephone as shared/korean keeps it; what it cannot read stays as written. An extension is kept with the text. */
function phoneOf(cells: Cells): string | null {
  const cell = plain(cells.cell('phone'));
  const text = cells.text('phone', 60);
  if (text === '' || text === '-') return null;
  const parsed = parsePhone(typeof cell === 'number' ? cell : text);
  if (!parsed.ok) {
    if (parsed.reason === 'blank') return null;
    cells.doubt('phoneOdd');
    return text;
  }
  return parsed.ext === undefined ? parsed.value : text;
}

/** 종업원 합계, else the sum of the four columns of the national file. */
function employeesOf(cells: Cells): number | null {
  const total = cells.count('employees');
  if (total !== null) return total;
  const parts = (['men', 'women', 'foreignMen', 'foreignWomen'] as const).map((column) => cells.count(column));
  return parts.every((part) => part === null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** Only an address with one of these words can name a complex; asking for each address would cost most of an import. */
const namesComplex = /[공산]\s?단|단지|파크|park|IHP|블[록럭]/iu;

/** What an office writes where a factory stands in no complex. */
const noComplex = /^(?:-|없음|해당없음|개별|개별입지|계획입지외|비단지)$/u;

/**
 * The 산업단지: by the file's 단지명, else guessed (추정) from the words of the address or from dong and distance to the
 * centre of a complex. A file that says 개별입지 is believed.
 */
function complexOf(
  cells: Cells,
  place: {
    readonly address: string;
    readonly point: readonly [number, number] | null;
    readonly oldDistrict: string | null;
    readonly dong: string | null;
  },
  byName: typeof complexNamed,
): Pick<FactoryFields, 'complex' | 'complexGuessed'> {
  const named = cells.text('complex', 100);
  if (noComplex.test(named.replaceAll(' ', '')) && named !== '-') return { complex: null, complexGuessed: false };
  if (named !== '' && named !== '-') {
    const code = byName(named)?.code ?? null;
    if (code === null) cells.doubt('complexUnknown');
    return { complex: code, complexGuessed: false };
  }
  const inWords = namesComplex.test(place.address) ? complexNamed(place.address) : null;
  if (inWords) return { complex: inWords.code, complexGuessed: true };
  if (!place.point || place.oldDistrict === null || place.dong === null)
    return { complex: null, complexGuessed: false };
  const near = complexAt(place.point, { oldGu: place.oldDistrict, dong: place.dong });
  return { complex: near?.code ?? null, complexGuessed: near !== null };
}

/** Comparison form of an address; '' where there is none. */
export function addressKey(address: string): string {
  return foldText(address);
}
