import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import type { ConsultationInput } from '../../shared/model/consultation.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import { personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from '../store/open.ts';
import { SearchIndex } from '../store/searchIndex.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { assignPerson, restrictPerson } from './caseload.ts';
import {
  consultationsOfPerson,
  consultationVersions,
  correctConsultation,
  createConsultation,
  listConsultations,
} from './consultation.ts';
import { discardDraft, getDraft, listDrafts, saveDraft } from './draft.ts';
import { changePerson, createPerson, getPerson, listPeople, personDuplicates, revealPerson } from './person.ts';
import { find, searchSettled } from './search.ts';
import { addStaff } from './staff.ts';
import { today } from './today.ts';

const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
const everyRow = { offset: 0, limit: 200 };
const byName = { sort: 'name', direction: 'asc', ...everyRow } as const;
const byDay = { sort: 'day', direction: 'desc', ...everyRow } as const;
const reason = '가정폭력 피해로 사는 곳을 알리지 않기로 하였습니다.';

/** A real encrypted store with one account of each role and a second 상담사. */
function openCentre() {
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const engine = openEngine(path.join(testFolder(), 'store.db'), lock, 'readwrite');
  onTestFinished(() => engine.close());
  const index = new SearchIndex(engine);
  const account = (loginId: string, role: Role): Actor =>
    engine.transact(setUp, testNow, (store) => addStaff(store, setUp, { loginId, name: loginId, role })).value;
  const who = {
    admin: account('gwanri', 'admin'),
    han: account('han', 'counsellor'),
    oh: account('oh', 'counsellor'),
    company: account('giup', 'companySupport'),
    viewer: account('johoe', 'viewer'),
    fair: account('bakram', 'fairDesk'),
  };
  let now = testNow;
  return {
    ...who,
    engine,
    index,
    /** Reads as a screen of this actor would. */
    read: <T>(run: (store: ReadableStore) => T): T => run(engine.readable(now, index)),
    write: <T>(actor: Actor, run: (store: WritableStore) => T): T => {
      const { value, touched } = engine.transact(actor, (now += 1000), run);
      index.refresh(touched);
      return value;
    },
  };
}
type Centre = ReturnType<typeof openCentre>;

function intake(centre: Centre, actor: Actor, over: Parameters<typeof personForm>[0] = {}): number {
  return centre.write(actor, (store) => createPerson(store, actor, personForm(over)).id);
}

function talk(centre: Centre, actor: Actor, personId: number, over: Partial<ConsultationInput> = {}): number {
  const base = { ...emptyConsultation, day: '2026-11-20', time: '10:00', method: '02', type: '01', content: '전화함.' };
  return centre.write(
    actor,
    (store) => createConsultation(store, actor, { personId, consultation: { ...base, ...over } }).id,
  );
}

function restrict(centre: Centre, actor: Actor, id: number, restricted = true): void {
  centre.write(actor, (store) => restrictPerson(store, actor, { id, restricted, reason }));
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.problem.code;
    throw error;
  }
  return '';
}

