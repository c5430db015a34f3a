import { chainNext, chainStart, commitTo, decodeHeader, equalBytes, sealedBytes } from '../../shared/sync/changeSet.ts';
import type { Replica } from '../../shared/sync/replica.ts';

/** Change sets read at a time. */
const portion = 500;

/**
 * Follows every stream of a store from its first change set: hashes, bodies, seals, head. Gives how many change sets were
 * followed, and which stream is not what its author wrote (null: none), in words for the log.
 */
export function checkStreams({ storage, suite }: Replica): { readonly changes: number; readonly fault: string | null } {
  let changes = 0;
  for (const head of storage.streams()) {
    let hash = chainStart(head.device, suite);
    let seq = 0;
    const wrong = (what: string) => ({ changes, fault: `${what} of set ${seq} of stream ${head.device}` });
    for (let from = 1; from <= head.seq; from += portion) {
      for (const set of storage.sets(head.device, from, Math.min(head.seq, from + portion - 1))) {
        seq += 1;
        const header = decodeHeader(set.header, suite);
        if (set.seq !== seq || header === undefined || header.parts.length !== set.parts.length)
          return wrong('the header');
        hash = chainNext(hash, set.header, suite);
        const isWhole = set.parts.every(({ body }, index) => {
          const promised = header.parts[index]?.commitment;
          return body === undefined || (promised !== undefined && equalBytes(commitTo(body, suite), promised));
        });
        if (!isWhole) return wrong('a body');
        const seal = storage.sealFrom(head.device, seq);
        if (seal?.seq === seq && !suite.verify(head.device, sealedBytes(seal, hash, suite), seal.signature))
          return wrong('the seal');
        changes += 1;
      }
    }
    if (seq !== head.seq || !equalBytes(hash, head.hash)) return wrong('the end');
  }
  return { changes, fault: null };
}
