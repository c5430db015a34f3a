/**
 * Who is who. A merge is a statement "`from` is the same person as `to`"; this file turns all statements about a group of
 * people into one answer that does not depend on the order in which they arrived.
 */
import type { AliasState } from './storage.ts';
import type { RecordId, Write } from './types.ts';

export type People = {
  /** The statement by which a record stands behind another. */
  readonly behind: ReadonlyMap<RecordId, AliasState>;
  /** Statements whose chosen values count. */
  readonly active: readonly AliasState[];
  /** Statements that would join two survivors nobody called one person: a task for people. */
  readonly clashes: readonly AliasState[];
};

const order = (a: Write, b: Write): number =>
  a.lamport - b.lamport || (a.device < b.device ? -1 : a.device > b.device ? 1 : a.seq - b.seq);

/** Follows statements to the survivor; the record itself when nobody merged it. */
export function survivor(people: People, id: RecordId): RecordId {
  let at = id;
  for (let edge = people.behind.get(at); edge !== undefined; edge = people.behind.get(at)) at = edge.to;
  return at;
}

/**
 * Takes the statements from the one with least knowledge to the one with most.
 * - `from` still stands for itself and `to` leads elsewhere: it steps behind `to`.
 * - Both already lead to one survivor (A→B here, B→A there): nothing to join, the chosen values count as edits.
 * - `from` already stands behind somebody else (A→B here, A→C there): B and C are not joined by the machine.
 */
export function joinPeople(aliases: readonly AliasState[]): People {
  const behind = new Map<RecordId, AliasState>();
  const active: AliasState[] = [];
  const clashes: AliasState[] = [];
  const people: People = { behind, active, clashes };
  for (const alias of [...aliases].sort((a, b) => order(a.write, b.write))) {
    if (survivor(people, alias.from) === survivor(people, alias.to)) active.push(alias);
    else if (behind.has(alias.from)) clashes.push(alias);
    else {
      behind.set(alias.from, alias);
      active.push(alias);
    }
  }
  return people;
}

/** All statements reachable from a record through other statements, and all records they name. */
export function groupOf(
  id: RecordId,
  aliasesOf: (id: RecordId) => readonly AliasState[],
): { readonly ids: ReadonlySet<RecordId>; readonly aliases: readonly AliasState[] } {
  const ids = new Set([id]);
  const aliases = new Map<string, AliasState>();
  for (const at of ids)
    for (const alias of aliasesOf(at)) {
      aliases.set(`${alias.write.device}:${alias.write.seq}`, alias);
      ids.add(alias.from).add(alias.to);
    }
  return { ids, aliases: [...aliases.values()] };
}
