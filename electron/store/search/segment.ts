/** Finding the best few records of one index, for one phrase. */
import type { CompiledWord, LetterPattern, Plan, Stretch } from './wordPlan.ts';
import { birthRank, planWord, rankOf } from './wordPlan.ts';
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

/**
 * Several words. The rarest one, the driver, is gone through rank by rank in order of display, and the other words are
 * looked up in each record. As no record can be better than the driver's rank and the best ranks the others have at all,
 * it ends once what it has cannot be beaten: at once where nearly everything matches (`010 1`), and where little matches
 * the driver is short.
 */
function bestOfAll(
  records: PackedRecords,
  words: readonly CompiledWord[],
  plans: readonly Plan[],
  limit: number,
  accept: (record: number) => boolean,
): Found[] {
  const driver = plans.reduce((least, plan) => (plan.size < least.size ? plan : least));
  const others = words.filter((_, i) => plans[i] !== driver);
  const leastOfOthers = plans.reduce((sum, plan) => (plan === driver ? sum : sum + leastRank(plan)), 0);
  const best: Found[] = [];
  const cannotEnter = (rank: number, record: number): boolean => {
    const last = best.length < limit ? undefined : best.at(-1);
    return last !== undefined && (rank > last.rank || (rank === last.rank && record > last.record));
  };
  eachInOrder(records, driver, (record, rank) => {
    if (cannotEnter(rank + leastOfOthers, record)) return false;
    let sum = rank;
    for (const word of others) {
      const match = matchRecord(records, record, word);
      if (!match) return true;
      sum += match.rank;
    }
    if (!cannotEnter(sum, record) && accept(record)) {
      insert(best, { record, rank: sum });
      if (best.length > limit) best.pop();
    }
    return true;
  });
  return best;
}

function leastRank(plan: Plan): number {
  return plan.byRank.findIndex((stretches) => stretches.length > 0);
}

function insert(best: Found[], found: Found): void {
  let at = best.length;
  for (; at > 0; at--) {
    const other = best[at - 1];
    if (!other || other.rank < found.rank || (other.rank === found.rank && other.record < found.record)) break;
  }
  best.splice(at, 0, found);
}

/** Up to so many places the records of a plan are collected and sorted, beyond it marked in a column of all records. */
const few = 5000;

/** Visits each record of a plan once, with its best rank: rank by rank, in order; `false` ends the rank. */
function eachInOrder(records: PackedRecords, plan: Plan, visit: (record: number, rank: number) => boolean): void {
  const mark = plan.size > few ? new Uint8Array(records.count) : null;
  const seen = new Set<number>();
  for (const [rank, stretches] of plan.byRank.entries()) {
    const members: number[] = [];
    for (const { list, from, to, spans } of stretches) {
      for (let i = from; i < to; i++) {
        const place = list.places[i] ?? 0;
        const record = place >>> offsetBits;
        if (mark ? (mark[record] ?? 0) > 0 : seen.has(record)) continue;
        if (spans && !fits(records.text, positionOf(records, place), spans)) continue;
        if (mark) mark[record] = rank + 1;
        else {
          seen.add(record);
          members.push(record);
        }
      }
    }
    if (stretches.length === 0) continue;
    if (mark) visitMarked(mark, rank + 1, (record) => visit(record, rank));
    else members.sort((a, b) => a - b).every((record) => visit(record, rank));
  }
}

function visitMarked(mark: Uint8Array, wanted: number, visit: (record: number) => boolean): void {
  for (let record = mark.indexOf(wanted); record >= 0; record = mark.indexOf(wanted, record + 1)) {
    if (!visit(record)) return;
  }
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
