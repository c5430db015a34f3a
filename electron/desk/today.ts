import type { Input, Output } from '../../shared/contract/index.ts';
import { codeName } from '../../shared/codes/index.ts';
import { visas } from '../../shared/codes/visa.ts';
import type { TodayCompanyItem, TodayItem } from '../../shared/contract/today.ts';
import { addMonthsClamped, daysBetween } from '../../shared/korean/day.ts';
import type { Day } from '../../shared/korean/day.ts';
import { certificateWarningDays } from '../../shared/model/certificate.ts';
import { stayWarningDays } from '../../shared/model/personStay.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { Snoozable } from '../../shared/model/snooze.ts';
import { readSnooze } from '../../shared/model/snooze.ts';
import { maskName, maskPhone } from '../../shared/rules/masking.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { howMany, needPerson, seenConsultations, seenPeople } from '../store/visibility.ts';
import { codesOf } from './code.ts';

/** Rows of a group shown first (C9). */
const shown = 15;

/** 구직유효기간 is announced this many days before its end (domain §4.9). */
const announced = 7;

interface Row {
  personId: number;
  name: string;
  phone: string | null;
  due: Day;
  note: string;
  counsellorId: number | null;
}

type CompanyRow = Omit<TodayCompanyItem, 'daysLeft'> & { due: Day };

/** A list's FROM and WHERE, with the values of its marks. */
interface Source {
  readonly sql: string;
  readonly args: readonly (string | number)[];
}

function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as Day;
}

function count(store: ReadableStore, sql: string, args: readonly (string | number)[] = []): number {
  return Number(
    store
      .sql(sql)
      .pluck()
      .get(...args),
  );
}

/** The condition that a thing about a person is not put off. `person` and `due` are columns. */
function notSnoozed(store: ReadableStore, kind: Snoozable, person: string, due: string): Source {
  return {
    sql: `NOT EXISTS (SELECT 1 FROM snooze s WHERE s.person_id = ${person} AND s.kind = '${kind}' AND s.due = ${due}
      AND s.until > ?)`,
    args: [store.today],
  };
}

/** Whose people: one's own cases, or all that one sees. */
function whose(actor: Actor, of: 'mine' | 'team', column: string): Source {
  return of === 'mine' ? { sql: `${column} = ?`, args: [actor.userId] } : { sql: 'TRUE', args: [] };
}

/** A next appointment is done when a later consultation of that person exists; those of the last month still nag. */
function appointments(store: ReadableStore, actor: Actor, of: 'mine' | 'team'): Source {
  const talks = seenConsultations(store, actor, 'c.id');
  const later = seenConsultations(store, actor, 'later.id');
  const mine = whose(actor, of, 'p.counsellor_id');
  const open = notSnoozed(store, 'nextConsultation', 'p.id', 'c.next_day');
  return {
    sql: `FROM consultation c JOIN person p ON p.id = c.person_id
      WHERE c.next_day BETWEEN ? AND ? AND ${talks.sql} AND ${mine.sql} AND ${open.sql}
        AND NOT EXISTS (SELECT 1 FROM consultation later WHERE later.person_id = c.person_id
          AND (later.day, later.time) > (c.day, c.time) AND ${later.sql})`,
    args: [addMonthsClamped(store.today, -1), store.today, ...talks.args, ...mine.args, ...open.args, ...later.args],
  };
}

function expiring(store: ReadableStore, actor: Actor, of: 'mine' | 'team'): Source {
  const people = seenPeople(store, actor, 'person.id');
  const mine = whose(actor, of, 'counsellor_id');
  const open = notSnoozed(store, 'expiring', 'person.id', 'valid_until');
  return {
    sql: `FROM person WHERE valid_until BETWEEN ? AND ? AND ${people.sql} AND ${mine.sql} AND ${open.sql}`,
    args: [store.today, addDays(store.today, announced), ...people.args, ...mine.args, ...open.args],
  };
}

/** 체류기간 that ends within 60 days, or ended in the last month (domain §3.8). */
function staying(store: ReadableStore, actor: Actor, of: 'mine' | 'team'): Source {
  const people = seenPeople(store, actor, 'person.id');
  const mine = whose(actor, of, 'counsellor_id');
  const open = notSnoozed(store, 'stay', 'person.id', 'stay_until');
  return {
    sql: `FROM person WHERE stay_until BETWEEN ? AND ? AND ${people.sql} AND ${mine.sql} AND ${open.sql}`,
    args: [
      addMonthsClamped(store.today, -1),
      addDays(store.today, stayWarningDays),
      ...people.args,
      ...mine.args,
      ...open.args,
    ],
  };
}

/** Promises due by today and certificates that end within the warning time; `due` is null on what is settled. */
function ofCompanies(
  store: ReadableStore,
  actor: Actor,
  of: 'mine' | 'team',
  table: 'promise' | 'certificate',
): Source {
  const until = table === 'promise' ? store.today : addDays(store.today, certificateWarningDays);
  const mine =
    of === 'mine'
      ? { sql: `${table}.doc ->> '$.createdBy' = ?`, args: [store.uuidOf('staff', actor.userId)] }
      : { sql: 'TRUE', args: [] };
  return {
    sql: `FROM ${table} JOIN company ON company.id = ${table}.company_id WHERE ${table}.due <= ? AND ${mine.sql}`,
    args: [until, ...mine.args],
  };
}

