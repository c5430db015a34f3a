import { assert, property, shuffledSubarray } from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '../../shared/model/role.ts';
import type { Row, Write } from '../../shared/sync/types.ts';
import { rowOf } from '../../shared/sync/view.ts';
import { rebuildsEqual } from '../../test/fault/storeTruth.ts';
import { correctConsultation, createConsultation } from '../desk/consultation.ts';
import { testNow } from '../deskTest.test-helper.ts';
import type { Engine } from './store.ts';
import { addPerson, destroy, newStore, pull, secondLaptop, talk as firstTalk } from './stores.test-helper.ts';

const hour = 3_600_000;
const talk = { ...firstTalk, content: '처음에 쓴 글입니다.', nextDay: '2026.12.1' };

function write(engine: Engine, actor: Actor, personId: number): number {
  return engine.transact(actor, testNow, (tx) => createConsultation(tx, actor, { personId, consultation: talk })).value
    .id;
}

function correct(engine: Engine, actor: Actor, content: string, over: Partial<typeof talk> = {}): void {
  const id = Number(engine.sql('SELECT id FROM consultation').pluck().get());
  engine.transact(actor, testNow + hour, (tx) =>
    correctConsultation(tx, actor, { id, consultation: { ...talk, content, ...over }, reason: '' }),
  );
}

/** Everything that a screen reads of consultations and their corrections, without local ids. */
function shown(engine: Engine): unknown {
  return {
    talks: engine.sql('SELECT uuid, doc, day, time, next_day, corrected FROM consultation ORDER BY uuid').all(),
    corrections: engine.sql('SELECT uuid, doc, consultation, lamport, device FROM correction ORDER BY uuid').all(),
  };
}

const text = (engine: Engine): unknown =>
  engine.sql(`SELECT corrected ->> '$.content' FROM consultation`).pluck().get();

/** Two laptops that hold the same person and consultation. */
function twoLaptops(): { one: ReturnType<typeof newStore>; other: Engine } {
  const one = newStore();
  const other = secondLaptop(one.engine);
  write(one.engine, one.actor, addPerson(one));
  pull(one.engine, other);
  return { one, other };
}

function asOn(engine: Engine, actor: Actor): Actor {
  return { ...actor, userId: Number(engine.sql('SELECT id FROM staff').pluck().get()) };
}

test('정정은 목록과 오늘이 읽는 날과 글을 바꾸고, 처음 글은 그대로 남는다', () => {
  const store = newStore();
  write(store.engine, store.actor, addPerson(store));
  correct(store.engine, store.actor, '고친 글입니다.', { day: '2026.11.19', nextDay: '2026.12.7' });
  const row = store.engine.sql('SELECT day, next_day, doc FROM consultation').get() as Record<string, string>;
  expect(row).toMatchObject({ day: '2026-11-19', next_day: '2026-12-07' });
  expect(JSON.parse(row['doc'] ?? '')).toMatchObject({ day: '2026-11-20', content: '처음에 쓴 글입니다.' });
  expect(text(store.engine)).toBe('고친 글입니다.');
  expect(rebuildsEqual(store.engine)).toBe(true);
  expect(text(store.engine)).toBe('고친 글입니다.');
});

test('두 노트북이 따로 고치면 두 글이 다 남고, 어느 쪽에서나 같은 하나가 보인다', () => {
  const { one, other } = twoLaptops();
  correct(one.engine, one.actor, '한 노트북이 고친 글');
  correct(other, asOn(other, one.actor), '다른 노트북이 고친 글');
  pull(one.engine, other);
  pull(other, one.engine);
  expect(shown(other)).toEqual(shown(one.engine));
  expect(one.engine.sql('SELECT count(*) FROM correction').pluck().get()).toBe(2);
  // Who knows both and corrects again is the newest for all.
  correct(one.engine, one.actor, '둘을 보고 다시 고친 글');
  pull(one.engine, other);
  expect(text(other)).toBe('둘을 보고 다시 고친 글');
  expect(shown(other)).toEqual(shown(one.engine));
  for (const engine of [one.engine, other]) expect(rebuildsEqual(engine)).toBe(true);
  expect(shown(other)).toEqual(shown(one.engine));
});

test('상담과 정정이 어떤 차례로 와도, 거듭 와도 같은 행이 된다', () => {
  const { one, other } = twoLaptops();
  correct(one.engine, one.actor, '첫 정정');
  correct(other, asOn(other, one.actor), '따로 한 정정');
  pull(other, one.engine);
  correct(one.engine, one.actor, '마지막 정정', { time: '10:00' });
  const made = (type: string): [Row, Write][] =>
    [...one.engine.replica.storage.records()]
      .filter((state) => state.type === type)
      .map((state) => [rowOf(one.engine.replica, state), state.first]);
  const people = [...made('staff'), ...made('person')];
  const rows = [...made('consultation'), ...made('correction')];
  expect(rows).toHaveLength(4);
  const target = newStore().engine;
  assert(
    property(shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }), (order) => {
      target.db.exec('DELETE FROM correction; DELETE FROM consultation; DELETE FROM person');
      for (const [row, first] of [...people, ...order]) target.tables.project(row, first);
      expect(shown(target)).toEqual(shown(one.engine));
    }),
    { numRuns: 60 },
  );
});

test('사람을 지우면 그 상담의 정정도 함께 사라진다', () => {
  const store = newStore();
  const { engine } = store;
  write(engine, store.actor, addPerson(store));
  correct(engine, store.actor, '고친 글입니다.');
  const person = String(engine.sql('SELECT uuid FROM person').pluck().get());
  destroy(engine, person);
  expect(shown(engine)).toEqual({ talks: [], corrections: [] });
});
