import type { Input, Output } from '../../shared/contract/index.ts';
import { districts } from '../../shared/codes/district.ts';
import { codeName } from '../../shared/codes/index.ts';
import type { Day } from '../../shared/korean/day.ts';
import { parseDay } from '../../shared/korean/day.ts';
import { sortKey } from '../../shared/korean/hangul.ts';
import { parsePersonName } from '../../shared/korean/name.ts';
import { parsePhone } from '../../shared/korean/phone.ts';
import { sectionFields, unknownSections } from '../../shared/model/personSections.ts';
import type { PersonFields } from '../../shared/model/person.ts';
import { personFields, readPerson, validUntil } from '../../shared/model/person.ts';
import { changedFields } from '../../shared/model/fields.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { maskName, maskPhone } from '../../shared/rules/masking.ts';
import { duplicateReason } from '../../shared/rules/personDuplicates.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needPerson, personFilter, seenConsultations, seesSensitive } from '../store/visibility.ts';
import { counsellorOf, managesCase } from './caseload.ts';
import { laptopNumber } from './device.ts';
import { codesOf } from './code.ts';
import { listOrders, pickPeople } from './listFilter.ts';
import { page } from './page.ts';

/**
 * The next 관리번호 of this laptop in this year: `26-01-0001`. Laptops apart never collide (domain §3.1). Counted in `meta`
 * inside the command's transaction: looking for the greatest number would read every intake of the year.
 */
function nextNumber(store: WritableStore): string {
  const year = store.today.slice(2, 4);
  const { value } = store
    .sql(
      `INSERT INTO meta (key, value) VALUES (?, '1')
       ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING value`,
    )
    .get(`personNumber.${year}`) as { value: string };
  return `${year}-${laptopNumber(store)}-${value.padStart(4, '0')}`;
}

/** 접수: a new person. */
export function createPerson(
  store: WritableStore,
  actor: Actor,
  input: Input<'person.create'>,
): Output<'person.create'> {
  const reading = readPerson(input, store.today, codesOf(store));
  if (!reading.ok) throw new Refusal(reading.problem);
  return { id: addPerson(store, actor, reading.value) };
}

/** Makes the record of a person, as the intake form and as an import do; gives its id. */
export function addPerson(
  store: WritableStore,
  actor: Actor,
  fields: PersonFields,
  /** A day of intake other than today, and the UUID of a counsellor other than who does it. */
  { intakeDay, counsellor }: { intakeDay?: Day | null; counsellor?: string | null } = {},
): number {
  return store.insert('person', {
    ...unknownSections,
    ...fields,
    number: nextNumber(store),
    intakeDay: intakeDay ?? store.today,
    counsellor: counsellor ?? store.uuidOf('staff', actor.userId),
    restricted: false,
    restrictedReason: null,
  });
}

export function changePerson(
  store: WritableStore,
  actor: Actor,
  input: Input<'person.change'>,
): Output<'person.change'> {
  needPerson(store, actor, input.id);
  const codes = codesOf(store);
  const reading = readPerson(input.person, store.today, codes);
  if (!reading.ok) throw new Refusal(reading.problem);
  const changed = changedFields(readPerson(input.before, store.today, codes), reading.value);
  store.change('person', input.id, changed, input.seen);
  return { id: input.id };
}

export function getPerson(store: ReadableStore, actor: Actor, { id }: Input<'person.get'>): Output<'person.get'> {
  const doc = needPerson(store, actor, id);
  const counsellor = counsellorOf(store, id);
  return {
    id,
    number: doc.number,
    fields: personFields.parse(doc),
    more: sectionFields.parse(doc),
    intakeDay: doc.intakeDay,
    validUntil: validUntil(doc.intakeDay),
    counsellor:
      counsellor === null ? null : { id: counsellor, name: staffName(store, doc.counsellor ?? doc.createdBy) },
    restricted: doc.restricted === true,
    restrictedReason: doc.restrictedReason,
    seesSensitive: seesSensitive(store, actor, id),
    manages: managesCase(store, actor, id),
    createdBy: staffName(store, doc.createdBy),
    createdAt: doc.createdAt,
    changedAt: doc.changedAt,
    seen: store.formRead('person', id),
  };
}

/** Stands where a member of staff is not known here. */
const unknownStaff = '알 수 없음';

/** The name of a member of staff by UUID, for showing who did something. */
export function staffName(store: ReadableStore, uuid: string): string {
  const row = store.sql('SELECT name FROM staff WHERE uuid = ?').get(uuid) as { name: string } | undefined;
  return row?.name ?? unknownStaff;
}