describe('열람제한된 사람', () => {
  /** 한상담's restricted person with a talk due today and an expiring application, and one open person beside. */
  async function openRestricted() {
    const centre = openCentre();
    const { han } = centre;
    await centre.index.fill(() => Promise.resolve());
    const hidden = intake(centre, han, { name: '홍길동', birth: '900101' });
    const open = intake(centre, han, { name: '김영희', mobile: '010-2222-3333' });
    talk(centre, han, hidden, { nextDay: '2026-11-22' });
    talk(centre, han, open);
    restrict(centre, han, hidden);
    return { centre, hidden, open };
  }

  test('다른 직원의 목록, 수, 검색, 상담일지, 오늘에 없고 담당자와 관리자에게는 있다', async () => {
    const { centre, hidden, open } = await openRestricted();
    const { read, admin, han, oh, company, viewer } = centre;
    for (const [actor, sees] of [
      [admin, true],
      [han, true],
      [oh, false],
      [company, false],
      [viewer, false],
    ] as const) {
      const list = read((store) => listPeople(store, actor, byName));
      expect(list.rows.map(({ id }) => id)).toEqual(sees ? [open, hidden] : [open]);
      expect(list.total).toBe(sees ? 2 : 1);
      const found = read((store) => find(store, actor, { text: '홍길동', limit: 1 }));
      expect(found.hits.map(({ id }) => id)).toEqual(sees ? [hidden] : []);
      expect(found.more).toBe(false);
      expect(read((store) => find(store, actor, { text: '5678', limit: 5 })).hits).toHaveLength(sees ? 1 : 0);
      const talks = read((store) => listConsultations(store, actor, byDay));
      expect(talks.rows.map(({ personId }) => personId)).toEqual(sees ? [open, hidden] : [open]);
      expect(talks.total).toBe(sees ? 2 : 1);
      const day = read((store) => today(store, actor, {}));
      expect(day.counts).toMatchObject(
        sees ? { people: 2, consultationsThisMonth: 2 } : { people: 1, consultationsThisMonth: 1 },
      );
      expect(day.groups[0]).toMatchObject(sees ? { total: 1, items: [{ personId: hidden }] } : { total: 0, items: [] });
    }
  });

  test('다른 직원이 번호를 알고 불러도 없는 사람과 똑같이 거절되고 아무것도 바뀌지 않는다', async () => {
    const { centre, hidden } = await openRestricted();
    const { read, write, han, oh, engine } = centre;
    const before = engine.sql('SELECT uuid, doc FROM person ORDER BY id').all();
    const { seen } = read((store) => getPerson(store, han, { id: hidden }));
    const consultation = {
      ...emptyConsultation,
      day: '2026-11-20',
      time: '1000',
      method: '02',
      type: '01',
      content: '글',
    };
    for (const id of [hidden, 999_999]) {
      const subject = { form: 'consultation', about: id } as const;
      const change: Input<'person.change'> = { id, seen, before: personForm(), person: personForm({ name: '나쁜손' }) };
      for (const run of [
        () => read((store) => getPerson(store, oh, { id })),
        () => read((store) => revealPerson(store, oh, { id })),
        () => read((store) => consultationsOfPerson(store, oh, { personId: id, offset: 0, limit: 20 })),
        () => write(oh, (store) => changePerson(store, oh, change)),
        () => write(oh, (store) => assignPerson(store, oh, { id, counsellorId: oh.userId })),
        () => write(oh, (store) => restrictPerson(store, oh, { id, restricted: false, reason })),
        () => write(oh, (store) => createConsultation(store, oh, { personId: id, consultation })),
        () => write(oh, (store) => saveDraft(store, oh, { subject, values: {} })),
      ])
        expect(refusal(run)).toBe('notFound');
      expect(read((store) => getDraft(store, oh, { subject }))).toEqual({ draft: null });
      expect(write(oh, (store) => searchSettled(store, oh, { people: [id] }))).toEqual({ people: [] });
    }
    expect(engine.sql('SELECT uuid, doc FROM person ORDER BY id').all()).toEqual(before);
    expect(engine.sql('SELECT count(*) FROM draft').pluck().get()).toBe(0);
  });

  test('제한하는 순간 다른 직원의 검색과 쓰다 만 것에서 사라지고, 풀면 돌아온다', async () => {
    const { centre, open } = await openRestricted();
    const { read, write, han, oh } = centre;
    const subject = { form: 'person', about: open } as const;
    write(oh, (store) => saveDraft(store, oh, { subject, values: { name: '김영희' } }));
    const finds = () => read((store) => find(store, oh, { text: 'ㄱㅇㅎ', limit: 5 })).hits.map(({ id }) => id);
    const drafts = () => read((store) => listDrafts(store, oh)).drafts.map(({ title }) => title);
    expect([finds(), drafts()]).toEqual([[open], ['김영희']]);
    restrict(centre, han, open);
    expect([finds(), drafts()]).toEqual([[], []]);
    expect(read((store) => getDraft(store, oh, { subject }))).toEqual({ draft: null });
    restrict(centre, han, open, false);
    expect([finds(), drafts()]).toEqual([[open], ['김영희']]);
    write(oh, (store) => discardDraft(store, oh, { subject }));
    expect(drafts()).toEqual([]);
  });

  test('같은 사람을 접수하려 하면 다른 직원에게는 누구인지 없이 제한된 기록이 있다고만 한다', async () => {
    const { centre, hidden } = await openRestricted();
    const { read, admin, han, oh, fair } = centre;
    const asked = { name: '홍길동', birth: '1990.1.1', mobile: '010-1234-5678' };
    const ask = (actor: Actor) => read((store) => personDuplicates(store, actor, asked));
    for (const actor of [admin, han])
      expect(ask(actor)).toMatchObject({
        matches: [{ id: hidden, name: '홍길동', reason: 'same' }],
        restricted: false,
      });
    expect(ask(oh)).toEqual({ matches: [], restricted: true });
    expect(ask(fair)).toEqual({ matches: [], restricted: false });
    // Somebody who resembles nobody learns nothing.
    const other = read((store) =>
      personDuplicates(store, oh, { name: '박철수', birth: '850505', mobile: '01099998888' }),
    );
    expect(other).toEqual({ matches: [], restricted: false });
  });

  test('박람회 등록원에게는 제한되지 않은 사람도 없다', async () => {
    const { centre, open } = await openRestricted();
    const { read, fair } = centre;
    expect(read((store) => listPeople(store, fair, byName))).toMatchObject({ rows: [], total: 0 });
    expect(read((store) => listConsultations(store, fair, byDay))).toMatchObject({ rows: [], total: 0 });
    expect(read((store) => find(store, fair, { text: '김영희', limit: 5 })).hits).toEqual([]);
    expect(refusal(() => read((store) => getPerson(store, fair, { id: open })))).toBe('notFound');
    expect(read((store) => today(store, fair, {}))).toMatchObject({
      groups: [{ total: 0 }, { total: 0 }, { total: 0 }],
      counts: { people: 0, consultationsThisMonth: 0 },
    });
  });

  test('담당자나 관리자가 까닭을 적어야 제한되고, 까닭은 기록에 남는다', async () => {
    const { centre, open, hidden } = await openRestricted();
    const { read, write, admin, han, oh } = centre;
    const attempt = (actor: Actor, why: string) =>
      refusal(() => write(actor, (store) => restrictPerson(store, actor, { id: open, restricted: true, reason: why })));
    expect(attempt(oh, reason)).toBe('notYourCase');
    expect(attempt(han, '  ')).toBe('checkFields');
    expect(attempt(han, '주민번호 900101-1234567')).toBe('checkFields');
    expect(attempt(han, '가'.repeat(201))).toBe('checkFields');
    expect(attempt(admin, reason)).toBe('');
    expect(read((store) => getPerson(store, admin, { id: hidden }))).toMatchObject({
      restricted: true,
      restrictedReason: reason,
      manages: true,
      counsellor: { id: han.userId, name: 'han' },
    });
  });
});

