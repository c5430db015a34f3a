/** Two suites of hash, signature and cipher: a quick one for thousands of schedules, and the real one. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  generateKeyPairSync,
  hash,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { rawDeflate } from '../../electron/store/deflate.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { Suite } from '../../shared/sync/types.ts';
import type { Random } from './random.ts';

function mix(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(32);
  let a = 0x811c9dc5;
  let b = 0x1000193 ^ bytes.length;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b + byte, 0x85ebca6b) ^ (b >>> 13);
  }
  new DataView(out.buffer).setUint32(0, a >>> 0);
  new DataView(out.buffer).setUint32(4, b >>> 0);
  return out;
}

/** Cheap stand-ins: notice every accident a schedule can make, stop no attacker. */
export function quickSuite(device: string, ids: Random): Suite {
  const signed = (name: string, bytes: Uint8Array): Uint8Array =>
    mix(Uint8Array.from([...plainText.encode(name), ...bytes]));
  return {
    ...plainText,
    deflate: (plain) => plain,
    inflate: () => undefined,
    hash: mix,
    sign: (bytes) => signed(device, bytes),
    verify: (name, bytes, signature) => signed(name, bytes).every((byte, index) => byte === signature[index]),
    encrypt: (scope, plain) => Uint8Array.from([scope.length, ...plain]),
    decrypt: (scope, sealed) => (sealed[0] === scope.length ? sealed.slice(1) : undefined),
    random: (length) => Uint8Array.from({ length }, () => ids.below(256)),
  };
}

export type Keys = {
  readonly device: (name: string) => { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly scope: (name: string) => KeyObject;
};

/** Keys of one centre, made as they are asked for. */
export function keyring(): Keys {
  const pairs = new Map<string, { readonly publicKey: KeyObject; readonly privateKey: KeyObject }>();
  const scopes = new Map<string, KeyObject>();
  const secret = randomBytes(32);
  return {
    device: (name) => {
      const known = pairs.get(name);
      if (known !== undefined) return known;
      const pair = generateKeyPairSync('ed25519');
      pairs.set(name, pair);
      return pair;
    },
    scope: (name) => {
      const known = scopes.get(name);
      if (known !== undefined) return known;
      const key = createSecretKey(createHash('sha256').update(secret).update(name).digest());
      scopes.set(name, key);
      return key;
    },
  };
}

/** SHA-256, Ed25519 and AES-256-GCM. */
export function realSuite(device: string, keys: Keys): Suite {
  return {
    ...plainText,
    ...rawDeflate,
    hash: (bytes) => hash('sha256', bytes, 'buffer'),
    sign: (bytes) => sign(null, bytes, keys.device(device).privateKey),
    verify: (name, bytes, signature) => verify(null, bytes, keys.device(name).publicKey, signature),
    encrypt(scope, plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keys.scope(scope), nonce);
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(scope, sealed) {
      if (sealed.length < 28) return undefined;
      const open = createDecipheriv('aes-256-gcm', keys.scope(scope), sealed.subarray(0, 12));
      open.setAuthTag(sealed.subarray(sealed.length - 16));
      try {
        return Buffer.concat([open.update(sealed.subarray(12, sealed.length - 16)), open.final()]);
      } catch {
        return undefined;
      }
    },
    random: (length) => randomBytes(length),
  };
}
