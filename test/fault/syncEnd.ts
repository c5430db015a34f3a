/** Both ends of synchronisation in one process, without windows and workers: stores, their jobs, loops, and a real hub. */
import { createPrivateKey, randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeJobs } from '../../electron/jobs/index.ts';
import type { StoreLock } from '../../electron/store/connection.ts';
import { publicSignKey } from '../../electron/store/laptopSecrets.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Engine } from '../../electron/store/store.ts';
import { hubClient } from '../../electron/sync/hubClient.ts';
import { startLink } from '../../electron/sync/link.ts';
import type { Link, LinkOptions } from '../../electron/sync/link.ts';
import type { AskStore, SyncJob, SyncJobMap } from '../../electron/sync/port.ts';
import { codeHashOf, storeGate } from '../../hub/gate/storeGate.ts';
import type { HubStore } from '../../hub/store/hubStore.ts';
import { openSqliteStore } from '../../hub/store/sqlite.ts';
import { peerClient } from '../../hub/wire/client.ts';
import { makeIdentity } from '../../hub/wire/identity.ts';
import { startPeerServer } from '../../hub/wire/server.ts';
import type { PeerServer } from '../../hub/wire/server.ts';
import { theProgram } from '../../shared/model/role.ts';

export function askOf(engine: Engine, lock: StoreLock): AskStore {
  const jobs = makeJobs(engine, lock, () => undefined);
  return async <J extends SyncJob>(name: J, input: SyncJobMap[J]['input']) => {
    const { value } = await jobs({ ask: 'job', name, input, actor: theProgram, now: Date.now() });
    return value as SyncJobMap[J]['value'];
  };
}

/** Starts the loop. Nobody hears its status but who asks. */
export function startEnd(ask: AskStore, over: Partial<LinkOptions> = {}): Link {
  return startLink({
    ask,
    connect: hubClient,
    now: () => Date.now(),
    monotonic: () => performance.now(),
    random: Math.random,
    pause: async (ms, signal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
    tell: () => undefined,
    orders: { recalled: async () => undefined, wipe: async () => undefined, shutOut: () => undefined },
    trouble: (cause) => process.stderr.write(`${cause}\n`),
    ...over,
  });
}

/** Where a store lies, and what opens it. */
export interface Place {
  readonly file: string;
  readonly lock: StoreLock;
}

export function place(folder: string, name: string): Place {
  const key = randomBytes(32);
  return { file: path.join(folder, `${name}.db`), lock: { cipher: 'sqlcipher', key, logKey: key } };
}

export const openAt = ({ file, lock }: Place): Engine => openEngine(file, lock, 'readwrite');

/** The empty store of another laptop of the centre: it reads what the centre writes. */
export function openOf(centre: Engine, at: Place): Engine {
  const empty = openAt(at);
  const keys = centre.sql('SELECT scope, key FROM scope_key').all() as { scope: string; key: Buffer }[];
  empty.sql('DELETE FROM scope_key').run();
  for (const { scope, key } of keys) empty.sql('INSERT INTO scope_key (scope, key) VALUES (?, ?)').run(scope, key);
  empty.close();
  return openAt(at);
}

/** A hub over SQLite that can be stopped and started again on its port. */
export interface RunningHub {
  readonly store: HubStore;
  readonly port: number;
  readonly netKey: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openHub(folder: string): Promise<RunningHub> {
  const store = await openSqliteStore({ file: path.join(folder, 'hub.db'), clock: () => Date.now() });
  const identity = await makeIdentity();
  const gate = storeGate(store, '시험 허브', () => Date.now());
  const listen = (port: number): Promise<PeerServer> =>
    startPeerServer({ identity, log: store, gate, host: '127.0.0.1', port, limits: { closeMs: 300 } });
  let server: PeerServer | null = await listen(0);
  const { port, netKey } = server;
  const stop = async (): Promise<void> => {
    await server?.close();
    server = null;
  };
  return {
    store,
    port,
    netKey,
    stop,
    async start() {
      server ??= await listen(port);
    },
    async close() {
      await stop();
      await store.close();
    },
  };
}

/** Enrols a store at the hub by a code and links it, as a person does once. */
export async function enrol(ask: AskStore, { store, port, netKey }: RunningHub): Promise<void> {
  const self = await ask('sync.prepare', null);
  const code = randomUUID();
  await store.invite({ codeHash: codeHashOf(code), note: '', madeAt: 0, expiresAt: Date.now() + 600_000 });
  const identity = { certificate: self.certificate, privateKey: self.netKey };
  const client = peerClient({ identity, address: '127.0.0.1', port, netKey });
  const signing = createPrivateKey({ key: Buffer.from(self.signing), format: 'der', type: 'pkcs8' });
  const given = await client.enrol({ code, device: self.device, signing, signKey: publicSignKey(self.signing) });
  client.close();
  if (!given.ok) throw new Error(JSON.stringify(given.trouble));
  const quiet = { standing: 'enrolled', vector: [], lastContact: null, lastError: null, failures: 0 } as const;
  await ask('sync.link', { name: '허브', address: '127.0.0.1', port, netKey, enrolledAt: Date.now(), ...quiet });
}
