import { expect, test } from 'vitest';
import { centreUuid, usualRules } from '../../shared/model/centre.ts';
import { centreAsInput } from '../../shared/model/centreForm.ts';
import type { Output } from '../../shared/contract/index.ts';
import { openTestDesk, personForm, problemOfRun, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from '../store/open.ts';
import { rulesOf } from './centre.ts';
import { ensureDevice, laptopNumber } from './device.ts';

test('센터를 고치면 바꾼 칸만 바뀌고, 범위 밖의 규칙은 그 칸에서 거절된다', async () => {
  const { desk, actor } = await openTestDesk();
  const { id, fields, seen } = (await desk.read('centre.get', {}, actor, testNow)) as Output<'centre.get'>;
  expect(fields).toMatchObject(usualRules);
  const before = centreAsInput(fields);
  const centre = { ...before, name: '인천뿌리센터', lockMinutes: '5', officer: '박보호' };
  expect(await desk.write('centre.change', { seen, before, centre }, actor, testNow)).toEqual({ id });
  const after = (await desk.read('centre.get', {}, actor, testNow)) as Output<'centre.get'>;
  expect(after.fields).toEqual({ ...fields, name: '인천뿌리센터', lockMinutes: 5, officer: '박보호' });
  const wrong = { seen: after.seen, before, centre: { ...centre, lockMinutes: '0' } };
  expect((await problemOfRun(desk.write('centre.change', wrong, actor, testNow))).fields).toHaveProperty('lockMinutes');
});

test('모든 노트북이 같은 센터 기록을 쓴다', async () => {
  const { desk, file, lock } = await openTestDesk();
  await desk.close();
  const engine = openEngine(file, lock, 'readonly');
  expect(engine.sql('SELECT uuid FROM centre').pluck().all()).toEqual([centreUuid]);
  engine.close();
});

test('다른 판의 프로그램이 쓴 모자라거나 벗어난 규칙은 보통 값으로 읽는다', async () => {
  const { desk, file, lock } = await openTestDesk();
  await desk.close();
  const engine = openEngine(file, lock, 'readwrite');
  engine.sql(`UPDATE centre SET doc = json_set(doc, '$.lockMinutes', NULL, '$.pinHours', 99, '$.logYears', 5)`).run();
  expect(rulesOf(engine.readable(testNow))).toEqual({ ...usualRules, logYears: 5 });
  engine.close();
});

test('노트북의 번호는 한 번 쓰면 다시 쓰이지 않고, 관리번호에 들어간다', async () => {
  const { desk, actor, file, lock } = await openTestDesk();
  const { rows } = (await desk.read('device.list', {}, actor, testNow)) as Output<'device.list'>;
  expect(rows).toMatchObject([{ number: '01', here: true, endedOn: null, place: 'office' }]);
  const { id: person } = (await desk.write('person.create', personForm(), actor, testNow)) as { id: number };
  expect(await desk.read('person.get', { id: person }, actor, testNow)).toMatchObject({ number: '26-01-0001' });
  await desk.close();
  // What a restore does: the store writes under a new name, and gets a new laptop's record.
  const engine = openEngine(file, lock, 'readwrite');
  engine.sql(`UPDATE device_key SET device = 'b58a4be6-3d3f-4c1f-8a09-6d1f0c6a2f10'`).run();
  engine.close();
  const again = openEngine(file, lock, 'readwrite');
  expect(again.transact(actor, testNow, (store) => laptopNumber(store)).value).toBe('02');
  expect(again.transact(actor, testNow, (store) => laptopNumber(store)).value).toBe('02');
  again.sql(`UPDATE device_key SET device = 'b58a4be6-3d3f-4c1f-8a09-6d1f0c6a2f11'`).run();
  again.transact(actor, testNow, (store) =>
    ensureDevice(store, { number: '07', name: '박람회 노트북', place: 'field' }),
  );
  expect(again.sql('SELECT number, name FROM device ORDER BY number').all()).toEqual([
    { number: '01', name: '노트북 01' },
    { number: '02', name: '노트북 02' },
    { number: '07', name: '박람회 노트북' },
  ]);
  again.close();
});

test('노트북의 이름과 반납일은 고칠 수 있고, 앞으로의 반납일은 받지 않는다', async () => {
  const { desk, actor } = await openTestDesk();
  const [row] = ((await desk.read('device.list', {}, actor, testNow)) as Output<'device.list'>).rows;
  if (!row) throw new Error('no laptop');
  const input = { id: row.id, seen: row.seen, name: ' 상담실  노트북 ', endedOn: '' };
  await desk.write('device.change', input, actor, testNow);
  const { fields } = await problemOfRun(
    desk.write('device.change', { ...input, name: '', endedOn: '2026-11-23' }, actor, testNow),
  );
  expect(Object.keys(fields ?? {})).toEqual(['name', 'endedOn']);
  await desk.write('device.change', { ...input, endedOn: '2026-11-22' }, actor, testNow);
  expect(await desk.read('device.list', {}, actor, testNow)).toMatchObject({
    rows: [{ name: '상담실 노트북', endedOn: '2026-11-22' }],
  });
});
