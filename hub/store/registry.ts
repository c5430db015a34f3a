/** Who may speak with the hub: invitations, devices, keys of streams. */
import { equalBytes, isName } from '../../shared/sync/changeSet.ts';
import type { PeerKeys } from '../../shared/sync/peer.ts';
import type { DeviceId, Scope, Vector } from '../../shared/sync/types.ts';
import { raise } from './alarms.ts';
import type { Device, Invitation, Invited, Judged, Newcomer, Redeemed, Standing } from './hubStore.ts';
import { isSignKey } from './keys.ts';
import { vectorFrom, vectorText } from './logRows.ts';
import { ask, lock, type Script } from './script.ts';

const netKeyForm = /^[\w-]{43}$/;

/** What is judged and enrolled is so one after the other: who may is not to change in between. */
const enrolment = ['enrolment'];

export function* invite({ codeHash, note, madeAt, expiresAt, warden = false }: Invited): Script<boolean> {
  const made = yield* ask(
    `INSERT INTO invitation (code_hash, note, made_at, expires_at, warden) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (code_hash) DO NOTHING RETURNING code_hash`,
    codeHash,
    note,
    madeAt,
    expiresAt,
    warden ? 1 : 0,
  );
  return made.length > 0;
}

/** The databases have no truth in common: 1 or 0. */
type Told<T> = Omit<T, 'warden'> & { readonly warden: number };

function* findInvitations(condition: string, ...values: readonly string[]): Script<readonly Invitation[]> {
  const rows = yield* ask<Told<Invitation>>(
    `SELECT code_hash AS "codeHash", note, made_at AS "madeAt", expires_at AS "expiresAt", used_by AS "usedBy",
       used_at AS "usedAt", warden FROM invitation WHERE ${condition} ORDER BY made_at, code_hash`,
    ...values,
  );
  return rows.map((row) => ({ ...row, warden: row.warden === 1 }));
}

export function* invitations(): Script<readonly Invitation[]> {
  return yield* findInvitations('true');
}

export function* withdraw(codeHash: string): Script<boolean> {
  const gone = yield* ask(
    'DELETE FROM invitation WHERE code_hash = $1 AND used_by IS NULL RETURNING code_hash',
    codeHash,
  );
  return gone.length > 0;
}

export function* redeem(codeHash: string, newcomer: Newcomer, at: number): Script<Redeemed> {
  const { device, signKey, netKey, scopes } = newcomer;
  if (!isName(device) || !isSignKey(signKey) || !netKeyForm.test(netKey) || !(scopes ?? []).every(isName))
    return { ok: false, reason: 'malformed' };
  yield* lock('alone', enrolment);
  const [invitation] = yield* findInvitations('code_hash = $1', codeHash);
  const known = yield* findDevices('d.device = $1 OR d.net_key = $2', device, netKey);
  const again = known.find(
    (one) =>
      one.device === device && one.netKey === netKey && one.standing === 'enrolled' && equalBytes(one.signKey, signKey),
  );
  if (again !== undefined && invitation?.usedBy === device) return { ok: true, device: again };
  if (invitation === undefined || invitation.usedBy !== null || invitation.expiresAt <= at)
    return { ok: false, reason: 'notInvited' };
  if (again !== undefined) {
    // It had cut its line, or does not know this hub any more, whose identity was lost.
    yield* markUsed(codeHash, device, at);
    if (invitation.warden) yield* nameWarden(device, true);
    // What was set at the hub stands.
    if (scopes && again.scopes === null) yield* setScopes(device, scopes);
    return { ok: true, device: yield* found(device) };
  }
  if (known.length > 0) return { ok: false, reason: 'taken' };
  if (!(yield* learn(newcomer, device, at))) return { ok: false, reason: 'otherKey' };
  // The first laptop that was lent everything is of those who set the hub up; without a warden no laptop could tell the
  // centre's word.
  const isFirst =
    !scopes && (yield* ask('SELECT 1 AS one FROM device WHERE scopes IS NULL OR warden = 1 LIMIT 1')).length === 0;
  yield* ask(
    `INSERT INTO device (device, net_key, note, standing, scopes, enrolled_at, vector, warden)
     VALUES ($1, $2, $3, 'enrolled', $4, $5, '[]', $6)`,
    device,
    netKey,
    invitation.note,
    scopesText(scopes),
    at,
    invitation.warden || isFirst ? 1 : 0,
  );
  yield* markUsed(codeHash, device, at);
  return { ok: true, device: yield* found(device) };
}

function* found(device: DeviceId): Script<Device> {
  const [enrolled] = yield* findDevices('d.device = $1', device);
  if (enrolled === undefined) throw new Error('an enrolled device is not found');
  return enrolled;
}

const scopesText = (scopes: readonly Scope[] | null | undefined): string | null =>
  scopes ? JSON.stringify(scopes) : null;

function* markUsed(codeHash: string, device: DeviceId, at: number): Script<void> {
  yield* ask('UPDATE invitation SET used_by = $2, used_at = $3 WHERE code_hash = $1', codeHash, device, at);
}

