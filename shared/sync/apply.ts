/** Taking a change set in: into the log as bytes, into the merged state as writes. From a command or a peer: one way. */
import { commitTo, openBody, type Header, type HeaderPart, type PartChange, type Payload } from './changeSet.ts';
import { mergeEvent, mergePut, newRecord, type Incoming } from './merge.ts';
import { groupOf } from './people.ts';
import { headerOf, inCausalOrder, knownAt, partAt, seenOf, setAt, withOwn, type Replica } from './replica.ts';
import type { AliasState, PartRef, PartState, RecordState, StoredPart, StoredSet } from './storage.ts';
import type { Dot, Patch, RecordId, RecordType, Vector, Write } from './types.ts';
import { EMPTY, grow, lower, size } from './vector.ts';
import { isWhole, rowOf } from './view.ts';

/** Records whose rows must be made again before the transaction ends. */
export type Dirty = Map<string, { readonly type: string; readonly id: RecordId }>;

export const nothingDirty = (): Dirty => new Map();

function touch(dirty: Dirty, type: string, id: RecordId): void {
  const key = `${type}/${id}`;
  if (!dirty.has(key)) dirty.set(key, { type, id });
}

/** What of a body came along: the bytes, nothing, or the word that it is covered and was folded away. */
export type Body = Uint8Array | 'absent' | 'folded';

/** Bytes of a set: its header and what of its bodies is there. */
export function sizeOfSet(header: Uint8Array, bodies: readonly (Body | undefined)[]): number {
  return bodies.reduce((sum, body) => sum + (body instanceof Uint8Array ? body.length : 0), header.length);
}

/** Appends a set that is next in its stream and ready, and merges what can be read of it. */
export function takeIn(
  replica: Replica,
  dot: Dot,
  bytes: Uint8Array,
  header: Header,
  known: Vector,
  bodies: readonly Body[],
  dirty: Dirty,
): void {
  const { storage } = replica;
  for (const subject of header.erases) erase(replica, subject, dirty);
  const seen = withOwn(known, dot.device, dot.seq - 1);
  const lamport = size(seen) + 1;
  const parts: StoredPart[] = [];
  for (let index = 0; index < header.parts.length; index++) {
    const part = header.parts[index];
    if (part === undefined) break;
    parts.push(storedPart(replica, part, bodies[index] ?? 'absent'));
  }
  const merges = parts.some((part) => part.state === 'open');
  if (merges)
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index];
      if (part?.state === 'open')
        parts[index] = { ...part, state: mergePart(replica, dot, lamport, seen, part, false, dirty) };
    }
  storage.addSet({ device: dot.device, seq: dot.seq, lamport, header: bytes, parts });
}

/** How a part stands before it is read. A body that is not what the header says counts as not received. */
function storedPart(replica: Replica, part: HeaderPart, body: Body): StoredPart {
  const { scope, subjects } = part;
  const bare = (state: PartState): StoredPart => ({ scope, subjects, state, body: undefined });
  if (replica.rules.isDestroyed(subjects, (subject) => replica.storage.isErased(subject))) return bare('erased');
  if (body === 'folded') return bare('folded');
  if (body === 'absent' || !replica.keeps(scope)) return bare('skeleton');
  if (!replica.rules.isGenuine(commitTo(body, replica.suite), part.commitment)) return bare('skeleton');
  return { scope, subjects, state: replica.reads(scope) ? 'open' : 'sealed', body };
}

/** A body that came after its header: asked for because the relay before had not been lent the scope. */
export function fillIn(replica: Replica, ref: PartRef, body: Body, dirty: Dirty): boolean {
  const set = setAt(replica, ref);
  const part = set?.parts[ref.index];
  if (set === undefined || part?.state !== 'skeleton') return false;
  const promised = headerOf(replica, set).parts[ref.index];
  if (promised === undefined) return false;
  const stored = storedPart(replica, promised, body);
  if (stored.state === 'skeleton') return false;
  // Piece by piece, a set must not become one that others would not take.
  const bodies = set.parts.map((one) => one.body);
  if (sizeOfSet(set.header, [...bodies, stored.body]) > replica.limits.setBytes) return false;
  const state =
    stored.state === 'open'
      ? mergePart(replica, set, set.lamport, knownAt(replica, set), stored, true, dirty)
      : stored.state;
  replica.storage.savePart(ref, { ...stored, state });
  return true;
}

