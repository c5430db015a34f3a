import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hash,
  hkdfSync,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  baseScope,
  centreScope,
  isDerivedScope,
  modelVersion,
  recordTypes,
  upcastRules,
} from '../../shared/model/recordTypes.ts';
import { sealStream } from '../../shared/sync/commit.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import { protocolRules } from '../../shared/sync/rules.ts';
import type { Storage } from '../../shared/sync/storage.ts';
import type { Row, Suite, Write } from '../../shared/sync/types.ts';
import { LIMITS } from '../../shared/sync/types.ts';
import { upcasts } from '../../shared/sync/upcast.ts';
import type { Connection } from './connection.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { rawDeflate } from './deflate.ts';
import { peerKeys, publicSignKey, saveSecrets, vouchMeta, vouchText } from './laptopSecrets.ts';
import type { LaptopSecrets } from './laptopSecrets.ts';
import { syncStorage } from './syncStorage.ts';

const nonceBytes = 12;
const tagBytes = 16;

interface Keys {
  readonly device: string;
  readonly signing: KeyObject;
  /** The public key that a stream of another device is sealed with, where one is known. */
  readonly peer: (device: string) => KeyObject | undefined;
  readonly scope: (scope: string) => KeyObject | undefined;
}

/** SHA-256, Ed25519 and AES-256-GCM of Node's OpenSSL, with the keys of one store. */
function suiteOf({ device, signing, peer, scope }: Keys): Suite {
  const own = createPublicKey(signing);
  return {
    hash: (bytes) => hash('sha256', bytes, 'buffer'),
    sign: (bytes) => sign(null, bytes, signing),
    verify(name, bytes, signature) {
      const key = name === device ? own : peer(name);
      return key !== undefined && verify(null, bytes, key, signature);
    },
    encrypt(name, plain) {
      const key = scope(name);
      if (!key) throw new Error(`no key for scope ${name}`);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(name, sealed) {
      const key = scope(name);
      if (!key || sealed.length < nonceBytes + tagBytes) return undefined;
      const open = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
      open.setAuthTag(sealed.subarray(sealed.length - tagBytes));
      try {
        const plain = open.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
        // GCM holds nothing back; what is not genuine throws here.
        open.final();
        return plain;
      } catch {
        return undefined;
      }
    },
    random: (length) => randomBytes(length),
    ...rawDeflate,
    ...plainText,
  };
}

/** Makes this store's device name and keys at its first opening. They live inside the encrypted store. */
function prepareKeys(db: Connection): void {
  if (db.prepare('SELECT 1 FROM device_key').get() !== undefined) return;
  db.transaction(() => {
    saveOwnKey(db, randomUUID());
    db.prepare('INSERT INTO scope_key (scope, key) VALUES (?, ?)').run(centreScope, randomBytes(32));
  }).immediate();
}

/**
 * Gives the key of a scope, undefined where this store may not read it. Whoever has the centre's makes those of base and packs
 * from it (HKDF-SHA-256, docs/protocol.md §4); who was given one of those makes no other.
 */
export function scopeKeys(db: Connection): (scope: string) => Buffer | undefined {
  const rows = db.prepare('SELECT scope, key FROM scope_key').all() as { scope: string; key: Buffer }[];
  const held = new Map(rows.map(({ scope, key }) => [scope, key]));
  const centre = held.get(centreScope);
  return (scope) =>
    held.get(scope) ??
    (centre && isDerivedScope(scope)
      ? Buffer.from(hkdfSync('sha256', centre, Buffer.alloc(0), `ppuri.scope.1\n${scope}`, 32))
      : undefined);
}

/** All the scopes that this store was lent; null: the whole centre, packs that are yet to be made among it. */
export function lentScopes(db: Connection): readonly string[] | null {
  const scopes = db.prepare('SELECT scope FROM scope_key ORDER BY scope').pluck().all() as string[];
  return scopes.includes(centreScope) ? null : scopes;
}

/** The scope of what is new here and belongs to none by its type: the centre's, or that of the one pack this store was given. */
export function scopeOfNew(db: Connection): string {
  return lentScopes(db)?.find((scope) => scope !== baseScope) ?? centreScope;
}

function saveOwnKey(db: Connection, device: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  db.prepare('INSERT INTO device_key (device, private_key) VALUES (?, ?)').run(device, pkcs8);
}

/**
 * Gives the store another name and other keys to write under (docs/adr/0028): the old stream is signed to its end first, so
 * that it can be passed on as it is, and its public key stays; the private ones go, so that nobody can write it on. `own`:
 * whether the old name was this laptop's. Call in a transaction; afterwards the replica must be opened anew.
 */
export function takeNewName(
  db: Connection,
  replica: Replica,
  { device, secrets }: { readonly device: string; readonly secrets: LaptopSecrets },
  own: boolean,
): void {
  replica.storage.transact(() => sealStream(replica));
  const { device: old, private_key: pkcs8 } = db.prepare('SELECT device, private_key FROM device_key').get() as {
    device: string;
    private_key: Buffer;
  };
  const signing = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(signing);
  db.prepare('INSERT OR REPLACE INTO peer_key (device, public_key, own) VALUES (?, ?, ?)').run(
    old,
    publicKey.export({ format: 'der', type: 'spki' }),
    own ? 1 : 0,
  );
  for (const table of ['device_key', 'device_secret']) db.prepare(`DELETE FROM ${table}`).run();
  db.prepare('INSERT INTO device_key (device, private_key) VALUES (?, ?)').run(device, Buffer.from(secrets.signing));
  saveSecrets(db, device, secrets);
  db.prepare('DELETE FROM meta WHERE key = ?').run(vouchMeta);
  if (!own) return;
  const signature = sign(null, vouchText(device, publicSignKey(secrets.signing)), signing);
  const vouch = JSON.stringify({ by: old, signature: signature.toString('base64') });
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(vouchMeta, vouch);
}

function readKeys(db: Connection, storage: Storage): Keys {
  const device = db.prepare('SELECT device, private_key AS pkcs8 FROM device_key').get() as {
    device: string;
    pkcs8: Buffer;
  };
  const held = scopeKeys(db);
  const made = new Map<string, KeyObject | undefined>();
  const scope = (name: string): KeyObject | undefined => {
    if (!made.has(name)) {
      const key = held(name);
      made.set(name, key && createSecretKey(key));
    }
    return made.get(name);
  };
  return {
    device: device.device,
    signing: createPrivateKey({ key: device.pkcs8, format: 'der', type: 'pkcs8' }),
    peer: peerKeys(db, storage),
    scope,
  };
}

/** What the replica does to the tables; in a reader nothing. */
export interface Tables {
  project(row: Row, made: Write): void;
  erase(type: string, uuid: string): void;
}

const untouched: Tables = { project: () => undefined, erase: () => undefined };

/** This laptop's copy of the centre. A writer makes its keys and projects; a reader only asks what a form has seen. */
export function openReplica(db: Connection, access: 'readwrite' | 'readonly', tables: Tables = untouched): Replica {
  if (access === 'readwrite') prepareKeys(db);
  const storage = syncStorage(db);
  const keys = readKeys(db, storage);
  const anyPack = db.prepare('SELECT 1 FROM pack LIMIT 1');
  const holds = (scope: string): boolean => keys.scope(scope) !== undefined;
  return {
    device: keys.device,
    storage,
    suite: suiteOf(keys),
    types: recordTypes,
    upcasts: upcasts(modelVersion, upcastRules),
    rules: protocolRules,
    limits: LIMITS,
    keeps: holds,
    reads: holds,
    usesHomes: () => anyPack.get() !== undefined,
    project: (row, made) => tables.project(row, made),
    remove: (type, uuid) => tables.erase(type, uuid),
  };
}
