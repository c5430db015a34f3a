/** The hub's cryptography, from Node: hashes and signatures. It has no key to read anything with. */
import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { plainText } from '../../shared/sync/plainText.ts';
import type { HubSuite } from './judge.ts';

/** DER of an Ed25519 SPKI: this and 32 bytes of key. */
const spkiStart = Buffer.from('302a300506032b6570032100', 'hex');

export function isSignKey(spki: Uint8Array): boolean {
  return spki.length === spkiStart.length + 32 && spkiStart.equals(spki.subarray(0, spkiStart.length));
}

/** SHA-256, Ed25519, UTF-8. Keys are parsed once; a hub knows a few dozen. */
export function hubSuite(): HubSuite {
  const parsed = new Map<string, KeyObject>();
  const keyOf = (spki: Uint8Array): KeyObject => {
    const name = Buffer.from(spki).toString('base64');
    const known = parsed.get(name);
    if (known !== undefined) return known;
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    parsed.set(name, key);
    return key;
  };
  return {
    hash: (bytes) => hash('sha256', bytes, 'buffer'),
    ...plainText,
    checks: (signKey, bytes, signature) =>
      isSignKey(signKey) && signature.length === 64 && verify(null, bytes, keyOf(signKey), signature),
  };
}
