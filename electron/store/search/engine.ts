/**
 * Search by key press, in the memory of the reader's worker: people and organisations, fed with records, no database
 * inside. What matches and in which order is said in meaning.ts.
 *
 * Built like a log-structured store: one large index from loading, behind it ever smaller ones from later changes, and in
 * front at most 64 records that are indexed at the next find. A changed or removed record is struck out where it was. An
 * index is merged into its larger neighbour when it has grown to a quarter of it, so a change costs microseconds and,
 * once in some 50,000 changes, about a second.
 */
import { matchRecord, findBest } from './segment.ts';
import type { SearchField, SearchKind, SearchRecord } from './reading.ts';
import { mostUnits, readQuery, searchFields, searchKinds } from './reading.ts';
import type { PackedRecords, Packer } from './packedRecords.ts';
import { createGrowingPacker, createPacker } from './packedRecords.ts';
import type { SuffixIndex } from './suffixIndex.ts';
import { buildIndex, compareStrings, mostRecords } from './suffixIndex.ts';
import type { CompiledWord } from './wordPlan.ts';
import { compileWord } from './wordPlan.ts';

export type { PersonRecord, SearchRecord } from './reading.ts';

export interface SearchHit {
  readonly kind: SearchKind;
  readonly id: number;
  /** Lower is better; see `ranks` in meaning.ts. */
  readonly rank: number;
  /** Where the (first) word was found. */
  readonly field: SearchField;
}

export interface FindOptions {
  /** Most hits wanted. */
  readonly limit: number;
  /** Kinds wanted; all unless given. */
  readonly kinds?: readonly SearchKind[];
  /** Whether the one who asks may see a name; records it refuses are as if not there, for `more` too. */
  readonly mayName?: (kind: SearchKind, id: number) => boolean;
}

interface SearchLoad {
  /** Takes a record in; of two with equal kind and id the later counts. */
  add(record: SearchRecord): void;
  /** Builds the index in steps and puts it in place of everything loaded before. Yields between the steps. */
  finish(): Generator<undefined, void>;
  /** The same in one go. */
  end(): void;
}

export interface SearchEngine {
  /** Replaces everything by these records. */
  load(records: Iterable<SearchRecord>): void;
  /**
   * Starts a load that may be spread over time. Until it ends, finds are answered from what was there before; a record
   * that is upserted or removed in the meantime keeps that state.
   */
  beginLoad(): SearchLoad;
  upsert(record: SearchRecord): void;
  /** The same for many, which get one index together. */
  upsertAll(records: readonly SearchRecord[]): void;
  /** Removing a record that is not there is no error. */
  remove(kind: SearchKind, id: number): void;
  find(query: string, options: FindOptions): { readonly hits: readonly SearchHit[]; readonly more: boolean };
  /** Number of records that can be found. */
  size(): number;
}

/** Records waiting for the next find to be indexed. */
const mostWaiting = 64;
/** An index this many times smaller than the one before it stays apart. */
const tierRatio = 4;

const families = ['people', 'organisations'] as const;
type Family = (typeof families)[number];

function familyOf(kind: SearchKind): Family {
  return kind === 'person' ? 'people' : 'organisations';
}

interface Segment {
  readonly index: SuffixIndex;
  readonly places: Lookup;
  readonly dead: Uint8Array;
  alive: number;
}

/** One of the two halves: people, organisations. */
interface Half {
  /** From large to small. */
  segments: Segment[];
  /** Changed records not indexed yet, by id within kind. */
  waiting: Map<string, SearchRecord>;
  /** Index of the waiting ones, null when it has to be made. */
  fresh: Segment | null;
}

interface Candidate {
  readonly segment: Segment;
  readonly record: number;
  readonly rank: number;
  /** First words of the phrases that reach this rank: they tell the field. */
  readonly firsts: CompiledWord[];
}

