/**
 * Folding: dropping bodies that nothing shows any more. Headers stay, so the chains still verify and `seen` still means
 * something. A snapshot for a new laptop is the folded log itself, sent as ordinary pages: it can be verified like every
 * page, while a copy of rows could only be believed.
 */
import { openBody } from './changeSet.ts';
import { fieldsOf, headsOf } from './merge.ts';
import { vectorOf, type Replica } from './replica.ts';
import type { RecordState, StoredPart, StoredSet } from './storage.ts';
import type { Vector } from './types.ts';
import { meet } from './vector.ts';

/** What a device that is still expected back has acknowledged, and what model it reads. */
export type Live = { readonly vector: Vector; readonly model: number };

/**
 * Drops the bodies of parts all of whose writes are covered by writes that every live device holds. Gives how many.
 * `live` are the *other* devices: what only this disk holds is not safe enough to drop anything for, so with none it does
 * nothing. Nor does it while the live devices differ in model: what one finds covered another may still show.
 */
export function fold(replica: Replica, live: readonly Live[]): number {
  if (live.length === 0 || live.some((one) => one.model !== replica.upcasts.model)) return 0;
  const floor = meet([vectorOf(replica.storage), ...live.map((one) => one.vector)]);
  let folded = 0;
  replica.storage.transact(() => {
    for (const [device, seq] of floor)
      for (const set of replica.storage.sets(device, 1, seq))
        set.parts.forEach((part, index) => {
          if (part.state !== 'open' || !isSpent(replica, set, part, floor)) return;
          replica.storage.savePart({ device, seq: set.seq, index }, { ...part, state: 'folded', body: undefined });
          folded++;
        });
  });
  return folded;
}

/** True when every change of the part is an edit of a record that nothing still shows. */
function isSpent(replica: Replica, set: StoredSet, part: StoredPart, floor: Vector): boolean {
  const payload = openBody(part, replica.suite);
  if (payload === undefined) return false;
  const write = { ...set, model: payload.model, actor: payload.actor, at: payload.at };
  return payload.changes.every((change) => {
    if (change.op !== 'put' || replica.types[change.type]?.kind !== 'record') return false;
    const state = replica.storage.record(change.type, change.id);
    return state !== undefined && replica.rules.isSpent(write, liveHeads(state), floor);
  });
}

function liveHeads(state: RecordState): readonly { readonly device: string; readonly seq: number }[] {
  return fieldsOf(state).flatMap((field) => headsOf(state, field).map((head) => head.write));
}
