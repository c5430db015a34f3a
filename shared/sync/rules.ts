/**
 * The decisions of the protocol, one small function each, gathered in one table. The core takes the table as a parameter:
 * the product always passes `protocolRules`; the simulator breaks one entry at a time and must notice.
 */
import { equalBytes } from './changeSet.ts';
import { joinPeople, type People } from './people.ts';
import type { AliasState, StoredSet } from './storage.ts';
import type { Dot, Head, RecordId, Value, Vector, Write } from './types.ts';
import { grow, includes, includesAll, type Delta } from './vector.ts';

export type Rules = {
  /** Had the author who saw `seen` this write before the eyes? Then the new write replaces it. */
  covers(seen: Vector, write: Dot): boolean;
  /** A body came after its header: had the author of a write already here seen it? Then it changes nothing. */
  wasCovered(seen: Vector, write: Dot): boolean;
  /** Could a program that writes form `writer` of a field show its form `written`? */
  couldShow(writer: number, written: number): boolean;
  /** Of two heads, is `a` the one shown? Never the clock: who knew more, then the device's name. */
  outranks(a: Write, b: Write): boolean;
  /** Do these heads of a field go to a person? */
  isCard(guarded: boolean, heads: readonly Head[]): boolean;
  /** Of two writes of one event, is `a` the one that counts? */
  wasFirst(a: Write, b: Write): boolean;
  /** May a set be taken in by a device that holds `held`? Only after everything its author held. */
  ready(held: Vector, known: Vector): boolean;
  /** A header's vector from the one before it. */
  nowKnown(before: Vector, delta: Delta, full: boolean): Vector | undefined;
  /** Is this the body that the header committed to? */
  isGenuine(hash: Uint8Array, commitment: Uint8Array): boolean;
  /** Is this the header we hold at the same place of the same stream? */
  isSame(held: StoredSet, header: Uint8Array): boolean;
  /** Does an erasure take this part? */
  isDestroyed(subjects: readonly RecordId[], isErased: (subject: RecordId) => boolean): boolean;
  /** Who is who, from all statements about a group of people. */
  joinPeople(aliases: readonly AliasState[]): People;
  /** Does a write on the merged record move on to the survivor? Not if the merging person had it before the eyes. */
  movesOn(alias: AliasState, write: Dot): boolean;
  /**
   * May the body be dropped? Only if no value in the merged state comes from it, and everybody holds what replaced it:
   * the laptop that alone holds the newer write can still be lost.
   */
  isSpent(write: Dot, heads: readonly Dot[], floor: Vector): boolean;
};

/** Equality of JSON values, the order of names in an object aside. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item: Value, index) => sameValue(item, (b as readonly Value[])[index]));
  }
  const left = a as Readonly<Record<string, Value>>;
  const right = b as Readonly<Record<string, Value>>;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => sameValue(left[name], right[name]));
}

export function compareWrites(a: Write, b: Write): number {
  if (a.lamport !== b.lamport) return a.lamport - b.lamport;
  if (a.device !== b.device) return a.device < b.device ? -1 : 1;
  return a.seq - b.seq;
}

export const protocolRules: Rules = {
  covers: (seen, write) => includes(seen, write),
  wasCovered: (seen, write) => includes(seen, write),
  couldShow: (writer, written) => writer >= written,
  outranks: (a, b) => compareWrites(a, b) > 0,
  isCard: (guarded, heads) => guarded && heads.some((head) => !sameValue(head.value, heads[0]?.value)),
  wasFirst: (a, b) => compareWrites(a, b) < 0,
  ready: (held, known) => includesAll(held, known),
  nowKnown: grow,
  isGenuine: (hash, commitment) => equalBytes(hash, commitment),
  isSame: (held, header) => equalBytes(held.header, header),
  isDestroyed: (subjects, isErased) => subjects.some(isErased),
  joinPeople: (aliases) => joinPeople(aliases),
  movesOn: (alias, write) => !includes(alias.seen, write),
  isSpent: (write, heads, floor) =>
    heads.every((head) => includes(floor, head) && (head.device !== write.device || head.seq !== write.seq)),
};
