/** Sorting of places in a text, hundreds of thousands at a time. */

export interface SortKey {
  /** Number of 16-bit digits that make the beginning of a key. */
  readonly digits: number;
  /** The digit of an entry, 0 the most significant. */
  digit(entry: number, place: number): number;
  /** Full order, ties by entry; agrees with the digits. */
  compare(a: number, b: number): number;
}

/** Room for sorting up to so many entries, to be used for one list after the other. */
export interface SortRoom {
  readonly entries: Uint32Array;
  readonly digits: Uint16Array;
  readonly counters: Uint32Array;
}

/** Makes room; its pages go back to the system when it is dropped, which small allocations from the heap do not. */
export function createSortRoom(size: number): SortRoom {
  return {
    entries: new Uint32Array(pages(size * 4)),
    digits: new Uint16Array(pages(size * 2)),
    counters: new Uint32Array(pages(size === 0 ? 0 : 65_536 * 4)),
  };
}

function pages(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes, { maxByteLength: Math.max(bytes, 1) });
}

/** Below this a comparison sort is quicker than clearing the counters. */
const few = 3000;

/**
 * Sorts in place. Many entries go by radix over the digits; then only runs with equal digits are compared. The entries
 * have to come in ascending order, which makes the radix passes keep ties right.
 */
export function sortEntries(entries: Uint32Array, key: SortKey, room: SortRoom): void {
  if (entries.length < few || entries.length > room.entries.length) entries.sort((a, b) => key.compare(a, b));
  else {
    radix(entries, key, room);
    sortTies(entries, key);
  }
}

function radix(entries: Uint32Array, key: SortKey, { entries: spare, digits, counters }: SortRoom): void {
  const { length } = entries;
  let from = entries;
  let to = spare;
  for (let place = key.digits - 1; place >= 0; place--) {
    counters.fill(0);
    for (let i = 0; i < length; i++) {
      const digit = key.digit(from[i] ?? 0, place);
      digits[i] = digit;
      counters[digit] = (counters[digit] ?? 0) + 1;
    }
    let sum = 0;
    for (let digit = 0; digit < 65_536; digit++) {
      const own = counters[digit] ?? 0;
      counters[digit] = sum;
      sum += own;
    }
    for (let i = 0; i < length; i++) {
      const digit = digits[i] ?? 0;
      const at = counters[digit] ?? 0;
      counters[digit] = at + 1;
      to[at] = from[i] ?? 0;
    }
    [from, to] = [to, from];
  }
  if (from !== entries) entries.set(from.subarray(0, length));
}

function sortTies(entries: Uint32Array, key: SortKey): void {
  let first = 0;
  for (let i = 1; i <= entries.length; i++) {
    if (i < entries.length && sameDigits(entries[i - 1] ?? 0, entries[i] ?? 0, key)) continue;
    sortRun(entries, first, i, key);
    first = i;
  }
}

/** Names end within their digits as a rule: then the run is in order already. */
function sortRun(entries: Uint32Array, first: number, end: number, key: SortKey): void {
  for (let i = first + 1; i < end; i++) {
    if (key.compare(entries[i - 1] ?? 0, entries[i] ?? 0) <= 0) continue;
    entries.subarray(first, end).sort((a, b) => key.compare(a, b));
    return;
  }
}

function sameDigits(a: number, b: number, key: SortKey): boolean {
  for (let place = 0; place < key.digits; place++) if (key.digit(a, place) !== key.digit(b, place)) return false;
  return true;
}
