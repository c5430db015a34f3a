import { districts } from '../../shared/codes/district.ts';
import { isCode } from '../../shared/codes/index.ts';
import { inflowOf } from '../../shared/codes/inflowWords.ts';
import type { Codes } from '../../shared/codes/tables.ts';
import { locate } from '../../shared/korean/address.ts';
import { ageOn, parseDay, type Day } from '../../shared/korean/day.ts';
import { isMobile, parsePhone } from '../../shared/korean/phone.ts';
import { foldText } from '../../shared/korean/text.ts';
import type { PersonFields } from '../../shared/model/person.ts';
import { emptyPerson, personLabels, readPerson } from '../../shared/model/person.ts';
import { cellText, plain, type Cell, type SheetRow } from './cell.ts';
import type { Mapping } from './header.ts';
import { blankDash, cellReader, type CellReader } from './importCells.ts';
import { personColumns, type PersonColumn } from './personColumns.ts';
import { personRefusals, type PersonDoubt } from './personWords.ts';
import { nameTitles, noEntry } from './lineKinds.ts';
import { refusedFields, refusedRow, type RowRefusal } from './rowRefusal.ts';

type Cells = CellReader<PersonColumn, PersonDoubt>;

/** What a row is read with. */
export interface PersonReadingContext {
  readonly mapping: Mapping<PersonColumn>;
  readonly today: Day;
  readonly codes: Codes;
  /** UUID of the one counsellor of this name (folded); undefined where there is none, or more than one. */
  readonly counsellorNamed: (name: string) => string | undefined;
}

/** A person of a list, ready to be written. */
export interface PersonLine {
  readonly fields: PersonFields;
  /** The day of the list where it is past; null: the day of the import. */
  readonly intakeDay: Day | null;
  /** UUID of the counsellor that the list names; null: whoever imports. */
  readonly counsellor: string | null;
}

export type PersonReading =
  | { readonly ok: true; readonly line: PersonLine; readonly doubts: readonly PersonDoubt[] }
  | RowRefusal;

const longestNote = 4000;
/** Older job seekers are rare enough to look at, where the century is our guess. */
const oldest = 85;

/**
 * Reads one row into what an intake form would hold and lets the form's own reader (`readPerson`) judge it. Refused are
 * rows that are no person (no name, totals, notes, a repeated header) and what the form would refuse. Never throws.
 */
export function readPersonRow(row: SheetRow, context: PersonReadingContext): PersonReading {
  const cells: Cells = cellReader<PersonColumn, PersonDoubt>(row.cells, context.mapping);
  const name = cells.text('name', 400);
  const other = noEntry(row, name, titles);
  if (other) return refusedRow(personRefusals[other]);

  const { mobile, otherPhone } = phonesOf(cells);
  const address = blankDash(cells.text('address', 400));
  const reading = readPerson(
    {
      ...emptyPerson,
      name,
      latinName: blankDash(cells.text('latinName', 400)),
      birth: birthOf(cells, context.today),
      sex: sexOf(cells),
      mobile,
      otherPhone,
      email: blankDash(cells.text('email', 200)),
      district: districtOf(cells, address),
      address,
      inflow: inflowIn(cells, context.codes),
      wishedJob: blankDash(cells.text('wishedJob', 200)),
      note: blankDash(cells.text('note', longestNote)),
    },
    context.today,
    context.codes,
  );
  if (!reading.ok) return refusedFields(reading.problem, personLabels);
  const line = {
    fields: reading.value,
    intakeDay: intakeOf(cells, context.today),
    counsellor: staffOf(cells, context),
  };
  return { ok: true, line, doubts: [...cells.doubts] };
}

const titles = nameTitles(personColumns);

/** The cell as `parseDay` takes it: a number stays one, a shown date is its day. */
function dayCellOf(cell: Cell): string | number {
  const value = plain(cell);
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value?.kind === 'day' ? value.iso.slice(0, 10) : cellText(cell);
}

/** The century of the digit behind six of a birth (domain §10.5); 5 to 8 are those of foreigners. */
const centuries: Readonly<Record<string, string>> = {
  1: '19',
  2: '19',
  5: '19',
  6: '19',
  3: '20',
  4: '20',
  7: '20',
  8: '20',
};

