import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../shared/model/role.ts';
import { testNow } from '../deskTest.test-helper.ts';
import { assignPerson } from './caseload.ts';
import { listConsultations } from './consultation.ts';
import { getPerson, listPeople, revealPerson } from './person.ts';
import { today } from './today.ts';
import { byName, byDay, openCentre, intake, talk, restrict, refusal } from './visibility.test-helper.ts';

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
