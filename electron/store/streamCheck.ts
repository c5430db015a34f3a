import { chainStart, equalBytes } from '../../shared/sync/changeSet.ts';
import { followSet } from '../../shared/sync/follow.ts';
import type { Followed } from '../../shared/sync/follow.ts';
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
    const { device } = head;
    const isSealed = (sealed: Uint8Array, signature: Uint8Array) => suite.verify(device, sealed, signature);
    let at: Followed = { seq: 0, hash: chainStart(device, suite) };
    for (let from = 1; from <= head.seq; from += portion) {
      for (const { seq, header, parts } of storage.sets(device, from, Math.min(head.seq, from + portion - 1))) {
        const seal = storage.sealFrom(device, seq);
        const signature = seal?.seq === seq ? seal.signature : undefined;
        const bodies = parts.map(({ body }) => body);
        const next = followSet(device, at, { seq, header, bodies, signature }, suite, isSealed);
        if (typeof next === 'string') return { changes, fault: `${next} of set ${at.seq + 1} of stream ${device}` };
        at = next;
        changes += 1;
      }
    }
    if (at.seq !== head.seq || !equalBytes(at.hash, head.hash))
      return { changes, fault: `the end of set ${at.seq} of stream ${device}` };
  }
  return { changes, fault: null };
}