export function createSearchEngine(): SearchEngine {
  const halves: Record<Family, Half> = { people: emptyHalf(), organisations: emptyHalf() };
  /** Records touched since a load began, which the load must not bring back. */
  const touchedDuring = new Set<Set<string>>();

  function touch(kind: SearchKind, id: number): Half {
    for (const touched of touchedDuring) touched.add(keyOf(kind, id));
    const half = halves[familyOf(kind)];
    for (const segment of half.segments) strike(segment, kind, id);
    if (half.waiting.delete(keyOf(kind, id))) half.fresh = null;
    return half;
  }

  function beginLoad(): SearchLoad {
    const packers: Record<Family, Packer> = { people: createGrowingPacker(), organisations: createGrowingPacker() };
    const touched = new Set<string>();
    touchedDuring.add(touched);
    function* finish(): Generator<undefined, void> {
      const loaded: [Family, Segment][] = [];
      for (const family of families) {
        const packed = packers[family].done();
        packers[family] = createPacker(0, 0);
        loaded.push([family, yield* buildSegment(packed)]);
      }
      touchedDuring.delete(touched);
      for (const [family, segment] of loaded) {
        const before = halves[family];
        const half = emptyHalf();
        half.segments = segment.alive > 0 ? [segment] : [];
        halves[family] = half;
        for (const key of touched) {
          const [kind, id] = fromKey(key);
          if (familyOf(kind) === family) strike(segment, kind, id);
        }
        keepTouched(before, half, touched);
      }
    }
    return {
      add: (record) => packers[familyOf(record.kind)].add(record),
      finish,
      end: () => drain(finish()),
    };
  }

  function upsertAll(records: readonly SearchRecord[]): void {
    for (const record of records) {
      const half = touch(record.kind, record.id);
      half.waiting.set(keyOf(record.kind, record.id), record);
      half.fresh = null;
    }
    for (const family of families) if (halves[family].waiting.size > mostWaiting) settle(halves[family]);
  }

  return {
    beginLoad,
    load(records) {
      const load = beginLoad();
      for (const record of records) load.add(record);
      load.end();
    },
    upsert: (record) => upsertAll([record]),
    upsertAll,
    remove(kind, id) {
      touch(kind, id);
    },
    find: (query, options) => find(halves, query, options),
    size: () => families.reduce((sum, family) => sum + aliveIn(halves[family]), 0),
  };
}

function emptyHalf(): Half {
  return { segments: [], waiting: new Map(), fresh: null };
}

function aliveIn({ segments, waiting }: Half): number {
  return segments.reduce((sum, { alive }) => sum + alive, waiting.size);
}

function keyOf(kind: SearchKind, id: number): string {
  return `${searchKinds.indexOf(kind)} ${id}`;
}
function fromKey(key: string): [SearchKind, number] {
  const [kind, id] = key.split(' ');
  return [searchKinds[Number(kind)] ?? 'person', Number(id)];
}

function drain<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Takes over what was changed during a load, from the indexes before it. */
function keepTouched(before: Half, half: Half, touched: ReadonlySet<string>): void {
  const packer = createGrowingPacker();
  for (const key of touched) {
    const waiting = before.waiting.get(key);
    if (waiting) {
      packer.add(waiting);
      continue;
    }
    const [kind, id] = fromKey(key);
    for (const { index, places, dead } of before.segments) {
      const record = places.find(searchKinds.indexOf(kind), id);
      if (record >= 0 && dead[record] === 0) packer.copy(index.records, record);
    }
  }
  if (packer.count() > 0) half.segments.push(drain(buildSegment(packer.done())));
}

function strike(segment: Segment, kind: SearchKind, id: number): void {
  const record = segment.places.find(searchKinds.indexOf(kind), id);
  if (record < 0 || segment.dead[record] === 1) return;
  segment.dead[record] = 1;
  segment.alive -= 1;
}

/** Gives the waiting records an index of their own for good, and merges indexes that have come near in size. */
function settle(half: Half): void {
  half.segments = [...half.segments.filter(({ alive }) => alive > 0), freshSegment(half)];
  half.waiting = new Map();
  half.fresh = null;
  for (;;) {
    const [larger, smaller] = half.segments.slice(-2);
    if (!larger || !smaller || larger.alive > smaller.alive * tierRatio) return;
    if (larger.alive + smaller.alive > mostRecords) return;
    half.segments.splice(-2, 2, merge(larger, smaller));
  }
}

function freshSegment(half: Half): Segment {
  if (half.fresh) return half.fresh;
  const packer = createPacker(half.waiting.size, half.waiting.size * mostUnits);
  for (const record of half.waiting.values()) packer.add(record);
  half.fresh = drain(buildSegment(packer.done()));
  return half.fresh;
}

function merge(...segments: readonly Segment[]): Segment {
  const packer = createPacker(
    segments.reduce((sum, { alive }) => sum + alive, 0),
    segments.reduce((sum, { index }) => sum + index.records.text.length, 0),
  );
  for (const { index, dead } of segments) {
    for (let record = 0; record < index.records.count; record++) {
      if (dead[record] === 0) packer.copy(index.records, record);
    }
  }
  return drain(buildSegment(packer.done()));
}

function* buildSegment(packed: PackedRecords): Generator<undefined, Segment> {
  const last = createLookup(packed);
  const chosen = new Uint32Array(last.size);
  let count = 0;
  for (let record = 0; record < packed.count; record++) {
    if (last.find(packed.kinds[record] ?? 0, packed.ids[record] ?? 0) === record) chosen[count++] = record;
  }
  yield;
  const index = yield* buildIndex(packed, chosen);
  const places = createLookup(index.records);
  return { index, places, dead: new Uint8Array(index.records.count), alive: index.records.count };
}

