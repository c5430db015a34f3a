import { complexNamed } from '../../shared/codes/complex.ts';
import { rootTechnologyOfIndustry } from '../../shared/codes/rootTechnology.ts';
import type { Codes } from '../../shared/codes/tables.ts';
import { locate } from '../../shared/korean/address.ts';
import { parseDay, type Day } from '../../shared/korean/day.ts';
import { parsePhone } from '../../shared/korean/phone.ts';
import type { CompanyFields } from '../../shared/model/company.ts';
import { companyLabels, emptyCompany, readCompany } from '../../shared/model/company.ts';
import { cellText, plain, type SheetRow } from './cell.ts';
import { companyColumns, type CompanyColumn } from './companyColumns.ts';
import { companyRefusals, type CompanyDoubt } from './companyWords.ts';
import type { Mapping } from './header.ts';
import { blankDash, cellReader, type CellReader } from './importCells.ts';
import { nameTitles, noEntry } from './lineKinds.ts';
import { refusedFields, refusedRow, type RowRefusal } from './rowRefusal.ts';

type Cells = CellReader<CompanyColumn, CompanyDoubt>;

export interface CompanyReadingContext {
  readonly mapping: Mapping<CompanyColumn>;
  readonly today: Day;
  readonly codes: Codes;
}

export type CompanyReading =
  | { readonly ok: true; readonly fields: CompanyFields; readonly doubts: readonly CompanyDoubt[] }
  | RowRefusal;

const longestNote = 3000;

/**
 * Reads one row into what the form of a company would hold and lets the form's own reader (`readCompany`) judge it.
 * Refused are rows that are no company and what the form would refuse, such as a wrong 사업자등록번호. Never throws.
 */
export function readCompanyRow(row: SheetRow, context: CompanyReadingContext): CompanyReading {
  const cells: Cells = cellReader<CompanyColumn, CompanyDoubt>(row.cells, context.mapping);
  const name = cells.text('name', 400);
  const other = noCompany(row, name);
  if (other) return refusedRow(companyRefusals[other]);

  const notes = [blankDash(cells.text('note', longestNote))];
  const address = blankDash(cells.text('address', 400));
  const industry = blankDash(cells.text('industry', 400));
  const plainText = (column: CompanyColumn, most: number): string => blankDash(cells.text(column, most));
  const reading = readCompany(
    {
      ...emptyCompany,
      name,
      businessNumber: digitsOf(cells, 'businessNumber', 10),
      corporateNumber: digitsOf(cells, 'corporateNumber', 13),
      insuranceNumber: digitsOf(cells, 'insuranceNumber', 11),
      representative: plainText('representative', 200),
      contactName: plainText('contactName', 200),
      phone: phoneOf(cells, 'phone', notes),
      fax: phoneOf(cells, 'fax', notes),
      email: plainText('email', 200),
      homepage: plainText('homepage', 300),
      address,
      district: districtOf(cells, address),
      complex: complexOf(cells),
      industry,
      rootTechnology: industry === '' ? '' : (rootTechnologyOfIndustry(industry) ?? ''),
      product: plainText('product', 400),
      ...peopleOf(cells, notes),
      foundedOn: foundedOf(cells, context.today),
      note: notes.filter((line) => line !== '').join('\n'),
    },
    context.today,
    context.codes,
  );
  if (reading.ok) return { ok: true, fields: reading.value, doubts: [...cells.doubts] };
  return refusedFields(reading.problem, companyLabels);
}

/** 업체 and 회사 alone could be part of a name. */
const titles = nameTitles(companyColumns, 2);

function noCompany(row: SheetRow, name: string): keyof typeof companyRefusals | undefined {
  return noEntry(row, name, titles) ?? (/^[=+\-@]/u.test(name) ? 'nameFormula' : undefined);
}

/** A number whose leading zeros a spreadsheet took, with them. */
function digitsOf(cells: Cells, column: CompanyColumn, length: number): string {
  const value = plain(cells.cell(column));
  const text = blankDash(cells.text(column, 60));
  return typeof value === 'number' && /^\d+$/u.test(text) ? text.padStart(length, '0') : text;
}

/** A number that cannot be read costs a list too many companies to refuse them: it goes into the note as written. */
function phoneOf(cells: Cells, column: 'phone' | 'fax', notes: string[]): string {
  const value = plain(cells.cell(column));
  const text = blankDash(cells.text(column, 60));
  if (text === '') return '';
  const read = parsePhone(typeof value === 'number' ? value : text);
  if (read.ok && read.ext === undefined) return read.value;
  cells.doubt('phoneOdd');
  notes.push(`${companyLabels[column]} ${text}`);
  return read.ok ? read.value : '';
}

function districtOf(cells: Cells, address: string): string {
  if (address === '') return '';
  const found = locate(address, { assumeIncheon: true });
  if (found.ok) return found.districtCode;
  cells.doubt(found.reason === 'notIncheon' ? 'elsewhere' : 'districtOdd');
  return '';
}

function complexOf(cells: Cells): string {
  const text = blankDash(cells.text('complex', 100));
  if (text === '' || /^(?:개별|개별입지|비단지)$/u.test(text)) return '';
  const code = complexNamed(text)?.code;
  if (code === undefined) cells.doubt('complexUnknown');
  return code ?? '';
}

/** The four counts; a total that no column divides goes into the note. */
function peopleOf(cells: Cells, notes: string[]) {
  const counts = (['men', 'women', 'foreignMen', 'foreignWomen'] as const).map((column) => cells.count(column));
  const total = cells.count('employees');
  const told = counts.some((each) => each !== null);
  if (total !== null && !told) {
    cells.doubt('employeesInNote');
    notes.push(`근로자수 ${total}명`);
  }
  const [men, women, foreignMen, foreignWomen] = counts.map((each) => (each === null ? '' : String(each)));
  return { men: men ?? '', women: women ?? '', foreignMen: foreignMen ?? '', foreignWomen: foreignWomen ?? '' };
}

function foundedOf(cells: Cells, today: Day): string {
  const cell = cells.cell('foundedOn');
  const value = plain(cell);
  const text = blankDash(cells.text('foundedOn', 60));
  if (text === '') return '';
  const shown = typeof value === 'object' && value?.kind === 'day' ? value.iso.slice(0, 10) : cellText(cell);
  const day = parseDay(typeof value === 'number' ? value : shown, { today, kind: 'date' });
  if (day.ok && day.value <= today) return day.value;
  cells.doubt('foundedOdd');
  return '';
}
