/** What was destroyed, who has said so, and the numbers for metrics. */
import type { DeviceId } from '../../shared/sync/types.ts';
import type { Counts, Erasure, Report, Standing } from './hubStore.ts';
import { isKeepable } from './openPage.ts';
import { ask, insert, type Script } from './script.ts';

export function* report(device: DeviceId, { erasures, wiped }: Report, at: number): Script<void> {
  const subjects = new Map(erasures.map(({ subject, at: doneAt }) => [subject, doneAt]));
  yield* insert(
    'report',
    { subject: 'text', device: 'text', at: 'bigint' },
    [...subjects].filter(([subject]) => isKeepable(subject)).map(([subject, doneAt]) => [subject, device, doneAt]),
    true,
  );
  if (wiped) yield* ask('UPDATE device SET wiped_at = coalesce(wiped_at, $2) WHERE device = $1', device, at);
}

export function* erasures(): Script<readonly Erasure[]> {
  const rows = yield* ask<{
    subject: string;
    device: string;
    seq: number;
    at: number;
    doneBy: string | null;
    doneAt: number | null;
  }>(
    `SELECT e.subject, e.device, e.seq, e.at, r.device AS "doneBy", r.at AS "doneAt"
     FROM erased e LEFT JOIN report r ON r.subject = e.subject ORDER BY e.subject, r.device`,
  );
  const found = new Map<string, Erasure & { readonly confirmed: { device: DeviceId; at: number }[] }>();
  for (const { subject, device, seq, at, doneBy, doneAt } of rows) {
    const erasure = found.get(subject) ?? { subject, order: { device, seq }, at, confirmed: [] };
    if (doneBy !== null && doneAt !== null) erasure.confirmed.push({ device: doneBy, at: doneAt });
    found.set(subject, erasure);
  }
  return [...found.values()];
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