/** 오늘: what is due of people and of companies. Derived, never typed. */
export function today(store: ReadableStore, actor: Actor, { of = 'team' }: Input<'today.get'>): Output<'today.get'> {
  const item = ({ personId, name, phone, due, note, counsellorId }: Row): TodayItem => {
    const masked = counsellorId !== actor.userId;
    return {
      personId,
      name: masked ? maskName(name) : name,
      phone: masked ? maskPhone(phone) : phone,
      masked,
      due,
      daysLeft: daysBetween(store.today, due),
      note,
    };
  };
  const people = (from: Source, columns: string, rest: string): TodayItem[] =>
    (store.sql(`SELECT ${columns} ${from.sql} ${rest} LIMIT ${shown}`).all(...from.args) as Row[]).map(item);
  const next = appointments(store, actor, of);
  const ending = expiring(store, actor, of);
  const stays = staying(store, actor, of);
  const kinds = codesOf(store).of('certificateKind');
  const companies = (from: Source, table: string, note: string): TodayCompanyItem[] =>
    (
      store
        .sql(
          `SELECT ${table}.id, company.id AS companyId, company.name, company.doc ->> '$.phone' AS phone, ${table}.due,
             ${table}.doc ->> '$.${note}' AS note ${from.sql} ORDER BY ${table}.due, ${table}.id LIMIT ${shown}`,
        )
        .all(...from.args) as CompanyRow[]
    ).map((row) => ({
      ...row,
      note: note === 'kind' ? codeName(kinds, row.note) : row.note,
      daysLeft: daysBetween(store.today, row.due),
    }));
  const promises = ofCompanies(store, actor, of, 'promise');
  const certificates = ofCompanies(store, actor, of, 'certificate');

  const everybody = howMany(actor, 'person');
  const monthTalks = seenConsultations(store, actor, 'id');
  return {
    day: store.today,
    groups: [
      {
        kind: 'nextConsultation',
        total: count(store, `SELECT count(DISTINCT p.id) ${next.sql}`, next.args),
        items: people(
          next,
          `p.id AS personId, p.name, p.mobile AS phone, max(c.next_day) AS due,
           substr(coalesce(c.corrected, c.doc) ->> '$.content', 1, 60) AS note, p.counsellor_id AS counsellorId`,
          'GROUP BY p.id ORDER BY due DESC, p.id',
        ),
      },
      {
        kind: 'expiring',
        total: count(store, `SELECT count(*) ${ending.sql}`, ending.args),
        items: people(
          ending,
          `id AS personId, name, mobile AS phone, valid_until AS due, number AS note, counsellor_id AS counsellorId`,
          'ORDER BY valid_until, id',
        ),
      },
      {
        kind: 'stay',
        total: count(store, `SELECT count(*) ${stays.sql}`, stays.args),
        items: people(
          stays,
          `id AS personId, name, mobile AS phone, stay_until AS due, coalesce(doc ->> '$.visa', '') AS note,
           counsellor_id AS counsellorId`,
          'ORDER BY stay_until, id',
        ).map((stay) => ({ ...stay, note: codeName(visas, stay.note) })),
      },
    ],
    companyGroups: [
      {
        kind: 'promise',
        total: count(store, `SELECT count(*) ${promises.sql}`, promises.args),
        items: companies(promises, 'promise', 'text'),
      },
      {
        kind: 'certificate',
        total: count(store, `SELECT count(*) ${certificates.sql}`, certificates.args),
        items: companies(certificates, 'certificate', 'kind'),
      },
    ],
    counts: {
      people: count(store, everybody.sql, everybody.args),
      companies: count(store, 'SELECT count(*) FROM company'),
      factories: count(store, 'SELECT count(*) FROM factory'),
      consultationsThisMonth: count(store, `SELECT count(*) FROM consultation WHERE day >= ? AND ${monthTalks.sql}`, [
        `${store.today.slice(0, 7)}-01`,
        ...monthTalks.args,
      ]),
    },
  };
}

export function snooze(store: WritableStore, actor: Actor, input: Input<'today.snooze'>): Output<'today.snooze'> {
  const reading = readSnooze(input, store.today);
  if (!reading.ok) throw new Refusal(reading.problem);
  for (const { kind, personId, due } of input.items) {
    needPerson(store, actor, personId);
    store.insert('snooze', { ...reading.value, kind, due, person: store.uuidOf('person', personId) });
  }
  return { snoozed: input.items.length };
}

export function keepPromise(
  store: WritableStore,
  _actor: Actor,
  { id }: Input<'today.keepPromise'>,
): Output<'today.keepPromise'> {
  const { company } = store.need('promise', id);
  store.change('promise', id, { doneOn: store.today });
  return { companyId: store.idOf('company', company) ?? 0 };
}
