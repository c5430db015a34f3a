/** One device's copy: what it is made of, and the questions all parts of the core ask of it. Ten may live in one test. */
import { decodeHeader, openBody, type Header, type Payload } from './changeSet.ts';
import type { Rules } from './rules.ts';
import type { PartRef, RecordState, Storage, StoredPart, StoredSet } from './storage.ts';
import type { DeviceId, Dot, RecordId, Limits, RecordTypes, Row, Scope, Suite, Vector, Write } from './types.ts';
import type { Upcasts } from './upcast.ts';
import { EMPTY, grow, lower } from './vector.ts';

export type Replica = {
  /** The stream this replica writes. A hub has one too and writes nothing. */
  readonly device: DeviceId;
  readonly storage: Storage;
  readonly suite: Suite;
  readonly types: RecordTypes;
  readonly upcasts: Upcasts;
  readonly rules: Rules;
  /** `LIMITS`, the same on all devices; the simulator's are small. */
  readonly limits: Limits;
  /** Scopes lent to this device: it keeps their bodies. A hub keeps all. */
  readonly keeps: (scope: Scope) => boolean;
  /** Scopes it has the key of: it reads their bodies. */
  readonly reads: (scope: Scope) => boolean;
  /**
   * Whether what is written of a type with a home goes there. Not before somebody was lent less than all: older programs do
   * not know of homes, and read what stands where everything stood. Absent: yes.
   */
  readonly usesHomes?: () => boolean;
  /**
   * Makes the table rows of a record; called inside the transaction, from a command and from a peer alike. `made` is the
   * write that made the record: events of one thing stand in the order of these (rules.ts, compareWrites).
   */
  readonly project: (row: Row, made: Write) => void;
  /** Takes the table rows of an erased record away. */
  readonly remove: (type: string, id: RecordId) => void;
};

/** What this device holds. Always closed: with a set it holds everything the set's author held. */
export function vectorOf(storage: Storage): Map<DeviceId, number> {
  const vector = new Map<DeviceId, number>();
  for (const head of storage.streams()) vector.set(head.device, head.seq);
  return vector;
}

/** The vector before a set was written, its own stream included. Read from the nearest keyframe on. */
export function knownAt(replica: Replica, dot: Dot): Vector {
  const from = dot.seq - ((dot.seq - 1) % replica.limits.keyframe);
  let known: Vector = EMPTY;
  for (const set of replica.storage.sets(dot.device, from, dot.seq)) {
    const header = headerOf(replica, set);
    known = grow(known, header.known, header.full) ?? known;
  }
  return withOwn(known, dot.device, dot.seq - 1);
}

/** A header's vector leaves out its own stream, which is always one less than its number. */
export function withOwn(known: Vector, device: DeviceId, seq: number): Vector {
  if (seq === 0) return known;
  return new Map(known).set(device, seq);
}

/** Decodes a header that is already in the log. */
export function headerOf(replica: Replica, set: StoredSet): Header {
  const header = decodeHeader(set.header, replica.suite);
  if (header === undefined) throw new Error(`the log holds a damaged header: ${set.device} ${set.seq}`);
  return header;
}

export function setAt(replica: Replica, dot: Dot): StoredSet | undefined {
  return replica.storage.sets(dot.device, dot.seq, dot.seq)[0];
}

export function partAt(replica: Replica, ref: PartRef): StoredPart | undefined {
  return setAt(replica, ref)?.parts[ref.index];
}

/** The author's vector of a write: the header's, lowered by what its part says the author could not see. */
export function seenOf(replica: Replica, write: Write, type: string, id: RecordId): Vector {
  const known = knownAt(replica, write);
  for (const part of setAt(replica, write)?.parts ?? []) {
    const payload = openBody(part, replica.suite);
    if (payload !== undefined && holds(payload, type, id)) return lower(known, payload.lag);
  }
  return known;
}

function holds(payload: Payload, type: string, id: RecordId): boolean {
  return payload.changes.some((change) => change.op === 'put' && change.type === type && change.id === id);
}

/** The root record whose erasure takes a record along. */
export function subjectOf(parent: RecordState | undefined, id: RecordId): RecordId {
  return parent === undefined ? id : parent.subject;
}

/** Sets of one stream read at a time by `inCausalOrder`. */
const CHUNK = 256;

/**
 * All sets in an order in which each comes after what its author held: by Lamport count, which the log stores and which
 * grows along each stream. A few of each stream at a time: a log of years is larger than memory should be.
 */
export function* inCausalOrder(storage: Storage): Generator<StoredSet> {
  const read = (device: DeviceId, from: number): StoredSet[] =>
    [...storage.sets(device, from, from + CHUNK - 1)].reverse();
  const streams = storage.streams().map(({ device }) => read(device, 1));
  for (;;) {
    let first: StoredSet[] | undefined;
    for (const stream of streams) {
      const a = stream.at(-1);
      const b = first?.at(-1);
      if (a !== undefined && (b === undefined || comesBefore(a, b))) first = stream;
    }
    const set = first?.pop();
    if (first === undefined || set === undefined) return;
    if (first.length === 0) first.push(...read(set.device, set.seq + 1));
    yield set;
  }
}

function comesBefore(a: StoredSet, b: StoredSet): boolean {
  return a.lamport === b.lamport ? a.device < b.device : a.lamport < b.lamport;
}
