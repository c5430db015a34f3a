/**
 * Records that belong to a scope of their own (`home`), said once more there. Older programs wrote them in the scope of
 * everything else, which a laptop that was lent less cannot read.
 */
import { openBody } from './changeSet.ts';
import { readForm } from './clip.ts';
import { commit } from './commit.ts';
import { fieldsOf, headsOf, shown } from './merge.ts';
import { portions } from './portions.ts';
import { partAt, setAt, type Replica } from './replica.ts';
import type { RecordState } from './storage.ts';
import type { Dot, Patch, Put, RecordId, Scope, Value } from './types.ts';

export type Republished =
  | { readonly ok: true; readonly records: number }
  /** A person must decide first: choosing for them here would take the question from all others. */
  | { readonly ok: false; readonly undecided: readonly { readonly type: string; readonly id: RecordId }[] };

/**
 * Writes those of the records again whose values do not all stand in their home scope: each field as it is shown, so that
 * whoever has the scope alone shows the same. Call inside `storage.transact`. Writes nothing where a card is open.
 * `strays`: only what this very device wrote elsewhere, before it knew better; what has a card waits for its decision.
 */
export function republish(
  replica: Replica,
  records: readonly { readonly type: string; readonly id: RecordId }[],
  by: { readonly actor: string; readonly at: string; readonly batch: string },
  which: 'all' | 'strays' = 'all',
): Republished {
  const puts: Put[] = [];
  const undecided: { type: string; id: RecordId }[] = [];
  for (const { type, id } of records) {
    const state = replica.storage.record(type, id);
    const definition = replica.types[type];
    if (state === undefined || definition?.home === undefined) continue;
    const away = definition.kind === 'event' ? unsaidAt : writesAway;
    const writes = away(replica, state, definition.home);
    if (which === 'all' ? writes.length === 0 : !writes.some(({ device }) => device === replica.device)) continue;
    if (definition.guarded.some((field) => isOpen(state, field))) {
      if (which === 'all') undecided.push({ type, id });
      continue;
    }
    const again = definition.kind === 'event' ? { again: true as const } : {};
    puts.push({ op: 'put', type, id, patch: shownOf(replica, state), ...again });
  }
  if (undecided.length > 0) return { ok: false, undecided };
  const seen = readForm(replica, [...new Set(puts.map(({ id }) => id))]);
  for (const changes of portions(puts)) commit(replica, { seen, ...by, changes });
  return { ok: true, records: puts.length };
}

/** The writes of what the record shows that do not stand where it belongs. */
function writesAway(replica: Replica, state: RecordState, home: Scope): readonly Dot[] {
  const dots = new Map(
    fieldsOf(state)
      .flatMap((field) => headsOf(state, field))
      .map(({ write }) => [`${write.device} ${write.seq}`, write]),
  );
  return [...dots.values()].filter(
    (dot) => !setAt(replica, dot)?.parts.some(({ scope, subjects }) => scope === home && subjects[0] === state.subject),
  );
}

/** Who first said an event that was never said where it belongs: what it shows stays with that one, wherever it was. */
function unsaidAt(replica: Replica, { type, id, subject, first }: RecordState, home: Scope): readonly Dot[] {
  const isSaid = replica.storage.partsOf(subject).some((ref) => {
    const part = partAt(replica, ref);
    const payload = part?.scope === home ? openBody(part, replica.suite) : undefined;
    return payload?.changes.some((one) => one.op === 'put' && one.type === type && one.id === id) === true;
  });
  return isSaid ? [] : [first];
}

function isOpen(state: RecordState, field: string): boolean {
  return new Set(headsOf(state, field).map(({ value }) => JSON.stringify(value))).size > 1;
}

function shownOf({ rules }: Replica, state: RecordState): Patch {
  const patch: Record<string, Value> = {};
  for (const field of fieldsOf(state)) {
    const head = shown(headsOf(state, field), rules);
    if (head !== undefined) patch[field] = head.value;
  }
  return patch;
}
