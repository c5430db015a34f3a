/** Twenty laptops that push at once: two hub processes on one PostgreSQL, and beside it one hub process on SQLite. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readConfig } from '../../hub/config.ts';
import { codeHashOf } from '../../hub/gate/storeGate.ts';
import { openStore } from '../../hub/openStore.ts';
import { testServer } from '../../hub/store/postgres.test-helper.ts';
import { peerClient } from '../../hub/wire/client.ts';
import type { PeerClient } from '../../hub/wire/client.ts';
import { makeIdentity } from '../../hub/wire/identity.ts';
import { encodePage } from '../../shared/sync/bytes.ts';
import { pageFor } from '../../shared/sync/exchange.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { keyring, laptop, person, save } from '../../shared/sync/replica.test-helper.ts';
import type { Laptop } from '../../shared/sync/replica.test-helper.ts';
import type { Figures } from './measure.ts';
import { median, quantile } from './measure.ts';
import { patchOf } from './syncPeople.ts';
import type { BenchHub } from './syncSetup.ts';
import { startBenchHub } from './syncSetup.ts';

/** `HUB_SETS` makes a smaller run to try it. */
const sets = Number(process.env['HUB_SETS'] ?? 1000);
const laptops = 20;
const rounds = 3;
/** Change sets that each laptop then sends one by one, as people at work make them. */
const singles = 20;

/** A laptop that the hub knows, with its line. */
interface Pusher {
  readonly at: Laptop;
  readonly client: PeerClient;
  /** How much of its stream is in the pages made so far. */
  sent: number;
}

/** So many people taken in at a laptop, each a change set of about 500 bytes; `apart` seals each by itself. */
function pagesOf(pusher: Pusher, count: number, apart: boolean): Uint8Array[] {
  const { at } = pusher;
  const device = at.replica.device;
  const pages: Uint8Array[] = [];
  const take = (): boolean => {
    const asked = { vector: new Map([[device, pusher.sent]]), holes: [] };
    const page = pageFor(at.replica, asked, () => true);
    const added = page.spans.reduce((sum, span) => sum + span.sets.length, 0);
    if (added === 0) return false;
    pusher.sent += added;
    pages.push(encodePage(page, plainText));
    return true;
  };
  for (let index = 0; index < count; index += 1) {
    save(at, [person(crypto.randomUUID(), patchOf(index))], new Map([[device, pusher.sent + index]]));
    if (apart) take();
  }
  while (take());
  return pages;
}

/** Pushes every laptop's pages, all laptops at once; gives the milliseconds until the last answer, and of each answer. */
async function pushAll(
  pushers: readonly Pusher[],
  count: number,
  apart: boolean,
): Promise<{ whole: number; each: number[] }> {
  // Made before: on a hub's day each laptop makes its own.
  const work = pushers.map((pusher) => ({ pusher, pages: pagesOf(pusher, count, apart) }));
  const each: number[] = [];
  const begun = performance.now();
  await Promise.all(
    work.map(async ({ pusher, pages }) => {
      for (const page of pages) {
        const asked = performance.now();
        const given = await pusher.client.push(page);
        if (!given.ok || !given.value.ok) throw new Error(JSON.stringify(given));
        each.push(performance.now() - asked);
      }
    }),
  );
  return { whole: performance.now() - begun, each };
}

/** Enrols the laptops where the hub keeps them: over the line it takes one in every five seconds. */
async function enrolAll(hubs: readonly BenchHub[], settings: NodeJS.ProcessEnv): Promise<Pusher[]> {
  const keys = keyring();
  const store = await openStore(readConfig(settings, os.tmpdir()));
  try {
    const pushers: Pusher[] = [];
    for (let index = 0; index < laptops; index += 1) {
      const device = `laptop-${index}`;
      const identity = await makeIdentity();
      const signKey = keys.device(device).publicKey.export({ format: 'der', type: 'spki' });
      const [codeHash, now] = [codeHashOf(randomBytes(10).toString('hex')), Date.now()];
      await store.invite({ codeHash, note: '', madeAt: now, expiresAt: now + 60_000 });
      const taken = await store.redeem(codeHash, { device, signKey, netKey: identity.netKey }, now);
      const hub = hubs[index % hubs.length];
      if (!taken.ok || hub === undefined) throw new Error('not enrolled');
      const { port, netKey } = hub;
      const client = peerClient({ identity, address: '127.0.0.1', port, netKey });
      const there = await client.state();
      if (!there.ok) throw new Error(JSON.stringify(there.trouble));
      pushers.push({ at: laptop(device, keys), client, sent: 0 });
    }
    return pushers;
  } finally {
    await store.close();
  }
}

/** Measures so many hub processes over one store, and sees afterwards that the store holds all of it, signed and whole. */
async function measure(name: string, processes: number, settings: NodeJS.ProcessEnv, folder: string): Promise<Figures> {
  const hubs: BenchHub[] = [];
  let pushers: Pusher[] = [];
  try {
    for (let count = 0; count < processes; count += 1) hubs.push(await startBenchHub(folder, settings));
    const all = { ...settings, HUB_DATA: folder };
    pushers = await enrolAll(hubs, all);
    await pushAll(pushers, 50, false);
    const wholes: number[] = [];
    for (let round = 0; round < rounds; round += 1) wholes.push((await pushAll(pushers, sets, false)).whole);
    const single = await pushAll(pushers, singles, true);
    const store = await openStore(readConfig(all, os.tmpdir()));
    const { changes, fault } = await store.check();
    await store.close();
    const wanted = laptops * (50 + rounds * sets + singles);
    if (fault !== null || changes !== wanted) throw new Error(`${name}: ${changes} of ${wanted}, ${String(fault)}`);
    const perSecond = (count: number, ms: number) => ({ value: (laptops * count) / (ms / 1000), unit: 'sets/s' });
    return {
      [`hub.${name}.sets_per_s`]: perSecond(sets, median(wholes)),
      [`hub.${name}.single_sets_per_s`]: perSecond(singles, single.whole),
      [`hub.${name}.single_p95_ms`]: { value: quantile(single.each, 0.95), unit: 'ms' },
    };
  } finally {
    for (const { client } of pushers) client.close();
    for (const { child } of hubs) child.kill('SIGKILL');
  }
}

/** How much a hub takes in from twenty laptops at once. Without PostgreSQL only SQLite is measured, and it says so. */
export async function benchHub(): Promise<Figures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-hub-'));
  const server = await testServer({ flushes: true });
  try {
    const figures: Figures = {};
    if ('missing' in server) {
      if (process.env['REQUIRE_POSTGRES'] === '1') throw new Error(server.missing);
      console.log(`  hub.pg.*: 재지 않았습니다. ${server.missing}`);
    } else {
      Object.assign(figures, await measure('pg', 2, { DATABASE_URL: await server.fresh() }, path.join(folder, 'pg')));
    }
    Object.assign(figures, await measure('sqlite', 1, {}, path.join(folder, 'sqlite')));
    return figures;
  } finally {
    if (!('missing' in server)) await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
