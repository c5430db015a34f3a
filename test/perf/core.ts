/** The replication core in figures: what the simulator covers, how large a change set is, how fast a page is taken in. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connect, type Connection } from '../../electron/store/connection.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { syncStorage } from '../../electron/store/syncStorage.ts';
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, receive, request, type Page } from '../../shared/sync/exchange.ts';
import { memoryStorage } from '../../shared/sync/memory.ts';
import { vectorOf, type Replica } from '../../shared/sync/replica.ts';
import type { Storage } from '../../shared/sync/storage.ts';
import { protocolRules } from '../../shared/sync/rules.ts';
import { LIMITS, type Row } from '../../shared/sync/types.ts';
import { modelOf } from '../sim/device.ts';
import { bugs } from '../sim/bugs.ts';
import { findBug, SCHEDULES_PER_BUG } from '../sim/hunt.ts';
import { runSchedule } from '../sim/schedule.ts';
import { keyring, realSuite, type Keys } from '../sim/suite.ts';
import { median } from './measure.ts';

type Figures = Record<string, { readonly value: number; readonly unit: string }>;

const SETS = 20_000;

function replicaFor(
  device: string,
  keys: Keys,
  storage: Storage = memoryStorage(),
): { readonly replica: Replica; readonly table: Map<string, Row> } {
  const table = new Map<string, Row>();
  const replica: Replica = {
    device,
    storage,
    suite: realSuite(device, keys),
    ...modelOf(2),
    rules: protocolRules,
    limits: LIMITS,
    keeps: () => true,
    reads: () => true,
    project: (row) => table.set(`${row.type}/${row.id}`, row),
    remove: (type, id) => table.delete(`${type}/${id}`),
  };
  return { replica, table };
}

/** A new person of about 500 bytes, with everything a command writes. */
function write(replica: Replica, index: number): void {
  const id = crypto.randomUUID();
  replica.storage.transact(() =>
    commit(replica, {
      seen: vectorOf(replica.storage),
      actor: '00000000-0000-4000-8000-000000000001',
      at: '2026-05-04T00:00:00Z',
      changes: [
        {
          op: 'put',
          type: 'person',
          id,
          scope: 'centre',
          patch: {
            name: `시험${index}`,
            birth: '1990-01-01',
            mobile: `010-0000-${String(index % 10_000).padStart(4, '0')}`,
            memo: '가'.repeat(120),
            email: `p${index}@example.invalid`,
          },
        },
      ],
    }),
  );
}

/** Figures of issue 3. `SIM_SCHEDULES` sets how many schedules (10,000). Throws when a schedule fails. */
export async function benchCore(): Promise<Figures> {
  const base = Number(process.env['SIM_SEED'] ?? Math.floor(Math.random() * 1e9));
  const schedules = Number(process.env['SIM_SCHEDULES'] ?? 10_000);
  for (let index = 0; index < schedules; index++) {
    const { failure } = runSchedule(base + index);
    if (failure !== undefined) throw new Error(`SIM_SEED=${base + index}\n${failure}`);
    if (index % 500 === 0) await Promise.resolve();
  }
  const found = bugs.filter((bug) => findBug(bug, base) <= SCHEDULES_PER_BUG).length;
  return {
    'sim.schedules': { value: schedules, unit: 'schedules' },
    'sim.planted_bugs': { value: bugs.length, unit: 'bugs' },
    'sim.planted_bugs_found': { value: found, unit: 'bugs' },
    ...benchApply(),
    ...benchApplyToStore(),
  };
}

/** Size and speed alone, without the schedules: real hash, signature and cipher, tables in memory. */
function benchApply(): Figures {
  const keys = keyring();
  const from = replicaFor('a1b2c3d4', keys);
  const to = replicaFor('e5f6a7b8', keys);
  const started = performance.now();
  for (let index = 0; index < SETS; index++) write(from.replica, index);
  const written = performance.now();
  let bytes = 0;
  let payload = 0;
  let taking = 0;
  for (;;) {
    const page = pageFor(from.replica, request(to.replica), () => true);
    if (page.spans.length === 0) break;
    for (const span of page.spans) {
      bytes += span.signature.length;
      for (const set of span.sets) {
        bytes += set.header.length;
        for (const body of set.bodies) if (typeof body !== 'string') bytes += body.length;
      }
    }
    const before = performance.now();
    const receipt = receive(to.replica, page);
    taking += performance.now() - before;
    if (!receipt.ok) throw new Error(receipt.reason);
  }
  for (const row of to.table.values()) payload += new TextEncoder().encode(JSON.stringify(row.values)).length;
  if (to.table.size !== SETS) throw new Error('the rows did not arrive');
  return {
    'core.bytes_per_set': { value: Math.round(bytes / SETS), unit: 'B' },
    'core.payload_bytes_per_set': { value: Math.round(payload / SETS), unit: 'B' },
    'core.commit_memory_sets_per_s': { value: Math.round(SETS / ((written - started) / 1000)), unit: 'sets/s' },
    'core.apply_memory_sets_per_s': { value: Math.round(SETS / (taking / 1000)), unit: 'sets/s' },
  };
}