/** Keeps the key of a stream; false, and an alarm, when the stream is known under another. */
function* learn({ device, signKey }: PeerKeys, by: DeviceId, at: number): Script<boolean> {
  yield* ask(
    'INSERT INTO stream_key (device, sign_key, told_by) VALUES ($1, $2, $3) ON CONFLICT (device) DO NOTHING',
    device,
    signKey,
    by,
  );
  const [held] = yield* ask<{ key: Uint8Array }>('SELECT sign_key AS key FROM stream_key WHERE device = $1', device);
  if (held !== undefined && equalBytes(held.key, signKey)) return true;
  yield* raise({ kind: 'key', device, seq: 0, rows: 0, by, at });
  return false;
}

/** Keys that are not taken: of no form, or not those known. Nothing counts from a stranger or a revoked device. */
export function* introduce(keys: readonly PeerKeys[], by: DeviceId, at: number): Script<readonly DeviceId[]> {
  const may = yield* ask("SELECT 1 AS one FROM device WHERE device = $1 AND standing <> 'revoked'", by);
  if (may.length === 0) return keys.map(({ device }) => device);
  const refused: DeviceId[] = [];
  // In one order, so that two who tell the same keys at once do not wait for each other in a circle.
  for (const one of [...keys].sort((a, b) => (a.device < b.device ? -1 : 1))) {
    const isTaken = isName(one.device) && isSignKey(one.signKey) && (yield* learn(one, by, at));
    if (!isTaken) refused.push(one.device);
  }
  return refused;
}

export function* introductions(): Script<readonly PeerKeys[]> {
  return yield* ask<PeerKeys>('SELECT device, sign_key AS "signKey" FROM stream_key ORDER BY device');
}

type DeviceRow = Omit<Told<Device>, 'scopes' | 'vector'> & { readonly scopes: string | null; readonly vector: string };

/** Devices for which `condition` (SQL over `d`) holds, by name. */
export function* findDevices(condition: string, ...values: readonly string[]): Script<readonly Device[]> {
  const rows = yield* ask<DeviceRow>(
    `SELECT d.device, k.sign_key AS "signKey", d.net_key AS "netKey", d.note, d.standing, d.scopes,
       d.enrolled_at AS "enrolledAt", d.seen_at AS "lastSeenAt", d.vector, d.wiped_at AS "wipedAt", d.warden,
       d.judged_at AS "judgedAt", d.judged_by AS "judgedBy"
     FROM device d JOIN stream_key k ON k.device = d.device WHERE ${condition} ORDER BY d.device`,
    ...values,
  );
  return rows.map((row) => ({
    ...row,
    scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as readonly Scope[]),
    vector: vectorFrom(row.vector),
    warden: row.warden === 1,
  }));
}

export function* setStanding(device: DeviceId, standing: Standing, at: number): Script<boolean> {
  yield* lock('alone', enrolment);
  return yield* stand(device, standing, { by: null, at });
}

/** Said once more it changes nothing, not even who said it first. */
function* stand(
  device: DeviceId,
  standing: Standing,
  { by, at }: { readonly by: DeviceId | null; readonly at: number },
): Script<boolean> {
  const changed = yield* ask(
    `UPDATE device SET standing = $2, warden = CASE WHEN $2 = 'enrolled' THEN warden ELSE 0 END,
       judged_by = CASE WHEN standing = $2 THEN judged_by ELSE $3 END,
       judged_at = CASE WHEN standing = $2 THEN judged_at ELSE $4 END
     WHERE device = $1 AND (standing <> 'revoked' OR $2 = 'revoked') RETURNING device`,
    device,
    standing,
    by,
    at,
  );
  return changed.length > 0;
}

/**
 * A word that came over the wire (ADR 0052). Wardens are the hub's own to judge, so that one of them in wrong hands cannot
 * lock the others out; with that nobody raises or lowers himself either.
 */
export function* judge(
  { device, standing, by }: { device: DeviceId; standing: Exclude<Standing, 'enrolled'>; by: DeviceId },
  at: number,
): Script<Judged> {
  yield* lock('alone', enrolment);
  const both = yield* findDevices('d.device = $1 OR d.device = $2', device, by);
  const who = both.find((one) => one.device === by);
  const whom = both.find((one) => one.device === device);
  if (who?.standing !== 'enrolled' || !who.warden) return 'notAllowed';
  if (whom === undefined) return 'notFound';
  if (whom.warden) return 'notAllowed';
  return (yield* stand(device, standing, { by, at })) ? 'set' : 'notFound';
}

function* nameWarden(device: DeviceId, isWarden: boolean): Script<boolean> {
  const named = yield* ask(
    "UPDATE device SET warden = $2 WHERE device = $1 AND standing = 'enrolled' RETURNING device",
    device,
    isWarden ? 1 : 0,
  );
  return named.length > 0;
}

export function* setWarden(device: DeviceId, isWarden: boolean): Script<boolean> {
  yield* lock('alone', enrolment);
  return yield* nameWarden(device, isWarden);
}

export function* setScopes(device: DeviceId, scopes: readonly Scope[] | null): Script<boolean> {
  const changed = yield* ask(
    'UPDATE device SET scopes = $2 WHERE device = $1 RETURNING device',
    device,
    scopesText(scopes),
  );
  return changed.length > 0;
}

export function* seen(device: DeviceId, at: number, vector: Vector | undefined): Script<void> {
  yield* ask(
    'UPDATE device SET seen_at = $2, vector = coalesce($3, vector) WHERE device = $1',
    device,
    at,
    vector === undefined ? null : vectorText(vector),
  );
}
