/** Replication in the world beside PouchDB: A → hub → B through the product's loop, wire, hub and stores, in one run. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { theProgram } from '../../shared/model/role.ts';
import type { Actor } from '../../shared/model/role.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { connect } from '../../electron/store/connection.ts';
import { insertBare, rowsOf } from './core.ts';
import type { Figures } from './measure.ts';
import { quantile } from './measure.ts';
import { runPouch } from './pouch.ts';
import { changePeople, writePeople } from './syncPeople.ts';
import { counted, makeStore, openLaptop, startBenchHub, writeIn } from './syncSetup.ts';
import type { BenchHub, BenchLaptop, BenchStore } from './syncSetup.ts';
import type { Link } from '../../electron/sync/link.ts';

/** `SYNC_SETS` and `SYNC_UPDATES` make a smaller run to try it. */
const sets = Number(process.env['SYNC_SETS'] ?? 100_000);
const updates = Number(process.env['SYNC_UPDATES'] ?? 10_000);
const lives = 300;

async function vectorOf({ ask }: BenchLaptop): Promise<Map<string, number>> {
  return new Map((await ask('sync.facts', null)).vector);
}

/** Waits until the hub has said that it holds everything this laptop has. */
async function untilPushed(link: Link): Promise<void> {
  for (;;) {
    const { phase, waiting } = link.status();
    if (phase === 'upToDate' && waiting === 0) return;
    await sleep(5);
  }
}

/** Waits until a laptop holds so many change sets of a stream. */
async function untilHeld(laptop: BenchLaptop, device: string, seq: number): Promise<void> {
  while (((await vectorOf(laptop)).get(device) ?? 0) < seq) await sleep(5);
}

interface Legs {
  readonly push: number;
  readonly pull: number;
}
const whole = ({ push, pull }: Legs): number => push + pull;

async function enrolBoth(stores: readonly BenchStore[], hub: BenchHub, port: number): Promise<void> {
  const laptops = await Promise.all(stores.map(openLaptop));
  for (const laptop of laptops) await laptop.enrol(hub, port);
  const keys = await Promise.all(laptops.map(({ ask }) => ask('sync.introductions', null)));
  for (const laptop of laptops) for (const each of keys) await laptop.ask('sync.learn', { keys: each });
  for (const laptop of laptops) await laptop.close();
}

/** A gives all it has, then B takes it: one after the other, as PouchDB is asked to. */
async function once(a: BenchStore, b: BenchStore): Promise<Legs> {
  const from = await openLaptop(a);
  const to = await openLaptop(b);
  try {
    const own = (await vectorOf(from)).get(from.self.device) ?? 0;
    const begun = performance.now();
    await untilPushed(from.begin());
    const pushed = performance.now();
    to.begin();
    await untilHeld(to, from.self.device, own);
    return { push: pushed - begun, pull: performance.now() - pushed };
  } finally {
    await from.close();
    await to.close();
  }
}

/** Both on line: from the commit on one laptop to the commit on the other, ms, one after the other. */
async function live(a: BenchStore, b: BenchStore): Promise<number[]> {
  const from = await openLaptop(a);
  const to = await openLaptop(b);
  try {
    for (const laptop of [from, to]) await untilPushed(laptop.begin());
    const login = { loginId: 'bench', name: '측정' };
    const actor = (await from.desk.job('writer', 'staff.first', login, theProgram, 0)) as Actor;
    await sleep(1000);
    const took: number[] = [];
    for (let index = 0; index < lives; index++) {
      const there = new Promise<number>((resolve) => {
        to.onCommit = () => resolve(performance.now());
      });
      const form = {
        ...emptyPerson,
        name: `측정${String.fromCodePoint(0xac00 + index)}`,
        mobile: '010-1234-5678',
        inflow: '01',
      };
      await from.desk.write('person.create', form, actor, Date.now(), crypto.randomUUID());
      const here = performance.now();
      took.push(Math.max(0, (await there) - here));
      await sleep(20);
    }
    return took;
  } finally {
    await from.close();
    await to.close();
  }
}

/** Plain inserts of the rows that B now has, into the same kind of store, in as many transactions. */
function bare(b: BenchStore, folder: string): number {
  const filled = connect(b.file, b.lock, 'readonly');
  const people = filled.prepare('SELECT count(*) FROM person').pluck().get();
  if (people !== sets) throw new Error(`B shows ${String(people)} of ${sets} people`);
  const empty = makeStore(folder, 'bare', randomBytes(32), 0);
  const beside = connect(empty.file, empty.lock, 'readwrite');
  try {
    for (const { table } of rowsOf(beside)) beside.exec(`DELETE FROM ${table}`);
    return insertBare(
      beside,
      rowsOf(filled),
      Array.from({ length: Math.ceil(sets / 1000) }, () => 1000),
      sets,
    );
  } finally {
    filled.close();
    beside.close();
  }
}

const ms = (value: number) => ({ value: Math.round(value), unit: 'ms' });
const times = (value: number) => ({ value, unit: 'x' });

/** Figures of issue 6, side by side in one run. */
export async function benchSync(): Promise<Figures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-sync-'));
  const scope = randomBytes(32);
  const hub = await startBenchHub(path.join(folder, 'hub'));
  const wire = await counted(hub.port);
  try {
    const a = makeStore(folder, 'a', scope, sets);
    const b = makeStore(folder, 'b', scope, 0);
    await enrolBoth([a, b], hub, wire.port);
    const before = wire.bytes();
    const all = await once(a, b);
    const bytes = wire.bytes() - before;
    const rss = process.memoryUsage().rss;
    const inserts = bare(b, folder);
    writeIn(a, (engine) => changePeople(engine, a.ids.slice(0, updates)));
    const changed = await once(a, b);
    writeIn(a, (engine) => writePeople(engine, Math.min(sets, 10_000)));
    const late = await once(a, b);
    const lived = await live(a, b);
    const usual = await runPouch({ sets, updates, batch: null });
    const tuned = await runPouch({ sets, updates, batch: 1000 });
    return {
      'sync.100k.ms': ms(whole(all)),
      'sync.100k.push_ms': ms(all.push),
      'sync.100k.pull_ms': ms(all.pull),
      'sync.100k.pouchdb_ms': ms(whole(usual.all)),
      'sync.100k.pouchdb_tuned_ms': ms(whole(tuned.all)),
      'sync.100k.vs_pouchdb': times(whole(usual.all) / whole(all)),
      'sync.100k.vs_pouchdb_tuned': times(whole(tuned.all) / whole(all)),
      'sync.100k.vs_bare': times(inserts / whole(all)),
      'sync.wire_mb': { value: bytes / 1e6, unit: 'MB' },
      'sync.wire_vs_pouchdb': times(bytes / usual.wireBytes),
      'sync.update10k.ms': ms(whole(changed)),
      'sync.update10k.vs_pouchdb': times(whole(usual.update) / whole(changed)),
      'sync.update10k.vs_pouchdb_tuned': times(whole(tuned.update) / whole(changed)),
      'sync.catchup10k_s': { value: late.pull / 1000, unit: 's' },
      'sync.live.p50_ms': { value: quantile(lived, 0.5), unit: 'ms' },
      'sync.live.p95_ms': { value: quantile(lived, 0.95), unit: 'ms' },
      'sync.rss_mb': { value: rss / 1e6, unit: 'MB' },
    };
  } finally {
    wire.close();
    hub.child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
