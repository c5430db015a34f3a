/**
 * `seen`, as far as the form could show it. A laptop may hold the header of a change without its body: the relay it came
 * through had not been lent the scope, or the scope was lent to this laptop only now. Nobody can have seen what such a
 * change says, so an edit of the same person must not claim to: its vector ends before the hole, and before everything
 * that was written after seeing the hole. Then the two meet as unseen edits, and a person decides.
 */
import { groupOf } from './people.ts';
import { knownAt, partAt, vectorOf, type Replica } from './replica.ts';
import type { Dot, RecordId, Vector } from './types.ts';
import { includes } from './vector.ts';

/** The vector at which a form about these subjects is read now. Keep it with the form until it is saved. */
export function readForm(replica: Replica, subjects: readonly RecordId[]): Vector {
  let seen: Vector = vectorOf(replica.storage);
  const group = subjects.flatMap((subject) => [...groupOf(subject, (at) => replica.storage.aliasesOf(at)).ids]);
  for (const hole of holesOf(replica, [...new Set(group)])) seen = clip(replica, seen, hole);
  return seen;
}

/** Changes about these subjects that are this device's to read and whose body is not here. */
function holesOf(replica: Replica, subjects: readonly RecordId[]): readonly Dot[] {
  const holes: Dot[] = [];
  for (const subject of subjects)
    for (const ref of replica.storage.partsOf(subject)) {
      const part = partAt(replica, ref);
      if (part?.state === 'skeleton' && replica.reads(part.scope)) holes.push(ref);
    }
  return holes;
}

/** The greatest closed vector below `seen` that does not contain `hole`. */
function clip(replica: Replica, seen: Vector, hole: Dot): Vector {
  if (!includes(seen, hole)) return seen;
  const clipped = new Map<string, number>();
  for (const [device, seq] of seen) {
    let last = device === hole.device ? Math.min(seq, hole.seq - 1) : seq;
    while (last > 0 && includes(knownAt(replica, { device, seq: last }), hole)) last--;
    if (last > 0) clipped.set(device, last);
  }
  return clipped;
}
