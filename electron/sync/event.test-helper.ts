import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { theProgram } from '../../shared/model/role.ts';
import type { Actor } from '../../shared/model/role.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { openAt, openOf, place } from '../../test/fault/syncEnd.ts';
import { ensureDevice } from '../desk/device.ts';
import { createPerson } from '../desk/person.ts';
import { addStaff } from '../desk/staff.ts';
import { personForm, setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from '../jobs/index.ts';
import type { StoreLock } from '../store/connection.ts';
import type { Engine, Touched } from '../store/store.ts';
import { joinEvent } from './eventGuest.ts';
import type { EventGuest } from './eventGuest.ts';
import { openEventHost } from './eventHost.ts';
import type { EventHost } from './eventHost.ts';
import type { AskEvent, EventJob, EventJobMap } from './eventPort.ts';
import type { AskStore, SyncJob, SyncJobMap } from './port.ts';

/** A laptop of a centre with a real store, without windows: it can open the event network, join it, or both in turn. */
export interface EventEnd {
  readonly engine: Engine;
  readonly lock: StoreLock;
  readonly ask: AskStore;
  readonly askEvent: AskEvent;
  readonly troubles: string[];
  open(): Promise<EventHost>;
  /** Null where it cannot be opened. */
  tryOpen(addresses: readonly string[], ports: readonly number[]): Promise<EventHost | null>;
  join(port: number, netKey?: string): EventGuest;
  /** Ends what it has opened or joined. */
  end(): Promise<void>;
  add(...names: string[]): void;
  /** Something was committed beside its jobs. */
  heard(type: string): void;
  people(): string[];
  vector(): Record<string, number>;
  mark(other: EventEnd, field: 'endedOn' | 'recalledAt' | 'revokedAt'): void;
  wasShutOut(): boolean;
}

const pause = async (ms: number, signal: AbortSignal): Promise<void> =>
  await sleep(ms, undefined, { signal }).catch(() => undefined);

let numbers = 0;

/** A laptop of a centre of its own, or of the centre of `of`. The laptops do not know each other before they `meet`. */
export async function eventEnd(of?: EventEnd): Promise<EventEnd> {
  const at = place(testFolder(), 'store');
  const engine = of ? openOf(of.engine, at) : openAt(at);
  if (!of)
    engine.transact(setUp, testNow, (store) => addStaff(store, setUp, { loginId: 'a', name: '이상담', role: 'admin' }));
  numbers += 1;
  const number = String(numbers).padStart(2, '0');
  engine.transact(setUp, testNow, (store) => ensureDevice(store, { number }));
  const jobs = makeJobs(engine, at.lock, () => undefined);
  const troubles: string[] = [];
  const on: { host: EventHost | null; guest: EventGuest | null } = { host: null, guest: null };
  let isShutOut = false;
  const heard = (touched: readonly Touched[]): void => {
    const types = [...new Set(touched.map(({ type }) => type))];
    if (types.length === 0) return;
    on.host?.heard(types);
    on.guest?.heard(types);
  };
  const run = async (name: string, input: unknown): Promise<unknown> => {
    const { value, touched = [] } = await jobs({ ask: 'job', name, input, actor: theProgram, now: testNow });
    heard(touched);
    return value;
  };
  const ask: AskStore = async <J extends SyncJob>(name: J, input: SyncJobMap[J]['input']) =>
    (await run(name, input)) as SyncJobMap[J]['value'];
  const askEvent: AskEvent = async <J extends EventJob>(name: J, input: EventJobMap[J]['input']) =>
    (await run(name, input)) as EventJobMap[J]['value'];
  let mobile = 0;
  const end = async (): Promise<void> => {
    await on.host?.close();
    await on.guest?.stop();
    Object.assign(on, { host: null, guest: null });
  };
  await ask('sync.prepare', null);
  onTestFinished(async () => {
    await end();
    engine.close();
  });
  const shutOut = (): void => {
    isShutOut = true;
  };
  const tryOpen: EventEnd['tryOpen'] = async (addresses, ports) => {
    const common = { ask, askEvent, pause, tell: () => undefined, trouble: (cause: string) => troubles.push(cause) };
    on.host = await openEventHost({ ...common, addresses: () => addresses, ports, now: () => Date.now(), shutOut });
    return on.host;
  };
  return {
    engine,
    lock: at.lock,
    ask,
    askEvent,
    troubles,
    tryOpen,
    async open() {
      const opened = await tryOpen(['127.0.0.1'], [0]);
      if (!opened) throw new Error('not opened');
      return opened;
    },
    join(port, netKey) {
      on.guest = joinEvent({
        ask,
        askEvent,
        address: { places: [{ address: '127.0.0.1', port }], netKey: netKey ?? null },
        monotonic: () => performance.now(),
        random: Math.random,
        // Back-off as it is, in a hundredth of the time.
        pause: async (ms, signal) => await pause(ms / 100, signal),
        recalled: async () => {
          await run('lease.recalled', null);
        },
        tell: () => undefined,
        trouble: (cause) => troubles.push(cause),
      });
      return on.guest;
    },
    end,
    add(...names) {
      const userId = engine.sql('SELECT id FROM staff').pluck().get() as number;
      const actor: Actor = { userId, name: '', role: 'admin' };
      for (const name of names) {
        mobile += 1;
        const form = personForm({ name, mobile: `010${number}${String(100_000 + mobile)}` });
        heard(engine.transact(actor, testNow, (store) => createPerson(store, actor, form)).touched);
      }
    },
    heard: (type) => heard([{ type, id: 0 }]),
    people: () => engine.sql('SELECT name FROM person ORDER BY name').pluck().all() as string[],
    vector: () => Object.fromEntries([...vectorOf(engine.replica.storage)].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    mark(other, field) {
      const id = engine.readable(testNow).idOf('device', other.engine.replica.device);
      if (id === null) throw new Error('unknown laptop');
      const value = field === 'endedOn' ? { endedOn: '2026-11-01' } : { [field]: testNow };
      heard(engine.transact(theProgram, testNow, (store) => store.change('device', id, value)).touched);
    },
    wasShutOut: () => isShutOut,
  };
}

/** In the office, before the event: each takes what the other has. */
export async function meet(one: Pick<EventEnd, 'ask'>, other: Pick<EventEnd, 'ask'>): Promise<void> {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    await to.ask('sync.learn', { keys: await from.ask('sync.introductions', null) });
    for (;;) {
      const { vector } = await to.ask('sync.facts', null);
      const page = await from.ask('sync.pageFor', { held: vector, without: [] });
      if (page === null) break;
      await to.ask('sync.receive', { bytes: page.bytes });
    }
  }
}

/** Laptops of one centre that know each other. */
export async function centreOf(count: number): Promise<readonly EventEnd[]> {
  const first = await eventEnd();
  const all = [first];
  for (let n = 1; n < count; n += 1) all.push(await eventEnd(first));
  for (let round = 0; round < 2; round += 1) for (const each of all.slice(1)) await meet(first, each);
  return all;
}

/** Waits until something holds; says what was last seen when it never does. */
export async function until(holds: () => boolean, seen: () => unknown): Promise<void> {
  const end = performance.now() + 40_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${JSON.stringify(seen())}`);
    await sleep(5);
  }
}

/** Waits until all have the same sets and `count` people. */
export async function untilSame(ends: readonly EventEnd[], count: number): Promise<void> {
  const same = (): boolean => {
    const [first, ...others] = ends.map((each) => JSON.stringify([each.vector(), each.people()]));
    return others.every((each) => each === first) && ends.every((each) => each.people().length === count);
  };
  await until(same, () => ends.map((each) => [each.vector(), each.people().length, each.troubles]));
}