interface ListRow {
  id: number;
  number: string;
  name: string;
  birth: string | null;
  sex: 'M' | 'F' | 'U';
  mobile: string | null;
  district: string | null;
  intakeDay: string;
  validUntil: string;
  lastConsultation: string | null;
  counsellorId: number | null;
  counsellor: string | null;
  restricted: number;
}

/** 구직자 목록: name and telephone of people whose case is not the reader's own are masked (domain §9.3). */
export function listPeople(store: ReadableStore, actor: Actor, input: Input<'person.list'>): Output<'person.list'> {
  const { count, pick } = pickPeople(store, actor, input.filter ?? {});
  const talks = seenConsultations(store, actor, 'id');
  const order = listOrders.people[input.sort][input.direction];
  // The page is cut on the index alone, then its rows are fetched: OFFSET over whole rows would read every one.
  const { rows, ...rest } = page<ListRow>(store, input, {
    count,
    rows: {
      sql: `SELECT person.id, number, person.name, birth, sex, mobile, district, intake_day AS intakeDay, valid_until AS validUntil,
             (SELECT max(day) FROM consultation WHERE person_id = person.id AND ${talks.sql}) AS lastConsultation,
             counsellor_id AS counsellorId, (SELECT staff.name FROM staff WHERE staff.id = counsellor_id) AS counsellor,
             restricted
           FROM (${pick.sql} ORDER BY ${order} LIMIT ? OFFSET ?)
             CROSS JOIN person ON person.id = pick
           ORDER BY ${order}`,
      args: [...talks.args, ...pick.args],
    },
  });
  return {
    ...rest,
    rows: rows.map(({ counsellorId, ...row }) => {
      const masked = counsellorId !== actor.userId;
      return {
        ...row,
        name: masked ? maskName(row.name) : row.name,
        mobile: masked ? maskPhone(row.mobile) : row.mobile,
        district: row.district && codeName(districts, row.district),
        counsellor: row.counsellor ?? unknownStaff,
        restricted: row.restricted === 1,
        masked,
      };
    }),
  };
}

/** 보기: what one masked row hides. */
export function revealPerson(
  store: ReadableStore,
  actor: Actor,
  { id }: Input<'person.reveal'>,
): Output<'person.reveal'> {
  const { name, mobile } = needPerson(store, actor, id);
  return { id, name, phone: mobile };
}

/** How many look-alikes are worth showing. */
const mostDuplicates = 5;

/**
 * Who this could already be (C3): same name and birth, same mobile, or a name one syllable away with the same birth.
 * Candidates come from three indexes; the rule judges them. Of a match whom the actor may not see only that there is one
 * is told, and at the fair desk not even that (domain §13).
 */
export function personDuplicates(
  store: ReadableStore,
  actor: Actor,
  input: Input<'person.duplicates'>,
): Output<'person.duplicates'> {
  const name = parsePersonName(input.name);
  const birth = parseDay(input.birth, { today: store.today, kind: 'birth' });
  const phone = parsePhone(input.mobile);
  const asked: { name: string; birth?: Day; mobile?: string } = {
    name: name.ok ? name.value : '',
    ...(birth.ok ? { birth: birth.value } : {}),
    ...(phone.ok ? { mobile: phone.value } : {}),
  };
  const columns = 'SELECT id, name, birth, mobile FROM person WHERE';
  const candidates = [
    ...(asked.birth ? store.sql(`${columns} birth = ? LIMIT 2000`).all(asked.birth) : []),
    ...(asked.mobile ? store.sql(`${columns} mobile = ? LIMIT 50`).all(asked.mobile) : []),
    ...(asked.name && asked.birth ? store.sql(`${columns} name_sort = ? LIMIT 500`).all(sortKey(asked.name)) : []),
  ] as { id: number; name: string; birth: Day | null; mobile: string | null }[];
  const sees = personFilter(store, actor);
  const matches = new Map<number, Output<'person.duplicates'>['matches'][number]>();
  let hidden = false;
  for (const { id, birth: born, mobile, name: called } of candidates) {
    if (id === input.except) continue;
    const reason = duplicateReason(asked, {
      name: called,
      ...(born ? { birth: born } : {}),
      ...(mobile ? { mobile } : {}),
    });
    if (!reason) continue;
    if (sees === null || sees(id)) matches.set(id, { id, name: called, birth: born, mobile, reason });
    else hidden = true;
  }
  const order = ['same', 'sameNameBirth', 'samePhone', 'nearNameSameBirth'] as const;
  return {
    matches: [...matches.values()]
      .sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || a.id - b.id)
      .slice(0, mostDuplicates),
    restricted: hidden && actor.role !== 'fairDesk',
  };
}
