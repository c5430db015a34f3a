/**
 * How a word of a query is looked up: the patterns it stands for, and for one index the stretches of its lists that hold
 * each rank's records, best rank first. The ranks are those of meaning.ts.
 */
import { ranks } from './meaning.ts';
import type { PackedRecords } from './packedRecords.ts';
import type { Word } from './reading.ts';
import { openReading } from './reading.ts';
import type { PlaceList, SuffixIndex } from './suffixIndex.ts';
import { offsetBits, positionOf } from './suffixIndex.ts';
import type { Span } from './units.ts';
import { endOfBusinessNumber, endOfName, endOfPhone, initialOf, isInitial, longerSyllables, spanOf } from './units.ts';

/** Units that have to follow each other, each within its span. */
export interface LetterPattern {
  readonly spans: readonly Span[];
  readonly quality: 'whole' | 'composing' | 'initials';
  /** Whether covering a whole name counts as having typed it in full. */
  readonly complete: boolean;
}
interface NumberPattern {
  readonly digits: string;
  readonly spans: readonly Span[];
}
export interface CompiledWord {
  readonly letters: readonly LetterPattern[];
  readonly numbers: readonly NumberPattern[];
}

/** Part of a list, all of whose places match; with `spans`, only those whose text fits them. */
export interface Stretch {
  readonly list: PlaceList;
  readonly from: number;
  readonly to: number;
  readonly spans: readonly Span[] | null;
}
export interface Plan {
  /** Stretches by rank. A stretch may hold again what a better rank held. */
  readonly byRank: readonly (readonly Stretch[])[];
  /** Number of places, an upper bound of the records. */
  readonly size: number;
}

const rankCount = ranks.initialsInfix + 1;

export function compileWord({ letters, numbers }: Word): CompiledWord {
  return {
    letters: letters === '' ? [] : letterPatterns(letters),
    numbers: numbers.map((digits) => ({ digits, spans: spansOf(digits) })),
  };
}

function spansOf(letters: string): Span[] {
  return letters.split('').map(spanOf);
}

function letterPatterns(letters: string): LetterPattern[] {
  const initials = letters.split('').some(isInitial);
  const half = initials ? 'initials' : 'composing';
  const spans = spansOf(letters);
  const patterns: LetterPattern[] = [{ spans, quality: initials ? 'initials' : 'whole', complete: true }];
  const longer = longerSyllables(letters.slice(-1));
  if (longer) patterns.push({ spans: [...spans.slice(0, -1), longer], quality: half, complete: false });
  const open = openReading(letters);
  if (open !== null) patterns.push({ spans: spansOf(open), quality: half, complete: initials });
  return patterns;
}

/** Rank of a pattern found in a name. */
export function rankOf(pattern: LetterPattern, place: 'whole' | 'start' | 'word' | 'inner'): number {
  const whole = place === 'whole' && pattern.complete;
  const start = place === 'whole' || place === 'start';
  switch (pattern.quality) {
    case 'whole':
      return whole ? ranks.exact : start ? ranks.prefix : place === 'word' ? ranks.word : ranks.infix;
    case 'composing':
      return start ? ranks.composingPrefix : ranks.composingInfix;
    case 'initials':
      return whole ? ranks.initialsExact : start ? ranks.initialsPrefix : ranks.initialsInfix;
  }
}

export function planWord(index: SuffixIndex, word: CompiledWord): Plan {
  const byRank = Array.from({ length: rankCount }, (): Stretch[] => []);
  let size = 0;
  const add = (rank: number, stretch: Stretch): void => {
    if (stretch.from >= stretch.to) return;
    byRank[rank]?.push(stretch);
    size += stretch.to - stretch.from;
  };
  for (const pattern of word.letters) planLetters(index, pattern, add);
  for (const pattern of word.numbers) {
    planNumber(index, pattern, add);
    planBirth(index, pattern.digits, add);
  }
  return { byRank, size };
}

type Add = (rank: number, stretch: Stretch) => void;

