import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hash,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { centreScope, modelVersion, recordTypes, upcastRules } from '../../shared/model/recordTypes.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import { protocolRules } from '../../shared/sync/rules.ts';
import type { Row, Suite } from '../../shared/sync/types.ts';
import { LIMITS } from '../../shared/sync/types.ts';
import { upcasts } from '../../shared/sync/upcast.ts';
import type { Connection } from './connection.ts';
import { syncStorage } from './syncStorage.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const nonceBytes = 12;
const tagBytes = 16;

interface Keys {
  readonly device: string;
  readonly signing: KeyObject;
  readonly scope: (scope: string) => KeyObject | undefined;
}

/** SHA-256, Ed25519 and AES-256-GCM of Node's OpenSSL, with the keys of one store. */
function suiteOf({ device, signing, scope }: Keys): Suite {
  return {
    hash: (bytes) => hash('sha256', bytes, 'buffer'),
    sign: (bytes) => sign(null, bytes, signing),
    // Keys of other laptops come with their enrolment; until then this store can vouch only for itself.
    verify: (name, bytes, signature) => name === device && verify(null, bytes, createPublicKey(signing), signature),
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
        return Buffer.concat([open.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), open.final()]);
      } catch {
        return undefined;
      }
    },
    random: (length) => randomBytes(length),
    encode: (text) => encoder.encode(text),
    decode: (bytes) => {
      try {
        return decoder.decode(bytes);
      } catch {
        return undefined;
      }
    },
  };
}

/** Makes this store's device name and keys at its first opening. They live inside the encrypted store. */
function prepareKeys(db: Connection): void {
  if (db.prepare('SELECT 1 FROM device_key').get() !== undefined) return;
  db.transaction(() => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    db.prepare('INSERT INTO device_key (device, private_key) VALUES (?, ?)').run(randomUUID(), pkcs8);
    db.prepare('INSERT INTO scope_key (scope, key) VALUES (?, ?)').run(centreScope, randomBytes(32));
  }).immediate();
}

function readKeys(db: Connection): Keys {
  const device = db.prepare('SELECT device, private_key AS pkcs8 FROM device_key').get() as {
    device: string;
    pkcs8: Buffer;
  };
  const scopes = new Map(
    (db.prepare('SELECT scope, key FROM scope_key').all() as { scope: string; key: Buffer }[]).map(({ scope, key }) => [
      scope,
      createSecretKey(key),
    ]),
  );
  return {
    device: device.device,
    signing: createPrivateKey({ key: device.pkcs8, format: 'der', type: 'pkcs8' }),
    scope: (name) => scopes.get(name),
  };
}

/** What the replica does to the tables; in a reader nothing. */
export interface Tables {
  project(row: Row): void;
  remove(type: string, uuid: string): void;
}

const untouched: Tables = { project: () => undefined, remove: () => undefined };

/** This laptop's copy of the centre. A writer makes its keys and projects; a reader only asks what a form has seen. */
export function openReplica(db: Connection, access: 'readwrite' | 'readonly', tables: Tables = untouched): Replica {
  if (access === 'readwrite') prepareKeys(db);
  const keys = readKeys(db);
  const holds = (scope: string): boolean => keys.scope(scope) !== undefined;
  return {
    device: keys.device,
    storage: syncStorage(db),
    suite: suiteOf(keys),
    types: recordTypes,
    upcasts: upcasts(modelVersion, upcastRules),
    rules: protocolRules,
    limits: LIMITS,
    keeps: holds,
    reads: holds,
    project: (row) => tables.project(row),
    remove: (type, uuid) => tables.remove(type, uuid),
  };
}
