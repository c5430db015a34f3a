import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { storeGate } from '../../hub/gate/storeGate.ts';
import { openSqliteStore } from '../../hub/store/sqlite.ts';
import { codeHashOf } from '../../hub/gate/storeGate.ts';
import type { HubStore } from '../../hub/store/hubStore.ts';
import { peerClient } from '../../hub/wire/client.ts';
import { makeIdentity } from '../../hub/wire/identity.ts';
import type { Identity } from '../../hub/wire/netKey.ts';
import { startPeerServer } from '../../hub/wire/server.ts';
import type { PeerServer } from '../../hub/wire/server.ts';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import type { Changed } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import { personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import { connect } from '../store/connection.ts';
import type { StoreLock } from '../store/connection.ts';
import { StoreDesk } from '../store/desk.ts';
import type { HubRow } from '../store/hubLink.ts';
import { startLink } from './link.ts';
import type { Link, LinkOptions } from './link.ts';
import type { AskStore, Self } from './port.ts';

/** A hub in this process, over SQLite; it may be stopped and started again on its port. */
export interface TestHub {
  readonly store: HubStore;
  readonly port: number;
  readonly netKey: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function testHub(): Promise<TestHub> {
  const store = await openSqliteStore({ file: path.join(testFolder(), 'hub.db'), clock: () => Date.now() });
  const identity: Identity & { netKey: string } = await makeIdentity();
  const gate = storeGate(store, '시험 허브', () => Date.now());
  const open = (port: number): Promise<PeerServer> =>
    startPeerServer({ identity, log: store, gate, host: '127.0.0.1', port, limits: { closeMs: 300 } });
  let server: PeerServer | null = await open(0);
  const { port } = server;
  const stop = async (): Promise<void> => {
    await server?.close();
    server = null;
  };
  onTestFinished(async () => {
    await stop();
    await store.close();
  });
  return {
    store,
    port,
    netKey: identity.netKey,
    stop,
    async start() {
      server ??= await open(port);
    },
  };
}

/** One laptop: a real store with its workers, and the loop. */
export interface TestLaptop {
  readonly desk: StoreDesk;
  readonly actor: Actor;
  readonly file: string;
  readonly lock: StoreLock;
  readonly link: Link;
  readonly told: SyncStatus[];
  readonly changes: Changed[];
  readonly troubles: string[];
  readonly orders: string[];
  readonly ask: AskStore;
  readonly self: Self;
  add(name: string): Promise<number>;
  people(): string[];
  vector(): Map<string, number>;
  linkTo(hub: TestHub): Promise<void>;
}

const setUp: Actor = { userId: 0, name: '', role: 'admin' };
const script = new URL('../worker.ts', import.meta.url);

export interface LaptopOptions {
  /** The centre whose scope keys this laptop has; without one it makes a centre of its own. */
  readonly of?: TestLaptop;
  readonly now?: () => number;
  readonly over?: Partial<LinkOptions>;
}

/** Opens a laptop that is not linked yet. One of a centre is made as a copy of its keys: the 참여 파일 is another's test. */
export async function testLaptop({ of, now = () => testNow, over = {} }: LaptopOptions = {}): Promise<TestLaptop> {
  const file = path.join(testFolder(), 'store.db');
  const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) };
  const changes: Changed[] = [];
  const troubles: string[] = [];
  let link: Link | null = null;
  const desk = await StoreDesk.open({
    file,
    lock,
    script,
    ears: {
      changed: (changed) => {
        changes.push(changed);
        link?.wake('saved');
      },
      progress: () => undefined,
      trouble: (cause) => troubles.push(cause),
    },
  });
  if (of) await desk.close();
  const opened = of ? await joined(of, { file, lock }, { changes, troubles, woken: () => link?.wake('saved') }) : desk;
  const actor = of
    ? of.actor
    : ((await opened.job('writer', 'staff.first', { loginId: 'test', name: '이상담' }, setUp, now())) as Actor);
  const ask: AskStore = async (name, input) => (await opened.job('writer', name, input, setUp, now())) as never;
  const self = await ask('sync.prepare', null);
  const told: SyncStatus[] = [];
  const orders: string[] = [];
  link = startLink({
    ask,
    connect: (hub, me) =>
      peerClient({
        identity: { certificate: me.certificate, privateKey: me.netKey },
        address: hub.address,
        port: hub.port,
        netKey: hub.netKey,
      }),
    now,
    monotonic: () => performance.now(),
    random: Math.random,
    pause: async (ms, signal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
    tell: (status) => told.push(status),
    orders: {
      recalled: async () => void orders.push('recalled'),
      wipe: async () => void orders.push('wipe'),
      shutOut: (by) => orders.push(`shutOut ${by}`),
    },
    trouble: (cause) => troubles.push(cause),
    ...over,
  });
  const running = link;
  onTestFinished(async () => {
    await running.stop();
    await opened.close();
  });
  const looked = <T>(look: (db: ReturnType<typeof connect>) => T): T => {
    const db = connect(file, lock, 'readonly');
    try {
      return look(db);
    } finally {
      db.close();
    }
  };
  return {
    desk: opened,
    actor,
    file,
    lock,
    link,
    told,
    changes,
    troubles,
    orders,
    ask,
    self,
    add: async (name) => {
      const form = personForm({ name, mobile: `010${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}` });
      const made = await opened.write('person.create', form, actor, now(), randomUUID());
      return (made as { id: number }).id;
    },
    people: () => looked((db) => db.prepare('SELECT name FROM person ORDER BY name').pluck().all() as string[]),
    vector: () =>
      looked(
        (db) =>
          new Map(
            (db.prepare('SELECT device, seq FROM stream').all() as { device: string; seq: number }[]).map((row) => [
              row.device,
              row.seq,
            ]),
          ),
      ),
    async linkTo(hub) {
      await ask('sync.link', await enrolled(hub, self));
      running.wake('linked');
    },
  };
}

/** The store of another laptop of the same centre: its scope keys, and its first staff when it is next to the hub. */
async function joined(
  of: TestLaptop,
  at: { readonly file: string; readonly lock: StoreLock },
  ears: { readonly changes: Changed[]; readonly troubles: string[]; readonly woken: () => void },
): Promise<StoreDesk> {
  const from = connect(of.file, of.lock, 'readonly');
  const to = connect(at.file, at.lock, 'readwrite');
  try {
    to.prepare('DELETE FROM scope_key').run();
    for (const { scope, key } of from.prepare('SELECT scope, key FROM scope_key').all() as {
      scope: string;
      key: Buffer;
    }[])
      to.prepare('INSERT INTO scope_key (scope, key) VALUES (?, ?)').run(scope, key);
  } finally {
    from.close();
    to.close();
  }
  return await StoreDesk.open({
    ...at,
    script,
    ears: {
      changed: (changed) => {
        ears.changes.push(changed);
        ears.woken();
      },
      progress: () => undefined,
      trouble: (cause) => ears.troubles.push(cause),
    },
  });
}

/** Enrols a laptop's keys at the hub by a code. */
export async function enrolled(hub: TestHub, self: Self): Promise<HubRow> {
  const { createPrivateKey } = await import('node:crypto');
  const { publicSignKey } = await import('../store/laptopSecrets.ts');
  const code = randomUUID();
  await hub.store.invite({ codeHash: codeHashOf(code), note: '', madeAt: 0, expiresAt: Date.now() + 60_000 });
  const client = peerClient({
    identity: { certificate: self.certificate, privateKey: self.netKey },
    address: '127.0.0.1',
    port: hub.port,
    netKey: hub.netKey,
  });
  const signing = createPrivateKey({ key: Buffer.from(self.signing), format: 'der', type: 'pkcs8' });
  const signKey = publicSignKey(self.signing);
  const given = await client.enrol({ code, device: self.device, signing, signKey });
  client.close();
  if (!given.ok) throw new Error(JSON.stringify(given.trouble));
  return {
    name: given.value.hub,
    address: '127.0.0.1',
    port: hub.port,
    netKey: hub.netKey,
    enrolledAt: Date.now(),
    standing: 'enrolled',
    vector: [],
    lastContact: null,
    lastError: null,
    failures: 0,
  };
}

/** Waits until something holds; fails with what was last seen. */
export async function until(holds: () => boolean, what: () => unknown = () => '', ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${JSON.stringify(what())}`);
    await sleep(10);
  }
}
