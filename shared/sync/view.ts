/** The record as people see it: one value a field, cards where people must choose, and where it hangs after merges. */
import { fieldsOf, headsOf, shown } from './merge.ts';
import { groupOf, survivor, type People } from './people.ts';
import { seenOf, type Replica } from './replica.ts';
import { compareWrites } from './rules.ts';
import type { AliasState, RecordState } from './storage.ts';
import type { Card, Head, RecordId, RecordType, Row, Value, Vector } from './types.ts';

/** A write on its way to the survivor: where it was made, and by which statements it came here. */
type Traveller = {
  readonly head: Head;
  readonly origin: RecordId;
  readonly path: readonly AliasState[];
  readonly seen: () => Vector;
};

/** The row of a record, from its merged state and the statements about it. */
export function rowOf(replica: Replica, state: RecordState): Row {
  const definition = replica.types[state.type];
  if (definition === undefined) throw new Error(`unknown record type ${state.type}`);
  const { type, id } = state;
  const scope = replica.types[type]?.home ?? state.scope;
  const people = definition.mergeable === true ? peopleAround(replica, id) : undefined;
  const mergedInto = people?.behind.has(id) === true ? survivor(people, id) : undefined;
  const gathered =
    people === undefined || mergedInto !== undefined ? undefined : gather(replica, people, definition, type, id);
  const values: Record<string, Value> = {};
  const cards: Card[] = [];
  for (const field of definition.fields) {
    const heads = gathered === undefined ? headsOf(state, field) : (gathered.get(field) ?? []);
    const best = shown(heads, replica.rules);
    if (best === undefined) continue;
    values[field] = best.value;
    if (heads.length > 1 && mergedInto === undefined) {
      const isGuarded = definition.guarded.includes(field);
      if (replica.rules.isCard(isGuarded, heads)) cards.push({ field, heads: heads.toSorted(byWrite) });
    }
  }
  const parent = parentOf(replica, state);
  const here = parent === undefined ? undefined : parentNow(replica, definition, parent);
  return { type, id, scope, values, cards, parent: here, held: isHeld(replica, state), mergedInto };
}

const byWrite = (a: Head, b: Head): number => compareWrites(a.write, b.write);

/** The parent a record names, merges aside. */
export function parentOf(replica: Replica, state: RecordState): RecordId | undefined {
  const field = replica.types[state.type]?.parent?.field;
  if (field === undefined) return undefined;
  const value = shown(headsOf(state, field), replica.rules)?.value;
  return typeof value === 'string' ? value : undefined;
}

function parentNow(replica: Replica, definition: RecordType, parent: RecordId): RecordId {
  const type = definition.parent?.type;
  if (type === undefined || replica.types[type]?.mergeable !== true) return parent;
  const people = peopleAround(replica, parent);
  return people === undefined ? parent : survivor(people, parent);
}

/** False while what made the record is not here: only later writes of it are. */
export function isWhole({ required }: RecordType, state: RecordState): boolean {
  return required === undefined || required.every((field) => headsOf(state, field).length > 0);
}

/**
 * True while what made the record, or an ancestor, is not here: not yet received, in a scope not lent, or of a type of a
 * later version.
 */
function isHeld(replica: Replica, state: RecordState): boolean {
  let at = state;
  const own = replica.types[state.type];
  if (own !== undefined && !isWhole(own, state)) return true;
  for (let depth = 0; depth < 10; depth++) {
    const definition = replica.types[at.type];
    if (definition?.parent === undefined) return false;
    const named = parentOf(replica, at);
    if (named === undefined) return false;
    const above = replica.storage.record(definition.parent.type, parentNow(replica, definition, named));
    if (above === undefined) return true;
    at = above;
  }
  return true;
}

/** Undefined when nobody ever merged this person with another: the common case, one look-up. */
function peopleAround(replica: Replica, id: RecordId): People | undefined {
  const own = replica.storage.aliasesOf(id);
  if (own.length === 0) return undefined;
  const group = groupOf(id, (at) => replica.storage.aliasesOf(at));
  return replica.rules.joinPeople(group.aliases);
}

/** The heads of a survivor: its own, the values chosen at merges, and edits of the merged that no merger had seen. */
function gather(
  replica: Replica,
  people: People,
  definition: RecordType,
  type: string,
  id: RecordId,
): ReadonlyMap<string, readonly Head[]> {
  const fields = new Map<string, Traveller[]>();
  collect(replica, people, type, id, [], fields);
  const heads = new Map<string, readonly Head[]>();
  for (const field of definition.fields) {
    const all = fields.get(field) ?? [];
    const left = all.filter(
      (one) => !all.some((other) => other !== one && coversAcross(replica, type, field, other, one)),
    );
    heads.set(
      field,
      left.map((one) => one.head),
    );
  }
  return heads;
}