function planLetters(index: SuffixIndex, pattern: LetterPattern, add: Add): void {
  const { records } = index;
  const whole = [...pattern.spans, { low: endOfName, high: endOfName }];
  const first = pattern.spans[0];
  if (first && first.low !== first.high && initialRun(pattern.spans) > 0) {
    if (pattern.complete) add(rankOf(pattern, 'whole'), initialStretch(records, index.initials, whole));
    add(rankOf(pattern, 'start'), initialStretch(records, index.initials, pattern.spans));
    add(rankOf(pattern, 'inner'), initialStretch(records, index.innerInitials, pattern.spans));
    return;
  }
  if (pattern.complete) add(rankOf(pattern, 'whole'), stretch(records, index.names, whole));
  add(rankOf(pattern, 'start'), stretch(records, index.names, pattern.spans));
  add(rankOf(pattern, 'word'), stretch(records, index.words, pattern.spans));
  add(rankOf(pattern, 'inner'), stretch(records, index.inner, pattern.spans));
}

function planNumber(index: SuffixIndex, { digits, spans }: NumberPattern, add: Add): void {
  const { records } = index;
  const whole = [...spans, { low: endOfPhone, high: endOfPhone }];
  add(ranks.exact, stretch(records, index.phones, whole));
  add(
    ranks.exact,
    stretch(records, index.businessNumbers, [...spans, { low: endOfBusinessNumber, high: endOfBusinessNumber }]),
  );
  if (digits.length === 4) add(ranks.tail, stretch(records, index.phoneGroups, whole));
  add(ranks.number, stretch(records, index.phones, spans));
  add(ranks.number, stretch(records, index.phoneGroups, spans));
  add(ranks.number, stretch(records, index.businessNumbers, spans));
}

function planBirth(index: SuffixIndex, digits: string, add: Add): void {
  for (const { list, width } of [
    { list: index.births, width: 8 },
    { list: index.shortBirths, width: 6 },
  ]) {
    if (digits.length > width) continue;
    const unit = 10 ** (width - digits.length);
    const low = Number(digits) * unit;
    const value = (i: number): number =>
      (index.records.births[(list.places[i] ?? 0) >>> offsetBits] ?? 0) % 10 ** width;
    const from = firstWhere(list.places.length, (i) => value(i) >= low);
    const to = firstWhere(list.places.length, (i) => value(i) >= low + unit);
    add(birthRank(digits, width), { list, from, to, spans: null });
  }
}

/** Rank of digits with which a birth date written with so many digits begins. */
export function birthRank(digits: string, width: number): number {
  if (digits.length === width) return width === 8 ? ranks.exact : ranks.tail;
  return digits.length === width - 4 ? ranks.year : ranks.number;
}

/** Number of leading spans that are all syllables of an initial. */
function initialRun(spans: readonly Span[]): number {
  let run = 0;
  for (const { low, high } of spans) {
    if (initialOf(low) === 0 || high - low !== 587) break;
    run += 1;
  }
  return run;
}

/** Part of a list in order of letters: fixed letters and the first span that is none can be looked up, the rest not. */
function stretch({ text, starts }: PackedRecords, list: PlaceList, spans: readonly Span[]): Stretch {
  const open = spans.findIndex(({ low, high }) => low !== high);
  const run = open < 0 ? spans.length : open + 1;
  const { places } = list;
  const compare = (i: number): number => {
    const place = places[i] ?? 0;
    const at = (starts[place >>> offsetBits] ?? 0) + (place & (2 ** offsetBits - 1));
    for (let k = 0; k < run; k++) {
      const unit = text[at + k] ?? 0;
      const span = spans[k];
      if (!span) break;
      if (unit < span.low) return -1;
      if (unit > span.high) return 1;
    }
    return 0;
  };
  const from = firstWhere(places.length, (i) => compare(i) >= 0);
  const to = firstWhere(places.length, (i) => compare(i) > 0);
  return { list, from, to, spans: run < spans.length ? spans : null };
}

/** Part of a list in order of initials. */
function initialStretch(records: PackedRecords, list: PlaceList, spans: readonly Span[]): Stretch {
  // An end sorts like any letter that is no syllable, as 0: to be looked up as such, and then to be checked.
  const ended = spans.at(-1)?.high === endOfName && initialRun(spans) === spans.length - 1;
  const run = ended ? spans.length : initialRun(spans);
  const wanted = spans.slice(0, run).map(({ low }) => initialOf(low));
  const compare = (i: number): number => {
    const at = positionOf(records, list.places[i] ?? 0);
    for (let k = 0; k < run; k++) {
      const difference = initialOf(records.text[at + k] ?? 0) - (wanted[k] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const from = firstWhere(list.places.length, (i) => compare(i) >= 0);
  const to = firstWhere(list.places.length, (i) => compare(i) > 0);
  return { list, from, to, spans: ended || run < spans.length ? spans : null };
}

function firstWhere(length: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
