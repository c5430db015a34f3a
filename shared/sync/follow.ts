import { chainNext, commitTo, decodeHeader, equalBytes, sealedBytes } from './changeSet.ts';
import type { DeviceId, Suite } from './types.ts';

/** How far a stream has been followed: its last set's number and the hash of the chain there. */
export interface Followed {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** A change set as a check finds it lying there. */
export interface LyingSet {
  readonly seq: number;
  readonly header: Uint8Array;
  /**
   * One for each part; undefined where none is here (destroyed, never sent), which is no fault. Undefined as a whole where
   * what lies there is not bodies at all.
   */
  readonly bodies: readonly (Uint8Array | undefined)[] | undefined;
  /** The signature of the seal that ends with this set; undefined where none does. */
  readonly signature: Uint8Array | undefined;
}

/** What of a set is not what its author wrote. */
export type SetFault = 'the header' | 'the bodies' | 'a body' | 'the seal';

/**
 * One step of following a stream from its first set: number, header, number of bodies, every body that is here, and the
 * seal where one ends. Gives the chain after the set, or what is wrong with it. `isSealed` checks a signature by the
 * stream's key.
 */
export function followSet(
  device: DeviceId,
  before: Followed,
  { seq, header: bytes, bodies, signature }: LyingSet,
  suite: Pick<Suite, 'hash' | 'encode' | 'decode'>,
  isSealed: (sealed: Uint8Array, signature: Uint8Array) => boolean,
): Followed | SetFault {
  const header = decodeHeader(bytes, suite);
  if (header === undefined || seq !== before.seq + 1) return 'the header';
  if (bodies?.length !== header.parts.length) return 'the bodies';
  const isWhole = header.parts.every(({ commitment }, index) => {
    const body = bodies[index];
    return body === undefined || equalBytes(commitTo(body, suite), commitment);
  });
  if (!isWhole) return 'a body';
  const hash = chainNext(before.hash, bytes, suite);
  const isSigned = signature === undefined || isSealed(sealedBytes({ device, seq }, hash, suite), signature);
  return isSigned ? { seq, hash } : 'the seal';
}
