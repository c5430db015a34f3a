/**
 * Secrets that people write down and type in again: 160 bits and a checksum of 20 in Crockford's base32 (no I, L, O, U), nine
 * groups of four letters.
 *
 * The checksum is a cyclic one, not a hash: it finds every mistake that lies within four letters in a row (a wrong
 * letter, two exchanged ones, a whole group), and all but one in a million of the others.
 */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const TYPED_BYTES = 20;
const checkLetters = 4;
const typedLetters = (TYPED_BYTES * 8) / 5;

/** The first `count` letters of what the bytes are in base32. */
export function lettersOf(bytes: Uint8Array, count: number): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: count }, (_, at) => letters[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join('');
}

/** The bytes that letters of base32 stand for; a rest of less than a byte is left out. */
export function bytesOf(text: string): Uint8Array {
  const bits = Array.from(text, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2),
  );
}

/** x²⁰ + x³ + 1, primitive. */
const polynomial = 0b1001;
const checkBits = 20;
const allBits = 2 ** checkBits - 1;

function checkOf(secret: Uint8Array, start: number): string {
  let rest = start;
  for (const byte of secret) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const carry = ((rest >> (checkBits - 1)) ^ (byte >> bit)) & 1;
      rest = ((rest << 1) & allBits) ^ (carry * polynomial);
    }
  }
  return lettersOf(Uint8Array.of(rest >> 12, (rest >> 4) & 255, (rest & 15) << 4), checkLetters);
}

/**
 * What the secret is for. The checksum begins elsewhere for each, so that the one is never taken for the other; and never at 0:
 * a key of nothing but 0 is none.
 */
const starts = { recovery: allBits, invitation: 0x5a5a5 } as const;
export type TypedPurpose = keyof typeof starts;

/** 20 bytes as they are printed: `XXXX-XXXX-…`, nine groups. */
export function printTyped(secret: Uint8Array, purpose: TypedPurpose): string {
  const whole = lettersOf(secret, typedLetters) + checkOf(secret, starts[purpose]);
  return (whole.match(/.{4}/g) ?? []).join('-');
}

/**
 * The letters that somebody meant: case, blanks, lines, hyphens and full-width letters do not matter, nor O for 0, nor I and L
 * for 1. Null when there are others, or not as many as asked for.
 */
export function readLetters(typed: string, count: number): string | null {
  if (typed.length > 1000) return null;
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{P}\p{Cf}−]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return text.length === count && Array.from(text).every((letter) => letters.includes(letter)) ? text : null;
}

/** The 20 bytes behind typed letters, or null when one is wrong or missing (one of a million wrong ones passes). */
export function parseTyped(typed: string, purpose: TypedPurpose): Uint8Array | null {
  const text = readLetters(typed, typedLetters + checkLetters);
  if (text === null) return null;
  const secret = bytesOf(text.slice(0, typedLetters));
  return checkOf(secret, starts[purpose]) === text.slice(typedLetters) ? secret : null;
}