/** Merges a readable part. Gives `waiting` when something in it is of a newer version, `trouble` when it is not readable. */
function mergePart(
  replica: Replica,
  dot: Dot,
  lamport: number,
  known: Vector,
  part: StoredPart,
  late: boolean,
  dirty: Dirty,
): PartState {
  const payload = openBody(part, replica.suite);
  if (payload === undefined) return 'trouble';
  const { model, actor, at } = payload;
  const write: Write = { device: dot.device, seq: dot.seq, lamport, model, actor, at };
  const seen = lower(known, payload.lag);
  let state: PartState = 'open';
  for (const change of payload.changes) {
    const understood = mergeChange(replica, part, payload, change, write, seen, late, dirty);
    if (!understood) state = 'waiting';
  }
  return state;
}

/** False when this version does not know the kind of change, the record type, or one of its fields. */
function mergeChange(
  replica: Replica,
  part: StoredPart,
  payload: Payload,
  change: PartChange,
  write: Write,
  seen: Vector,
  late: boolean,
  dirty: Dirty,
): boolean {
  const { storage, rules, types, upcasts } = replica;
  if (change.op === 'unknown') return false;
  const definition = Object.hasOwn(types, change.type) ? types[change.type] : undefined;
  if (definition === undefined) return false;
  if (change.op === 'undo') {
    storage.addUndone(change.alias);
    const alias = storage.dropAlias(change.alias);
    if (alias !== undefined) touchGroup(replica, alias, dirty);
    return true;
  }
  const written = upcasts.patch(change.type, payload.model, change.patch);
  const patch = fitting(definition, written);
  const known = patch === written && Object.keys(patch).every((field) => definition.fields.includes(field));
  if (change.op === 'alias') {
    if (storage.isUndone(write)) return known;
    const { type, from, to } = change;
    const alias: AliasState = { write, type, scope: part.scope, from, to, patch, seen };
    storage.saveAlias(alias);
    touchGroup(replica, alias, dirty);
    return known;
  }
  const { type, id } = change;
  const subject = part.subjects[0] ?? id;
  const incoming: Incoming = { type, id, scope: part.scope, subject, write, patch };
  const before = storage.record(type, id);
  const context = {
    rules,
    formOf: upcasts.formOf,
    seenOf: (one: Write) => seenOf(replica, one, type, id),
    late,
  };
  const after =
    before === undefined
      ? newRecord(incoming)
      : definition.kind === 'event'
        ? mergeEvent(before, incoming, rules)
        : mergePut(before, incoming, seen, context);
  if (after === before) return known;
  storage.saveRecord(after);
  const parent = definition.parent === undefined ? undefined : patch[definition.parent.field];
  if (typeof parent === 'string') storage.link(parent, after);
  if (before === undefined || !isWhole(definition, before)) touchBelow(replica, after, dirty);
  else touch(dirty, type, id);
  if (definition.mergeable === true && storage.aliasesOf(id).length > 0) touchNamesake(replica, type, id, dirty);
  return known;
}

/** The patch without the values that its fields cannot hold; itself where all can. */
function fitting({ fields, accepts }: RecordType, patch: Patch): Patch {
  if (accepts === undefined) return patch;
  const all = Object.entries(patch);
  const fit = all.filter(([field, value]) => !fields.includes(field) || accepts(field, value));
  return fit.length === all.length ? patch : Object.fromEntries(fit);
}

