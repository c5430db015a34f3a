import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Actor } from '../../shared/model/role.ts';
import { decodePage } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { askOf, enrol, openAt, openHub, openOf, place, startEnd } from '../../test/fault/syncEnd.ts';
import type { RunningHub } from '../../test/fault/syncEnd.ts';
import { createPerson } from '../desk/person.ts';
import { ensureDevice } from '../desk/device.ts';
import { addStaff } from '../desk/staff.ts';
import { personForm, setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from '../jobs/index.ts';
import { readTroubles } from '../store/hubLink.ts';
import type { Engine } from '../store/store.ts';
import { hubClient } from './hubClient.ts';
import type { Link, LinkOptions } from './link.ts';
import type { AskStore } from './port.ts';

interface Laptop {
  readonly engine: Engine;
  readonly ask: AskStore;
  readonly orders: string[];
  link: Link;
  add(name: string): void;
  people(): string[];
}

async function hubOf(): Promise<RunningHub> {
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  return hub;
}

/** A laptop of the centre of `of` (or of its own), linked to the hub. */
async function laptop(hub: RunningHub, of?: Laptop, over: Partial<LinkOptions> = {}): Promise<Laptop> {
  const at = place(testFolder(), 'store');
  const engine = of ? openOf(of.engine, at) : openAt(at);
  if (!of)
    engine.transact(setUp, testNow, (store) => addStaff(store, setUp, { loginId: 'a', name: '이상담', role: 'admin' }));
  const ask = askOf(engine, at.lock);
  await enrol(ask, hub);
  const orders: string[] = [];
  const note = (what: string) => async () => void orders.push(what);
  const link = startEnd(ask, {
    orders: { recalled: note('recalled'), wipe: note('wipe'), shutOut: (by) => orders.push(`shutOut ${by}`) },
    ...over,
  });
  let mobile = 0;
  const made: Laptop = {
    engine,
    ask,
    orders,
    link,
    add(name) {
      mobile += 1;
      const actor: Actor = {
        userId: engine.sql('SELECT id FROM staff').pluck().get() as number,
        name: '',
        role: 'admin',
      };
      engine.transact(actor, testNow, (store) =>
        createPerson(store, actor, personForm({ name, mobile: `010${String(10_000_000 + mobile)}` })),
      );
      made.link.wake('saved');
    },
    people: () => engine.sql('SELECT name FROM person ORDER BY name').pluck().all() as string[],
  };
  onTestFinished(async () => {
    await made.link.stop();
    engine.close();
  });
  return made;
}

/** Waits until something holds; says what was last seen when it never does. */
async function until(holds: () => boolean, seen: () => unknown): Promise<void> {
  const end = performance.now() + 40_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${JSON.stringify(seen())}`);
    await sleep(5);
  }
}

const isQuiet = ({ link }: Laptop): boolean => link.status().phase === 'upToDate' && link.status().waiting === 0;

test('두 노트북이 허브를 거쳐 서로의 것을 받고, 허브가 꺼져도 일은 이어지며 다시 켜지면 맞춘다', async () => {
  const hub = await hubOf();
  const one = await laptop(hub);
  one.add('김하나');
  const two = await laptop(hub, one);
  await until(
    () => two.people().length === 1 && isQuiet(one) && isQuiet(two),
    () => two.link.status(),
  );
  two.add('이두리');
  await until(
    () => one.people().length === 2,
    () => one.link.status(),
  );
  await hub.stop();
  one.add('박세나');
  two.add('최네나');
  await until(
    () => one.link.status().phase === 'offline' && one.link.status().waiting === 1,
    () => one.link.status(),
  );
  await hub.start();
  for (const each of [one, two]) each.link.wake('manual');
  await until(
    () => isQuiet(one) && isQuiet(two) && one.people().length === 4 && two.people().length === 4,
    () => [one.link.status(), two.link.status()],
  );
  expect(one.people()).toEqual(two.people());
  expect(vectorOf(one.engine.replica.storage)).toEqual(vectorOf(two.engine.replica.storage));
  const { items } = two.link.status();
  expect(items).toMatchObject({ held: 0, trouble: 0, applied: items.in });
});

test('올린 것의 답을 잃어도 두 번 들어가지 않고, 받다가 끊겨도 이어서 받는다', async () => {
  const hub = await hubOf();
  const one = await laptop(hub);
  for (let n = 0; n < 30; n += 1) one.add('홍길동');
  await until(
    () => isQuiet(one),
    () => one.link.status(),
  );
  // The hub goes in the middle of everything, five times.
  const two = await laptop(hub, one);
  for (let cut = 0; cut < 5; cut += 1) {
    one.add('김하나');
    await sleep(cut * 7);
    await hub.stop();
    await hub.start();
    for (const each of [one, two]) each.link.wake('resumed');
  }
  await until(
    () => isQuiet(one) && isQuiet(two) && two.people().length === 35,
    () => [one.link.status(), two.link.status()],
  );
  expect(two.people()).toEqual(one.people());
});

test('회수된 노트북은 보내지 않은 것을 모두 넘기고 허브가 다 가졌을 때에만 비운다', async () => {
  const hub = await hubOf();
  const one = await laptop(hub);
  one.add('김하나');
  const two = await laptop(hub, one);
  const id = two.engine.transact(setUp, testNow, (store) => ensureDevice(store)).value;
  await until(
    () => isQuiet(one) && isQuiet(two) && two.people().length === 1,
    () => two.link.status(),
  );
  await two.link.stop();
  two.add('이두리');
  const device = two.engine.readable(testNow).uuidOf('device', id);
  await until(
    () => one.engine.readable(testNow).idOf('device', device) !== null,
    () => one.link.status(),
  );
  const mark = makeJobs(one.engine, place('', 'x').lock, () => undefined);
  const asked = { id: one.engine.readable(testNow).idOf('device', device), standing: 'recalled' };
  const admin: Actor = { userId: 1, name: '', role: 'admin' };
  await mark({ ask: 'job', name: 'sync.mark', input: asked, actor: admin, now: testNow });
  one.link.wake('saved');
  await until(
    () => isQuiet(one),
    () => one.link.status(),
  );
  // Back on the network after weeks, with something that nobody else has.
  expect(two.orders).toEqual([]);
  two.link = startEnd(two.ask, {
    orders: {
      recalled: async () => void two.orders.push('recalled'),
      wipe: async () => {
        const held = await hub.store.vector();
        const own = vectorOf(two.engine.replica.storage);
        two.orders.push([...own].every(([name, seq]) => held.get(name) === seq) ? 'wipe' : 'wiped too early');
      },
      shutOut: () => undefined,
    },
  });
  await until(
    () => two.orders.includes('wipe'),
    () => [two.orders, two.link.status()],
  );
  expect(two.orders).toEqual(['recalled', 'wipe']);
  expect(two.link.status()).toMatchObject({ phase: 'recalled' });
  await until(
    () => one.people().length === 2,
    () => one.link.status(),
  );
  await expect.poll(async () => (await hub.store.device(device))?.wipedAt ?? null).not.toBeNull();
});

/** A hub that takes nothing of the streams in `shut`; the rest is a real one's. */
function refusingHub(shut: Set<string>, pushed: string[]): LinkOptions['connect'] {
  return (hub, self) => {
    const client = hubClient(hub, self);
    return {
      ...client,
      async push(bytes, options) {
        const streams = decodePage(bytes, plainText)?.spans.map(({ device }) => device) ?? [];
        pushed.push(...streams);
        const device = streams.find((each) => shut.has(each));
        return device === undefined
          ? await client.push(bytes, options)
          : { ok: true, value: { ok: false, device, reason: 'fork' } };
      },
    };
  };
}

test('허브가 세 번 받지 않은 것은 확인 필요에 서고, 다시 시도하면 그것만 바로 보내며, 허브가 가지면 저절로 사라진다', async () => {
  const hub = await hubOf();
  const [shut, pushed] = [new Set<string>(), [] as string[]];
  const one = await laptop(hub, undefined, { connect: refusingHub(shut, pushed) });
  await until(
    () => isQuiet(one),
    () => one.link.status(),
  );
  const { device } = one.engine.replica;
  shut.add(device);
  one.add('김하나');
  const troubles = () => readTroubles(one.engine, 'shown').map(({ kind, stream }) => [kind, stream]);
  await until(
    () => troubles().length === 1,
    () => one.link.status(),
  );
  expect(troubles()).toEqual([['refusedByHub', device]]);
  // Another laptop's word is none for this one: it is left alone until it is due.
  const tries = () => readTroubles(one.engine, 'all')[0]?.tries ?? 0;
  const before = tries();
  one.link.retry('another');
  one.link.retry(device);
  await until(
    () => tries() > before,
    () => one.link.status(),
  );
  // The program is started again while the item stands, and the hub takes it now.
  await one.link.stop();
  shut.clear();
  const later = startEnd(one.ask, { connect: refusingHub(shut, pushed) });
  onTestFinished(() => later.stop());
  await until(
    () => troubles().length === 0 && later.status().phase === 'upToDate',
    () => later.status(),
  );
  expect(pushed.at(-1)).toBe(device);
});

test('한 노트북에서 차단한 노트북은 허브도 곧 받지 않고, 그동안 다른 노트북은 이어서 맞춘다', async () => {
  const hub = await hubOf();
  const one = await laptop(hub);
  one.add('김하나');
  const lost = await laptop(hub, one);
  const id = lost.engine.transact(setUp, testNow, (store) => ensureDevice(store)).value;
  lost.link.wake('saved');
  const device = lost.engine.readable(testNow).uuidOf('device', id);
  await until(
    () => isQuiet(one) && isQuiet(lost) && one.engine.readable(testNow).idOf('device', device) !== null,
    () => [one.link.status(), lost.link.status()],
  );
  const jobs = makeJobs(one.engine, place('', 'x').lock, () => undefined);
  const asked = { id: one.engine.readable(testNow).idOf('device', device), standing: 'revoked' };
  await lost.link.stop();
  await jobs({ ask: 'job', name: 'sync.mark', input: asked, actor: { ...setUp, userId: 1 }, now: testNow });
  one.link.wake('resumed');
  await expect.poll(async () => (await hub.store.device(device))?.standing).toBe('revoked');
  one.add('이두리');
  await until(
    () => isQuiet(one),
    () => one.link.status(),
  );
  // It comes back with a line of its own: it gets nothing, not even the word that it was shut out.
  lost.link = startEnd(lost.ask);
  lost.add('박세나');
  await until(
    () => lost.link.status().phase === 'revoked',
    () => lost.link.status(),
  );
  expect(lost.people()).toEqual(['김하나', '박세나']);
  expect(one.people()).toEqual(['김하나', '이두리']);
});

test('관리 노트북이 아닌 노트북에서 차단해도 막히지 않고 맞추며, 관리 노트북이 그 기록을 받으면 이어진 채로 허브에 알린다', async () => {
  const hub = await hubOf();
  const warden = await laptop(hub);
  const field = await laptop(hub, warden);
  const lost = await laptop(hub, warden);
  const id = lost.engine.transact(setUp, testNow, (store) => ensureDevice(store)).value;
  lost.link.wake('saved');
  const device = lost.engine.readable(testNow).uuidOf('device', id);
  const knows = ({ engine }: Laptop): number | null => engine.readable(testNow).idOf('device', device);
  await until(
    () => knows(field) !== null && knows(warden) !== null,
    () => [field.link.status(), warden.link.status()],
  );
  const jobs = makeJobs(field.engine, place('', 'x').lock, () => undefined);
  const asked = { id: knows(field), standing: 'revoked' };
  await jobs({ ask: 'job', name: 'sync.mark', input: asked, actor: { ...setUp, userId: 1 }, now: testNow });
  field.link.wake('resumed');
  field.add('김하나');
  await until(
    () => isQuiet(field) && warden.people().includes('김하나'),
    () => [field.link.status(), warden.link.status()],
  );
  // Its word does not count there, and stops nothing.
  expect(await hub.store.device(device)).toMatchObject({ standing: 'enrolled', judgedAt: null });
  const before = warden.link.status().hub?.lastContact;
  warden.link.wake('laptop');
  await expect.poll(async () => (await hub.store.device(device))?.standing).toBe('revoked');
  expect(await hub.store.device(device)).toMatchObject({ judgedBy: warden.engine.replica.device });
  expect(before).not.toBeNull();
});

test('허브가 내보낸 노트북은 아무것도 주고받지 못하고, 누구에게 전화할지 말하며 잠근다', async () => {
  const hub = await hubOf();
  const one = await laptop(hub);
  await until(
    () => isQuiet(one),
    () => one.link.status(),
  );
  await hub.store.setStanding(one.engine.replica.device, 'revoked');
  one.add('김하나');
  const before = await hub.store.vector();
  await until(
    () => one.orders.includes('shutOut hub'),
    () => [one.orders, one.link.status()],
  );
  // The person, and the keys told in the laptop's record, which was made with them.
  expect(one.link.status()).toMatchObject({ phase: 'revoked', waiting: 2 });
  expect(one.link.status().message).toContain('관리자에게 전화해');
  expect(await hub.store.vector()).toEqual(before);
  expect(one.people()).toEqual(['김하나']);
});

test('허브가 멎어도 두 초 안에 멈추고, 멈춘 뒤에는 저장소에 아무것도 묻지 않는다', async () => {
  const hub = await hubOf();
  const one = await laptop(hub);
  await until(
    () => isQuiet(one),
    () => one.link.status(),
  );
  let asked = 0;
  const counting: AskStore = async (name, input) => {
    asked += 1;
    return await one.ask(name, input);
  };
  const other = startEnd(counting);
  await until(
    () => other.status().phase === 'upToDate',
    () => other.status(),
  );
  await other.stop();
  const at = asked;
  one.add('김하나');
  other.wake('saved');
  other.wake('manual');
  await sleep(300);
  expect(asked).toBe(at);
});
