import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createPrivateKey, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../electron/store/connection.ts';
import type { StoreLock } from '../../electron/store/connection.ts';
import { StoreDesk } from '../../electron/store/desk.ts';
import { publicSignKey } from '../../electron/store/laptopSecrets.ts';
import { openEngine } from '../../electron/store/open.ts';
import { startLink } from '../../electron/sync/link.ts';
import type { Link } from '../../electron/sync/link.ts';
import type { AskStore, Self } from '../../electron/sync/port.ts';
import { peerClient } from '../../hub/wire/client.ts';
import type { Engine } from '../../electron/store/store.ts';
import type { Output } from '../../shared/contract/index.ts';
import { isInvited, parseInvitation } from '../../shared/sync/invitation.ts';
import { theProgram } from '../../shared/model/role.ts';
import { writePeople } from './syncPeople.ts';
import { workerScript } from '../../electron/workerScript.test-helper.ts';

const root = path.resolve(import.meta.dirname, '../..');
const node = path.join(root, 'node_modules', '.bin', 'node');
const now = (): number => Date.now();

/** A hub in a process of its own, as `npm run hub` starts it. */
export interface BenchHub {
  readonly port: number;
  readonly netKey: string;
  readonly settings: NodeJS.ProcessEnv;
  readonly child: ChildProcess;
}

export async function startBenchHub(folder: string, more: NodeJS.ProcessEnv = {}): Promise<BenchHub> {
  mkdirSync(folder, { recursive: true });
  const settings = {
    ...process.env,
    HUB_DATA: folder,
    HUB_HOST: '127.0.0.1',
    HUB_PORT: '0',
    HUB_METRICS_PORT: 'off',
    ...more,
  };
  const child = spawn(node, [path.join(root, 'hub', 'main.ts')], {
    env: settings,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      const found = said.split('\n').find((each) => each.includes('"msg":"listening"') && each.endsWith('}'));
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`the hub ended: ${said}`)));
  });
  const { port, netKey } = JSON.parse(line) as { port: number; netKey: string };
  return { port, netKey, settings, child };
}

/** What a command of the hub prints. */
export async function hubSays(hub: BenchHub, ...args: readonly string[]): Promise<string> {
  const child = spawn(node, [path.join(root, 'hub', 'main.ts'), ...args], {
    env: { ...hub.settings, HUB_ADDRESS: `127.0.0.1:${hub.port}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return said;
}

/** One invitation, as its command prints it. */
export const invite = (hub: BenchHub): Promise<string> => hubSays(hub, 'invite');

/** Counts what goes through in both directions. */
export async function counted(port: number): Promise<{ port: number; bytes: () => number; close: () => void }> {
  let bytes = 0;
  const server = net.createServer((from) => {
    const to = net.connect(port, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      one.on('data', (part: Buffer) => (bytes += part.length));
      one.on('error', () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no port');
  return { port: at.port, bytes: () => bytes, close: () => server.close() };
}

/** One laptop with the product's store, its workers, and its loop. */
export interface BenchLaptop {
  readonly desk: StoreDesk;
  readonly self: Self;
  /** Starts its loop; until then it talks with nobody. */
  begin(): Link;
  readonly ask: AskStore;
  readonly file: string;
  readonly lock: StoreLock;
  /** Called when something was committed. */
  onCommit: () => void;
  enrol(hub: BenchHub, port: number): Promise<void>;
  close(): Promise<void>;
}

/** A store on the disk, closed. */
export interface BenchStore {
  readonly file: string;
  readonly lock: StoreLock;
  /** UUIDs of the people it was made with. */
  readonly ids: readonly string[];
}

/** Makes the store of a laptop of the centre that has this scope key, with so many people written by it. */
export function makeStore(folder: string, name: string, scopeKey: Buffer, people: number): BenchStore {
  const file = path.join(folder, `${name}.db`);
  const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) };
  openEngine(file, lock, 'readwrite').close();
  const db = connect(file, lock, 'readwrite');
  db.prepare('UPDATE scope_key SET key = ?').run(scopeKey);
  db.close();
  return { file, lock, ids: writeIn({ file, lock }, (engine) => writePeople(engine, people)) };
}

/** Writes in a closed store, as one process more. */
export function writeIn<T>({ file, lock }: Pick<BenchStore, 'file' | 'lock'>, run: (engine: Engine) => T): T {
  const engine = openEngine(file, lock, 'readwrite');
  try {
    return run(engine);
  } finally {
    engine.close();
  }
}

async function isSearchable(desk: StoreDesk): Promise<boolean> {
  const found = await desk.read('search.find', { text: '가', limit: 1 }, theProgram, now());
  return (found as Output<'search.find'>).ready;
}

/** Opens a laptop over its store: the workers, and the loop. */
export async function openLaptop({ file, lock }: BenchStore): Promise<BenchLaptop> {
  let link: Link | null = null;
  const hooks = { onCommit: (): void => undefined };
  const desk = await StoreDesk.open({
    file,
    lock,
    script: workerScript(),
    ears: {
      changed: () => {
        hooks.onCommit();
        link?.wake('saved');
      },
      progress: () => undefined,
      trouble: (cause) => console.error(cause),
    },
  });
  const ask: AskStore = async (job, input) => (await desk.job('writer', job, input, theProgram, now())) as never;
  const self = await ask('sync.prepare', null);
  // As in a laptop that has been on for a while: the search index that an opening makes is no part of what is measured.
  while (!(await isSearchable(desk))) await sleep(20);
  const begin = (): Link => {
    link ??= startLink({
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
      tell: () => undefined,
      orders: { recalled: async () => undefined, wipe: async () => undefined, shutOut: () => undefined },
      trouble: (cause) => console.error(cause),
    });
    return link;
  };
  return {
    desk,
    self,
    begin,
    ask,
    file,
    lock,
    get onCommit() {
      return hooks.onCommit;
    },
    set onCommit(run: () => void) {
      hooks.onCommit = run;
    },
    async enrol(hub, port) {
      const invitation = parseInvitation(await invite(hub));
      if (invitation === null) throw new Error('the hub printed no invitation');
      const client = peerClient({
        identity: { certificate: self.certificate, privateKey: self.netKey },
        address: '127.0.0.1',
        port,
        netKey: (shown) => isInvited(invitation, shown),
      });
      const signing = createPrivateKey({ key: Buffer.from(self.signing), format: 'der', type: 'pkcs8' });
      const { device } = self;
      const signKey = publicSignKey(self.signing);
      const given = await client.enrol({ code: invitation.code, device, signing, signKey });
      client.close();
      if (!given.ok) throw new Error(JSON.stringify(given.trouble));
      await ask('sync.link', {
        name: given.value.hub,
        address: '127.0.0.1',
        port,
        netKey: hub.netKey,
        enrolledAt: now(),
        standing: 'enrolled',
        vector: [],
        lastContact: null,
        lastError: null,
        failures: 0,
      });
    },
    async close() {
      await link?.stop();
      await desk.close();
    },
  };
}