/** The record and everything that hangs on it, all the way down; once each, also where somebody made it hang on itself. */
function touchBelow(replica: Replica, state: RecordState, dirty: Dirty, above: Set<string> = new Set()): void {
  const key = `${state.type}/${state.id}`;
  if (above.has(key)) return;
  above.add(key);
  touch(dirty, state.type, state.id);
  for (const child of replica.storage.children(state.id)) touchBelow(replica, child, dirty, above);
}

function touchNamesake(replica: Replica, type: string, id: RecordId, dirty: Dirty): void {
  for (const one of groupOf(id, (at) => replica.storage.aliasesOf(at)).ids) {
    touch(dirty, type, one);
    for (const child of replica.storage.children(one)) touchBelow(replica, child, dirty);
  }
}

function touchGroup(replica: Replica, alias: AliasState, dirty: Dirty): void {
  touchNamesake(replica, alias.type, alias.from, dirty);
  touchNamesake(replica, alias.type, alias.to, dirty);
}

/**
 * Destroys a root record: state, rows, bodies. By subject, not by change set: what an old laptop or a restored backup
 * brings later under any number meets the same mark.
 */
function erase(replica: Replica, subject: RecordId, dirty: Dirty): void {
  const { storage } = replica;
  if (storage.isErased(subject)) return;
  storage.addErased(subject);
  for (const ref of storage.partsOf(subject)) destroy(replica, ref, dirty);
  for (const state of storage.recordsOf(subject)) {
    for (const child of storage.children(state.id)) touchBelow(replica, child, dirty);
    storage.dropRecord(state);
    touch(dirty, state.type, state.id);
  }
}

/** Takes the body of one part away, and the merge it may have stated. */
function destroy(replica: Replica, ref: PartRef, dirty: Dirty): void {
  const { storage, rules } = replica;
  const part = partAt(replica, ref);
  if (part === undefined || part.state === 'erased') return;
  if (!rules.isDestroyed(part.subjects, (subject) => storage.isErased(subject))) return;
  storage.savePart(ref, { ...part, state: 'erased', body: undefined });
  if (part.subjects.length < 2) return;
  const before = part.subjects.flatMap((subject) => storage.aliasesOf(subject));
  const alias = before.find((one) => one.write.device === ref.device && one.write.seq === ref.seq);
  if (alias === undefined) return;
  touchGroup(replica, alias, dirty);
  storage.dropAlias(ref);
}

/** Makes the rows of all touched records, once each. Call before the transaction ends. */
export function projectDirty(replica: Replica, dirty: Dirty): void {
  for (const { type, id } of dirty.values()) {
    const state = replica.storage.record(type, id);
    if (state === undefined) replica.remove(type, id);
    else replica.project(rowOf(replica, state), state.first);
  }
  dirty.clear();
}

/**
 * Makes the whole merged state again from the log: after an upgrade of the model, so that waiting parts are read at last.
 * In one transaction; parts that are still of a newer version go on waiting.
 */
export function rebuild(replica: Replica): void {
  const { storage } = replica;
  storage.transact(() => {
    const dirty = nothingDirty();
    for (const state of storage.records()) touch(dirty, state.type, state.id);
    storage.clearState();
    // Each stream comes in its own order, so its vector is carried along instead of being read from a keyframe each time.
    const known = new Map<string, Vector>();
    for (const set of inCausalOrder(storage)) {
      const header = headerOf(replica, set);
      const now = grow(known.get(set.device) ?? EMPTY, header.known, header.full);
      if (now === undefined) throw new Error(`the log holds a vector that does not grow: ${set.device} ${set.seq}`);
      known.set(set.device, now);
      reread(replica, set, withOwn(now, set.device, set.seq - 1), dirty);
    }
    projectDirty(replica, dirty);
  });
}

function reread(replica: Replica, set: StoredSet, known: Vector, dirty: Dirty): void {
  set.parts.forEach((part, index) => {
    if (part.body === undefined || !replica.reads(part.scope)) return;
    const state = mergePart(replica, set, set.lamport, known, part, false, dirty);
    if (state !== part.state) replica.storage.savePart({ device: set.device, seq: set.seq, index }, { ...part, state });
  });
}