describe('열람제한된 상담', () => {
  test('쓴 사람과 관리자에게만 있고, 담당자의 목록과 수와 오늘과 최근 상담에도 없다', () => {
    const centre = openCentre();
    const { read, admin, han, oh, viewer } = centre;
    const person = intake(centre, han);
    const open = talk(centre, han, person, { day: '2026-11-18', nextDay: '2026-11-22', content: '다시 보기로 함.' });
    // A colleague's restricted talk comes later: it must not take the appointment off anybody's list but its author's.
    const secret = talk(centre, oh, person, { day: '2026-11-20', restricted: '1', content: '말하지 말 것.' });
    for (const [actor, sees] of [
      [admin, true],
      [oh, true],
      [han, false],
      [viewer, false],
    ] as const) {
      const of = read((store) => consultationsOfPerson(store, actor, { personId: person, offset: 0, limit: 20 }));
      expect(of.rows.map(({ id }) => id)).toEqual(sees ? [secret, open] : [open]);
      expect(of.total).toBe(sees ? 2 : 1);
      const list = read((store) => listConsultations(store, actor, byDay));
      expect([list.rows.map(({ id }) => id), list.total]).toEqual(sees ? [[secret, open], 2] : [[open], 1]);
      expect(read((store) => listPeople(store, actor, byName)).rows[0]?.lastConsultation).toBe(
        sees ? '2026-11-20' : '2026-11-18',
      );
      const day = read((store) => today(store, actor, {}));
      expect(day.groups[0]?.total).toBe(sees ? 0 : 1);
      expect(day.counts.consultationsThisMonth).toBe(sees ? 2 : 1);
    }
  });

  test('열람제한된 사람의 상담은 그것을 쓴 다른 상담사에게도 없다', () => {
    const centre = openCentre();
    const { read, han, oh } = centre;
    const person = intake(centre, han);
    talk(centre, oh, person);
    restrict(centre, han, person);
    expect(read((store) => listConsultations(store, oh, byDay))).toMatchObject({ rows: [], total: 0 });
    expect(read((store) => listConsultations(store, han, byDay)).total).toBe(1);
  });
});

