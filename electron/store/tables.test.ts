import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createConsultation } from '../desk/consultation.ts';
import { testNow } from '../deskTest.test-helper.ts';
import type { Docs } from './records.ts';
import type { Engine } from './store.ts';
import { addPerson, newStore, talk } from './stores.test-helper.ts';

const rowAt = (engine: Engine, table: string, id: number): object =>
  engine.sql(`SELECT * FROM ${table} WHERE id = ?`).get(id) as object;

const text = fc.constantFrom(null, '가', '나', '다라');
const day = fc.constantFrom('2026-01-31', '2026-05-04', '2026-11-22');
const edits = fc.record(
  {
    name: fc.constantFrom('김철수', '이영희', '홍길동'),
    birth: fc.constantFrom(null, '1990-01-01', '2001-12-31'),
    mobile: fc.constantFrom(null, '01012345678', '01087654321'),
    district: fc.constantFrom(null, '서구', '남동구'),
    wishedJob: text,
    note: text,
    intakeDay: day,
    stayUntil: fc.constantFrom(null, '2027-01-01'),
    restricted: fc.constantFrom(null, true, false),
  },
  { requiredKeys: [] },
);

test('무엇을 어떻게 고쳐 왔든 행은 마지막 기록으로 처음 쓴 행과 같고, 색인도 맞는다', () => {
  const { engine, actor } = newStore();
  const id = addPerson({ engine, actor });
  const uuid = engine.sql('SELECT uuid FROM person WHERE id = ?').pluck().get(id) as string;
  fc.assert(
    fc.property(fc.array(edits, { minLength: 1, maxLength: 4 }), (all) => {
      let doc = engine.tables.get('person', id) as Docs['person'];
      engine.db.transaction(() => {
        for (const edit of all) {
          doc = { ...doc, ...edit } as Docs['person'];
          engine.tables.write('person', uuid, doc);
        }
        engine.tables.write('person', 'once', doc);
      })();
      const other = engine.tables.idOf('person', 'once') ?? 0;
      expect({ ...rowAt(engine, 'person', id), id: 0, uuid: '' }).toEqual({
        ...rowAt(engine, 'person', other),
        id: 0,
        uuid: '',
      });
      engine.tables.remove('person', 'once');
    }),
  );
  expect(engine.sql('PRAGMA integrity_check').pluck().get()).toBe('ok');
  engine.tables.takeTouched();
});

test('다른 사람에 매달리게 고치면 떠난 사람의 것을 보던 화면도 듣는다', () => {
  const { engine, actor } = newStore();
  const [from, to] = [addPerson({ engine, actor }), addPerson({ engine, actor }, { name: '김철수' })];
  const uuidOf = (id: number): unknown => engine.sql('SELECT uuid FROM person WHERE id = ?').pluck().get(id);
  const { id } = engine.transact(actor, testNow, (store) =>
    createConsultation(store, actor, { personId: from, consultation: talk }),
  ).value;
  engine.tables.takeTouched();
  const doc = engine.tables.get('consultation', id) as Docs['consultation'];
  const uuid = String(engine.sql('SELECT uuid FROM consultation WHERE id = ?').pluck().get(id));
  engine.db.transaction(() => engine.tables.write('consultation', uuid, { ...doc, person: String(uuidOf(to)) }))();
  expect(engine.tables.takeTouched()).toEqual([
    { type: 'consultation', id, on: to },
    { type: 'consultation', id, on: from },
  ]);
});
