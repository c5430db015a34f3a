/**
 * The index over a pack of records: the records in the order in which equals are shown, and sorted lists of the places
 * where a word of a query may begin. Every list is one Uint32Array of places plus the least of each 64, by which a scan
 * for the first few records leaves out blocks that cannot hold one.
 *
 * A place is record × 4096 + offset in its text; as records are in order of display, the smaller place is the better.
 */
import type { SortKey, SortRoom } from './entrySort.ts';
import { createSortRoom, sortEntries } from './entrySort.ts';
import type { PackedRecords } from './packedRecords.ts';
import { hasBegin, reorder } from './packedRecords.ts';
import { endOfName, endOfPhone, initialOf, isEnd } from './units.ts';

export const offsetBits = 12;
export const blockBits = 6;
/** More records than this do not fit one index. */
export const mostRecords = 2 ** (32 - offsetBits);

export interface PlaceList {
  readonly places: Uint32Array;
  /** The least place of each block of 64. */
  readonly least: Uint32Array;
}

export interface SuffixIndex {
  readonly records: PackedRecords;
  /** By letters: where names begin, where their later words begin, all other places in names. */
  readonly names: PlaceList;
  readonly words: PlaceList;
  readonly inner: PlaceList;
  /** By initials: where names begin with a syllable, all their other syllables. */
  readonly initials: PlaceList;
  readonly innerInitials: PlaceList;
  /** By digits: where phones begin, where their later groups begin, where a 사업자등록번호 begins. */
  readonly phones: PlaceList;
  readonly phoneGroups: PlaceList;
  readonly businessNumbers: PlaceList;
  /** Records by birth date as YYYYMMDD and as YYMMDD. */
  readonly births: PlaceList;
  readonly shortBirths: PlaceList;
}

type ListName = Exclude<keyof SuffixIndex, 'records'>;

/**
 * Builds the index in steps, yielding after each, none much longer than a tenth of a second at 200,000 people. `chosen`
 * are the records of the pack to take.
 */
export function* buildIndex(packed: PackedRecords, chosen: Uint32Array): Generator<undefined, SuffixIndex> {
  if (chosen.length > mostRecords) throw new RangeError(`A search index holds at most ${mostRecords} records.`);
  const few = chosen.length < 1000;
  sortRecords(packed, chosen, createSortRoom(few ? 0 : chosen.length));
  yield;
  const records = reorder(packed, chosen);
  yield;
  const lists = collectPlaces(records);
  const room = createSortRoom(few ? 0 : Math.max(...listNames.map((name) => lists[name].length)));
  yield;
  const letters = letterKey(records);
  const digits = numberKey(records);
  const initials = initialKey(records);
  const dates = { births: birthKey(records, 1e8), shortBirths: birthKey(records, 1e6) };
  const keys: Record<ListName, SortKey> = {
    names: letters,
    words: letters,
    inner: letters,
    initials,
    innerInitials: initials,
    phones: digits,
    phoneGroups: digits,
    businessNumbers: digits,
    ...dates,
  };
  const sorted: Partial<Record<ListName, PlaceList>> = {};
  for (const name of listNames) {
    sorted[name] = placeList(lists[name], keys[name], room);
    yield;
  }
  const { names = none, words = none, inner = none, phones = none, phoneGroups = none } = sorted;
  const { innerInitials = none, businessNumbers = none, births = none, shortBirths = none } = sorted;
  const byInitials = { initials: sorted.initials ?? none, innerInitials };
  return { records, names, words, inner, ...byInitials, phones, phoneGroups, businessNumbers, births, shortBirths };
}

const none: PlaceList = { places: new Uint32Array(0), least: new Uint32Array(0) };
const listNames: readonly ListName[] = [
  'names',
  'words',
  'inner',
  'initials',
  'innerInitials',
  'phones',
  'phoneGroups',
  'businessNumbers',
  'births',
  'shortBirths',
];

function placeList(places: Uint32Array, key: SortKey, room: SortRoom): PlaceList {
  sortEntries(places, key, room);
  const least = new Uint32Array((places.length + 63) >> blockBits).fill(0xffff_ffff);
  for (let i = 0; i < places.length; i++) {
    const place = places[i] ?? 0;
    if (place < (least[i >> blockBits] ?? 0)) least[i >> blockBits] = place;
  }
  return { places, least };
}

/** Order of display: kind, name, id. */
function sortRecords(packed: PackedRecords, chosen: Uint32Array, room: SortRoom): void {
  const { kinds, ids, starts, text } = packed;
  sortEntries(
    chosen,
    {
      digits: 5,
      digit: (record, place) => (place === 0 ? (kinds[record] ?? 0) : unitAt(text, starts[record] ?? 0, place - 1)),
      compare: (a, b) =>
        (kinds[a] ?? 0) - (kinds[b] ?? 0) ||
        compareStrings(text, starts[a] ?? 0, starts[b] ?? 0) ||
        (ids[a] ?? 0) - (ids[b] ?? 0) ||
        a - b,
    },
    room,
  );
}

