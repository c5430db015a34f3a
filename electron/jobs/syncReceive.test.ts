import { expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { rebuild } from '../../shared/sync/apply.ts';
import { decodePage, encodePage } from '../../shared/sync/bytes.ts';
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, request } from '../../shared/sync/exchange.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { changePerson, getPerson } from '../desk/person.ts';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import { chooseValue, listCards } from '../desk/syncCard.ts';
import { makeJobs } from './index.ts';
import { addTrouble, countItems, readTroubles, triesBeforeShown } from '../store/hubLink.ts';
import type { Engine } from '../store/store.ts';
import { addPerson, newStore, secondLaptop } from '../store/stores.test-helper.ts';
import { receivePage } from './syncReceive.ts';

const admin: Actor = { userId: 1, name: '이상담', role: 'admin' };
const lock = { cipher: 'sqlcipher', key: new Uint8Array(32), logKey: new Uint8Array(32) } as const;

async function job<T>(engine: Engine, name: string, input: unknown): Promise<T> {
  const run = makeJobs(engine, lock, () => undefined);
  return (await run({ ask: 'job', name, input, actor: admin, now: testNow })).value as T;
}

/** What one store lacks of another, as it would come over a line. */
function bytesFor(from: Engine, to: Engine): Uint8Array {
  return encodePage(
    pageFor(from.replica, request(to.replica), () => true),
    from.replica.suite,
  );
}

/** Lets each know the other's stream key, as an introduction does. */
async function introduce(...engines: Engine[]): Promise<void> {
  for (const one of engines)
    for (const other of engines)
      if (one !== other) await job(one, 'sync.learn', { keys: await job(other, 'sync.introductions', null) });
}

async function give(from: Engine, to: Engine): Promise<Awaited<ReturnType<typeof receivePage>>> {
  return await receivePage(to, bytesFor(from, to), testNow);
}

async function swap(one: Engine, other: Engine): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    for (let sets = 1; sets > 0;) ({ sets } = (await give(from, to)).value);
}

const nameOf = (engine: Engine): string =>
  getPerson(engine.readable(testNow), admin, { id: engine.sql('SELECT id FROM person').pluck().get() as number }).fields
    .name;

function rename(engine: Engine, name: string, now = testNow): void {
  const id = engine.sql('SELECT id FROM person').pluck().get() as number;
  const store = engine.readable(now);
  const { seen } = getPerson(store, admin, { id });
  const before = personForm({ name: nameOf(engine) });
  engine.transact({ ...admin, userId: 1 }, now, (tx) =>
    changePerson(tx, admin, { id, seen, before, person: { ...before, name } }),
  );
}

async function twoLaptops(): Promise<[Engine, Engine]> {
  const one = newStore();
  addPerson(one, {});
  const other = secondLaptop(one.engine);
  await introduce(one.engine, other);
  await swap(one.engine, other);
  return [one.engine, other];
}

test('서로 못 본 채 같은 성명을 고치면 두 노트북에 같은 카드가 서고, 고르면 두 곳에서 함께 사라진다', async () => {
  const [one, other] = await twoLaptops();
  rename(one, '김하나');
  // A clock that stands in 2040 wins nothing (N4).
  rename(other, '이두리', Date.UTC(2040, 0, 1));
  await swap(one, other);
  expect(nameOf(one)).toBe(nameOf(other));
  const cards = [one, other].map((engine) => listCards(engine.readable(testNow), admin, {}));
  expect(cards.map(({ total }) => total)).toEqual([1, 1]);
  const [card] = cards[0]?.cards ?? [];
  expect(card).toMatchObject({ type: 'person', field: 'name', label: '성명' });
  expect(card?.values.map(({ text }) => text).toSorted()).toEqual(['김하나', '이두리']);
  expect(card?.values.filter(({ shown }) => shown).map(({ text }) => text)).toEqual([nameOf(one)]);
  expect(cards[1]?.cards[0]?.values.map(({ text }) => text)).toEqual(card?.values.map(({ text }) => text));
  // The value that is shown already is a choice like any other.
  const shown = card?.values.find((value) => value.shown);
  const choice: Input<'sync.choose'> = {
    type: 'person',
    id: card?.id ?? 0,
    field: 'name',
    head: shown?.head ?? '',
    seen: card?.seen ?? '',
  };
  one.transact(admin, testNow, (tx) => chooseValue(tx, admin, choice));
  await swap(one, other);
  for (const engine of [one, other]) {
    expect(listCards(engine.readable(testNow), admin, {}).total).toBe(0);
    expect(nameOf(engine)).toBe(shown?.text);
  }
});

