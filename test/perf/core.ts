/** The replication core in figures: what the simulator covers, how large a change set is, how fast a page is taken in. */
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import { memoryStorage } from '../../shared/sync/memory.ts';
import { vectorOf, type Replica } from '../../shared/sync/replica.ts';
import { protocolRules } from '../../shared/sync/rules.ts';
import { LIMITS, type Row } from '../../shared/sync/types.ts';
import { modelOf } from '../sim/device.ts';
import { bugs } from '../sim/bugs.ts';
import { findBug, SCHEDULES_PER_BUG } from '../sim/hunt.ts';
import { runSchedule } from '../sim/schedule.ts';
import { keyring, realSuite, type Keys } from '../sim/suite.ts';

type Figures = Record<string, { readonly value: number; readonly unit: string }>;

const SETS = 20_000;

function replicaFor(device: string, keys: Keys): { readonly replica: Replica; readonly table: Map<string, Row> } {
  const table = new Map<string, Row>();
  const replica: Replica = {
    device,
    storage: memoryStorage(),
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
  };
}

/** Size and speed alone, without the schedules: real hash, signature and cipher, tables in memory. */
export function benchApply(): Figures {
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
