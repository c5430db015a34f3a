import type { Output } from '../../shared/contract/index.ts';
import type { TodayItem } from '../../shared/contract/today.ts';
import { addMonthsClamped, daysBetween } from '../../shared/korean/day.ts';
import type { Day } from '../../shared/korean/day.ts';
import type { Actor } from '../../shared/model/role.ts';
import { maskName, maskPhone } from '../../shared/rules/masking.ts';
import type { ReadableStore } from '../store/store.ts';
import { howMany, seenConsultations, seenPeople } from '../store/visibility.ts';

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

function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as Day;
}

/** 오늘: next consultations that are due, and applications about to expire. Derived, never typed. */
export function today(store: ReadableStore, actor: Actor): Output<'today.get'> {
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
  const count = (sql: string, ...args: unknown[]): number =>
    Number(
      store
        .sql(sql)
        .pluck()
        .get(...args),
    );

  // A next appointment is done when a later consultation of that person exists; those of the last month still nag.
  const everybody = howMany(actor, 'person');
  const people = seenPeople(store, actor, 'id');
  const talks = seenConsultations(store, actor, 'c.id');
  const laterTalks = seenConsultations(store, actor, 'later.id');
  const monthTalks = seenConsultations(store, actor, 'id');
  const nextFrom = `FROM consultation c JOIN person p ON p.id = c.person_id
    WHERE c.next_day BETWEEN ? AND ? AND ${talks.sql}
      AND NOT EXISTS (SELECT 1 FROM consultation later WHERE later.person_id = c.person_id
        AND (later.day, later.time) > (c.day, c.time) AND ${laterTalks.sql})`;
  const nextArgs = [addMonthsClamped(store.today, -1), store.today, ...talks.args, ...laterTalks.args];
  const expiringFrom = `FROM person WHERE valid_until BETWEEN ? AND ? AND ${people.sql}`;
  const expiringArgs = [store.today, addDays(store.today, announced), ...people.args];
  const monthStart = `${store.today.slice(0, 7)}-01`;
  return {
    day: store.today,
    groups: [
      {
        kind: 'nextConsultation',
        total: count(`SELECT count(DISTINCT p.id) ${nextFrom}`, ...nextArgs),
        items: (
          store
            .sql(
              `SELECT p.id AS personId, p.name, p.mobile AS phone, max(c.next_day) AS due, substr(c.doc ->> '$.content', 1, 60) AS note,
                 p.counsellor_id AS counsellorId
               ${nextFrom} GROUP BY p.id ORDER BY due DESC, p.id LIMIT ${shown}`,
            )
            .all(...nextArgs) as Row[]
        ).map(item),
      },
      {
        kind: 'expiring',
        total: count(`SELECT count(*) ${expiringFrom}`, ...expiringArgs),
        items: (
          store
            .sql(
              `SELECT id AS personId, name, mobile AS phone, valid_until AS due, number AS note, counsellor_id AS counsellorId
               ${expiringFrom} ORDER BY valid_until, id LIMIT ${shown}`,
            )
            .all(...expiringArgs) as Row[]
        ).map(item),
      },
    ],
    counts: {
      people: count(everybody.sql, ...everybody.args),
      companies: count('SELECT count(*) FROM company'),
      factories: count('SELECT count(*) FROM factory'),
      consultationsThisMonth: count(
        `SELECT count(*) FROM consultation WHERE day >= ? AND ${monthTalks.sql}`,
        monthStart,
        ...monthTalks.args,
      ),
    },
  };
}
