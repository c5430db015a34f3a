import { expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { rebuild } from '../../shared/sync/apply.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { createCompany } from '../desk/company.ts';
import { createConsultation } from '../desk/consultation.ts';
import { changePerson, createPerson, getPerson } from '../desk/person.ts';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import type { Engine } from './store.ts';
import { addPerson, hand, newStore, pull, talk } from './stores.test-helper.ts';

/** All record rows by what the world knows of them: local ids may differ from laptop to laptop. */
function rows(engine: Engine): unknown {
  return ['staff', 'person', 'consultation', 'company'].map((type) =>
    (engine.sql(`SELECT uuid, doc FROM ${type} ORDER BY uuid`).all() as { uuid: string; doc: string }[]).map(
      ({ uuid, doc }) => [uuid, JSON.parse(doc) as unknown],
    ),
  );
}

test('명령마다 변경 묶음 하나가 같은 거래에서 빈틈없이 쓰인다', () => {
  const store = newStore();
  const { engine, actor } = store;
  const before = vectorOf(engine.replica.storage).get(engine.replica.device) ?? 0;
  const id = addPerson(store);
  engine.transact(actor, testNow, (tx) => createConsultation(tx, actor, { personId: id, consultation: talk }));
  expect(vectorOf(engine.replica.storage).get(engine.replica.device)).toBe(before + 2);
  // A refused command leaves neither row nor change set.
  expect(() => addPerson(store, { inflow: '' })).toThrow('checkFields');
  expect(vectorOf(engine.replica.storage).get(engine.replica.device)).toBe(before + 2);
  expect(engine.sql('SELECT count(*) AS n FROM person').get()).toEqual({ n: 1 });
});

test('다른 노트북은 받은 변경 묶음에서 같은 행을 만든다', () => {
  const one = newStore();
  const other = newStore();
  hand(one.engine, other.engine);
  const id = addPerson(one, { birth: '900101' });
  one.engine.transact(one.actor, testNow, (tx) =>
    createConsultation(tx, one.actor, { personId: id, consultation: talk }),
  );
  one.engine.transact(one.actor, testNow, (tx) =>
    createCompany(tx, one.actor, {
      ...emptyCompany,
      name: '(주)한빛도금',
      district: '28200',
    }),
  );
  const seen = one.engine.readable(testNow).formRead('person', id);
  one.engine.transact(one.actor, testNow + 1000, (tx) =>
    changePerson(tx, one.actor, {
      id,
      seen,
      before: personForm({ birth: '900101' }),
      person: personForm({ name: '홍길순', birth: '900101' }),
    }),
  );
  // The other centre's own set-up person would stand beside; only what came is compared.
  other.engine.db.exec('DELETE FROM staff');
  pull(one.engine, other.engine);
  expect(rows(other.engine)).toEqual(rows(one.engine));
  const got = other.engine.readable(testNow);
  expect(getPerson(got, one.actor, { id: got.sql('SELECT id FROM person').pluck().get() as number }).fields.name).toBe(
    '홍길순',
  );
});

test('서로 못 본 두 수정은 고친 항목만 합쳐지고, 보지 못한 항목을 되돌리지 않는다', () => {
  const one = newStore();
  const id = addPerson(one, { wishedJob: '용접' });
  const opened = one.engine.readable(testNow).formRead('person', id);
  const before = personForm({ wishedJob: '용접' });
  const change = (at: number, over: Partial<Input<'person.create'>>) =>
    one.engine.transact(one.actor, at, (tx) =>
      changePerson(tx, one.actor, { id, seen: opened, before, person: { ...before, ...over } }),
    );
  change(testNow + 1000, { note: '전화는 저녁에' });
  change(testNow + 2000, { wishedJob: '도금' });
  const now = one.engine.readable(testNow);
  expect(getPerson(now, one.actor, { id }).fields).toMatchObject({ note: '전화는 저녁에', wishedJob: '도금' });
});

test('행을 모두 지우고 기록에서 다시 만들면 같은 행이 된다', () => {
  const store = newStore();
  const id = addPerson(store);
  store.engine.transact(store.actor, testNow, (tx) =>
    createConsultation(tx, store.actor, { personId: id, consultation: talk }),
  );
  const before = rows(store.engine);
  store.engine.db.exec('DELETE FROM consultation; DELETE FROM person; DELETE FROM staff;');
  rebuild(store.engine.replica);
  expect(rows(store.engine)).toEqual(before);
});

test('큰 명령은 한 묶음 번호 아래 여러 변경 묶음으로 나뉘고 모두 함께 저장된다', () => {
  const store = newStore();
  const { engine, actor } = store;
  const before = vectorOf(engine.replica.storage).get(engine.replica.device) ?? 0;
  engine.transact(actor, testNow, (tx) => {
    for (let index = 0; index < 900; index += 1)
      createPerson(tx, actor, personForm({ mobile: `010${String(10_000_000 + index)}` }));
  });
  const sets = (vectorOf(engine.replica.storage).get(engine.replica.device) ?? 0) - before;
  expect(sets).toBeGreaterThan(1);
  expect(sets).toBeLessThan(20);
  const kept = rows(engine);
  engine.db.exec('DELETE FROM person');
  rebuild(engine.replica);
  expect(rows(engine)).toEqual(kept);
});
