/**
 * What must be on screen, said the slow and obvious way: from *all* writes a device can read and, for each, the explicit
 * set of change sets its author had before the eyes. Shares no code with shared/sync; it knows nothing of vectors, heads,
 * pages or bytes.
 */
type Json = unknown;
export type LedgerChange =
  | { op: 'put'; type: string; id: string; patch: Record<string, Json> }
  | { op: 'alias'; from: string; to: string; patch: Record<string, Json> }
  | { op: 'undo'; alias: number };
export type LedgerPart = {
  scope: string;
  subjects: string[];
  model: number;
  /** Numbers of the change sets the author's form could show. */
  seen: ReadonlySet<number>;
  changes: LedgerChange[];
};
/** One committed command, as the simulator itself noted it. Its place in the ledger is its number. */
export type Entry = {
  number: number;
  device: string;
  seq: number;
  /** All that the device held when it committed. */
  known: ReadonlySet<number>;
  erases: string[];
  parts: LedgerPart[];
};

/** What one device holds: which sets, and of which of their parts it can read the body. */
export type Holding = {
  sets: ReadonlySet<number>;
  canRead: (entry: Entry, part: number) => boolean;
  model: number;
};

export type ExpectedRow = {
  type: string;
  id: string;
  scope: string;
  values: Record<string, Json>;
  cards: { field: string; heads: { device: string; seq: number; value: Json }[] }[];
  parent: string | undefined;
  held: boolean;
  mergedInto: string | undefined;
};
export type Expected = { rows: Map<string, ExpectedRow>; tasks: string[] };

type Fields = { known: string[]; guarded: string[]; parent?: [field: string, type: string]; event?: boolean };
const PERSON1 = ['name', 'birth', 'phone', 'memo'];
const PERSON2 = ['name', 'birth', 'mobile', 'memo', 'email'];
function fieldsOf(type: string, model: number): Fields | undefined {
  if (type === 'person' && model === 1) return { known: PERSON1, guarded: ['name', 'birth', 'phone'] };
  if (type === 'person') return { known: PERSON2, guarded: ['name', 'birth', 'mobile'] };
  if (type === 'consultation')
    return { known: ['person', 'text', 'result'], guarded: ['result'], parent: ['person', 'person'] };
  if (type === 'interview')
    return {
      known: ['consultation', 'at', 'result'],
      guarded: ['at', 'result'],
      parent: ['consultation', 'consultation'],
    };
  if (type === 'checkIn') return { known: ['person', 'door'], guarded: [], parent: ['person', 'person'], event: true };
  if (type === 'booth') return { known: ['label', 'count'], guarded: ['count'] };
  if (type === 'survey' && model === 2)
    return { known: ['person', 'score'], guarded: [], parent: ['person', 'person'], event: true };
  return undefined;
}

type Written = { entry: Entry; part: LedgerPart; field: string; value: Json; home: string };
type Merge = { entry: Entry; part: LedgerPart; from: string; to: string; patch: Record<string, Json> };

const text = (value: Json): string => JSON.stringify(value);
const weight = (entry: Entry): number => entry.known.size;
/** Who knew less comes first; then the device's name; then its own order. */
const before = (a: Entry, b: Entry): number =>
  weight(a) - weight(b) || (a.device < b.device ? -1 : a.device > b.device ? 1 : a.seq - b.seq);

export function expected(ledger: readonly Entry[], holding: Holding): Expected {
  const held = ledger.filter((entry) => holding.sets.has(entry.number));
  const erased = new Set(held.flatMap((entry) => entry.erases));
  const writes = new Map<string, Written[]>();
  const homes = new Map<string, { type: string; id: string; scope: string }>();
  const events = new Map<string, { entry: Entry; patch: Record<string, Json> }>();
  const merges: Merge[] = [];
  const undone = new Set<number>();
  for (const entry of held)
    entry.parts.forEach((part, index) => {
      if (part.subjects.some((subject) => erased.has(subject)) || !holding.canRead(entry, index)) return;
      for (const change of part.changes) {
        if (change.op === 'undo') undone.add(change.alias);
        else if (change.op === 'alias') {
          const patch = renamed('person', change.patch, part.model, holding.model);
          merges.push({ entry, part, from: change.from, to: change.to, patch });
        } else {
          const fields = fieldsOf(change.type, holding.model);
          if (fields === undefined) continue;
          const home = `${change.type}/${change.id}`;
          homes.set(home, { type: change.type, id: change.id, scope: part.scope });
          const patch = renamed(change.type, change.patch, part.model, holding.model);
          const first = events.get(home);
          if (fields.event === true && first !== undefined && before(first.entry, entry) < 0) continue;
          if (fields.event === true) {
            events.set(home, { entry, patch });
            writes.set(home, []);
          }
          const list = writes.get(home) ?? [];
          for (const [field, value] of Object.entries(patch)) list.push({ entry, part, field, value, home });
          writes.set(home, list);
        }
      }
    });

  const form = (written: { field: string; part: LedgerPart }): number =>
    holding.model === 2 && written.field === 'mobile' && written.part.model === 2 ? 1 : 0;
  const sawIt = (by: Written, other: Written): boolean =>
    by.part.seen.has(other.entry.number) && form(by) >= form(other);

  const people = whoIsWho(merges.filter((merge) => !undone.has(merge.entry.number)));
  const rows = new Map<string, ExpectedRow>();
  for (const [home, { type, id, scope }] of homes) {
    const fields = fieldsOf(type, holding.model);
    if (fields === undefined) continue;
    const behind = type === 'person' ? people.standsBehind.get(id) : undefined;
    const mergedInto = behind === undefined ? undefined : people.leader(id);
    const values: Record<string, Json> = {};
    const cards: ExpectedRow['cards'] = [];
    for (const field of fields.known) {
      const candidates =
        type === 'person' && behind === undefined
          ? onSurvivor(id, field, writes, people)
          : (writes.get(home) ?? []).filter((one) => one.field === field).map((one) => ({ one, trail: [] as Merge[] }));
      const standing = candidates
        .filter((a) => !candidates.some((b) => b !== a && replaces(b, a, sawIt)))
        .map(({ one }) => one)
        .sort((a, b) => before(a.entry, b.entry));
      const last = standing.at(-1);
      if (last === undefined) continue;
      values[field] = last.value;
      const different = new Set(standing.map((one) => text(one.value))).size > 1;
      if (different && fields.guarded.includes(field) && mergedInto === undefined)
        cards.push({
          field,
          heads: standing.map(({ entry, value }) => ({ device: entry.device, seq: entry.seq, value })),
        });
    }
    rows.set(home, { type, id, scope, values, cards, parent: undefined, held: false, mergedInto });
  }
  for (const row of rows.values()) hang(row, rows, holding.model, people);
  return { rows, tasks: tasks(rows, people, held, erased) };
}

