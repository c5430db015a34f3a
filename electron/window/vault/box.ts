import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  scrypt,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from '../../../shared/zod.ts';

/**
 * The boxes that the vault is made of. Each says by which algorithm it was closed, so that a validated module (KCMVP,
 * domain.md §9.9) can take its place beside the old one; each is bound to what it is for, so that it opens nowhere else.
 */

/** Length of every key here, in bytes. */
export const keyBytes = 32;
const nonceBytes = 12;

const base64 = z.base64().max(4096);

/** AES-256-GCM under a key that is known. */
export const boxShape = z.strictObject({
  algorithm: z.literal('aes-256-gcm'),
  nonce: base64,
  box: base64,
  tag: base64,
});
export type Box = z.output<typeof boxShape>;

/** A box that anyone can close for a public key and only the private key opens. */
export const sealedShape = z.strictObject({
  algorithm: z.literal('x25519-hkdf-sha256-aes-256-gcm'),
  /** The public half of a pair that was made for this one box. */
  once: base64,
  box: boxShape,
});
export type Sealed = z.output<typeof sealedShape>;

/**
 * How a key is made of a password. The limits keep a changed file from asking for all memory of the laptop (N·r·128
 * bytes: 512 MB at most).
 */
export const kdfShape = z
  .strictObject({
    name: z.literal('scrypt'),
    N: z
      .int()
      .min(2)
      .max(2 ** 20)
      .refine((cost) => Number.isInteger(Math.log2(cost))),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(4),
    salt: base64,
  })
  .refine(({ N, r }) => N * r <= 2 ** 22);
type Kdf = z.output<typeof kdfShape>;

/** A secret under a password. */
export const wrappedShape = z.strictObject({ kdf: kdfShape, box: boxShape });
export type Wrapped = z.output<typeof wrappedShape>;

/** What scrypt costs; stored with each account, so that it can be raised. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MB and half a second on the centre's laptops (dependencies.md). */
export const usualCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** What a box is for and whose it is; a bare word only in boxes of format 1. */
export type Purpose = readonly string[] | string;
const words = (purpose: Purpose): Buffer =>
  Buffer.from(typeof purpose === 'string' ? purpose : JSON.stringify(purpose));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (encoded: string): Buffer => Buffer.from(encoded, 'base64');

/** A key for one purpose out of another key (HKDF-SHA256). */
export function keyFor(secret: Uint8Array, purpose: Purpose, salt: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, words(purpose), keyBytes));
}

/** Closes a box. The same key may close many boxes: the nonce is random. */
export function closeBox(key: Uint8Array, content: Uint8Array, purpose: Purpose): Box {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(words(purpose));
  const box = Buffer.concat([cipher.update(content), cipher.final()]);
  return { algorithm: 'aes-256-gcm', nonce: text(nonce), box: text(box), tag: text(cipher.getAuthTag()) };
}

/** The content of a box; null when key, purpose or a single bit of it is another. */
export function openBox(key: Uint8Array, { nonce, box, tag }: Box, purpose: Purpose): Buffer | null {
  const [iv, seal] = [bytes(nonce), bytes(tag)];
  // Node takes shorter tags and other nonces; a shortened tag could be guessed.
  if (iv.length !== nonceBytes || seal.length !== 16) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
    decipher.setAAD(words(purpose));
    decipher.setAuthTag(seal);
    return Buffer.concat([decipher.update(bytes(box)), decipher.final()]);
  } catch {
    return null;
  }
}

/** DER in front of the 32 raw bytes of an X25519 key (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicHead = Buffer.from('302a300506032b656e032100', 'hex');

const privateKey = (raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privateHead, raw]), format: 'der', type: 'pkcs8' });
const publicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([publicHead, raw]), format: 'der', type: 'spki' });

/** A new X25519 pair: the private half as 32 bytes, the public half as text. */
export function newPair(): { secret: Buffer; publicKey: string } {
  const secret = generateKeyPairSync('x25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  const raw = Buffer.from(secret.subarray(privateHead.length));
  return { secret: raw, publicKey: publicHalf(raw) };
}

/** The public half of an X25519 private key. */
export function publicHalf(secret: Uint8Array): string {
  const spki = createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' });
  return text(spki.subarray(publicHead.length));
}

/** The key that two halves agree on, bound to both public halves so that neither can be exchanged. */
function agreed(mine: KeyObject, theirs: KeyObject, once: string, to: string): Buffer {
  const shared = diffieHellman({ privateKey: mine, publicKey: theirs });
  return keyFor(shared, ['sealed', once, to]);
}

/** Closes a box for the holder of `to` (X25519 with a pair made for this box, HKDF-SHA256, AES-256-GCM). */
export function seal(to: string, content: Uint8Array, purpose: Purpose): Sealed {
  const { secret, publicKey: once } = newPair();
  const key = agreed(privateKey(secret), publicKey(bytes(to)), once, to);
  return { algorithm: 'x25519-hkdf-sha256-aes-256-gcm', once, box: closeBox(key, content, purpose) };
}

/** Opens what was sealed to one's own public key; null when it was not, or was changed. */
export function unseal(secret: Uint8Array, { once, box }: Sealed, purpose: Purpose): Buffer | null {
  try {
    const key = agreed(privateKey(secret), publicKey(bytes(once)), once, publicHalf(secret));
    return openBox(key, box, purpose);
  } catch {
    // A point that is none, or one on which everybody agrees.
    return null;
  }
}

/** Above what `kdfShape` lets through, bytes. */
const scryptMemory = 2 ** 30;

function derive(password: string, { N, r, p, salt }: Kdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // A password typed on macOS arrives decomposed: the same keys must open the same vault everywhere.
    scrypt(password.normalize('NFC'), bytes(salt), keyBytes, { N, r, p, maxmem: scryptMemory }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** Puts a secret under a password. */
export async function wrap(
  password: string,
  secret: Uint8Array,
  purpose: Purpose,
  cost: ScryptCost = usualCost,
): Promise<Wrapped> {
  const kdf: Kdf = { name: 'scrypt', N: cost.N, r: cost.r, p: cost.p, salt: text(randomBytes(16)) };
  return { kdf, box: closeBox(await derive(password, kdf), secret, purpose) };
}

/** The secret under a password; null when the password is another or the box was changed: nobody can tell which. */
export async function unwrap(password: string, { kdf, box }: Wrapped, purpose: Purpose): Promise<Buffer | null> {
  return openBox(await derive(password, kdf), box, purpose);
}
