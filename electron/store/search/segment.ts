/** Finding the best few records of one index, for one phrase. */
import type { CompiledWord, LetterPattern, Plan, Stretch } from './wordPlan.ts';
import { birthRank, planWord, rankCount, rankOf } from './wordPlan.ts';
import { ranks } from './meaning.ts';
import type { PackedRecords } from './packedRecords.ts';
import { hasBegin } from './packedRecords.ts';
import { searchFields } from './reading.ts';
import type { SuffixIndex } from './suffixIndex.ts';
import { blockBits, offsetBits, positionOf } from './suffixIndex.ts';
import type { Span } from './units.ts';
import { endOfName, endOfPhone, isEnd } from './units.ts';

const perRecord = 2 ** offsetBits;
const blockMask = 2 ** blockBits - 1;

export interface Found {
  readonly record: number;
  readonly rank: number;
}

/**
 * The first `limit` accepted records for a phrase, by rank and order of display. `accept` is asked only about records that
 * would be among them.
 */
export function findBest(
  index: SuffixIndex,
  words: readonly CompiledWord[],
  limit: number,
  accept: (record: number) => boolean,
): Found[] {
  const plans = words.map((word) => planWord(index, word));
  const [only] = plans;
  if (!only || plans.some(({ size }) => size === 0)) return [];
  return plans.length === 1
    ? bestOfOne(index.records, only, limit, accept)
    : bestOfAll(index.records, words, plans, limit, accept);
}

/** Rank by rank until there are enough; a rank whose records do not all fit is the last, so earlier ones are complete. */
function bestOfOne(records: PackedRecords, plan: Plan, limit: number, accept: (record: number) => boolean): Found[] {
  const found: Found[] = [];
  const taken = new Set<number>();
  for (const [rank, stretches] of plan.byRank.entries()) {
    if (found.length >= limit) break;
    const best: number[] = [];
    for (const stretch of stretches) scanBest(records, stretch, best, limit - found.length, taken, accept);
    for (const record of best) {
      found.push({ record, rank });
      taken.add(record);
    }
  }
  return found;
}

/** Brings the best records of a stretch into `best`, kept ascending and no longer than `room`. */
function scanBest(
  records: PackedRecords,
  { list, from, to, spans }: Stretch,
  best: number[],
  room: number,
  taken: ReadonlySet<number>,
  accept: (record: number) => boolean,
): void {
  const { places, least } = list;
  let bar = best.length < room ? Infinity : (best.at(-1) ?? 0) * perRecord;
  for (let i = from; i < to; i++) {
    if ((i & blockMask) === 0 && i + blockMask < to && (least[i >> blockBits] ?? 0) >= bar) {
      i += blockMask;
      continue;
    }
    const place = places[i] ?? 0;
    if (place >= bar) continue;
    if (spans && !fits(records.text, positionOf(records, place), spans)) continue;
    const record = place >>> offsetBits;
    if (taken.has(record) || best.includes(record) || !accept(record)) continue;
    let at = best.length;
    while (at > 0 && (best[at - 1] ?? 0) > record) at -= 1;
    best.splice(at, 0, record);
    if (best.length > room) best.pop();
    if (best.length === room) bar = (best.at(-1) ?? 0) * perRecord;
  }
}

function fits(text: Uint16Array, at: number, spans: readonly Span[]): boolean {
  for (let k = 0; k < spans.length; k++) {
    const span = spans[k];
    const unit = text[at + k] ?? 0;
    if (span && (unit < span.low || unit > span.high)) return false;
  }
  return true;
}

/** Looking at one record costs about as much as passing over this many places of a list. */
const placesPerLook = 8;

/**
 * Several words: the rarest gives the candidates; each other word is looked up in the candidates when they are few, else
 * the candidates are ticked off along the word's stretches.
 */
function bestOfAll(
  records: PackedRecords,
  words: readonly CompiledWord[],
  plans: readonly Plan[],
  limit: number,
  accept: (record: number) => boolean,
): Found[] {
  const bySize = [...plans.keys()].sort((a, b) => (plans[a]?.size ?? 0) - (plans[b]?.size ?? 0));
  let candidates: number[] = [];
  let sums = new Map<number, number>() as RankSums;
  for (const [turn, i] of bySize.entries()) {
    const plan = plans[i];
    const word = words[i];
    if (!plan || !word) continue;
    if (turn === 0) {
      if (plan.size > records.count >> 6) sums = denseSums(records.count);
      eachOf(records, plan, (record, rank) => {
        if (sums.get(record) !== undefined) return;
        sums.set(record, rank);
        candidates.push(record);
      });
    } else if (candidates.length * placesPerLook < plan.size) {
      candidates = candidates.filter((record) => {
        const match = matchRecord(records, record, word);
        if (match) sums.set(record, (sums.get(record) ?? 0) + match.rank);
        return match !== null;
      });
    } else {
      const before = sums;
      const after = plan.size > records.count >> 6 ? denseSums(records.count) : (new Map<number, number>() as RankSums);
      eachOf(records, plan, (record, rank) => {
        const sum = before.get(record);
        if (sum !== undefined && after.get(record) === undefined) after.set(record, sum + rank);
      });
      candidates = candidates.filter((record) => after.get(record) !== undefined);
      sums = after;
    }
    if (candidates.length === 0) return [];
  }
  return bestOfCandidates(candidates, sums, limit, accept);
}