function renamed(type: string, patch: Record<string, Json>, written: number, model: number): Record<string, Json> {
  if (type !== 'person' || written !== 1 || model !== 2 || !('phone' in patch)) return patch;
  const { phone, ...rest } = patch;
  return { ...rest, mobile: typeof phone === 'string' ? `+82 ${phone}` : null };
}

type People = { standsBehind: Map<string, Merge>; counts: Merge[]; clashes: Merge[]; leader: (id: string) => string };

/** Merges one after the other; names the leader of each group by walking. */
function whoIsWho(merges: readonly Merge[]): People {
  const standsBehind = new Map<string, Merge>();
  const leader = (id: string): string => {
    const next = standsBehind.get(id);
    return next === undefined ? id : leader(next.to);
  };
  const counts: Merge[] = [];
  const clashes: Merge[] = [];
  for (const merge of [...merges].sort((a, b) => before(a.entry, b.entry))) {
    if (leader(merge.from) === leader(merge.to)) counts.push(merge);
    else if (standsBehind.has(merge.from)) clashes.push(merge);
    else {
      standsBehind.set(merge.from, merge);
      counts.push(merge);
    }
  }
  return { standsBehind, counts, clashes, leader };
}

type Candidate = { one: Written; trail: Merge[] };

/** All writes of one field that reach the survivor: made on it, chosen at a merge, or unseen by the merging person. */
function onSurvivor(id: string, field: string, writes: Map<string, Written[]>, people: People): Candidate[] {
  const found: Candidate[] = [];
  const visit = (at: string, trail: Merge[]): void => {
    const here = (writes.get(`person/${at}`) ?? []).filter((one) => one.field === field);
    for (const merge of people.counts)
      if (merge.to === at && field in merge.patch)
        here.push({ entry: merge.entry, part: merge.part, field, value: merge.patch[field], home: `person/${at}` });
    for (const one of here)
      if (trail.every((merge) => !merge.part.seen.has(one.entry.number))) found.push({ one, trail });
    for (const merge of people.standsBehind.values()) if (merge.to === at) visit(merge.from, [merge, ...trail]);
  };
  visit(id, []);
  return found;
}

/** An edit replaces what its author saw on the same record, or on records they knew to be merged into it. */
function replaces(by: Candidate, other: Candidate, sawIt: (by: Written, other: Written) => boolean): boolean {
  if (!sawIt(by.one, other.one)) return false;
  if (by.one.home === other.one.home) return true;
  for (const merge of other.trail) {
    if (!by.one.part.seen.has(merge.entry.number)) return false;
    if (`person/${merge.to}` === by.one.home) return true;
  }
  return false;
}

function hang(row: ExpectedRow, rows: Map<string, ExpectedRow>, model: number, people: People): void {
  const parent = fieldsOf(row.type, model)?.parent;
  const named = parent === undefined ? undefined : row.values[parent[0]];
  if (parent === undefined || typeof named !== 'string') return;
  row.parent = parent[1] === 'person' ? people.leader(named) : named;
  const above = rows.get(`${parent[1]}/${row.parent}`);
  if (above !== undefined) hang(above, rows, model, people);
  row.held = above === undefined || above.held;
}

function tasks(
  rows: Map<string, ExpectedRow>,
  people: People,
  held: readonly Entry[],
  erased: ReadonlySet<string>,
): string[] {
  const found = new Set<string>();
  const persons = [...rows.values()].filter((row) => row.type === 'person');
  for (const a of persons)
    for (const b of persons) {
      if (a.id >= b.id || a.mergedInto !== undefined || b.mergedInto !== undefined) continue;
      const { name, birth } = a.values;
      if ([name, birth].some((value) => value === undefined || value === null || value === '')) continue;
      if (text([name, birth]) === text([b.values['name'], b.values['birth']])) found.add(`duplicate ${a.id} ${b.id}`);
    }
  for (const clash of people.clashes)
    if (rows.has(`person/${clash.from}`) || rows.has(`person/${clash.to}`))
      found.add(`clash ${[clash.from, clash.to].sort().join(' ')}`);
  for (const entry of held)
    for (const part of entry.parts)
      if (part.subjects.some((subject) => erased.has(subject)))
        for (const subject of part.subjects) if (!erased.has(subject)) found.add(`mergedWithErased ${subject}`);
  return [...found].sort();
}