describe('상담의 정정', () => {
  const corrected = {
    ...emptyConsultation,
    day: '2026-11-20',
    time: '10:00',
    method: '02',
    type: '01',
    content: '고침.',
  };
  const correct = (centre: Centre, actor: Actor, id: number, content = '고침.') =>
    centre.write(actor, (store) =>
      correctConsultation(store, actor, { id, consultation: { ...corrected, content }, reason: '' }),
    );

  test('쓴 사람과 관리자만 고치고, 누가 고쳤는지와 처음 글은 보는 사람 모두에게 있다', () => {
    const centre = openCentre();
    const { read, admin, han, oh, viewer } = centre;
    const person = intake(centre, han);
    const id = talk(centre, oh, person);
    expect(() => correct(centre, han, id)).toThrow('notYourTalk');
    correct(centre, oh, id);
    correct(centre, admin, id, '다시 고침.');
    const { versions } = read((store) => consultationVersions(store, viewer, { id }));
    expect(versions.map(({ who, fields }) => [who, fields.content])).toEqual([
      ['oh', '전화함.'],
      ['oh', '고침.'],
      ['gwanri', '다시 고침.'],
    ]);
    const row = (actor: Actor) =>
      read((store) => consultationsOfPerson(store, actor, { personId: person, offset: 0, limit: 20 })).rows[0];
    expect(row(han)).toMatchObject({ mayCorrect: false, corrections: 2, fields: { content: '다시 고침.' } });
    expect(row(oh)?.mayCorrect).toBe(true);
    expect(read((store) => listConsultations(store, han, byDay)).rows[0]?.excerpt).toBe('다시 고침.');
  });

  test('열람제한된 상담은 고친 뒤에도 남에게 없고, 그 앞의 글도 없다', () => {
    const centre = openCentre();
    const { read, han, oh } = centre;
    const person = intake(centre, han);
    const id = talk(centre, oh, person, { restricted: '1' });
    correct(centre, oh, id);
    expect(() => read((store) => consultationVersions(store, han, { id }))).toThrow('notFound');
    expect(() => correct(centre, han, id)).toThrow('notFound');
    expect(read((store) => listConsultations(store, han, byDay)).total).toBe(0);
    expect(read((store) => consultationVersions(store, oh, { id })).versions).toHaveLength(2);
    const subject = { form: 'correction', about: id } as const;
    expect(() => centre.write(han, (store) => saveDraft(store, han, { subject, values: {} }))).toThrow('notFound');
  });
});

