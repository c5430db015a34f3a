/** What one command did becomes one change set of this device's stream, inside the command's own transaction. */
import { nothingDirty, projectDirty, takeIn, type Dirty } from './apply.ts';
import {
  chainNext,
  chainStart,
  commitTo,
  encodeHeader,
  encodePayload,
  isName,
  makeBody,
  sealedBytes,
  type Header,
  type PartChange,
} from './changeSet.ts';
import { parentOf } from './view.ts';
import { subjectOf, vectorOf, type Replica } from './replica.ts';
import type { StreamHead } from './storage.ts';
import { type Change, type DeviceId, type Dot, type Put, type RecordId, type Scope, type Vector } from './types.ts';
import { EMPTY, growth, lagBehind, type Delta } from './vector.ts';

export type Command = {
  /** The vector at which the form was read (`readForm`); for commands without a form, the one read at their start. */
  readonly seen: Vector;
  readonly actor: string;
  /** Instant of the device's clock, for people. */
  readonly at: string;
  /** One id for all sets of an import. */
  readonly batch?: string;
  readonly changes: readonly Change[];
};

/** A change set that must not be written; the command is a bug of its caller and nothing of it is kept. */
export class RefusedCommand extends Error {}

type Group = { readonly scope: Scope; readonly subjects: readonly RecordId[]; readonly changes: PartChange[] };

/**
 * Writes one change set. Call inside `storage.transact`, with whatever else the command stores.
 * Throws RefusedCommand for an unknown type, an erased subject, an event written twice, a moved child, or over 256 kB.
 */
export function commit(replica: Replica, command: Command): Dot {
  const dirty = nothingDirty();
  const dot = append(replica, command, dirty);
  projectDirty(replica, dirty);
  return dot;
}

function append(replica: Replica, command: Command, dirty: Dirty): Dot {
  const { storage, suite } = replica;
  const head = storage.stream(replica.device) ?? streamStart(replica, replica.device);
  const known = vectorOf(storage);
  if (command.changes.filter((change) => change.op === 'alias').length > 1)
    throw new RefusedCommand('one merge a command: each can be undone by itself');
  const groups = groupChanges(replica, combine(command.changes));
  const lag = lagBehind(known, command.seen);
  const payloads = groups.map((group) => encodePayload(payloadOf(replica, command, lag, group), suite));
  const bodies = groups.map((group, index) => makeBody(group, payloads[index] ?? new Uint8Array(), suite));
  const dot: Dot = { device: replica.device, seq: head.seq + 1 };
  const isFull = (dot.seq - 1) % replica.limits.keyframe === 0;
  known.delete(replica.device);
  const header: Header = {
    known: growth(isFull ? EMPTY : head.known, known, replica.device),
    full: isFull,
    erases: command.changes.flatMap((change) => (change.op === 'erase' ? change.subjects : [])),
    parts: groups.map((group, index) => ({
      scope: group.scope,
      subjects: group.subjects,
      commitment: commitTo(bodies[index] ?? new Uint8Array(), suite),
    })),
  };
  const bytes = encodeHeader(header, suite);
  const length = sizeOf(bodies, bytes.length);
  // Unpacked, too: who takes it in unpacks no more than that.
  const largest = Math.max(length, sizeOf(payloads, bytes.length));
  if (largest > replica.limits.setBytes) throw new RefusedCommand(`a change set of ${largest} bytes`);
  storage.saveStream({
    ...dot,
    hash: chainNext(head.hash, bytes, suite),
    known,
    looseSets: head.looseSets + 1,
    looseBytes: head.looseBytes + length,
  });
  takeIn(replica, dot, bytes, header, known, bodies, dirty);
  if (head.looseSets + 1 >= replica.limits.spanSets || head.looseBytes + length >= replica.limits.spanBytes)
    sealStream(replica);
  return dot;
}

function sizeOf(pieces: readonly Uint8Array[], more: number): number {
  return pieces.reduce((sum, piece) => sum + piece.length, more);
}

function payloadOf(replica: Replica, command: Command, lag: Delta, group: Group): Parameters<typeof encodePayload>[0] {
  const { actor, at, batch } = command;
  const common = { model: replica.upcasts.model, actor, at, lag, changes: group.changes };
  return batch === undefined ? common : { ...common, batch };
}

/** The state of a stream nothing of which is held. */
export function streamStart(replica: Replica, device: DeviceId): StreamHead {
  return { device, seq: 0, hash: chainStart(device, replica.suite), known: EMPTY, looseSets: 0, looseBytes: 0 };
}

/**
 * Signs the own stream as far as it goes. Call in a transaction before anything is sent: a relay can pass on only what
 * its author sealed, and page borders of others must not fall into the middle of what was signed.
 */
export function sealStream(replica: Replica): void {
  const { storage, suite } = replica;
  const head = storage.stream(replica.device);
  if (head === undefined || head.looseSets === 0) return;
  const dot: Dot = { device: head.device, seq: head.seq };
  const signature = suite.sign(sealedBytes(dot, head.hash, suite));
  storage.addSeal({ ...dot, signature, known: head.known });
  storage.saveStream({ ...head, looseSets: 0, looseBytes: 0 });
}

