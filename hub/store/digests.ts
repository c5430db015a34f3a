/** Digests of laptops' records, passed on to those who hold the same change sets (docs/protocol.md §16). */
import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import { ask, type Script } from './script.ts';

/** Of a device and a scope so many are kept: what it holds moves on. */
const most = 4;
/** In one answer: a digest is short, what lies behind one is not. */
const mostTold = 200;
const mostDetails = 8;

type Row = { readonly device: DeviceId; readonly digest: string; readonly detail: string | null };

export function* keepDigest(device: DeviceId, word: ScopeWord, at: number): Script<void> {
  const { scope, basis, digest, detail } = word;
  if (digest === undefined) return;
  yield* ask(
    `INSERT INTO digest (device, scope, basis, digest, detail, at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (device, scope, basis) DO UPDATE SET digest = excluded.digest, detail = excluded.detail, at = excluded.at`,
    device,
    scope,
    basis,
    digest,
    detail ?? null,
    at,
  );
  yield* ask(
    `DELETE FROM digest WHERE device = $1 AND scope = $2 AND basis NOT IN
       (SELECT basis FROM digest WHERE device = $1 AND scope = $2 ORDER BY at DESC, basis LIMIT ${most})`,
    device,
    scope,
  );
}

export function* otherDigests(device: DeviceId, { scope, basis, digest }: ScopeWord): Script<readonly OtherWord[]> {
  const rows = yield* ask<Row>(
    `SELECT g.device, g.digest, g.detail FROM digest g JOIN device d ON d.device = g.device
     WHERE g.basis = $1 AND g.scope = $2 AND g.device <> $3 AND d.standing = 'enrolled'
     ORDER BY g.at DESC, g.device LIMIT ${mostTold}`,
    basis,
    scope,
    device,
  );
  let details = 0;
  return rows.map((row): OtherWord => {
    if (digest === undefined) return { device: row.device };
    const isTold = row.digest !== digest && row.detail !== null && details++ < mostDetails;
    return { device: row.device, digest: row.digest, ...(isTold && { detail: row.detail }) };
  });
}