interface Lookup {
  /** Different records in it. */
  readonly size: number;
  /** The record with this kind and id, the last of several; -1 for none. */
  find(kind: number, id: number): number;
}

/** Open addressing over the records' own columns: four bytes a slot. */
function createLookup({ count, kinds, ids }: PackedRecords): Lookup {
  let bits = 4;
  while (2 ** bits < count * 2) bits += 1;
  const slots = new Int32Array(2 ** bits).fill(-1);
  const slotOf = (kind: number, id: number): number => {
    const mixed = Math.imul((id | 0) ^ Math.imul(kind + 1, 0x85eb_ca6b), 0x9e37_79b1);
    for (let slot = mixed >>> (32 - bits); ; slot = (slot + 1) % slots.length) {
      const record = slots[slot] ?? -1;
      if (record < 0 || (ids[record] === id && kinds[record] === kind)) return slot;
    }
  };
  let size = 0;
  for (let record = 0; record < count; record++) {
    const slot = slotOf(kinds[record] ?? 0, ids[record] ?? 0);
    if (slots[slot] === -1) size += 1;
    slots[slot] = record;
  }
  return { size, find: (kind, id) => slots[slotOf(kind, id)] ?? -1 };
}

/**
 * Each phrase gives its best of each index; as every list holds one more than wanted, their union holds the best of all
 * and tells whether there are more.
 */
function find(
  halves: Record<Family, Half>,
  query: string,
  { limit, kinds = searchKinds, mayName }: FindOptions,
): { hits: SearchHit[]; more: boolean } {
  const reading = readQuery(query);
  const literal: Candidate[] = [];
  const turned: Candidate[] = [];
  const parts = families.filter((family) => kinds.some((kind) => familyOf(kind) === family));
  const collect = (wanted: boolean, into: Candidate[]): void => {
    for (const family of parts) {
      const half = halves[family];
      const segments = half.waiting.size > 0 ? [...half.segments, freshSegment(half)] : half.segments;
      for (const { words, penalty } of reading[family]) {
        if (penalty > 0 !== wanted) continue;
        const compiled = words.map(compileWord);
        const [first] = compiled;
        if (!first) continue;
        for (const segment of segments) {
          const accept = accepts(segment, kinds, mayName);
          for (const { record, rank } of findBest(segment.index, compiled, limit + 1, accept)) {
            into.push({ segment, record, rank: rank + penalty, firsts: [first] });
          }
        }
      }
    }
  };
  collect(false, literal);
  let best = inOrder(literal, limit + 1);
  if (best.length <= limit) {
    collect(true, turned);
    best = inOrder([...best, ...turned], limit + 1);
  }
  return { hits: best.slice(0, limit).map(toHit), more: best.length > limit };
}

function accepts(
  { index, dead }: Segment,
  kinds: readonly SearchKind[],
  mayName: FindOptions['mayName'],
): (record: number) => boolean {
  const { records } = index;
  const all = searchKinds.every((kind) => kinds.includes(kind));
  if (all && !mayName) return (record) => dead[record] === 0;
  return (record) => {
    if (dead[record] === 1) return false;
    const kind = searchKinds[records.kinds[record] ?? 0] ?? 'person';
    return (all || kinds.includes(kind)) && (!mayName || mayName(kind, records.ids[record] ?? 0));
  };
}

/** Best first, each record once. */
function inOrder(candidates: Candidate[], limit: number): Candidate[] {
  candidates.sort(compareCandidates);
  const best: Candidate[] = [];
  for (const candidate of candidates) {
    const { segment, record, rank, firsts } = candidate;
    const same = best.find((other) => other.segment === segment && other.record === record);
    if (same?.rank === rank) same.firsts.push(...firsts);
    else if (!same && best.length === limit) break;
    else if (!same) best.push(candidate);
  }
  return best;
}

function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.segment === b.segment) return a.record - b.record;
  const [x, y] = [a.segment.index.records, b.segment.index.records];
  return (
    (x.kinds[a.record] ?? 0) - (y.kinds[b.record] ?? 0) ||
    compareStrings(x.text, x.starts[a.record] ?? 0, y.starts[b.record] ?? 0, y.text) ||
    (x.ids[a.record] ?? 0) - (y.ids[b.record] ?? 0)
  );
}

function toHit({ segment, record, rank, firsts }: Candidate): SearchHit {
  const { records } = segment.index;
  // Phrases of equal rank may find the record in different fields; the one named first in `searchFields` counts.
  const field = Math.min(...firsts.map((first) => matchRecord(records, record, first)?.field ?? 0));
  return {
    kind: searchKinds[records.kinds[record] ?? 0] ?? 'person',
    id: records.ids[record] ?? 0,
    rank,
    field: searchFields[field] ?? 'name',
  };
}
