import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompanyFilter, ConsultationFilter, PersonFilter } from '../../shared/contract/listFilter.ts';
import { ageBands, quietTimes } from '../../shared/contract/listFilter.ts';
import type { Day } from '../../shared/korean/day.ts';
import { ageOn, daysBetween } from '../../shared/korean/day.ts';
import { foldText } from '../../shared/korean/text.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { validUntil } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { restrictPerson } from './caseload.ts';
import { createCompany, listCompanies } from './company.ts';
import { createConsultation, listConsultations } from './consultation.ts';
import { planExport, listIds } from './listExport.ts';
import { createPerson, listPeople } from './person.ts';
import { accountsIn, openTestEngine } from './testCentre.test-helper.ts';
import { today } from './today.ts';

const day = '2026-11-22' as Day;
const everyRow = { offset: 0, limit: 200 } as const;
const dayBack = (days: number): Day => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10) as Day;

interface Who {
  readonly admin: Actor;
  readonly han: Actor;
  readonly oh: Actor;
  readonly viewer: Actor;
}

interface KnownPerson {
  readonly id: number;
  readonly name: string;
  readonly birth: Day | null;
  readonly sex: string;
  readonly district: string | null;
  readonly inflow: string;
  readonly wishedJob: string;
  readonly intakeDay: Day;
  readonly counsellor: number;
  readonly restricted: boolean;
}

interface KnownTalk {
  readonly id: number;
  readonly person: number;
  readonly day: Day;
  readonly method: string;
  readonly type: string;
  readonly author: number;
  readonly restricted: boolean;
}

const births = ['', '20110301', '19961123', '19961122', '19761121', '19600229', '19711122'] as const;
const districts = ['', '28200', '28237'] as const;
const inflows = ['01', '02', '99'] as const;
const sexes = ['M', 'F', 'U'] as const;
const jobs = ['', '생산직', '생산 관리', '품질 검사원', 'CNC 선반'] as const;
const methods = ['01', '02'] as const;
const types = ['01', '02'] as const;

/** One centre for all runs: 60 people of two counsellors, every sixth restricted, with talks of many days. */
function openCentre() {
  const engine = openTestEngine();
  const who: Who = accountsIn(engine);
  const read = <T>(run: (store: ReadableStore) => T): T => run(engine.readable(testNow));
  const write = <T>(actor: Actor, at: number, run: (store: WritableStore) => T): T =>
    engine.transact(actor, at, run).value;
  const people: KnownPerson[] = [];
  const talks: KnownTalk[] = [];
  for (let n = 0; n < 60; n += 1) {
    const actor = n % 2 === 0 ? who.han : who.oh;
    const intakeDay = dayBack(n * 3);
    const birth = births[n % births.length] ?? '';
    const form = {
      name: `홍길${'가나다라마바사아자차'[n % 10] ?? ''}`,
      birth,
      sex: sexes[n % 3] ?? 'U',
      district: districts[n % 4] ?? '',
      inflow: inflows[n % 3] ?? '01',
      wishedJob: jobs[n % jobs.length] ?? '',
    };
    const at = Date.parse(`${intakeDay}T12:00:00+09:00`);
    const id = write(actor, at, (store) => createPerson(store, actor, personForm(form)).id);
    const restricted = n % 6 === 0;
    if (restricted)
      write(actor, at, (store) =>
        restrictPerson(store, actor, { id, restricted, reason: '사는 곳을 알리지 않습니다.' }),
      );
    people.push({
      id,
      ...form,
      birth: birth === '' ? null : (`${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}` as Day),
      district: form.district === '' ? null : form.district,
      intakeDay,
      counsellor: actor.userId,
      restricted,
    });
    for (const back of n % 3 === 0 ? [] : [n * 2, n * 2 + 40]) {
      const talk = { day: dayBack(back), method: methods[n % 2] ?? '01', type: types[back % 2] ?? '01' };
      const secret = n % 7 === 0;
      const consultation = {
        ...emptyConsultation,
        ...talk,
        time: '10:00',
        content: '전화함.',
        restricted: secret ? ('1' as const) : ('' as const),
      };
      talks.push({
        id: write(actor, testNow, (store) => createConsultation(store, actor, { personId: id, consultation }).id),
        person: id,
        ...talk,
        author: actor.userId,
        restricted: secret,
      });
    }
  }
  return { who, read, write, people, talks };
}
type Centre = ReturnType<typeof openCentre>;

