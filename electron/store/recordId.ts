import { randomBytes } from 'node:crypto';

/** Ids that share their beginning. */
const run = 1024;
/** Bytes that ids of one run share: the first 12 of the 32 digits. */
const shared = 6;

/**
 * Makes the UUIDs of new records: version 8 (RFC 9562), 48 random bits that some ids in a row share and 74 random bits of
 * each one's own. Neighbours in time are then neighbours in every index over UUIDs: a page of such an index is written
 * once for many records, where wholly random ids write one for each (ADR 0049). No clock is in them, and nothing but that
 * two records were made by one laptop in one sitting, which the log says anyway.
 */
export function recordIds(random: (bytes: number) => Uint8Array = randomBytes): () => string {
  let left = 0;
  let start = '';
  return () => {
    if (left === 0) {
      left = run;
      start = hexOf(random(shared));
    }
    left -= 1;
    const own = random(16 - shared);
    own[0] = ((own[0] ?? 0) & 0x0f) | 0x80;
    own[2] = ((own[2] ?? 0) & 0x3f) | 0x80;
    const hex = hexOf(own);
    return `${start.slice(0, 8)}-${start.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
  };
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}
