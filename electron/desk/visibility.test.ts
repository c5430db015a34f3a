import { describe, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import type { Actor } from '../../shared/model/role.ts';
import { personForm } from '../deskTest.test-helper.ts';
import { assignPerson, restrictPerson } from './caseload.ts';
import {
  consultationsOfPerson,
  consultationVersions,
  correctConsultation,
  createConsultation,
  listConsultations,
} from './consultation.ts';
import { discardDraft, getDraft, listDrafts, saveDraft } from './draft.ts';
import { changePerson, getPerson, listPeople, personDuplicates, revealPerson } from './person.ts';
import { find, searchSettled } from './search.ts';
import { today } from './today.ts';
import { byName, byDay, reason, openCentre, intake, talk, restrict, refusal } from './visibility.test-helper.ts';
import type { Centre } from './visibility.test-helper.ts';

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
