import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from '../../shared/zod.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { StoreLock } from '../store/connection.ts';
import { replaceFile } from './writeFile.ts';

/**
 * The vault: a small file beside the store with the store's key, sealed once for each account by a key that scrypt
 * makes of the password. It holds login ids and the centre's name, no names of people. Login comes before opening.
 * There is no way to the key without a password, and no plaintext fallback.
 */
const base64 = z.base64();
const kdf = z.object({ name: z.literal('scrypt'), N: z.int(), r: z.int(), p: z.int(), salt: base64 });
const account = z.object({
  loginId: z.string(),
  kdf,
  /** AES-256-GCM over the data key; the login id is bound in as associated data. */
  sealed: z.object({ algorithm: z.literal('aes-256-gcm'), nonce: base64, box: base64, tag: base64 }),
});
const vaultFile = z.object({
  format: z.literal(1),
  centre: z.string(),
  cipher: z.enum(['sqlcipher', 'aegis']),
  accounts: z.array(account),
});
type Account = z.output<typeof account>;
export type Vault = z.output<typeof vaultFile>;

/** scrypt cost: 0.5 s on the centre's laptops (dependencies.md); stored with each account, so it can be raised. */
const cost = { N: 2 ** 17, r: 8, p: 1 } as const;
const keyBytes = 32;

function derive(password: string, salt: Buffer, { N, r, p }: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // A password typed on macOS arrives decomposed: the same keys must open the same vault everywhere.
    scrypt(password.normalize('NFC'), salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** Login ids are compared without case and blanks, as people type them. */
function loginKey(loginId: string): string {
  return loginId.normalize('NFC').trim().toLowerCase();
}

async function seal(key: Uint8Array, loginId: string, password: string): Promise<Account> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(password, salt, cost), nonce);
  cipher.setAAD(Buffer.from(loginKey(loginId)));
  const box = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    loginId,
    kdf: { name: 'scrypt', ...cost, salt: salt.toString('base64') },
    sealed: {
      algorithm: 'aes-256-gcm',
      nonce: nonce.toString('base64'),
      box: box.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
    },
  };
}

/** A vault for a new centre with a fresh data key and its first account. Not yet written. */
export async function newVault(
  centre: string,
  loginId: string,
  password: string,
): Promise<{ vault: Vault; lock: StoreLock }> {
  const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(keyBytes) };
  const first = await seal(lock.key, loginId, password);
  return { vault: { format: 1, centre, cipher: lock.cipher, accounts: [first] }, lock };
}

/** The vault with one more account that can open the store. */
export async function withAccount(vault: Vault, lock: StoreLock, loginId: string, password: string): Promise<Vault> {
  return { ...vault, accounts: [...vault.accounts, await seal(lock.key, loginId, password)] };
}

/** Opens the store's key; refuses with `wrongLogin` and never says which of the two was wrong. */
export async function unlock(vault: Vault, loginId: string, password: string): Promise<StoreLock> {
  const found = vault.accounts.find((each) => loginKey(each.loginId) === loginKey(loginId));
  // An unknown id costs the same time as a wrong password.
  const tried = found ?? vault.accounts[0];
  if (!tried) refuse('vaultDamaged');
  const wrapping = await derive(password, Buffer.from(tried.kdf.salt, 'base64'), tried.kdf);
  if (!found) refuse('wrongLogin');
  const { nonce, box, tag } = found.sealed;
  const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(nonce, 'base64'));
  decipher.setAAD(Buffer.from(loginKey(found.loginId)));
  decipher.setAuthTag(Buffer.from(tag, 'base64'));
  try {
    const key = Buffer.concat([decipher.update(Buffer.from(box, 'base64')), decipher.final()]);
    return { cipher: vault.cipher, key };
  } catch {
    return refuse('wrongLogin');
  }
}

/** The vault on disk, or null before the first run. Refuses with `vaultDamaged`. */
export function readVault(file: string): Vault | null {
  if (!existsSync(file)) return null;
  try {
    return vaultFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return refuse('vaultDamaged');
  }
}

export function writeVault(file: string, vault: Vault): void {
  replaceFile(file, `${JSON.stringify(vault, null, 2)}\n`);
}

/** Password policy (안전성 확보조치 기준 §5⑤; domain §9.2): 10 characters of two kinds, or 8 of three. */
export function isStrong(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  const length = [...password].length;
  return (length >= 10 && kinds >= 2) || (length >= 8 && kinds >= 3);
}