describe('가리기', () => {
  test('남의 담당은 관리자에게도 가려지고 보기로 한 사람씩 열리며, 제 담당은 가려지지 않는다', () => {
    const centre = openCentre();
    const { read, admin, han, oh } = centre;
    const person = intake(centre, han);
    talk(centre, han, person, { nextDay: '2026-11-22' });
    const masked = { name: '홍*동', mobile: '010-****-5678', masked: true };
    for (const actor of [admin, oh]) {
      expect(read((store) => listPeople(store, actor, byName)).rows).toMatchObject([masked]);
      expect(read((store) => listConsultations(store, actor, byDay)).rows).toMatchObject([
        { personName: '홍*동', masked: true },
      ]);
      expect(read((store) => today(store, actor, {})).groups[0]?.items).toMatchObject([
        { name: '홍*동', phone: '010-****-5678', masked: true },
      ]);
      expect(read((store) => revealPerson(store, actor, { id: person }))).toEqual({
        id: person,
        name: '홍길동',
        phone: '01012345678',
      });
    }
    expect(read((store) => listPeople(store, han, byName)).rows).toMatchObject([
      { name: '홍길동', mobile: '01012345678', masked: false },
    ]);
    expect(read((store) => listConsultations(store, han, byDay)).rows).toMatchObject([
      { personName: '홍길동', masked: false },
    ]);
    expect(read((store) => today(store, han, {})).groups[0]?.items).toMatchObject([{ name: '홍길동', masked: false }]);
  });
});

describe('담당 변경', () => {
  test('담당자와 관리자만 넘기고, 넘긴 사람의 목록에서는 가려지며, 제한된 사람은 더 보이지 않는다', () => {
    const centre = openCentre();
    const { read, write, admin, han, oh, viewer } = centre;
    const person = intake(centre, han);
    const give = (actor: Actor, to: Actor) =>
      refusal(() => write(actor, (store) => assignPerson(store, actor, { id: person, counsellorId: to.userId })));
    expect(give(oh, oh)).toBe('notYourCase');
    expect(give(han, viewer)).toBe('checkFields');
    expect(refusal(() => write(han, (store) => assignPerson(store, han, { id: person, counsellorId: 999 })))).toBe(
      'checkFields',
    );
    restrict(centre, han, person);
    expect(give(han, oh)).toBe('');
    expect(refusal(() => read((store) => getPerson(store, han, { id: person })))).toBe('notFound');
    expect(read((store) => listPeople(store, oh, byName)).rows).toMatchObject([{ name: '홍길동', restricted: true }]);
    expect(give(admin, han)).toBe('');
    expect(read((store) => getPerson(store, han, { id: person })).counsellor).toEqual({ id: han.userId, name: 'han' });
  });

  test('일을 그만둔 상담사의 사람은 다른 상담사가 이어받고, 그가 제한하면 그의 담당이 된다', () => {
    const centre = openCentre();
    const { read, write, han, oh, viewer } = centre;
    const person = intake(centre, han);
    write(oh, (store) => store.change('staff', han.userId, { endedAt: testNow }));
    expect(
      refusal(() => write(viewer, (store) => assignPerson(store, viewer, { id: person, counsellorId: oh.userId }))),
    ).toBe('notYourCase');
    restrict(centre, oh, person);
    expect(read((store) => getPerson(store, oh, { id: person }))).toMatchObject({
      restricted: true,
      counsellor: { name: 'oh' },
    });
    expect(refusal(() => write(oh, (store) => assignPerson(store, oh, { id: person, counsellorId: han.userId })))).toBe(
      'checkFields',
    );
  });
});

