/** What was destroyed, who has emptied itself, and the numbers for metrics. */
import type { DeviceReport } from '../../shared/sync/peer.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { Counts, Erasure, Standing } from './hubStore.ts';
import { ask, type Script } from './script.ts';

export function* report(device: DeviceId, { wiped }: DeviceReport, at: number): Script<void> {
  if (wiped) yield* ask('UPDATE device SET wiped_at = coalesce(wiped_at, $2) WHERE device = $1', device, at);
}

export function* erasures(): Script<readonly Erasure[]> {
  const rows = yield* ask<{ subject: string; device: string; seq: number; at: number }>(
    'SELECT subject, device, seq, at FROM erased ORDER BY subject',
  );
  return rows.map(({ subject, device, seq, at }) => ({ subject, order: { device, seq }, at }));
}

/** Subjects are erased for ever: their number only grows. */
export function* erasedSoFar(): Script<number> {
  const [row] = yield* ask<{ many: number }>('SELECT count(*) AS many FROM erased');
  return row?.many ?? 0;
}

/** Told what was erased when the rewriting began. */
export function* noteRewritten(erased: number): Script<void> {
  yield* ask('INSERT INTO rewritten (erased) VALUES ($1) ON CONFLICT DO NOTHING', erased);
}

/** Subjects that were erased since the database was last rewritten. */
export function* residue(): Script<number> {
  const [row] = yield* ask<{ many: number }>(
    'SELECT (SELECT count(*) FROM erased) - (SELECT coalesce(max(erased), 0) FROM rewritten) AS many',
  );
  return row?.many ?? 0;
}

const countOf = 'SELECT count(*) FROM';

export function* counts(): Script<Counts> {
  const [row] = yield* ask<Omit<Counts, 'devices'>>(
    `SELECT (${countOf} stream) AS streams, (SELECT CAST(coalesce(sum(seq), 0) AS bigint) FROM stream) AS sets,
       (SELECT CAST(coalesce(sum(holes), 0) AS bigint) FROM change_set WHERE holes > 0) AS holes, (${countOf} erased) AS erased,
       (${countOf} blob) AS blobs, (${countOf} alarm WHERE settled_at IS NULL) AS "openAlarms",
       (${countOf} invitation WHERE used_by IS NULL) AS "openInvitations"`,
  );
  const standings = yield* ask<{ standing: Standing; many: number }>(
    'SELECT standing, count(*) AS many FROM device GROUP BY standing',
  );
  if (row === undefined) throw new Error('a count without a row');
  const devices: Record<Standing, number> = { enrolled: 0, recalled: 0, revoked: 0 };
  for (const { standing, many } of standings) devices[standing] = many;
  return { ...row, devices };
}
