/**
 * What the core needs kept, and nothing else: the log as it came, the merged state made from it, and indexes to find both.
 * Synchronous, because nothing may interleave inside a command. The in-memory one is in memory.ts; the laptop's is SQLite.
 * An implementation MUST return nothing it was not given, and everything given since the last commit that was not undone.
 */
import type { DeviceId, Dot, Head, Patch, RecordId, Scope, Vector, Write } from './types.ts';

/**
 * How a part stands here.
 * - `open`: read and applied. - `waiting`: readable, but (partly) of a newer version. - `trouble`: ours to read, but not
 *   what it should be. - `sealed`: held for others, no key. - `skeleton`: body not held. - `folded`: body dropped, fully
 *   covered by later writes. - `erased`: body destroyed for ever.
 */
export type PartState = 'open' | 'waiting' | 'trouble' | 'sealed' | 'skeleton' | 'folded' | 'erased';
export type StoredPart = {
  readonly scope: Scope;
  readonly subjects: readonly RecordId[];
  readonly state: PartState;
  readonly body: Uint8Array | undefined;
};
export type StoredSet = Dot & {
  readonly lamport: number;
  readonly header: Uint8Array;
  readonly parts: readonly StoredPart[];
};
export type PartRef = Dot & { readonly index: number };

/** The end of a stream as held here. `known` is the last header's vector without the stream itself. */
export type StreamHead = Dot & {
  readonly hash: Uint8Array;
  readonly known: Vector;
  /** Since the last seal. */
  readonly looseSets: number;
  readonly looseBytes: number;
};

/** The device's signature over its chain at `seq`, and the vector there. */
export type Seal = Dot & { readonly signature: Uint8Array; readonly known: Vector };

/**
 * A record merged. Most records are written once or twice, so the first write and its values stand by themselves; `heads`
 * overrules `values` for the fields that were written again.
 */
export type RecordState = {
  readonly type: string;
  readonly id: RecordId;
  readonly scope: Scope;
  /** The root record whose erasure takes this one along; its own id for a root. */
  readonly subject: RecordId;
  readonly first: Write;
  readonly values: Patch;
  readonly heads: Readonly<Record<string, readonly Head[]>>;
};

/** A statement that two records are one, with all that is needed to judge it later. */
export type AliasState = {
  readonly write: Write;
  readonly type: string;
  readonly scope: Scope;
  readonly from: RecordId;
  readonly to: RecordId;
  readonly patch: Patch;
  readonly seen: Vector;
};

export interface Storage {
  /** Runs `work`; all it stored is kept together when it returns, or nothing when it throws. Not nested. */
  transact<T>(work: () => T): T;

  // The log
  streams(): readonly StreamHead[];
  stream(device: DeviceId): StreamHead | undefined;
  saveStream(head: StreamHead): void;
  addSet(set: StoredSet): void;
  /** Sets `from` … `to` of a stream in order; those held. */
  sets(device: DeviceId, from: number, to: number): readonly StoredSet[];
  savePart(ref: PartRef, part: StoredPart): void;
  /** Parts that name this subject, oldest stored first. */
  partsOf(subject: RecordId): readonly PartRef[];
  /** Parts in this state, at most `limit`; of one scope where it is named. */
  partsIn(state: PartState, limit?: number, scope?: Scope): readonly PartRef[];
  /** The scopes of the parts in this state, which is not `open`: a few, where of the parts there may be a million. */
  scopesIn(state: Exclude<PartState, 'open'>): readonly Scope[];
  addSeal(seal: Seal): void;
  /** The first seal of the stream at or after `seq`. */
  sealFrom(device: DeviceId, seq: number): Seal | undefined;

  // Erasure
  isErased(subject: RecordId): boolean;
  addErased(subject: RecordId): void;
  erased(): readonly RecordId[];

  // The merged state: may be thrown away and made again from the log
  record(type: string, id: RecordId): RecordState | undefined;
  saveRecord(state: RecordState): void;
  dropRecord(state: RecordState): void;
  records(): Iterable<RecordState>;
  recordsOf(subject: RecordId): readonly RecordState[];
  /** Records whose parent field names this id, whatever became of it. The core says so by `link`. */
  children(parent: RecordId): readonly RecordState[];
  link(parent: RecordId, child: RecordState): void;
  /** Alias statements naming this record on either side, undone ones not included. */
  aliasesOf(id: RecordId): readonly AliasState[];
  saveAlias(alias: AliasState): void;
  dropAlias(alias: Dot): AliasState | undefined;
  isUndone(alias: Dot): boolean;
  addUndone(alias: Dot): void;
  /** Empties everything under "merged state", alias statements and undone marks included. */
  clearState(): void;
}