interface RankSums {
  get(record: number): number | undefined;
  set(record: number, sum: number): unknown;
}

function denseSums(count: number): RankSums {
  const sums = new Uint8Array(count);
  return {
    get(record) {
      const sum = sums[record] ?? 0;
      return sum === 0 ? undefined : sum - 1;
    },
    set(record, sum) {
      sums[record] = sum + 1;
    },
  };
}

function eachOf(records: PackedRecords, plan: Plan, visit: (record: number, rank: number) => void): void {
  for (let rank = 0; rank < rankCount; rank++) {
    for (const { list, from, to, spans } of plan.byRank[rank] ?? []) {
      for (let i = from; i < to; i++) {
        const place = list.places[i] ?? 0;
        if (spans && !fits(records.text, positionOf(records, place), spans)) continue;
        visit(place >>> offsetBits, rank);
      }
    }
  }
}

function bestOfCandidates(
  candidates: readonly number[],
  sums: RankSums,
  limit: number,
  accept: (record: number) => boolean,
): Found[] {
  const best: Found[] = [];
  for (const record of candidates) {
    const rank = sums.get(record) ?? 0;
    const last = best.length < limit ? undefined : best.at(-1);
    if (last && (rank > last.rank || (rank === last.rank && record > last.record))) continue;
    if (!accept(record)) continue;
    let at = best.length;
    for (; at > 0; at--) {
      const other = best[at - 1];
      if (!other || other.rank < rank || (other.rank === rank && other.record < record)) break;
    }
    best.splice(at, 0, { record, rank });
    if (best.length > limit) best.pop();
  }
  return best;
}

export interface RecordMatch {
  readonly rank: number;
  /** Place in `searchFields`. */
  readonly field: number;
}

const [nameField, otherNameField, phoneField, birthField, businessNumberField] = searchFields.keys();

/** How one record matches a word: the best rank, and of its fields the first that reaches it. */
export function matchRecord(records: PackedRecords, record: number, word: CompiledWord): RecordMatch | null {
  let rank = Infinity;
  let field = 0;
  const note = (ownRank: number, ownField = 0): void => {
    if (ownRank > rank || (ownRank === rank && ownField >= field)) return;
    rank = ownRank;
    field = ownField;
  };
  const { text, starts, births } = records;
  const start = starts[record] ?? 0;
  const stop = starts[record + 1] ?? 0;
  for (let at = start; at < stop;) {
    let end = at;
    while (!isEnd(text[end] ?? 0)) end += 1;
    const ending = text[end];
    if (ending === endOfName) {
      const own = at === start ? nameField : otherNameField;
      for (const pattern of word.letters) note(rankInName(records, at, end, pattern), own);
    } else {
      for (const { spans } of word.numbers) {
        if (ending === endOfPhone) note(rankInPhone(records, at, end, spans), phoneField);
        else note(rankAtStart(text, at, end, spans), businessNumberField);
      }
    }
    at = end + 1;
  }
  const birth = births[record] ?? 0;
  if (birth > 0) for (const { digits } of word.numbers) note(rankOfBirth(birth, digits), birthField);
  return rank === Infinity ? null : { rank, field };
}

function rankInName(records: PackedRecords, start: number, end: number, pattern: LetterPattern): number {
  const { text, begins } = records;
  const { length } = pattern.spans;
  let rank = Infinity;
  for (let at = start; at + length <= end; at++) {
    if (!fits(text, at, pattern.spans)) continue;
    const place = at > start ? (hasBegin(begins, at) ? 'word' : 'inner') : length === end - start ? 'whole' : 'start';
    rank = Math.min(rank, rankOf(pattern, place));
  }
  return rank;
}

function rankInPhone(records: PackedRecords, start: number, end: number, spans: readonly Span[]): number {
  const { text, begins } = records;
  let rank = rankAtStart(text, start, end, spans);
  for (let at = start + 1; at + spans.length <= end; at++) {
    if (!hasBegin(begins, at) || !fits(text, at, spans)) continue;
    rank = Math.min(rank, spans.length === 4 && at === end - 4 ? ranks.tail : ranks.number);
  }
  return rank;
}

function rankAtStart(text: Uint16Array, start: number, end: number, spans: readonly Span[]): number {
  if (spans.length > end - start || !fits(text, start, spans)) return Infinity;
  return spans.length === end - start ? ranks.exact : ranks.number;
}

function rankOfBirth(birth: number, digits: string): number {
  const own = String(birth);
  const long = own.startsWith(digits) ? birthRank(digits, 8) : Infinity;
  return own.startsWith(digits, 2) ? Math.min(long, birthRank(digits, 6)) : long;
}
