/** How a write goes into a record: it replaces what its author had seen, and stands beside what not. */
import type { Rules } from './rules.ts';
import type { RecordState } from './storage.ts';
import type { Head, Patch, Scope, RecordId, Value, Vector, Write } from './types.ts';

export type Incoming = {
  readonly type: string;
  readonly id: RecordId;
  readonly scope: Scope;
  readonly subject: RecordId;
  readonly write: Write;
  readonly patch: Patch;
};

/** What only rare merges need, so it is asked for and not carried along. */
export type MergeContext = {
  readonly rules: Rules;
  /** The author's vector of a write already in the log. */
  readonly seenOf: (write: Write, type: string, id: RecordId) => Vector;
  /** The form of a field in a model version: how often upcasting has changed it up to there. */
  readonly formOf: (type: string, field: string, model: number) => number;
  /** True when the body came after its header was taken in: then a write already here may cover this one. */
  readonly late: boolean;
};

export function newRecord(incoming: Incoming): RecordState {
  const { type, id, scope, subject, write, patch } = incoming;
  return { type, id, scope, subject, first: write, values: patch, heads: {} };
}

/** The heads of one field: usually one. */
export function headsOf(state: RecordState, field: string): readonly Head[] {
  const heads = Object.hasOwn(state.heads, field) ? state.heads[field] : undefined;
  if (heads !== undefined) return heads;
  const value: Value | undefined = Object.hasOwn(state.values, field) ? state.values[field] : undefined;
  return value === undefined ? [] : [{ write: state.first, value }];
}

export function fieldsOf(state: RecordState): readonly string[] {
  const extra = Object.keys(state.heads);
  if (extra.length === 0) return Object.keys(state.values);
  return [...new Set([...Object.keys(state.values), ...extra])];
}

/** Could the program of the covering write show the other at all? */
function couldShow(context: MergeContext, type: string, field: string, covering: Write, covered: Write): boolean {
  if (covering.model === covered.model) return true;
  const { rules, formOf } = context;
  return rules.couldShow(formOf(type, field, covering.model), formOf(type, field, covered.model));
}

/** The record after the write. The same object when the write changes nothing. */
export function mergePut(state: RecordState, incoming: Incoming, seen: Vector, context: MergeContext): RecordState {
  const { type, id, write, patch } = incoming;
  const { rules } = context;
  let heads: Record<string, readonly Head[]> | undefined;
  for (const field of Object.keys(patch)) {
    const value = patch[field];
    if (value === undefined) continue;
    const before = headsOf(state, field);
    if (before.some((head) => head.write.device === write.device && head.write.seq === write.seq)) continue;
    const isCovered =
      context.late &&
      before.some(
        (head) =>
          rules.wasCovered(context.seenOf(head.write, type, id), write) &&
          couldShow(context, type, field, head.write, write),
      );
    if (isCovered) continue;
    const kept = before.filter(
      (head) => !rules.covers(seen, head.write) || !couldShow(context, type, field, write, head.write),
    );
    heads ??= { ...state.heads };
    heads[field] = [...kept, { write, value }];
  }
  return heads === undefined ? state : { ...state, heads };
}

/** An event is what its first author wrote; writing it again changes nothing. */
export function mergeEvent(state: RecordState, incoming: Incoming, rules: Rules): RecordState {
  return rules.wasFirst(incoming.write, state.first) ? newRecord(incoming) : state;
}

/** The head whose value is shown. */
export function shown(heads: readonly Head[], rules: Rules): Head | undefined {
  let best = heads[0];
  for (const head of heads)
    if (best !== undefined && best !== head && rules.outranks(head.write, best.write)) best = head;
  return best;
}