/** Several puts of one record in one command are one change: the last value of each field. */
function combine(changes: readonly Change[]): readonly Change[] {
  const puts = new Map<string, Put>();
  const result: Change[] = [];
  for (const change of changes) {
    if (change.op !== 'put') result.push(change);
    else {
      const key = `${change.type}/${change.id}`;
      const before = puts.get(key);
      puts.set(
        key,
        before === undefined ? change : { ...before, ...change, patch: { ...before.patch, ...change.patch } },
      );
    }
  }
  return [...puts.values(), ...result];
}

/** One part for each person (root record) and scope, so that one person's erasure leaves the others' changes whole. */
function groupChanges(replica: Replica, changes: readonly Change[]): readonly Group[] {
  const groups = new Map<string, Group>();
  const born = new Map<string, { readonly scope: Scope; readonly subject: RecordId }>();
  const into = (scope: Scope, subjects: readonly RecordId[], change: PartChange): void => {
    for (const subject of subjects)
      if (replica.storage.isErased(subject)) throw new RefusedCommand(`${subject} was erased`);
    const key = JSON.stringify([scope, ...subjects]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { scope, subjects, changes: [change] });
    else group.changes.push(change);
  };
  for (const change of changes) {
    if (change.op === 'put') {
      const { type, id, patch } = change;
      const home = homeOf(replica, change, born);
      born.set(`${type}/${id}`, home);
      into(home.scope, [home.subject], { op: 'put', type, id, patch });
    } else if (change.op === 'alias') {
      const from = replica.storage.record(change.type, change.from);
      const to = replica.storage.record(change.type, change.to);
      if (from === undefined || to === undefined || from.scope !== to.scope || change.from === change.to)
        throw new RefusedCommand('two records of one scope can be merged');
      // The chosen values may come from anyone merged into the two before: each one's erasure takes them along.
      const others = new Set(everNamedWith(replica, [change.from, change.to]));
      others.delete(change.from);
      others.delete(change.to);
      into(to.scope, [change.from, change.to, ...[...others].sort()], change);
    } else if (change.op === 'undo') {
      const alias = findAlias(replica, change.alias);
      into(alias.scope, alias.subjects, change);
    }
  }
  return [...groups.values()];
}

/**
 * Everyone whom a merge has ever named with these persons, also one that was taken back: what was chosen while they were
 * one, and stood since among the values of another merge, may be chosen again.
 */
function everNamedWith({ storage }: Replica, persons: readonly RecordId[]): ReadonlySet<RecordId> {
  const ids = new Set(persons);
  for (const id of ids)
    for (const { device, seq, index } of storage.partsOf(id)) {
      const subjects = storage.sets(device, seq, seq)[0]?.parts[index]?.subjects ?? [];
      // What was chosen there is gone with whoever of them was erased.
      const isThere = subjects.length > 1 && !subjects.some((subject) => storage.isErased(subject));
      if (isThere) for (const subject of subjects) ids.add(subject);
    }
  return ids;
}

function findAlias(replica: Replica, dot: Dot): { readonly scope: Scope; readonly subjects: readonly RecordId[] } {
  const set = replica.storage.sets(dot.device, dot.seq, dot.seq)[0];
  const part = set?.parts.find((one) => one.subjects.length > 1 && one.state === 'open');
  if (part === undefined) throw new RefusedCommand('no such merge');
  return { scope: part.scope, subjects: part.subjects };
}

/** Where a record lives: as it does already, or with its parent, or where the caller says. */
function homeOf(
  replica: Replica,
  put: Put,
  born: ReadonlyMap<string, { readonly scope: Scope; readonly subject: RecordId }>,
): { readonly scope: Scope; readonly subject: RecordId } {
  const { type, id, patch } = put;
  const definition = Object.hasOwn(replica.types, type) ? replica.types[type] : undefined;
  if (definition === undefined || !isName(id)) throw new RefusedCommand(`unknown record type ${type}`);
  const fixed = replica.usesHomes?.() === false ? undefined : definition.home;
  const state = replica.storage.record(type, id);
  const parent = definition.parent === undefined ? undefined : patch[definition.parent.field];
  if (state !== undefined) {
    if (definition.kind === 'event' && put.again !== true) throw new RefusedCommand('an event is written once');
    if (parent !== undefined && parent !== parentOf(replica, state))
      throw new RefusedCommand('a record stays with its parent: file a new one and archive this');
    return { scope: fixed ?? state.scope, subject: state.subject };
  }
  const earlier = born.get(`${type}/${id}`);
  if (earlier !== undefined) return earlier;
  if (definition.parent !== undefined && typeof parent === 'string') {
    const above = replica.storage.record(definition.parent.type, parent);
    const home = above === undefined ? born.get(`${definition.parent.type}/${parent}`) : above;
    if (home === undefined) throw new RefusedCommand('the parent is not here');
    return { scope: fixed ?? home.scope, subject: above === undefined ? home.subject : subjectOf(above, id) };
  }
  const scope = fixed ?? put.scope;
  if (scope === undefined || !replica.reads(scope)) throw new RefusedCommand('a new record needs a scope of its own');
  return { scope, subject: id };
}
