import { createHash } from 'node:crypto';
import { z } from '../../../shared/zod.ts';
import { boxShape, kdfShape, keyBytes, sealedShape, wrappedShape } from './box.ts';

/**
 * The vault as it lies beside the store: who may open it and how, and nothing else. It holds login ids and the centre's
 * name, no names of people. The login comes before the store is open (docs/adr/0030-vault.md).
 */
const loginId = z.string().min(1).max(64);
/** Accounts that a vault can hold; ended ones leave it. */
export const mostAccounts = 500;
const instant = z.int().min(0).max(8.64e15);
const cipher = z.enum(['sqlcipher', 'aegis']);
const publicKey = z.base64().refine((text) => Buffer.from(text, 'base64').length === keyBytes);
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** Format 1: the data key under each password itself, without anything that shows a change. */
const oldAccountShape = z.strictObject({ loginId, kdf: kdfShape, sealed: boxShape });

const oldVaultShape = z.strictObject({
  format: z.literal(1),
  centre: z.string().max(200),
  cipher,
  accounts: z.array(oldAccountShape).max(mostAccounts),
});
export type OldVault = z.output<typeof oldVaultShape>;

const accountShape = z.strictObject({
  loginId,
  /** What the data key is sealed to (X25519). */
  publicKey,
  /** The private half and the guard, under the password. */
  wrapped: wrappedShape,
  /** The same of the passwords before this one, newest first: none of them may be taken again. */
  past: z.array(wrappedShape).max(8),
  /** The password was given by a 관리자 and must be changed at the first login. */
  mustChange: z.boolean(),
  /** Since when this password holds, ms UTC. */
  since: instant,
});
export type Account = z.output<typeof accountShape>;

const recoveryShape = z.strictObject({
  /** The number on the print, by which an older print is told from this one. */
  id: z.string().max(16),
  publicKey,
  /** The guard under the recovery key. */
  guard: boxShape,
  issuedAt: instant,
  /** When somebody had the print in hand and showed it; null until then. */
  confirmedAt: instant.nullable(),
});
export type Recovery = z.output<typeof recoveryShape>;

/** One data key of the store, sealed to everybody who may open it. */
const dataKeyShape = z.strictObject({
  id: uuid,
  cipher,
  since: instant,
  accounts: z.array(z.strictObject({ loginId, sealed: sealedShape })).max(mostAccounts),
  recovery: sealedShape.nullable(),
  /** The access log's key and the guard, under the data key. */
  log: boxShape,
  guard: boxShape,
});
export type DataKey = z.output<typeof dataKeyShape>;

const newVaultShape = z.strictObject({
  format: z.literal(2),
  /** The centre's own number (random), bound into every box: boxes of another centre open nothing. */
  id: uuid,
  centre: z.string().max(200),
  accounts: z.array(accountShape).max(mostAccounts),
  /** Accounts of format 1 that have not logged in since. */
  older: z.array(oldAccountShape).max(mostAccounts),
  recovery: recoveryShape.nullable(),
  current: dataKeyShape,
  /** The key that the store is being moved to; null but during a rotation. */
  next: dataKeyShape.nullable(),
  /** Over everything else, by the data key and the guard: who has neither cannot change anything. */
  mac: z.strictObject({ algorithm: z.literal('hmac-sha256'), value: z.base64().max(64) }),
  /** Over everything else, by nobody's key: a damaged file is told from a wrong password. */
  digest: z.strictObject({ algorithm: z.literal('sha256'), value: z.base64().max(64) }),
});
export type NewVault = z.output<typeof newVaultShape>;

/** A vault as it was read. After an unlock it is always of format 2 (`OpenedVault.upgraded`). */
export type Vault = NewVault | OldVault;
export const vaultShape = z.discriminatedUnion('format', [newVaultShape, oldVaultShape]);

/** The one way to write a value down: the names of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The vault as its mac or its digest sees it. */
export function canonicalWithout(vault: NewVault, left: readonly (keyof NewVault)[]): string {
  return canonical(Object.fromEntries(Object.entries(vault).filter(([name]) => !left.some((each) => each === name))));
}

/** What the digest must be. */
export function digestOf(vault: NewVault): NewVault['digest'] {
  const value = createHash('sha256')
    .update(canonicalWithout(vault, ['digest']))
    .digest('base64');
  return { algorithm: 'sha256', value };
}

/** Login ids are compared without case and blanks, as people type them. */
export function loginKey(typed: string): string {
  return typed.normalize('NFC').trim().toLowerCase();
}
