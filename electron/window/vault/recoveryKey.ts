import { randomBytes } from 'node:crypto';
import { lettersOf, parseTyped, printTyped, TYPED_BYTES } from '../../../shared/rules/typedKey.ts';
import { keyFor } from './box.ts';

/**
 * The centre's recovery key as people hold it: 160 random bits, nine groups of four letters with their checksum
 * (shared/rules/typedKey.ts). Printed once, kept in a sealed envelope, typed in from paper.
 */

/** A fresh recovery secret: 20 bytes. */
export function newRecoverySecret(): Buffer {
  return randomBytes(TYPED_BYTES);
}

/** A recovery secret as it is printed: `XXXX-XXXX-…`, nine groups. */
export function printRecoveryKey(secret: Uint8Array): string {
  return printTyped(secret, 'recovery');
}

/** The secret behind a typed recovery key, or null when a letter is wrong or missing. */
export function parseRecoveryKey(typed: string): Buffer | null {
  const secret = parseTyped(typed, 'recovery');
  return secret === null ? null : Buffer.from(secret);
}

/** The number that stands on the print beside the key, four letters; says nothing about the key. */
export function recoveryIdOf(secret: Uint8Array): string {
  return lettersOf(keyFor(secret, ['recovery id']), 4);
}