function sees(actor: Actor, { restricted, counsellor }: KnownPerson): boolean {
  return actor.role === 'admin' || !restricted || counsellor === actor.userId;
}

function hears({ people }: Centre, actor: Actor, talk: KnownTalk): boolean {
  const about = people.find(({ id }) => id === talk.person);
  if (actor.role === 'admin') return true;
  return about !== undefined && sees(actor, about) && (!talk.restricted || talk.author === actor.userId);
}

/** The filter in plain words: what the SQL must agree with. */
function matchesPerson(centre: Centre, actor: Actor, filter: PersonFilter, person: KnownPerson): boolean {
  const until = validUntil(person.intakeDay);
  const left = daysBetween(day, until);
  const age = person.birth === null ? null : ageOn(person.birth, day);
  const heard = centre.talks.filter((talk) => talk.person === person.id && hears(centre, actor, talk));
  const band = filter.age && ageBands[filter.age];
  const days = filter.quiet && quietTimes[filter.quiet].days;
  return (
    sees(actor, person) &&
    (filter.counsellor === undefined ||
      person.counsellor === (filter.counsellor === 'mine' ? actor.userId : filter.counsellor)) &&
    (filter.district === undefined || person.district === filter.district) &&
    (filter.inflow === undefined || person.inflow === filter.inflow) &&
    (filter.sex === undefined || person.sex === filter.sex) &&
    (band === undefined || (age !== null && age >= band.from && age <= band.to)) &&
    (filter.validity === undefined ||
      (filter.validity === 'over' ? left < 0 : filter.validity === 'valid' ? left >= 0 : left >= 0 && left <= 14)) &&
    (filter.intakeFrom === undefined || person.intakeDay >= filter.intakeFrom) &&
    (filter.intakeTo === undefined || person.intakeDay <= filter.intakeTo) &&
    (filter.wishedJob === undefined || foldText(person.wishedJob).includes(foldText(filter.wishedJob))) &&
    (days === undefined || !heard.some((talk) => days === null || talk.day >= dayBack(days)))
  );
}

