import type {
  CompanyFilter,
  ConsultationFilter,
  FactoryFilter,
  ListAndFilter,
  PersonFilter,
} from '../../shared/contract/listFilter.ts';
import { ageBands, quietTimes, validitySoonDays } from '../../shared/contract/listFilter.ts';
import type { Day } from '../../shared/korean/day.ts';
import { companyKey } from '../../shared/korean/name.ts';
import { foldText } from '../../shared/korean/text.ts';
import { certificateWarningDays } from '../../shared/model/certificate.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore } from '../store/store.ts';
import { howMany, seenConsultations, seenPeople } from '../store/visibility.ts';

/** A piece of SQL with the values of its marks, in their order. */
interface Part {
  readonly sql: string;
  readonly args: readonly (string | number)[];
}

/** The rows of a list as two pieces of SQL: how many, and `SELECT id … ` without its order. */
export interface Picked {
  readonly count: Part;
  readonly pick: Part;
}

function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as Day;
}

/** The day `years` years before, as text: on it the text comparison of `ageOn` turns (29 February too). */
function yearsBefore(day: Day, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
}

const part = (sql: string, ...args: (string | number)[]): Part => ({ sql, args });

function joined(from: string, parts: readonly Part[]): Picked {
  const where = parts.map(({ sql }) => sql).join(' AND ');
  const args = parts.flatMap((each) => each.args);
  return {
    count: { sql: `SELECT count(*) FROM ${from} WHERE ${where}`, args },
    pick: { sql: `SELECT id AS pick FROM ${from} WHERE ${where}`, args },
  };
}

/** A member of staff as a filter names one. */
function staffId(actor: Actor, named: number | 'mine'): number {
  return named === 'mine' ? actor.userId : named;
}

function validityPart(validity: NonNullable<PersonFilter['validity']>, today: Day): Part {
  if (validity === 'over') return part('valid_until < ?', today);
  if (validity === 'valid') return part('valid_until >= ?', today);
  return part('valid_until BETWEEN ? AND ?', today, addDays(today, validitySoonDays));
}

/**
 * Nobody has talked with them, as far as the actor may see, since some day or ever. One walk along the index of who was
 * talked with: over 200,000 people it takes half the time of a look for each.
 */
function quietPart(store: ReadableStore, actor: Actor, quiet: NonNullable<PersonFilter['quiet']>): Part {
  const { days } = quietTimes[quiet];
  const talks = seenConsultations(store, actor, 'talk.id');
  const since = days === null ? part('TRUE') : part('talk.day >= ?', addDays(store.today, -days));
  return part(
    `id NOT IN (SELECT talk.person_id FROM consultation talk INDEXED BY consultation_by_person
       WHERE ${since.sql} AND ${talks.sql})`,
    ...since.args,
    ...talks.args,
  );
}

/**
 * The people of a filter whom the actor sees. A filtered list walks `person_by_intake_day`, which holds all that is asked
 * for: 200,000 entries take some tens of milliseconds, whatever the filter, and no record is read for it.
 */
export function pickPeople(store: ReadableStore, actor: Actor, filter: PersonFilter): Picked {
  const people = seenPeople(store, actor, 'id');
  const parts: Part[] = [];
  if (filter.intakeFrom !== undefined) parts.push(part('intake_day >= ?', filter.intakeFrom));
  if (filter.intakeTo !== undefined) parts.push(part('intake_day <= ?', filter.intakeTo));
  if (filter.counsellor !== undefined) parts.push(part('counsellor_id = ?', staffId(actor, filter.counsellor)));
  if (filter.district !== undefined) parts.push(part('district = ?', filter.district));
  if (filter.inflow !== undefined) parts.push(part('inflow = ?', filter.inflow));
  if (filter.sex !== undefined) parts.push(part('sex = ?', filter.sex));
  if (filter.age !== undefined) {
    const { from, to } = ageBands[filter.age];
    parts.push(part('birth > ? AND birth <= ?', yearsBefore(store.today, to + 1), yearsBefore(store.today, from)));
  }
  if (filter.validity !== undefined) parts.push(validityPart(filter.validity, store.today));
  const wish = foldText(filter.wishedJob ?? '');
  if (wish !== '') parts.push(part('instr(wish, ?) > 0', wish));
  if (filter.quiet !== undefined) parts.push(quietPart(store, actor, filter.quiet));
  if (parts.length > 0) return joined('person INDEXED BY person_by_intake_day', [...parts, people]);
  return { count: howMany(actor, 'person'), pick: joined('person', [people]).pick };
}

/**
 * The consultations of a filter that the actor sees, along the index of days, which holds all that is asked for; those
 * of one counsellor alone along theirs.
 */
