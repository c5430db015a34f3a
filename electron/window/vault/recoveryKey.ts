import { randomBytes } from 'node:crypto';
import { keyFor } from './box.ts';

/**
 * The centre's recovery key as people hold it: 160 random bits and a checksum of 20, in Crockford's base32 (no I, L, O,
 * U), nine groups of four. Printed once, kept in a sealed envelope, typed in from paper.
 *
 * The checksum is a cyclic one, not a hash: it finds every mistake that lies within four letters in a row (a wrong
 * letter, two exchanged ones, a whole group), and all but one in a million of the others.
 */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secretBytes = 20;
const checkLetters = 4;
const secretLetters = (secretBytes * 8) / 5;

function encode(bytes: Uint8Array, count: number): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: count }, (_, at) => letters[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join('');
}

function decode(text: string): Buffer {
  const bits = Array.from(text, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(
    Array.from({ length: secretBytes }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)),
  );
}

/** x²⁰ + x³ + 1, primitive. It does not begin at 0: a key of nothing but 0 is none. */
const polynomial = 0b1001;
const checkBits = 20;
const allBits = 2 ** checkBits - 1;

function checkOf(secret: Uint8Array): string {
  let rest = allBits;
  for (const byte of secret) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const carry = ((rest >> (checkBits - 1)) ^ (byte >> bit)) & 1;
      rest = ((rest << 1) & allBits) ^ (carry * polynomial);
    }
  }
  return encode(Uint8Array.of(rest >> 12, (rest >> 4) & 255, (rest & 15) << 4), checkLetters);
}

/** A fresh recovery secret: 20 bytes. */
export function newRecoverySecret(): Buffer {
  return randomBytes(secretBytes);
}

/** A recovery secret as it is printed: `XXXX-XXXX-…`, nine groups. */
export function printRecoveryKey(secret: Uint8Array): string {
  const whole = encode(secret, secretLetters) + checkOf(secret);
  return (whole.match(/.{4}/g) ?? []).join('-');
}

/**
 * The secret behind a typed recovery key, or null when a letter is wrong or missing (one of a million wrong ones passes
 * the checksum). Case, blanks, lines, hyphens and full-width letters do not matter, nor O for 0, nor I and L for 1.
 */
export function parseRecoveryKey(typed: string): Buffer | null {
  if (typed.length > 1000) return null;
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{P}\p{Cf}−]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (text.length !== secretLetters + checkLetters || !Array.from(text).every((letter) => letters.includes(letter))) {
    return null;
  }
  const secret = decode(text.slice(0, secretLetters));
  return checkOf(secret) === text.slice(secretLetters) ? secret : null;
}

/** The number that stands on the print beside the key, four letters; says nothing about the key. */
export function recoveryIdOf(secret: Uint8Array): string {
  return encode(keyFor(secret, ['recovery id']), 4);
}
