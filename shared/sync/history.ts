/** What became of a record, write by write, out of the log: who wrote which values when, and on which device. */
import { openBody } from './changeSet.ts';
import { setAt, type Replica } from './replica.ts';
import type { DeviceId, Patch, RecordId, Value } from './types.ts';

/** One write of a record. `before` has the values that its fields had in the order of the log, null for none. */
export type PastWrite = {
  readonly device: DeviceId;
  readonly actor: string;
  /** Instant by the device's clock: shown, never compared. */
  readonly at: string;
  readonly patch: Patch;
  readonly before: Patch;
};

/**
 * The writes of one record, oldest first: in an order in which each comes after what its author held. Of writes that did
 * not know each other the order is that of all devices, not of time. What was folded or erased is not there any more.
 */
export function historyOf(replica: Replica, subject: RecordId, type: string, id: RecordId): PastWrite[] {
  const writes: (Omit<PastWrite, 'before'> & { readonly lamport: number })[] = [];
  for (const ref of replica.storage.partsOf(subject)) {
    const set = setAt(replica, ref);
    const part = set?.parts[ref.index];
    if (!set || part === undefined || !replica.reads(part.scope)) continue;
    const payload = openBody(part, replica.suite);
    if (payload === undefined) continue;
    for (const change of payload.changes) {
      if (change.op !== 'put' || change.type !== type || change.id !== id) continue;
      const { device, lamport } = set;
      writes.push({ device, lamport, actor: payload.actor, at: payload.at, patch: change.patch });
    }
  }
  writes.sort((a, b) => a.lamport - b.lamport || (a.device < b.device ? -1 : 1));
  const now = new Map<string, Value>();
  return writes.map(({ lamport: _order, ...write }) => {
    const fields = Object.keys(write.patch);
    const before = Object.fromEntries(fields.map((field) => [field, now.get(field) ?? null]));
    for (const field of fields) now.set(field, write.patch[field] ?? null);
    return { ...write, before };
  });
}
