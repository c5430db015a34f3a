import { complexes } from '../../shared/codes/complex.ts';
import { districts } from '../../shared/codes/district.ts';
import { codeName } from '../../shared/codes/index.ts';
import { sexes } from '../../shared/codes/person.ts';
import { rootTechnologies } from '../../shared/codes/rootTechnology.ts';
import type { Codes } from '../../shared/codes/tables.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { mostLoggedIds } from '../../shared/contract/define.ts';
import { mostMarked } from '../../shared/contract/list.ts';
import type { ListAndFilter, ListName } from '../../shared/contract/listFilter.ts';
import { formatBusinessNumber } from '../../shared/korean/businessNumber.ts';
import { ageOn, isDay } from '../../shared/korean/day.ts';
import { formatPhone } from '../../shared/korean/phone.ts';
import { consultationFields } from '../../shared/model/consultation.ts';
import { validUntil } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import { exportColumns } from '../../shared/rules/listColumns.ts';
import { maskName, maskPhone } from '../../shared/rules/masking.ts';
import type { CompanyDoc, ConsultationDoc, FactoryDoc, PersonDoc } from '../store/records.ts';
import type { ReadableStore } from '../store/store.ts';
import { seenConsultations } from '../store/visibility.ts';
import { centreName } from './centre.ts';
import { counsellorOf } from './caseload.ts';
import { codesOf } from './code.ts';
import { companyOf } from './factory.ts';
import { orderOf, pickRows } from './listFilter.ts';
import { staffName } from './person.ts';

/** Ids of a list's newest rows, and how many rows it has. */
export function listIds(store: ReadableStore, actor: Actor, { of }: Input<'list.ids'>): Output<'list.ids'> {
  const { count, pick } = pickRows(store, actor, of);
  return {
    ids: store
      .sql(`${pick.sql} ORDER BY id DESC LIMIT ${mostMarked}`)
      .pluck()
      .all(...pick.args) as number[],
    total: Number(
      store
        .sql(count.sql)
        .pluck()
        .get(...count.args),
    ),
  };
}

/** What main asks before a file is chosen to be written: which rows, and whose data they are. */
export interface ExportOrder {
  readonly of: ListAndFilter;
  /** Marked rows; null: all of the filter. */
  readonly ids: readonly number[] | null;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
}

/** What one line of the access log names: people, companies, or lines of the 공장명부, and how many rows are about them. */
interface LoggedPortion {
  readonly ids: readonly number[];
  readonly count: number;
}

export interface ExportPlan {
  /** The rows in their order. */
  readonly ids: readonly number[];
  /** Whose data, in the lines of the access log that tell of it. */
  readonly logged: readonly LoggedPortion[];
  readonly centre: string;
}

/**
 * The rows of an export as the actor sees the list now. Marked ones that are not in the list any more, or that they may
 * not see, are left out.
 */
export function planExport(store: ReadableStore, actor: Actor, order: ExportOrder): ExportPlan {
  const { pick } = pickRows(store, actor, order.of);
  const marked = order.ids === null ? '' : 'AND id IN (SELECT value FROM json_each(?))';
  const args = order.ids === null ? pick.args : [...pick.args, JSON.stringify(order.ids)];
  const ids = store
    .sql(`${pick.sql} ${marked} ORDER BY ${orderOf(order.of.list, order.sort, order.direction)}`)
    .pluck()
    .all(...args) as number[];
  return { ids, logged: loggedOf(store, order.of.list, ids), centre: centreName(store) };
}

/**
 * Nobody is left out, however long the list: whose data left is what they may ask (안전성 확보조치 기준 §8). The 공장명부 is
 * no one's data; its first lines stand for all.
 */
function loggedOf(store: ReadableStore, list: ListName, ids: readonly number[]): LoggedPortion[] {
  if (list === 'factories') return [{ ids: ids.slice(0, mostLoggedIds), count: ids.length }];
  const personOf = store.sql('SELECT person_id FROM consultation WHERE id = ?').pluck();
  let last = { whose: new Set<number>(), count: 0 };
  const portions = [last];
  for (const id of ids) {
    const subject = list === 'consultations' ? Number(personOf.get(id)) : id;
    if (last.whose.size === mostLoggedIds && !last.whose.has(subject)) {
      last = { whose: new Set<number>(), count: 0 };
      portions.push(last);
    }
    last.whose.add(subject);
    last.count += 1;
  }
  return portions.map(({ whose, count }) => ({ ids: [...whose], count }));
}

type ExportCell = string | number;
type Cells = Readonly<Record<string, ExportCell | null>>;

interface Reader {
  readonly store: ReadableStore;
  readonly actor: Actor;
  readonly unmasked: boolean;
  readonly codes: Codes;
  readonly counsellorName: (uuid: string) => string;
}

/** What an export tells openly: with leave, people of one's own cases, and everybody to 관리자. */
function tellsOpenly({ store, actor, unmasked }: Reader, personId: number): boolean {
  return unmasked && (actor.role === 'admin' || counsellorOf(store, personId) === actor.userId);
}

const shownDistrict = (code: string | null): string | null => code && codeName(districts, code);

