/**
 * Digests: what two laptops that hold the same change sets compare, to find a bug of merging or projection, or a damaged
 * table (docs/adr/0053-digests.md). A record is hashed as replication has merged it and as screens show it; the hashes of a
 * scope are added up, so that the order in which things came, and stand on disk, says nothing.
 */
import { z } from '../zod.ts';
import { fieldsOf, headsOf } from './merge.ts';
import type { AliasState, RecordState } from './storage.ts';
import type { Patch, RecordId, Value, Vector, Write } from './types.ts';

/** Counts up with everything below that makes other digests of the same records: laptops of two forms are not compared. */
const form = 1;
/** Ids of a type are dealt into so many buckets, so that a difference can be looked for in a small part of the records. */
const buckets = 64;
/** Of the sum of a bucket, hex digits. */
const bucketDigits = 8;

/** SHA-256 of a text. */
export type HashText = (text: string) => Uint8Array;

interface Sum {
  /** Records as merged, and rows as shown. */
  records: number;
  rows: number;
  readonly merged: Uint32Array;
  readonly shown: Uint32Array;
  readonly buckets: Uint32Array;
}
/** Record type → sums; of one scope. */
export type Sums = Map<string, Sum>;

/** JSON with names in order, so that equal content is equal text. Half of what a digest costs: one loop, no lists between. */
function canonical(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) {
    let items = '';
    for (const item of value) items += `${items === '' ? '' : ','}${canonical(item)}`;
    return `[${items}]`;
  }
  let fields = '';
  for (const name of Object.keys(value).sort())
    fields += `${fields === '' ? '' : ','}${JSON.stringify(name)}:${canonical(value[name] ?? null)}`;
  return `{${fields}}`;
}
const isList = (value: object): value is readonly Value[] => Array.isArray(value);

/** Which bucket an id is in: FNV-1a, the same on all laptops whatever the record says. */
export function bucketOf(id: RecordId): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % buckets;
}

const lanes = (): Uint32Array => new Uint32Array(8);

function sumOf(sums: Sums, type: string): Sum {
  const known = sums.get(type);
  if (known !== undefined) return known;
  const made = { records: 0, rows: 0, merged: lanes(), shown: lanes(), buckets: new Uint32Array(buckets) };
  sums.set(type, made);
  return made;
}

/** Adds a hash, lane by lane: unlike XOR, the same row twice does not vanish. */
function add(sum: Sum, to: 'merged' | 'shown', id: RecordId, hash: Uint8Array): void {
  const words = new DataView(hash.buffer, hash.byteOffset, 32);
  const lanes = sum[to];
  for (let lane = 0; lane < 8; lane++) lanes[lane] = (lanes[lane] ?? 0) + words.getUint32(lane * 4);
  const bucket = bucketOf(id);
  sum.buckets[bucket] = (sum.buckets[bucket] ?? 0) + words.getUint32(0);
}

const writeText = ({ device, seq, lamport, model, actor, at }: Write): Value => [
  device,
  seq,
  lamport,
  model,
  actor,
  at,
];

/** The writes that a record is made of, each with the values of it that nothing covers; in the order of their names. */
function writesOf(state: RecordState): readonly Value[] {
  if (Object.keys(state.heads).length === 0) return [[writeText(state.first), state.values]];
  const writes = new Map<string, { readonly write: Write; readonly values: Record<string, Value> }>();
  for (const field of fieldsOf(state))
    for (const { write, value } of headsOf(state, field)) {
      const name = `${write.device}\n${write.seq}`;
      const one = writes.get(name) ?? { write, values: {} };
      one.values[field] = value;
      writes.set(name, one);
    }
  const names = [...writes.keys()].sort();
  return names.map((name) => {
    const one = writes.get(name);
    return one === undefined ? null : [writeText(one.write), one.values];
  });
}

/** A record as replication has merged it: which values no write covers, and who wrote them. */
export function addMerged(sums: Sums, hash: HashText, state: RecordState): void {
  const { type, id, subject } = state;
  const sum = sumOf(sums, type);
  sum.records += 1;
  add(sum, 'merged', id, hash(canonical(['record', type, id, subject, writesOf(state)])));
}

/** The statement that two records are one. */
export function addStatement(
  sums: Sums,
  hash: HashText,
  { write, type, from, to, patch }: Omit<AliasState, 'seen'>,
): void {
  add(sumOf(sums, type), 'merged', from, hash(canonical(['alias', type, from, to, patch, writeText(write)])));
}

/** A row as screens read it. An empty field and one that was never there are the same. */
export function addShown(sums: Sums, hash: HashText, type: string, id: RecordId, values: Patch, more: Value): void {
  const sum = sumOf(sums, type);
  sum.rows += 1;
  const said: Record<string, Value> = {};
  for (const [field, value] of Object.entries(values)) if (value !== null) said[field] = value;
  add(sum, 'shown', id, hash(canonical(['row', type, id, said, more])));
}