test('상담사의 계정이 그의 사람보다 늦게 온 노트북에서도 제한된 사람과 상담은 그 상담사의 것이 된다', () => {
  const centre = openCentre();
  const { engine, read, write, admin, han } = centre;
  const late = '7d9f1c52-3a53-4c53-9a5e-1f8f3f6f8a11';
  const person = intake(centre, han);
  const other = talk(centre, han, intake(centre, han), { restricted: '1' });
  restrict(centre, han, person);
  // As it stands where the account has not come yet.
  engine
    .sql(`UPDATE person SET doc = json_set(doc, '$.counsellor', ?), counsellor_id = NULL WHERE id = ?`)
    .run(late, person);
  engine
    .sql(`UPDATE consultation SET doc = json_set(doc, '$.counsellor', ?), counsellor_id = NULL WHERE id = ?`)
    .run(late, other);
  expect(read((store) => listPeople(store, han, byName)).total).toBe(1);
  const account = { loginId: 'late', name: '늦상담', role: 'counsellor', endsOn: null, endedAt: null } as const;
  const userId = write(admin, (store) => store.insert('staff', account, late));
  const actor: Actor = { userId, name: '늦상담', role: 'counsellor' };
  expect(read((store) => getPerson(store, actor, { id: person })).counsellor).toEqual({ id: userId, name: '늦상담' });
  expect(read((store) => listConsultations(store, actor, byDay)).rows.map(({ id }) => id)).toContain(other);
});

test('누가 누구를 제한하였든 목록과 수와 쪽은 보이는 것만으로 이어진다', () => {
  const centre = openCentre();
  const { engine, read, admin, han, oh, viewer, fair } = centre;
  const setCase = engine.sql('UPDATE person SET counsellor_id = ?, restricted = ? WHERE id = ?');
  const setTalk = engine.sql('UPDATE consultation SET counsellor_id = ?, restricted = ? WHERE id = ?');
  const people = Array.from({ length: 12 }, (_, place) =>
    intake(centre, han, { name: `${'가나다라마바사아자차카타'[place]}길동` }),
  );
  const talks = people.flatMap((person) => [
    talk(centre, han, person),
    talk(centre, oh, person, { day: '2026-11-19' }),
  ]);
  const owner = fc.constantFrom(null, han.userId, oh.userId, admin.userId);
  const cases = fc.array(fc.tuple(owner, fc.boolean()), { minLength: 36, maxLength: 36 });
  fc.assert(
    fc.property(
      cases,
      fc.constantFrom(admin, han, oh, viewer, fair),
      fc.integer({ min: 1, max: 7 }),
      (drawn, actor, limit) => {
        people.forEach((id, place) => setCase.run(drawn[place]?.[0] ?? null, drawn[place]?.[1] ? 1 : 0, id));
        talks.forEach((id, place) => setTalk.run(drawn[12 + place]?.[0] ?? null, drawn[12 + place]?.[1] ? 1 : 0, id));
        const sees = (place: number): boolean =>
          actor.role !== 'fairDesk' &&
          (actor.role === 'admin' || !(drawn[place]?.[1] ?? false) || drawn[place]?.[0] === actor.userId);
        const seenPeople = people.filter((_, place) => sees(place));
        const seenTalks = talks.filter((_, place) => sees(12 + place) && sees(Math.floor(place / 2)));
        const pages = <Row extends { id: number }>(
          ask: (page: { offset: number; limit: number }) => { rows: Row[]; total: number },
        ) => {
          const ids: number[] = [];
          for (let offset = 0; offset < ask({ offset: 0, limit }).total; offset += limit)
            ids.push(...ask({ offset, limit }).rows.map(({ id }) => id));
          return ids;
        };
        read((store) => {
          expect(pages((window) => listPeople(store, actor, { ...byName, ...window }))).toEqual(seenPeople);
          expect(
            pages((window) => listConsultations(store, actor, { ...byDay, ...window })).toSorted((a, b) => a - b),
          ).toEqual(seenTalks);
          const { counts } = today(store, actor, {});
          expect([counts.people, counts.consultationsThisMonth]).toEqual([seenPeople.length, seenTalks.length]);
        });
      },
    ),
    { numRuns: 60 },
  );
});
