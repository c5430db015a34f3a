import { randomBytes } from 'node:crypto';
import { unwrap, wrap, wrappedShape } from '../vault/box.ts';

/**
 * The PIN is compared inside a working session only, three times at most, and what it is compared with lies inside the
 * encrypted store: scrypt need not cost what a password's costs (16 MB, some 50 ms).
 */
const cost = { N: 2 ** 14, r: 8, p: 1 } as const;

const purpose = (userId: number): readonly string[] => ['pin', String(userId)];

/** What is kept of a PIN: text for the store's table `pin`. */
export async function sealPin(userId: number, pin: string): Promise<string> {
  return JSON.stringify(await wrap(pin, randomBytes(16), purpose(userId), cost));
}

/** Whether it is this person's PIN. A row that cannot be read is no PIN. */
export async function isPinOf(userId: number, sealed: string, pin: string): Promise<boolean> {
  const read = wrappedShape.safeParse(parsed(sealed));
  return read.success && (await unwrap(pin, read.data, purpose(userId))) !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