test('카드를 보는 사이에 다른 값이 오면 고른 것은 거절되고, 고칠 수 없는 사람에게는 카드가 없다', async () => {
  const [one, other] = await twoLaptops();
  rename(one, '김하나');
  rename(other, '이두리');
  await swap(one, other);
  const [card] = listCards(one.readable(testNow), admin, {}).cards;
  rename(other, '박세나');
  await swap(one, other);
  const choice = {
    type: 'person',
    id: card?.id ?? 0,
    field: 'name',
    head: card?.values[0]?.head ?? '',
    seen: card?.seen ?? '',
  } as const;
  expect(() => one.transact(admin, testNow, (tx) => chooseValue(tx, admin, choice))).toThrow(Refusal);
  const support: Actor = { ...admin, role: 'companySupport' };
  expect(listCards(one.readable(testNow), support, {}).total).toBe(0);
  expect(() => one.transact(support, testNow, (tx) => chooseValue(tx, support, choice))).toThrow('notAllowed');
});

test('한 노트북의 것이 거절되어도 다른 노트북의 것은 들어오고, 세 번 거절된 것은 확인 필요에 까닭과 함께 남는다', async () => {
  const one = newStore();
  addPerson(one, { name: '김하나' });
  const good = secondLaptop(one.engine);
  const stranger = secondLaptop(one.engine);
  const target = secondLaptop(one.engine);
  await introduce(one.engine, good, stranger);
  await introduce(one.engine, target);
  await introduce(good, target);
  target.sql('DELETE FROM peer_key WHERE device = ?').run(stranger.replica.device);
  for (const engine of [good, stranger]) await swap(one.engine, engine);
  addPerson({ engine: good, actor: one.actor }, { name: '이두리', mobile: '01022222222' });
  addPerson({ engine: stranger, actor: one.actor }, { name: '박세나', mobile: '01033333333' });
  await swap(one.engine, good);
  await swap(one.engine, stranger);
  for (let tries = 1; tries <= triesBeforeShown; tries += 1) {
    const { value } = await give(one.engine, target);
    expect(value.refused).toEqual([{ device: stranger.replica.device, reason: 'signature', follows: false }]);
    expect(readTroubles(target, 'shown')).toHaveLength(tries < triesBeforeShown ? 0 : 1);
  }
  const names = () => target.sql('SELECT name FROM person ORDER BY name').pluck().all();
  expect(names()).toEqual(['김하나', '이두리']);
  const [shown] = await job<{ id: number; reason: string }[]>(target, 'sync.shownTroubles', null);
  expect(shown?.reason).toContain('다시 시도해 주십시오');
  // What was refused can be shown to who helps, as it came.
  const [page] = await job<Uint8Array[]>(target, 'sync.export', { id: shown?.id ?? 0 });
  const kept = decodePage(page ?? new Uint8Array(), target.replica.suite);
  expect(kept?.spans.map(({ device }) => device)).toEqual([stranger.replica.device]);
  // Its key comes: the same page goes in, and the item is gone.
  await introduce(stranger, target);
  await give(one.engine, target);
  expect(names()).toEqual(['김하나', '박세나', '이두리']);
  expect(readTroubles(target, 'all')).toEqual([]);
});

test('다시 시도하면 그것 하나만 받아 둔 쪽에서 바로 들어오고, 다른 것은 몇 번 거절되었는지도 그대로이다', async () => {
  const one = newStore();
  addPerson(one, { name: '김하나' });
  const target = secondLaptop(one.engine);
  const strangers = [secondLaptop(one.engine), secondLaptop(one.engine)];
  await introduce(one.engine, target, ...strangers);
  for (const stranger of strangers) {
    target.sql('DELETE FROM peer_key WHERE device = ?').run(stranger.replica.device);
    await swap(one.engine, stranger);
  }
  for (const [at, name] of ['이두리', '박세나'].entries()) {
    const engine = strangers[at] ?? target;
    addPerson({ engine, actor: one.actor }, { name, mobile: `0102222333${at}` });
    await swap(one.engine, engine);
  }
  for (let tries = 1; tries <= triesBeforeShown; tries += 1) await give(one.engine, target);
  const shown = () => readTroubles(target, 'shown').map(({ stream, tries }) => [stream, tries]);
  const [first, second] = strangers.map(({ replica }) => replica.device);
  expect(new Map(shown() as [string, number][])).toEqual(
    new Map([
      [first, 3],
      [second, 3],
    ]),
  );
  const idOf = (stream: string | undefined) =>
    readTroubles(target, 'all').find((row) => row.stream === stream)?.id ?? 0;
  // Still refused: it is counted, and the page stays.
  expect(await job(target, 'sync.tryAgain', { id: idOf(first) })).toEqual({ stream: first, isLeft: true });
  expect(new Map(shown() as [string, number][]).get(first ?? '')).toBe(4);
  // `learn` forgets the item with its page: here the key comes as the laptop's record would bring it.
  const [keys] = await job<{ device: string; signKey: Uint8Array }[]>(
    strangers[0] ?? target,
    'sync.introductions',
    null,
  );
  target
    .sql('INSERT INTO peer_key (device, public_key, own) VALUES (?, ?, 0)')
    .run(first, Buffer.from(keys?.signKey ?? []));
  expect(await job(target, 'sync.tryAgain', { id: idOf(first) })).toEqual({ stream: first, isLeft: false });
  expect(target.sql('SELECT name FROM person ORDER BY name').pluck().all()).toEqual(['김하나', '이두리']);
  expect(shown()).toEqual([[second, 3]]);
  await expect(job(target, 'sync.tryAgain', { id: 999 })).rejects.toThrow('notFound');
});

