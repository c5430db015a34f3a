import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { headsOf, shown } from '../../shared/sync/merge.ts';
import { protocolRules } from '../../shared/sync/rules.ts';
import type { Storage } from '../../shared/sync/storage.ts';
import type { Connection } from './connection.ts';

/** The private halves of a laptop's keys (ADR 0039). They lie in its encrypted store, or for a moment in a 참여 파일. */
export interface LaptopSecrets {
  /** Ed25519, PKCS #8 DER: seals its stream. */
  readonly signing: Uint8Array;
  /** TLS: certificate and key, PEM. */
  readonly certificate: string;
  readonly netKey: string;
  /** The age identity by which exchange files for it are opened. */
  readonly sealIdentity: string;
}

/** Keeps the secrets beside the signing key, which has a table of its own; call in a transaction. */
export function saveSecrets(db: Connection, device: string, secrets: Omit<LaptopSecrets, 'signing'>): void {
  const { certificate, netKey, sealIdentity } = secrets;
  db.prepare('INSERT INTO device_secret (device, certificate, net_key, seal_identity) VALUES (?, ?, ?, ?)').run(
    device,
    certificate,
    netKey,
    sealIdentity,
  );
}

/** This laptop's own secrets; null in a store from before laptops had them, until `sync.prepare` has made them. */
export function readSecrets(db: Connection): (LaptopSecrets & { readonly device: string }) | null {
  const row = db
    .prepare(
      `SELECT k.device, k.private_key AS signing, s.certificate, s.net_key AS netKey, s.seal_identity AS sealIdentity
       FROM device_key k JOIN device_secret s ON s.device = k.device`,
    )
    .get() as (LaptopSecrets & { device: string }) | undefined;
  return row ?? null;
}

/** The public half of a signing key (PKCS #8 DER), SPKI. */
export function publicSignKey(signing: Uint8Array): Buffer {
  const key = createPublicKey(createPrivateKey({ key: Buffer.from(signing), format: 'der', type: 'pkcs8' }));
  return key.export({ format: 'der', type: 'spki' });
}

/** What the old key of a restored laptop signs, so that its new name is taken for one of the centre's (docs/protocol.md §14). */
export function vouchText(device: string, signKey: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`ppuri.successor.1\n${device}\n`), signKey]);
}

/** Where the word of the old name for the new one is kept. */
export const vouchMeta = 'sync.vouch';

/** The word of a restored laptop's old name for its present one, for those who do not know that yet; null for others. */
export function readVouch(db: Connection): { readonly by: string; readonly signature: Uint8Array } | null {
  const text = db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(vouchMeta) as string | undefined;
  if (text === undefined) return null;
  const { by, signature } = JSON.parse(text) as { by: string; signature: string };
  return { by, signature: Buffer.from(signature, 'base64') };
}

function keyFrom(spki: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A text in the record of a laptop, also in the middle of a page that brings it. */
function recorded(storage: Storage, device: string, field: string): string | undefined {
  const state = storage.record('device', device);
  const value = state === undefined ? undefined : shown(headsOf(state, field), protocolRules)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** What the record of a laptop says its signing key is, base64 of the SPKI. */
export function recordedSignKey(storage: Storage, device: string): string | undefined {
  return recorded(storage, device, 'signKey');
}

/** The 자료 묶음 that a laptop was given, by its record; null: all of the centre, or no record is here. */
export function packOf(storage: Storage, device: string): string | null {
  return recorded(storage, device, 'pack') ?? null;
}

/**
 * Finds the key that a device's stream is sealed with: one that was kept with the stream (a restored backup's old name, the
 * maker of a 참여 파일, a hub's introduction), else the one in the laptop's record.
 */
export function peerKeys(db: Connection, storage: Storage): (device: string) => KeyObject | undefined {
  const kept = db.prepare<[string], Buffer>('SELECT public_key FROM peer_key WHERE device = ?').pluck();
  const made = new Map<string, KeyObject | undefined>();
  return (device) => {
    const signKey = recordedSignKey(storage, device);
    const spki = kept.get(device) ?? (signKey === undefined ? undefined : Buffer.from(signKey, 'base64'));
    if (spki === undefined) return undefined;
    const text = spki.toString('base64');
    if (!made.has(text)) made.set(text, keyFrom(spki));
    return made.get(text);
  };
}
