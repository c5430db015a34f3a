import { expect, test } from 'vitest';
import { theProgram } from '../../shared/model/role.ts';
import { rebuild } from '../../shared/sync/apply.ts';
import { encodePage } from '../../shared/sync/bytes.ts';
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, request } from '../../shared/sync/exchange.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { ensureCentre } from '../desk/centre.ts';
import { deviceId } from '../desk/device.ts';
import { testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from './index.ts';
import { peerMemory } from '../store/exchangePeers.ts';
import { readLease } from '../store/lease.ts';
import type { Engine } from '../store/store.ts';
import type { LeaseJobMap } from '../sync/leasePort.ts';
import { centreOf } from '../sync/event.test-helper.ts';
import type { EventEnd } from '../sync/event.test-helper.ts';
import { pairsOf } from '../sync/port.ts';
import { receivePage } from './syncReceive.ts';

const day = 86_400_000;

async function job<J extends keyof LeaseJobMap>(
  { engine, lock }: EventEnd,
  name: J,
  input: LeaseJobMap[J]['input'],
  now = testNow,
): Promise<LeaseJobMap[J]['value']> {
  const run = makeJobs(engine, lock, () => undefined);
  return (await run({ ask: 'job', name, input, actor: theProgram, now })).value as LeaseJobMap[J]['value'];
}

async function swap(one: Engine, other: Engine): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const page = pageFor(from.replica, request(to.replica), () => true);
    await receivePage(to, encodePage(page, from.replica.suite), testNow);
  }
}

const nameOf = ({ engine }: EventEnd): string => engine.replica.device;

/** An office that is named, and a laptop that is lent until the day of these tests. */
async function lent(): Promise<[EventEnd, EventEnd]> {
  const [office, field] = (await centreOf(2)) as [EventEnd, EventEnd];
  office.engine.transact(theProgram, testNow, (store) => {
    ensureCentre(store, { name: '센터', operator: null, officeLaptop: nameOf(office) });
    store.change('device', store.idOf('device', nameOf(field)) ?? 0, { lentUntil: '2026-11-22' });
  });
  await swap(office.engine, field.engine);
  return [office, field];
}

test('사무실 노트북의 말만 받아 두고, 다른 노트북의 날짜와 가진 것은 세지 않는다', async () => {
  const [office, field] = await lent();
  const vector = pairsOf(vectorOf(field.engine.replica.storage));
  const word = { vector, holes: [], missing: [], at: testNow + 2 * day };
  await job(field, 'lease.heard', { from: 'somebody', ...word });
  expect(readLease(field.engine.readable(testNow)).word).toBeNull();
  const later = testNow + 2 * day;
  expect(await job(field, 'lease.look', { hub: 'none' }, later)).toMatchObject({ leaving: 'lease', stage: 'handOver' });
  await job(field, 'lease.heard', { from: nameOf(office), ...word }, later);
  expect(readLease(field.engine.readable(later)).word).toBe(word.at);
  expect(peerMemory(field.engine, nameOf(office)).saidAt).toBe(word.at);
  // Its own last word came meanwhile: that is to be held too.
  const view = await job(field, 'lease.look', { hub: 'none' }, later);
  expect(view).toMatchObject({ stage: 'handOver', waiting: 1 });
  await job(field, 'lease.heard', { from: nameOf(office), ...word, vector: view.vector }, later);
  expect(await job(field, 'lease.look', { hub: 'none' }, later)).toMatchObject({
    stage: 'empty',
    waiting: 0,
    pages: 0,
  });
});

test('변경이 있다고 한 곳에 그 내용이 없고 여기에만 있으면 비우지 않는다', async () => {
  const [office, field] = await lent();
  const later = testNow + 2 * day;
  await job(field, 'lease.look', { hub: 'none' }, later);
  const { replica } = field.engine;
  const vector = pairsOf(vectorOf(replica.storage));
  const lost = { device: replica.device, seq: vectorOf(replica.storage).get(replica.device) ?? 0, index: 0 };
  const word = { vector, holes: [lost], missing: [], at: later };
  await job(field, 'lease.heard', { from: nameOf(office), ...word }, later);
  expect(await job(field, 'lease.look', { hub: 'none' }, later)).toMatchObject({ stage: 'handOver', waiting: 1 });
  // The hub lacks it too; then it has it, which is enough.
  expect(await job(field, 'lease.look', { hub: word }, later)).toMatchObject({ stage: 'handOver', waiting: 1 });
  expect(await job(field, 'lease.look', { hub: { ...word, holes: [] } }, later)).toMatchObject({
    stage: 'empty',
    waiting: 0,
  });
  // What is not here either nobody waits for.
  const unknown = { ...word, holes: [{ ...lost, index: 7 }] };
  await job(field, 'lease.heard', { from: nameOf(office), ...unknown }, later);
  expect(await job(field, 'lease.look', { hub: 'none' }, later)).toMatchObject({ stage: 'empty', waiting: 0 });
});

test('마지막 말은 한 번만 하고, 다시 열리면 거둔다', async () => {
  const [, field] = await lent();
  const sets = () => vectorOf(field.engine.replica.storage).get(nameOf(field)) ?? 0;
  const own = () => {
    const store = field.engine.readable(testNow);
    return store.need('device', deviceId(store) ?? 0).leftAt;
  };
  const before = sets();
  await job(field, 'lease.look', { hub: 'none' });
  expect([sets(), own()]).toEqual([before, null]);
  const later = testNow + day;
  for (let again = 0; again < 3; again += 1) await job(field, 'lease.look', { hub: 'none' }, later);
  expect([sets(), own()]).toEqual([before + 1, later]);
  await job(field, 'lease.extend', { lentUntil: '2026-12-31' }, later);
  await job(field, 'lease.look', { hub: 'none' }, later);
  expect([sets(), own()]).toEqual([before + 3, null]);
});

test('빌린 기간을 모르는 옛 프로그램이 노트북의 이름을 고쳐도 기간은 그대로 남고, 올린 뒤 보인다', async () => {
  const [office, field] = await lent();
  const { replica } = office.engine;
  const { device } = replica.types;
  const known = device?.fields.filter((one) => one !== 'lentUntil' && one !== 'leftAt') ?? [];
  const older = { ...replica, types: { ...replica.types, device: { ...device, fields: known } } } as Replica;
  office.engine.takeIn(() => {
    rebuild(older);
    older.storage.transact(() =>
      commit(older, {
        seen: vectorOf(older.storage),
        actor: '',
        at: '2026-11-22T03:00:00Z',
        changes: [{ op: 'put', type: 'device', id: nameOf(field), scope: 'centre', patch: { name: '옛 이름' } }],
      }),
    );
  });
  await swap(office.engine, field.engine);
  const there = field.engine.readable(testNow);
  expect(there.need('device', deviceId(there) ?? 0)).toMatchObject({ name: '옛 이름', lentUntil: '2026-11-22' });
  office.engine.takeIn(() => rebuild(replica));
  const here = office.engine.readable(testNow);
  const id = here.idOf('device', nameOf(field)) ?? 0;
  expect(here.need('device', id)).toMatchObject({ name: '옛 이름', lentUntil: '2026-11-22' });
});