/** How many cards a record has, and whether it waits for what it hangs on. */
export function addStanding(
  sums: Sums,
  hash: HashText,
  type: string,
  id: RecordId,
  cards: number,
  held: boolean,
): void {
  add(sumOf(sums, type), 'shown', id, hash(canonical(['standing', type, id, cards, held])));
}

const typeSummary = z.object({
  type: z.string().max(100),
  records: z.int().min(0),
  rows: z.int().min(0),
  merged: z.string().max(64),
  shown: z.string().max(64),
  buckets: z.string().max(buckets * bucketDigits),
});
/** What is told of the records of one type: counts and digests, nothing of what they say. */
export type TypeSummary = z.output<typeof typeSummary>;
const summary = z.array(typeSummary).max(1000);

const hex = (words: Uint32Array): string =>
  [...words].map((word) => word.toString(16).padStart(bucketDigits, '0')).join('');

/** What is told of a scope, as text: equal for equal records, whatever their order. */
export function summaryText(sums: Sums): string {
  const types = [...sums.keys()].sort();
  return JSON.stringify(
    types.map((type): TypeSummary => {
      const { records, rows, merged, shown, buckets: each } = sumOf(sums, type);
      return { type, records, rows, merged: hex(merged), shown: hex(shown), buckets: hex(each) };
    }),
  );
}

/** Undefined for what is not of the form. */
export function readSummary(text: string): readonly TypeSummary[] | undefined {
  try {
    const read = summary.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

type Counted = Pick<TypeSummary, 'records' | 'rows'>;
/** Where two laptops differ in the records of one type. */
export interface Difference {
  readonly type: string;
  readonly here: Counted;
  readonly there: Counted;
  /** The merged state differs; otherwise only the rows that were made of it do. */
  readonly merged: boolean;
  readonly shown: boolean;
  /** Buckets of ids (`bucketOf`) in which a record differs. */
  readonly buckets: readonly number[];
}

const none: Omit<TypeSummary, 'type'> = { records: 0, rows: 0, merged: '', shown: '', buckets: '' };
const bucketAt = (text: string, at: number): string => text.slice(at * bucketDigits, (at + 1) * bucketDigits);
const isEmptyBucket = (text: string): boolean => /^0*$/.test(text);

const counted = ({ records, rows }: Counted): Counted => ({ records, rows });

/** The types in which two summaries of one scope differ, by name. */
export function differences(here: readonly TypeSummary[], there: readonly TypeSummary[]): readonly Difference[] {
  const [ours, theirs] = [here, there].map((all) => new Map(all.map((one) => [one.type, one])));
  const types = [...new Set([...here, ...there].map(({ type }) => type))].sort();
  return types.flatMap((type) => {
    const [a, b] = [ours?.get(type) ?? none, theirs?.get(type) ?? none];
    const [merged, shown] = [a.merged !== b.merged, a.shown !== b.shown];
    if (!merged && !shown && a.records === b.records && a.rows === b.rows) return [];
    const differing = Array.from({ length: buckets }, (_, at) => at).filter((at) => {
      const [one, other] = [bucketAt(a.buckets, at), bucketAt(b.buckets, at)];
      return one !== other && !(isEmptyBucket(one) && isEmptyBucket(other));
    });
    return [{ type, here: counted(a), there: counted(b), merged, shown, buckets: differing }];
  });
}

/**
 * What a digest is of: the change sets, and the model they were read with. Laptops whose bases are not the same hold
 * different sets, or read them differently by right, and are not compared. Hex.
 */
export function basisOf(vector: Vector, model: string, hash: HashText): string {
  const held = [...vector].filter(([, seq]) => seq > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = hash(canonical(['ppuri.basis.1', form, model, held.map(([device, seq]): Value => [device, seq])]));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const hash64 = z.string().regex(/^[0-9a-f]{64}$/);
/** 25 types are 18 kB; as base64 and with what encryption adds, a sixth of this. */
const detail = z.base64().max(150_000);

/**
 * What a laptop tells of one scope. `digest`: keyed, so that who has no key of the scope can only see whether two are the
 * same; absent: it only asks who has one. `detail`: the summary under the key of the scope, base64; left out where it says
 * nothing new.
 */
export const scopeWord = z.object({
  scope: z.string().min(1).max(100),
  basis: hash64,
  digest: hash64.optional(),
  detail: detail.optional(),
});
export type ScopeWord = z.output<typeof scopeWord>;
export const scopeWords = z.array(scopeWord).max(100);

/** What another laptop has told of the scope and basis that were asked about. */
export const otherWord = z.object({
  device: z.string().min(1).max(100),
  digest: hash64.optional(),
  detail: detail.optional(),
});
export type OtherWord = z.output<typeof otherWord>;
