import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { theProgram } from '../../shared/model/role.ts';
import { testNow } from '../deskTest.test-helper.ts';
import { destroyedHere } from '../desk/erasure.ts';
import { erasureCentre, meet } from '../desk/erasure.test-helper.ts';
import { erasureJobs } from './erasureJobs.ts';
import type { Engine } from '../store/store.ts';

/** Lines of the access log that say 파기. */
function erasedLines(engine: Engine): unknown[] {
  const rows = engine
    .sql(`SELECT user_id, record_type, ids, count, detail FROM access_log WHERE act = 'erase' ORDER BY seq`)
    .all() as { user_id: number; record_type: string; ids: string; count: number; detail: string }[];
  return rows.map(({ ids, detail, ...row }) => ({
    ...row,
    ids: JSON.parse(ids) as unknown,
    detail: JSON.parse(detail) as unknown,
  }));
}

test('다른 노트북이 파기한 것을 여기서 마치면 누가 몇 명을 왜 파기했는지 접속기록에 한 번 남는다', async () => {
  const scopeKey = randomBytes(32);
  const here = erasureCentre(scopeKey);
  const there = erasureCentre(scopeKey, '010-8888-9999');
  meet(there.engine, here.engine);
  here.erase();
  meet(there.engine, here.engine);
  const settle = erasureJobs(there.engine)['erasure.settle'];
  const ask = { ask: 'job', name: 'erasure.settle', input: null, actor: theProgram, now: testNow } as const;
  await settle?.(ask);
  await settle?.(ask);
  expect(erasedLines(there.engine)).toEqual([
    {
      user_id: 0,
      record_type: 'person',
      ids: [],
      count: 1,
      detail: expect.objectContaining({ by: 'otherLaptop', reason: '03', person: 1, consultation: 1 }) as unknown,
    },
  ]);
  // On the laptop that destroyed them the command's own line says so.
  await erasureJobs(here.engine)['erasure.settle']?.(ask);
  expect(erasedLines(here.engine)).toEqual([]);
});

test('복원한 백업이 되살린 사람을 다시 파기하면 복원한 사람의 이름으로 접속기록에 남는다', async () => {
  const scopeKey = randomBytes(32);
  const present = erasureCentre(scopeKey);
  const restored = erasureCentre(scopeKey, '010-8888-9999');
  meet(restored.engine, present.engine);
  const uuid = present.read((store) => store.uuidOf('person', present.id));
  const id = restored.read((store) => store.idOf('person', uuid));
  present.erase();
  const destroyed = present.read((store) => destroyedHere(store));
  const again = erasureJobs(restored.engine)['erasure.again'];
  const ask = { ask: 'job', name: 'erasure.again', input: destroyed, actor: restored.admin, now: testNow } as const;
  await again?.(ask);
  await again?.(ask);
  expect(erasedLines(restored.engine)).toEqual([
    {
      user_id: restored.admin.userId,
      record_type: 'person',
      ids: [id],
      count: 1,
      detail: { by: 'restore' },
    },
  ]);
});