/** Visits every string's every unit twice: to count the places of each list, then to write them down. */
function collectPlaces(records: PackedRecords): Record<ListName, Uint32Array> {
  const counts = new Uint32Array(listNames.length);
  visitPlaces(records, (list) => {
    counts[list] = (counts[list] ?? 0) + 1;
  });
  const lists = [...counts].map((count) => new Uint32Array(count));
  counts.fill(0);
  visitPlaces(records, (list, place) => {
    const at = counts[list] ?? 0;
    counts[list] = at + 1;
    const places = lists[list];
    if (places) places[at] = place;
  });
  const named = (name: ListName): Uint32Array => lists[listNames.indexOf(name)] ?? none.places;
  return {
    names: named('names'),
    words: named('words'),
    inner: named('inner'),
    initials: named('initials'),
    innerInitials: named('innerInitials'),
    phones: named('phones'),
    phoneGroups: named('phoneGroups'),
    businessNumbers: named('businessNumbers'),
    births: named('births'),
    shortBirths: named('shortBirths'),
  };
}

function visitPlaces(records: PackedRecords, visit: (list: number, place: number) => void): void {
  const { count, starts, text, begins, births } = records;
  for (let record = 0; record < count; record++) {
    const own = record * 2 ** offsetBits;
    const start = starts[record] ?? 0;
    const stop = starts[record + 1] ?? 0;
    for (let at = start; at < stop;) {
      let end = at;
      while (!isEnd(text[end] ?? 0)) end += 1;
      const ending = text[end];
      for (let i = at; i < end; i++) {
        const place = own + i - start;
        if (ending === endOfName) {
          visit(i === at ? 0 : hasBegin(begins, i) ? 1 : 2, place);
          if (initialOf(text[i] ?? 0) > 0) visit(i === at ? 3 : 4, place);
        } else if (i === at) visit(ending === endOfPhone ? 5 : 7, place);
        else if (hasBegin(begins, i)) visit(6, place);
      }
      at = end + 1;
    }
    if ((births[record] ?? 0) > 0) {
      visit(8, own);
      visit(9, own);
    }
  }
}

/** Where in the text a place is. */
export function positionOf(records: PackedRecords, place: number): number {
  return (records.starts[place >>> offsetBits] ?? 0) + (place & (2 ** offsetBits - 1));
}

function unitAt(text: Uint16Array, from: number, place: number): number {
  for (let at = from; at < from + place; at++) if (isEnd(text[at] ?? 0)) return 0;
  return text[from + place] ?? 0;
}

/** Compares two strings of the text up to their ends. */
export function compareStrings(text: Uint16Array, a: number, b: number, textOfB = text): number {
  for (let i = 0; ; i++) {
    const x = text[a + i] ?? 0;
    const y = textOfB[b + i] ?? 0;
    if (x !== y) return x - y;
    if (isEnd(x)) return 0;
  }
}

function letterKey(records: PackedRecords): SortKey {
  const { text } = records;
  return {
    digits: 4,
    digit: (entry, place) => unitAt(text, positionOf(records, entry), place),
    compare: (a, b) => compareStrings(text, positionOf(records, a), positionOf(records, b)) || a - b,
  };
}

function numberKey(records: PackedRecords): SortKey {
  const { text } = records;
  return {
    digits: 3,
    digit(entry, place) {
      const from = positionOf(records, entry);
      let digit = 0;
      let ended = unitAt(text, from, place * 4) === 0;
      for (let at = from + place * 4; at < from + place * 4 + 4; at++) {
        ended ||= isEnd(text[at] ?? 0);
        digit = digit * 16 + (ended ? 0 : ((text[at] ?? 0) & 15) + 1);
      }
      return digit;
    },
    compare: (a, b) => compareStrings(text, positionOf(records, a), positionOf(records, b)) || a - b,
  };
}

/** By initials up to the first letter that is no syllable. */
function initialKey(records: PackedRecords): SortKey {
  const { text } = records;
  const initialAt = (from: number, place: number): number => {
    for (let at = from; at < from + place; at++) if (initialOf(text[at] ?? 0) === 0) return 0;
    return initialOf(text[from + place] ?? 0);
  };
  return {
    digits: 3,
    digit(entry, place) {
      const from = positionOf(records, entry);
      return (initialAt(from, place * 3) * 32 + initialAt(from, place * 3 + 1)) * 32 + initialAt(from, place * 3 + 2);
    },
    compare(a, b) {
      const [x, y] = [positionOf(records, a), positionOf(records, b)];
      for (let i = 0; ; i++) {
        const own = initialOf(text[x + i] ?? 0);
        const other = initialOf(text[y + i] ?? 0);
        if (own !== other) return own - other;
        if (own === 0) return a - b;
      }
    },
  };
}

function birthKey(records: PackedRecords, modulus: number): SortKey {
  const value = (entry: number): number => (records.births[entry >>> offsetBits] ?? 0) % modulus;
  return {
    digits: 2,
    digit: (entry, place) => (place === 0 ? (value(entry) / 10_000) | 0 : value(entry) % 10_000),
    compare: (a, b) => value(a) - value(b) || a - b,
  };
}