const rec = <T extends object>(model: { [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> }): fc.Arbitrary<T> =>
  fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<T>;
const someDay = fc.integer({ min: 0, max: 200 }).map((days) => dayBack(days));

test('어떤 조건을 겹쳐도 구직자 목록의 줄과 수, 번호, 내보낼 줄은 볼 수 있는 사람 가운데 조건에 맞는 사람이다', () => {
  const centre = openCentre();
  const { who, read, people } = centre;
  const filters = rec<PersonFilter>({
    counsellor: fc.constantFrom<'mine' | number>('mine', who.han.userId, who.oh.userId),
    district: fc.constantFrom('28200', '28237'),
    inflow: fc.constantFrom(...inflows),
    sex: fc.constantFrom(...sexes),
    age: fc.constantFrom('under15', 'a15', 'a30', 'a40', 'a50', 'a55', 'a65'),
    validity: fc.constantFrom('valid', 'soon', 'over'),
    intakeFrom: someDay,
    intakeTo: someDay,
    quiet: fc.constantFrom('never', 'd30', 'd90', 'd180'),
    wishedJob: fc.constantFrom('생산', '생산관', '품질 검사', 'cnc', '%', '없는 일'),
  });
  fc.assert(
    fc.property(
      filters,
      fc.constantFrom<keyof Who>('admin', 'han', 'oh', 'viewer'),
      fc.constantFrom('name', 'intakeDay', 'birth'),
      fc.constantFrom('asc', 'desc'),
      (filter, name, sort, direction) => {
        const actor = who[name];
        const expected = people.filter((person) => matchesPerson(centre, actor, filter, person)).map(({ id }) => id);
        const list = read((store) => listPeople(store, actor, { filter, sort, direction, ...everyRow }));
        expect(list.rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(expected);
        expect(list.total).toBe(expected.length);
        const of = { list: 'people', filter } as const;
        const marked = read((store) => listIds(store, actor, { of }));
        expect(marked.ids.toSorted((a, b) => a - b)).toEqual(expected);
        expect(marked.total).toBe(expected.length);
        const plan = read((store) => planExport(store, actor, { of, ids: null, sort, direction }));
        expect(plan.ids).toEqual(list.rows.map(({ id }) => id));
      },
    ),
    { numRuns: 300 },
  );
});

test('어떤 조건을 겹쳐도 상담일지 목록의 줄과 수는 볼 수 있는 상담 가운데 조건에 맞는 것이다', () => {
  const centre = openCentre();
  const { who, read, talks } = centre;
  const filters = rec<ConsultationFilter>({
    from: someDay,
    to: someDay,
    method: fc.constantFrom(...methods),
    type: fc.constantFrom(...types),
    counsellor: fc.constantFrom<'mine' | number>('mine', who.oh.userId),
    project: fc.constant(1),
  });
  fc.assert(
    fc.property(filters, fc.constantFrom<keyof Who>('admin', 'han', 'oh', 'viewer'), (filter, name) => {
      const actor = who[name];
      const author = filter.counsellor === 'mine' ? actor.userId : filter.counsellor;
      const expected = talks
        .filter(
          (talk) =>
            hears(centre, actor, talk) &&
            (filter.from === undefined || talk.day >= filter.from) &&
            (filter.to === undefined || talk.day <= filter.to) &&
            (filter.method === undefined || talk.method === filter.method) &&
            (filter.type === undefined || talk.type === filter.type) &&
            (author === undefined || talk.author === author) &&
            filter.project === undefined,
        )
        .toSorted((a, b) => (a.day === b.day ? b.id - a.id : a.day < b.day ? 1 : -1))
        .map(({ id }) => id);
      const list = read((store) =>
        listConsultations(store, actor, { filter, sort: 'day', direction: 'desc', ...everyRow }),
      );
      expect(list.rows.map(({ id }) => id)).toEqual(expected);
      expect(list.total).toBe(expected.length);
    }),
    { numRuns: 200 },
  );
});

describe('오늘의 수를 누르면', () => {
  test('이달 상담은 이달 첫날부터의 상담일지 목록과, 구직자는 모든 구직자의 목록과 줄 수가 같다', () => {
    const { who, read } = openCentre();
    for (const actor of Object.values(who) as Actor[]) {
      const { counts } = read((store) => today(store, actor, {}));
      const talks = read((store) =>
        listConsultations(store, actor, {
          filter: { from: '2026-11-01' },
          sort: 'day',
          direction: 'desc',
          ...everyRow,
        }),
      );
      expect(talks.rows).toHaveLength(counts.consultationsThisMonth);
      expect(talks.total).toBe(counts.consultationsThisMonth);
      const people = read((store) =>
        listPeople(store, actor, { filter: {}, sort: 'name', direction: 'asc', ...everyRow }),
      );
      expect(people.rows).toHaveLength(counts.people);
    }
  });
});

test('기업은 구·군, 산업단지, 주력이 아닌 뿌리기술, 뿌리기업 여부로도 걸러진다', () => {
  const { who, read, write } = openCentre();
  const make = (over: Partial<typeof emptyCompany>) =>
    write(who.admin, testNow, (store) => createCompany(store, who.admin, { ...emptyCompany, ...over }).id);
  const plain = make({ name: '가나정공', district: '28200' });
  const other = make({
    name: '다라도금',
    district: '28237',
    rootTechnology: 'R01',
    otherTechnologies: 'R05',
    rootStatus: '1',
  });
  const found = (filter: CompanyFilter) =>
    read((store) => listCompanies(store, who.admin, { filter, sort: 'name', direction: 'asc', ...everyRow }));
  expect(found({}).rows.map(({ id }) => id)).toEqual([plain, other]);
  expect(found({ district: '28200' })).toMatchObject({ total: 1, rows: [{ id: plain }] });
  expect(found({ technology: 'R05' })).toMatchObject({ total: 1, rows: [{ id: other }] });
  expect(found({ technology: 'R01', district: '28200' })).toMatchObject({ total: 0, rows: [] });
  expect(found({ certificateEnds: true }).total).toBe(0);
});
