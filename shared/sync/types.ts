/**
 * The words of the replication protocol. docs/protocol.md says the same in prose; where they differ, it is a bug.
 *
 * A *change set* is what one command did. Each device writes one *stream* of them: 1, 2, 3 … without gaps. A set has a
 * *header*, which everybody relays and keeps for ever, and *parts*: the changes of one person (or other root record) in
 * one scope, encrypted, which can be withheld, folded or erased without breaking the chain of headers.
 */

/** A device's stream. A restored backup and a re-enrolled laptop get a new one. */
export type DeviceId = string;
/** A label that decides who may hold a change, e.g. `centre` or one fair. Fixed for the life of a record. */
export type Scope = string;
export type RecordId = string;

/** JSON without undefined. `null` empties a field. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };
export type Patch = Readonly<Record<string, Value>>;

/** The address of one change set in the world. */
export type Dot = { readonly device: DeviceId; readonly seq: number };

/** For each device, up to which number its stream is held. Devices not named are at 0. */
export type Vector = ReadonlyMap<DeviceId, number>;

/**
 * What the core must know of a record type; the rest (labels, validation) is the model's.
 * - `record`: fields merge one by one. `event`: written once, never changed.
 * - `fields`: the fields this version knows. Others are merged and kept, but not shown.
 * - `guarded`: fields where two unseen edits become a card instead of a silent choice.
 * - `parent`: the field that names the record it hangs on; written at creation only.
 * - `mergeable`: two records of this type can be found to be one (person merge).
 * - `alike`: when all these fields are equal on two records, a duplicate task arises.
 */
export type RecordType = {
  readonly kind: 'record' | 'event';
  readonly fields: readonly string[];
  readonly guarded: readonly string[];
  readonly parent?: { readonly field: string; readonly type: string };
  readonly mergeable?: boolean;
  readonly alike?: readonly string[];
  /**
   * Whether a field could hold this value. What it could not is left out and its part waits, as with what a newer program
   * wrote: no laptop can put a record there that stops the others. Absent: any value.
   */
  readonly accepts?: (field: string, value: Value) => boolean;
  /**
   * The scope in which all records of this type live, whatever a command says, once somebody reads nothing else
   * (`Replica.usesHomes`). What was written of them in another is read as ever; `republish` says it once more at home.
   */
  readonly home?: Scope;
  /** Fields without which there is no record yet: the write that made it, or its body, has not come. */
  readonly required?: readonly string[];
};
export type RecordTypes = Readonly<Record<string, RecordType>>;

/** Fields of one record set by a command. `scope` is asked for only when the record is new and has no parent. */
export type Put = {
  readonly op: 'put';
  readonly type: string;
  readonly id: RecordId;
  readonly patch: Patch;
  readonly scope?: Scope;
  /** An event said once more, word for word, in the scope it belongs to now (`republish`). */
  readonly again?: true;
};
/**
 * "`from` is the same person as `to`." The patch holds the chosen value of *every* field in which the two differ.
 * Nothing is rewritten: an undo takes the statement back and both are as they were.
 */
export type Alias = {
  readonly op: 'alias';
  readonly type: string;
  readonly from: RecordId;
  readonly to: RecordId;
  readonly patch: Patch;
};
export type UndoAlias = { readonly op: 'undo'; readonly type: string; readonly alias: Dot };
/** Destroys everything about these root records, here and everywhere, now and for what is still to come. */
type Erase = { readonly op: 'erase'; readonly subjects: readonly RecordId[] };
export type Change = Put | Alias | UndoAlias | Erase;

/** Who wrote a value and with what knowledge. `at` is shown to people and decides nothing. */
export type Write = Dot & {
  readonly lamport: number;
  readonly model: number;
  readonly actor: string;
  readonly at: string;
};
/** A value that no other write covers. */
export type Head = { readonly write: Write; readonly value: Value };

/** Two or more different values of a guarded field, none of whose authors had seen the other. */
export type Card = { readonly field: string; readonly heads: readonly Head[] };

/**
 * A record as the set of held changes makes it, for tables and screens.
 * - `parent`: where it hangs now, after person merges. - `held`: an ancestor is not here (yet): kept, shown as waiting.
 * - `mergedInto`: hidden behind this survivor; its own values stay for the undo.
 */
export type Row = {
  readonly type: string;
  readonly id: RecordId;
  readonly scope: Scope;
  readonly values: Patch;
  readonly cards: readonly Card[];
  readonly parent: RecordId | undefined;
  readonly held: boolean;
  readonly mergedInto: RecordId | undefined;
};

/** What the core asks of the outside world: bytes in, bytes out. Pure but for `random` and keys held inside. */
export type Suite = {
  /** 32 bytes. */
  hash(bytes: Uint8Array): Uint8Array;
  /** Signs with this device's key. */
  sign(bytes: Uint8Array): Uint8Array;
  verify(device: DeviceId, bytes: Uint8Array, signature: Uint8Array): boolean;
  encrypt(scope: Scope, plain: Uint8Array): Uint8Array;
  /** Undefined when there is no key for the scope or the bytes are not what was encrypted. */
  decrypt(scope: Scope, sealed: Uint8Array): Uint8Array | undefined;
  random(length: number): Uint8Array;
  /** Raw DEFLATE with words that both ends know. May be as it came where the other end has no use for packed bytes. */
  deflate(plain: Uint8Array, dictionary: Uint8Array): Uint8Array;
  /** Undefined for what is not one whole DEFLATE stream, and for what unpacks to more than `limit` bytes. */
  inflate(packed: Uint8Array, dictionary: Uint8Array, limit: number): Uint8Array | undefined;
  encode(text: string): Uint8Array;
  /** Undefined for invalid UTF-8. */
  decode(bytes: Uint8Array): string | undefined;
};

/** Limits a peer may rely on. */
export const LIMITS = {
  /** One change set, encoded with its bodies. Larger imports are split under one batch id. */
  setBytes: 256 * 1024,
  /** A page holds whole spans up to these; a single longer span stands alone. */
  pageSets: 1000,
  pageBytes: 1024 * 1024,
  /** A stream is sealed (signed) at the latest after this much, so that spans stay small and four of them fill a page. */
  spanSets: 250,
  spanBytes: 256 * 1024,
  /** Headers carry the full vector at every so-manieth set; between, only what grew. */
  keyframe: 64,
  /** An erasure that would take more rows than this at once is put to a person first (or a fifth of all rows). */
  eraseRows: 200,
  eraseShare: 0.2,
  /** The share says nothing about so few rows: one person is a fifth of a new store. */
  eraseFew: 20,
  /** Holes asked for in one request. */
  holes: 1000,
};
export type Limits = Readonly<typeof LIMITS>;