/** 생년월일 as ISO where it can be read, else as it stands, so that the form's reader says what is wrong with it. */
function birthOf(cells: Cells, today: Day): string {
  const text = blankDash(cells.text('birth', 40));
  if (text === '') return '';
  // 900101-1, 900101-1******: the century is used, the digit is not kept.
  const tail = /^(\d{6})\s?-\s?([1-8])[*xX●○■]*$/u.exec(text);
  if (tail?.[1] !== undefined && tail[2] !== undefined) {
    cells.doubt('birthTail');
    return `${centuries[tail[2]] ?? ''}${tail[1]}`;
  }
  const raw = dayCellOf(cells.cell('birth'));
  const day = parseDay(raw, { today, kind: 'birth' });
  if (!day.ok) return text;
  const saysYear = typeof raw === 'number' || raw.includes(day.value.slice(0, 4));
  if (!saysYear && ageOn(day.value, today) > oldest) cells.doubt('oldBirth');
  return day.value;
}

function sexOf(cells: Cells): string {
  const text = blankDash(cells.text('sex', 20));
  if (text === '') return '';
  const folded = foldText(text);
  if (/^(?:남|남자|남성|m|male|1|3)$/u.test(folded)) return 'M';
  if (/^(?:여|여자|여성|f|female|2|4)$/u.test(folded)) return 'F';
  if (!/^(?:미상|u|모름)$/u.test(folded)) cells.doubt('sexOdd');
  return 'U';
}

/** The numbers of one cell, each as kept where it can be read and as it stands where it cannot. */
function numbersOf(cells: Cells, column: 'mobile' | 'otherPhone'): string[] {
  const value = plain(cells.cell(column));
  const text = blankDash(cells.text(column, 200));
  if (text === '') return [];
  const parts = typeof value === 'number' ? [value] : text.split(/\s*[/,;]\s*(?=\(?[+\d])/u);
  return parts.flatMap((part) => {
    const read = parsePhone(part);
    if (!read.ok) return read.reason === 'blank' ? [] : [String(part).slice(0, 60)];
    if (read.ext !== undefined) cells.doubt('extension');
    return [read.value];
  });
}

/** The mobile of all numbers first; a number that can be read before one that cannot would hide it, so none is left out. */
function phonesOf(cells: Cells): { mobile: string; otherPhone: string } {
  const firsts = numbersOf(cells, 'mobile');
  const numbers = [...new Set([...firsts, ...numbersOf(cells, 'otherPhone')])];
  if (numbers.length > 2) cells.doubt('phoneMore');
  const mobile = numbers.find((number) => isMobile(number) || number.startsWith('+'));
  if (mobile === undefined && numbers.length < 2) return { mobile: '', otherPhone: numbers[0] ?? '' };
  const first = mobile ?? firsts[0] ?? numbers[0] ?? '';
  return { mobile: first, otherPhone: numbers.find((number) => number !== first) ?? '' };
}

/** 거주 구·군 of today: by the address, else by the column; names of before the reform need the dong (§2.5). */
function districtOf(cells: Cells, address: string): string {
  const column = blankDash(cells.text('district', 100));
  if (isCode(districts, column)) return column;
  for (const text of [address, column, `${column} ${address}`.trim()]) {
    if (text === '') continue;
    const found = locate(text, { assumeIncheon: true });
    if (found.ok) return found.districtCode;
    // A person may live elsewhere: nothing to say of it.
    if (found.reason === 'notIncheon') return '';
  }
  if (column !== '' || address !== '') cells.doubt('districtOdd');
  return '';
}

function inflowIn(cells: Cells, codes: Codes): string {
  const text = blankDash(cells.text('inflow', 100));
  const found = inflowOf(text, codes.of('inflow'));
  if (text === '') cells.doubt('inflowMissing');
  else if (!found) cells.doubt('inflowUnknown');
  else if (found.guessed) cells.doubt('inflowGuessed');
  return found?.code ?? '99';
}

function intakeOf(cells: Cells, today: Day): Day | null {
  if (blankDash(cells.text('intakeDay', 60)) === '') return null;
  const day = parseDay(dayCellOf(cells.cell('intakeDay')), { today, kind: 'date' });
  if (!day.ok) cells.doubt('intakeOdd');
  else if (day.value > today) cells.doubt('intakeLater');
  else return day.value;
  return null;
}

function staffOf(cells: Cells, { counsellorNamed }: PersonReadingContext): string | null {
  const text = blankDash(cells.text('counsellor', 60));
  if (text === '') return null;
  const uuid = counsellorNamed(foldText(text));
  if (uuid === undefined) cells.doubt('counsellorUnknown');
  return uuid ?? null;
}