function personCells(reader: Reader, id: number): Cells | null {
  const { store, actor, codes } = reader;
  const doc: PersonDoc | null = store.get('person', id);
  if (doc === null) return null;
  const isOpen = tellsOpenly(reader, id);
  const talks = seenConsultations(store, actor, 'id');
  const last = store
    .sql(`SELECT max(day) FROM consultation WHERE person_id = ? AND ${talks.sql}`)
    .pluck()
    .get(id, ...talks.args) as string | null;
  const phone = isOpen ? doc.mobile : maskPhone(doc.mobile);
  return {
    number: doc.number,
    name: isOpen ? doc.name : maskName(doc.name),
    // The year alone says how old somebody is; the day is what tells people of one name apart.
    birth: isOpen ? doc.birth : doc.birth && `${doc.birth.slice(0, 4)}-**-**`,
    sex: codeName(sexes, doc.sex),
    age: doc.birth !== null && isDay(doc.birth) ? ageOn(doc.birth, store.today) : null,
    mobile: phone === null ? null : phone.includes('*') ? phone : formatPhone(phone),
    district: shownDistrict(doc.district),
    inflow: codeName(codes.of('inflow'), doc.inflow),
    wishedJob: [doc.wishedJob, doc.wishedJob2, doc.wishedJob3]
      .filter((job) => job !== null && job !== undefined)
      .join(', '),
    intakeDay: doc.intakeDay,
    validUntil: validUntil(doc.intakeDay),
    lastConsultation: last,
    counsellor: reader.counsellorName(doc.counsellor ?? doc.createdBy),
  };
}

function consultationCells(reader: Reader, id: number): Cells | null {
  const { store, codes } = reader;
  const row = store.sql('SELECT person_id AS personId, doc, corrected FROM consultation WHERE id = ?').get(id) as
    | { personId: number; doc: string; corrected: string | null }
    | undefined;
  const person = row && store.get('person', row.personId);
  if (!person) return null;
  const record = JSON.parse(row.doc) as ConsultationDoc;
  const shown = consultationFields.parse(row.corrected === null ? record : JSON.parse(row.corrected));
  const project = shown.project === null ? null : store.idOf('project', shown.project);
  return {
    day: shown.day,
    time: shown.time,
    number: person.number,
    name: tellsOpenly(reader, row.personId) ? person.name : maskName(person.name),
    method: codeName(codes.of('consultationMethod'), shown.method),
    type: codeName(codes.of('consultationType'), shown.type),
    minutes: shown.minutes,
    project: project === null ? null : store.need('project', project).name,
    nextDay: shown.nextDay,
    counsellor: reader.counsellorName(record.counsellor),
  };
}

function companyCells({ store, codes }: Reader, id: number): Cells | null {
  const doc: CompanyDoc | null = store.get('company', id);
  if (doc === null) return null;
  const workers = [doc.men, doc.women, doc.foreignMen, doc.foreignWomen].filter((count) => count !== null);
  return {
    name: doc.name,
    businessNumber: doc.businessNumber && formatBusinessNumber(doc.businessNumber),
    representative: doc.representative,
    phone: doc.phone && formatPhone(doc.phone),
    district: shownDistrict(doc.district),
    address: doc.address,
    complex: doc.complex && codeName(complexes, doc.complex),
    rootTechnology: doc.rootTechnology && codeName(rootTechnologies, doc.rootTechnology),
    rootStatus: doc.rootStatus && codeName(codes.of('rootStatus'), doc.rootStatus),
    product: doc.product,
    workers: workers.length === 0 ? null : workers.reduce((sum, count) => sum + count, 0),
  };
}

function factoryCells({ store }: Reader, id: number): Cells | null {
  const doc: FactoryDoc | null = store.get('factory', id);
  if (doc === null) return null;
  const complex = doc.complex && codeName(complexes, doc.complex);
  return {
    name: doc.name,
    district: shownDistrict(doc.district),
    address: doc.address,
    complex: complex && doc.complexGuessed ? `${complex} (추정)` : complex,
    industry: doc.industry,
    rootTechnology: doc.rootTechnology && codeName(rootTechnologies, doc.rootTechnology),
    phone: doc.phone && formatPhone(doc.phone),
    product: doc.product,
    employees: doc.employees,
    factoryNumber: doc.factoryNumber,
    company: companyOf(store, id) === null ? null : '등록됨',
    doubts: doc.doubts.join(' / '),
  };
}

const cellsOf = {
  people: personCells,
  consultations: consultationCells,
  companies: companyCells,
  factories: factoryCells,
} as const;

export interface ExportSheet {
  readonly list: ListName;
  readonly ids: readonly number[];
  /** Keys of columns; unknown ones are left out. */
  readonly columns: readonly string[];
  readonly unmasked: boolean;
}

/** What main orders once the export is in the access log. */
export interface ExportFile extends ExportSheet {
  readonly file: string;
  readonly centre: string;
  /** The purpose as logged. */
  readonly purpose: string;
}

/** The chosen columns of a list that there are, in the order chosen. */
export function chosenColumns(list: ListName, keys: readonly string[]) {
  return keys.flatMap((key) => exportColumns[list].filter((column) => column.key === key));
}

/** The rows of a sheet, each beginning with its 연번. Records that went away in between are left out. */
export function* exportedRows(
  store: ReadableStore,
  actor: Actor,
  { list, ids, columns, unmasked }: ExportSheet,
): Generator<readonly ExportCell[], void, undefined> {
  const keys = chosenColumns(list, columns).map(({ key }) => key);
  const names = new Map<string, string>();
  const reader: Reader = {
    store,
    actor,
    unmasked,
    codes: codesOf(store),
    counsellorName: (uuid) => {
      const known = names.get(uuid) ?? staffName(store, uuid);
      names.set(uuid, known);
      return known;
    },
  };
  let number = 0;
  for (const id of ids) {
    const cells = cellsOf[list](reader, id);
    if (cells === null) continue;
    number += 1;
    yield [number, ...keys.map((key) => cells[key] ?? '')];
  }
}
