/** Sorting of places in a text, hundreds of thousands at a time. */

export interface SortKey {
  /** Number of 16-bit digits that make the beginning of a key. */
  readonly digits: number;
  /** The digit of an entry, 0 the most significant. */
  digit(entry: number, place: number): number;
  /** Full order, ties by entry; agrees with the digits. */
  compare(a: number, b: number): number;
}

/** Below this a comparison sort is quicker than clearing the counters. */
const few = 3000;

/**
 * Sorts in place. Many entries go by radix over the digits; then only runs with equal digits are compared. The entries
 * have to come in ascending order, which makes the radix passes keep ties right.
 */
export function sortEntries(entries: Uint32Array, key: SortKey): void {
  if (entries.length < few) entries.sort((a, b) => key.compare(a, b));
  else {
    radix(entries, key);
    sortTies(entries, key);
  }
}

function radix(entries: Uint32Array, key: SortKey): void {
  const { length } = entries;
  const counters = new Uint32Array(65_536);
  const digits = new Uint16Array(length);
  let from: Uint32Array = entries;
  let to: Uint32Array = new Uint32Array(length);
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
  if (from !== entries) entries.set(from);
}

function sortTies(entries: Uint32Array, key: SortKey): void {
  let first = 0;
  for (let i = 1; i <= entries.length; i++) {
    if (i < entries.length && sameDigits(entries[i - 1] ?? 0, entries[i] ?? 0, key)) continue;
    if (i - first > 1) sortRun(entries.subarray(first, i), key);
    first = i;
  }
}

/** Names end within their digits as a rule: then the run is in order already. */
function sortRun(run: Uint32Array, key: SortKey): void {
  for (let i = 1; i < run.length; i++) {
    if (key.compare(run[i - 1] ?? 0, run[i] ?? 0) <= 0) continue;
    run.sort((a, b) => key.compare(a, b));
    return;
  }
}

function sameDigits(a: number, b: number, key: SortKey): boolean {
  for (let place = 0; place < key.digits; place++) if (key.digit(a, place) !== key.digit(b, place)) return false;
  return true;
}