const STORE_SETS = 10_000;
const ROUNDS = 5;

/** The pages a new laptop gets of a centre's people, as the product cuts them. */
function pagesOf(keys: Keys): readonly Page[] {
  const from = replicaFor('a1b2c3d4', keys);
  const to = replicaFor('e5f6a7b8', keys);
  for (let index = 0; index < STORE_SETS; index++) write(from.replica, index);
  const pages: Page[] = [];
  for (;;) {
    const page = pageFor(from.replica, request(to.replica), () => true);
    if (page.spans.length === 0) return pages;
    pages.push(page);
    const receipt = receive(to.replica, page);
    if (!receipt.ok) throw new Error(receipt.reason);
  }
}

const setsIn = (page: Page): number => page.spans.reduce((sum, span) => sum + span.sets.length, 0);

function freshStore(folder: string): Connection {
  const file = path.join(folder, `${randomBytes(8).toString('hex')}.db`);
  const db = connect(file, { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) }, 'readwrite');
  migrate(db, migrations);
  return db;
}

type Cell = string | number | Buffer | null;
type TableRows = { readonly table: string; readonly insert: string; readonly rows: readonly (readonly Cell[])[] };

/** Every row of every table that taking the pages in has filled. */
export function rowsOf(db: Connection): readonly TableRows[] {
  const names = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .pluck();
  return names.all().flatMap((name): TableRows[] => {
    const select = db.prepare<[], readonly Cell[]>(`SELECT * FROM ${name}`).raw();
    const rows = select.all();
    const columns = select.columns().map((column) => column.name);
    const insert = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    return rows.length === 0 ? [] : [{ table: name, insert, rows }];
  });
}

/** Milliseconds for plain prepared inserts of these rows, in as many transactions of the same share of the rows. */
export function insertBare(
  db: Connection,
  tables: readonly TableRows[],
  shares: readonly number[],
  sets = STORE_SETS,
): number {
  const statements = tables.map(({ insert, rows }) => ({ statement: db.prepare(insert), rows }));
  const begun = performance.now();
  let done = 0;
  for (const share of shares) {
    const before = done;
    done += share;
    db.transaction(() => {
      for (const { statement, rows } of statements) {
        const end = Math.round((rows.length * done) / sets);
        for (let at = Math.round((rows.length * before) / sets); at < end; at++) statement.run(...(rows[at] ?? []));
      }
    }).immediate();
  }
  return performance.now() - begun;
}

/**
 * Pages of single-record change sets taken into an encrypted store, one transaction a page as the product does, beside
 * bare inserts of the very rows that came of it, indexes and all, into the same kind of store.
 */
function benchApplyToStore(): Figures {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-core-'));
  const keys = keyring();
  const applying: number[] = [];
  const bare: number[] = [];
  try {
    const pages = pagesOf(keys);
    // The first round warms the compiler up and is not counted.
    for (let round = 0; round <= ROUNDS; round++) {
      const db = freshStore(folder);
      const { replica, table } = replicaFor('e5f6a7b8', keys, syncStorage(db));
      const begun = performance.now();
      for (const page of pages) {
        const receipt = receive(replica, page);
        if (!receipt.ok) throw new Error(receipt.reason);
      }
      const took = performance.now() - begun;
      if (table.size !== STORE_SETS) throw new Error('the rows did not arrive');
      const beside = freshStore(folder);
      const inserting = insertBare(beside, rowsOf(db), pages.map(setsIn));
      db.close();
      beside.close();
      if (round === 0) continue;
      applying.push(took);
      bare.push(inserting);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return {
    'core.apply_sets_per_s': { value: Math.round(STORE_SETS / (median(applying) / 1000)), unit: 'sets/s' },
    'core.bare_sets_per_s': { value: Math.round(STORE_SETS / (median(bare) / 1000)), unit: 'sets/s' },
    'core.apply_vs_bare': { value: median(bare) / median(applying), unit: 'x' },
  };
}