export function pickConsultations(store: ReadableStore, actor: Actor, filter: ConsultationFilter): Picked {
  const talks = seenConsultations(store, actor, 'id');
  const parts: Part[] = [];
  if (filter.counsellor !== undefined) parts.push(part('counsellor_id = ?', staffId(actor, filter.counsellor)));
  if (filter.from !== undefined) parts.push(part('day >= ?', filter.from));
  if (filter.to !== undefined) parts.push(part('day <= ?', filter.to));
  const byCounsellor = filter.counsellor !== undefined;
  const others = byCounsellor ? 1 + (filter.from === undefined ? 0 : 1) + (filter.to === undefined ? 0 : 1) : 0;
  if (filter.method !== undefined) parts.push(part('method = ?', filter.method));
  if (filter.type !== undefined) parts.push(part('type = ?', filter.type));
  if (filter.project !== undefined) parts.push(part('project_id = ?', filter.project));
  const index = byCounsellor && parts.length === others ? 'consultation_by_counsellor' : 'consultation_by_day';
  if (parts.length > 0) return joined(`consultation INDEXED BY ${index}`, [...parts, talks]);
  return { count: howMany(actor, 'consultation'), pick: joined('consultation', [talks]).pick };
}

/** The companies of a filter. They are some thousands: each is looked at. */
export function pickCompanies(store: ReadableStore, filter: CompanyFilter): Picked {
  const parts: Part[] = [];
  if (filter.district !== undefined) parts.push(part('district = ?', filter.district));
  if (filter.complex !== undefined) parts.push(part('complex = ?', filter.complex));
  if (filter.rootStatus !== undefined) parts.push(part(`doc ->> '$.rootStatus' = ?`, filter.rootStatus));
  if (filter.technology !== undefined) {
    const others = `EXISTS (SELECT 1 FROM json_each(doc, '$.otherTechnologies') WHERE value = ?)`;
    parts.push(part(`(doc ->> '$.rootTechnology' = ? OR ${others})`, filter.technology, filter.technology));
  }
  if (filter.certificateEnds !== undefined) {
    const until = addDays(store.today, certificateWarningDays);
    parts.push(part('id IN (SELECT company_id FROM certificate WHERE due <= ?)', until));
  }
  return joined('company', parts.length > 0 ? parts : [part('TRUE')]);
}

/** `%` and `_` in what was typed are letters, not wildcards. */
function contains(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** The lines of the 공장명부 of a filter. They are some ten thousands: each is looked at. */
export function pickFactories(filter: FactoryFilter): Picked {
  const parts: Part[] = [];
  const text = foldText(filter.text ?? '');
  if (text !== '') {
    const either = `(name_key LIKE ? ESCAPE '\\' OR address_key LIKE ? ESCAPE '\\')`;
    parts.push(part(either, contains(companyKey(filter.text ?? '')), contains(text)));
  }
  if (filter.district !== undefined) parts.push(part('district = ?', filter.district));
  if (filter.complex !== undefined) parts.push(part(`doc ->> '$.complex' = ?`, filter.complex));
  if (filter.technology !== undefined) parts.push(part('root_technology = ?', filter.technology));
  if (filter.root !== undefined) parts.push(part('root_technology IS NOT NULL'));
  if (filter.doubtful !== undefined) parts.push(part('doubts > 0'));
  if (filter.company !== undefined) {
    const made = 'id IN (SELECT factory_id FROM company WHERE factory_id IS NOT NULL)';
    parts.push(part(filter.company === 'made' ? made : `NOT ${made}`));
  }
  return joined('factory', parts.length > 0 ? parts : [part('TRUE')]);
}

/** The rows of any list. */
export function pickRows(store: ReadableStore, actor: Actor, of: ListAndFilter): Picked {
  if (of.list === 'people') return pickPeople(store, actor, of.filter);
  if (of.list === 'consultations') return pickConsultations(store, actor, of.filter);
  if (of.list === 'factories') return pickFactories(of.filter);
  return pickCompanies(store, of.filter);
}

const byName = { asc: 'name_sort, id', desc: 'name_sort DESC, id DESC' } as const;
const byDistrict = { asc: 'district, name_sort, id', desc: 'district DESC, name_sort DESC, id DESC' } as const;

/** The orders a list can be shown in, by the name its call gives them: keys that sort Korean, on an index each. */
export const listOrders = {
  people: {
    name: byName,
    intakeDay: { asc: 'intake_day, id', desc: 'intake_day DESC, id DESC' },
    birth: { asc: 'birth, id', desc: 'birth DESC, id DESC' },
  },
  consultations: { day: { asc: 'day, time, id', desc: 'day DESC, time DESC, id DESC' } },
  companies: { name: byName, district: byDistrict },
  factories: { name: byName, district: byDistrict },
} as const;

/** The order of a list named by text; the list's first where there is none of that name. */
export function orderOf(list: ListAndFilter['list'], sort: string, direction: 'asc' | 'desc'): string {
  const orders: Readonly<Record<string, { asc: string; desc: string }>> = listOrders[list];
  const order = Object.hasOwn(orders, sort) ? orders[sort] : Object.values(orders)[0];
  return order?.[direction] ?? 'id';
}

/** An order with its columns named by their table, where another table is joined. */
export function orderOn(table: string, order: string): string {
  return order
    .split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');
}