test('많은 것을 한꺼번에 파기하는 변경은 사람이 받아들일 때까지 기다리고, 그동안 다른 것은 들어온다', async () => {
  const one = newStore();
  const ids = Array.from({ length: 60 }, (_none, at) =>
    addPerson(one, { name: '홍길동', mobile: `010${String(10_000_000 + at)}` }),
  );
  const other = secondLaptop(one.engine);
  const third = secondLaptop(one.engine);
  await introduce(one.engine, other, third);
  await swap(one.engine, other);
  await swap(one.engine, third);
  const uuids = ids.map((id) => one.engine.readable(testNow).uuidOf('person', id));
  const { replica } = one.engine;
  one.engine.takeIn(() =>
    replica.storage.transact(() =>
      commit(replica, {
        seen: vectorOf(replica.storage),
        actor: '',
        at: '2026-11-22T03:00:00Z',
        changes: [{ op: 'erase', subjects: uuids.slice(0, 40) }],
      }),
    ),
  );
  addPerson({ engine: third, actor: one.actor }, { name: '최네나', mobile: '01044444444' });
  await swap(one.engine, third);
  const { value } = await give(one.engine, other);
  expect(value.refused.map(({ reason }) => reason)).toContain('erasure');
  const count = () => other.sql('SELECT count(*) FROM person').pluck().get();
  expect(count()).toBe(61);
  const [item] = await job<{ id: number; rows: number; canAgree: boolean }[]>(other, 'sync.shownTroubles', null);
  expect(item).toMatchObject({ rows: 40, canAgree: true, canRetry: false });
  // Another item of the same laptop takes nothing from the word that is given for this one.
  const stream = one.engine.replica.device;
  addTrouble(other, testNow, { kind: 'unreadable', stream, why: 'unreadable' });
  await job(other, 'sync.agree', { id: item?.id ?? 0 });
  // The page is here: nobody has to bring it again.
  expect(await job(other, 'sync.tryAgain', { id: item?.id ?? 0 })).toEqual({ stream, isLeft: false });
  expect(count()).toBe(21);
  expect(readTroubles(other, 'all')).toEqual([]);
  expect(other.sql(`SELECT act, count FROM access_log WHERE record_type = 'sync'`).all()).toEqual([
    { act: 'delete', count: 40 },
  ]);
});

test('더 새로운 프로그램의 변경은 그대로 두고 세며, 프로그램을 올린 뒤 저절로 들어간다', async () => {
  const [one, other] = await twoLaptops();
  // Another program knows a record type that this one does not.
  const { replica } = one;
  const newer = {
    ...replica,
    types: { ...replica.types, futureThing: { kind: 'record', fields: ['what'], guarded: [] } },
  } as const;
  one.takeIn(() =>
    newer.storage.transact(() =>
      commit(newer, {
        seen: vectorOf(newer.storage),
        actor: '',
        at: '2026-11-22T03:00:00Z',
        changes: [{ op: 'put', type: 'futureThing', id: 'thing-1', scope: 'centre', patch: { what: '새것' } }],
      }),
    ),
  );
  await swap(one, other);
  expect(countItems(other)).toMatchObject({ held: 1, trouble: 0 });
  expect(await job(other, 'sync.tasks', null)).toEqual([{ kind: 'newerProgram', count: 1 }]);
  expect(vectorOf(other.replica.storage)).toEqual(vectorOf(one.replica.storage));
  // The upgrade: the same store read by a program that knows the type.
  const upgraded = { ...other.replica, types: newer.types };
  rebuild(upgraded);
  expect(upgraded.storage.record('futureThing', 'thing-1')?.values).toEqual({ what: '새것' });
  expect(countItems(other)).toMatchObject({ held: 0 });
});

test('쪽이 아닌 것과 되풀이된 쪽은 아무것도 바꾸지 않는다', async () => {
  const [one, other] = await twoLaptops();
  rename(one, '김하나');
  const bytes = bytesFor(one, other);
  const first = await receivePage(other, bytes, testNow);
  expect(first.value.sets).toBe(1);
  expect(first.touched.some(({ type }) => type === 'person')).toBe(true);
  const again = await receivePage(other, bytes, testNow);
  expect(again.value).toMatchObject({ sets: 0, refused: [] });
  expect(again.touched).toEqual([]);
  expect((await receivePage(other, new Uint8Array([1, 2, 3]), testNow)).value.readable).toBe(false);
});