function collect(
  replica: Replica,
  people: People,
  type: string,
  origin: RecordId,
  path: readonly AliasState[],
  into: Map<string, Traveller[]>,
): void {
  const offer = (field: string, traveller: Traveller): void => {
    if (!path.every((alias) => replica.rules.movesOn(alias, traveller.head.write))) return;
    const list = into.get(field);
    if (list === undefined) into.set(field, [traveller]);
    else list.push(traveller);
  };
  const state = replica.storage.record(type, origin);
  if (state !== undefined)
    for (const field of fieldsOf(state))
      for (const head of headsOf(state, field))
        offer(field, { head, origin, path, seen: () => seenOf(replica, head.write, type, origin) });
  for (const alias of people.active) {
    if (alias.to !== origin) continue;
    for (const field of Object.keys(alias.patch)) {
      const value = alias.patch[field];
      if (value !== undefined)
        offer(field, { head: { write: alias.write, value }, origin, path, seen: () => alias.seen });
    }
  }
  for (const alias of people.behind.values())
    if (alias.to === origin) collect(replica, people, type, alias.from, [alias, ...path], into);
}

/**
 * A form shows one record. So a write replaces what its author had seen *on the same record*, or what had already been
 * moved onto that record by merges the author had seen: an edit of B says nothing about A before they were one.
 */
function coversAcross(replica: Replica, type: string, field: string, by: Traveller, one: Traveller): boolean {
  const { rules, upcasts } = replica;
  const seen = by.seen();
  if (!rules.covers(seen, one.head.write)) return false;
  const formBy = upcasts.formOf(type, field, by.head.write.model);
  if (!rules.couldShow(formBy, upcasts.formOf(type, field, one.head.write.model))) return false;
  if (by.origin === one.origin) return true;
  for (const alias of one.path) {
    if (!rules.covers(seen, alias.write)) return false;
    if (alias.to === by.origin) return true;
  }
  return false;
}

/** What the merged set of changes asks people to do, besides the cards. */
export type Task =
  /** These look like one record made twice. */
  | { readonly kind: 'duplicate'; readonly ids: readonly RecordId[] }
  /** One record was said to be two different others. */
  | { readonly kind: 'clash'; readonly ids: readonly RecordId[] }
  /** Merged with somebody who was erased by someone who did not know of the merge: erase this one too? */
  | { readonly kind: 'mergedWithErased'; readonly ids: readonly RecordId[] };

/** Tasks as a function of what is held. `rows` are the shown rows, from `rowOf` or from the tables. */
export function tasksOf(replica: Replica, rows: Iterable<Row>): readonly Task[] {
  const tasks: Task[] = [];
  const alike = new Map<string, RecordId[]>();
  const clashes = new Set<string>();
  for (const row of rows) {
    const definition = replica.types[row.type];
    if (definition?.mergeable === true)
      for (const clash of peopleAround(replica, row.id)?.clashes ?? []) {
        const ids = [clash.from, clash.to].sort();
        if (!ids.includes(row.id) || clashes.size === clashes.add(ids.join(' ')).size) continue;
        tasks.push({ kind: 'clash', ids });
      }
    const fields = definition?.alike;
    if (fields === undefined || row.mergedInto !== undefined || row.held) continue;
    const values = fields.map((field) => row.values[field]);
    if (values.some((value) => value === undefined || value === null || value === '')) continue;
    const at = JSON.stringify([row.type, ...values]);
    const same = alike.get(at);
    if (same === undefined) alike.set(at, [row.id]);
    else same.push(row.id);
  }
  for (const ids of alike.values()) if (ids.length > 1) tasks.push({ kind: 'duplicate', ids: ids.sort() });
  const left = new Set<RecordId>();
  for (const subject of replica.storage.erased())
    for (const ref of replica.storage.partsOf(subject))
      for (const other of replica.storage.sets(ref.device, ref.seq, ref.seq)[0]?.parts[ref.index]?.subjects ?? [])
        if (!replica.storage.isErased(other)) left.add(other);
  for (const id of left) tasks.push({ kind: 'mergedWithErased', ids: [id] });
  return tasks;
}
