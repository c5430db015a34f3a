/**
 * Records in columns: what the index keeps of each one. A record's text is its strings one after the other, each with
 * its end: the name, other names, phones, 사업자등록번호. A bit marks each place where a word or a group of digits begins.
 */
import type { SearchRecord } from './reading.ts';
import { readRecord, searchKinds } from './reading.ts';
import { endOfBusinessNumber, endOfName, endOfPhone, unitOf } from './units.ts';

export interface PackedRecords {
  readonly count: number;
  /** Place in `searchKinds`. */
  readonly kinds: Uint8Array;
  readonly ids: Float64Array;
  /** YYYYMMDD, 0 for none. */
  readonly births: Uint32Array;
  /** Where the text of each record begins, and at `count` where the last one ends. */
  readonly starts: Uint32Array;
  readonly text: Uint16Array;
  /** One bit per unit of text. */
  readonly begins: Uint8Array;
}

export interface Packer {
  readonly count: () => number;
  add(record: SearchRecord): void;
  /** Takes a record over from another pack. */
  copy(from: PackedRecords, record: number): void;
  /** What was added so far; shares memory with the packer, which must not be used afterwards. */
  done(): PackedRecords;
}

export function hasBegin(begins: Uint8Array, at: number): boolean {
  return (((begins[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;
}

/** Gives a packer; `expected` records and units of text are made room for, more make it grow. */
export function createPacker(expected = 64, expectedText = expected * 20): Packer {
  let kinds = new Uint8Array(expected);
  let ids = new Float64Array(expected);
  let births = new Uint32Array(expected);
  let starts = new Uint32Array(expected + 1);
  let text = new Uint16Array(expectedText);
  let begins = new Uint8Array((expectedText >> 3) + 1);
  let count = 0;
  let end = 0;

  function makeRoom(units: number): void {
    if (count === kinds.length) {
      const larger = Math.max(64, count * 2);
      kinds = grown(kinds, new Uint8Array(larger));
      ids = grown(ids, new Float64Array(larger));
      births = grown(births, new Uint32Array(larger));
      starts = grown(starts, new Uint32Array(larger + 1));
    }
    if (end + units > text.length) {
      const larger = Math.max(1024, text.length * 2, end + units);
      text = grown(text, new Uint16Array(larger));
      begins = grown(begins, new Uint8Array((larger >> 3) + 1));
    }
  }

  function addString(key: string, begin: readonly number[], ending: number): void {
    for (const at of begin) begins[(end + at) >> 3] = (begins[(end + at) >> 3] ?? 0) | (1 << ((end + at) & 7));
    for (let i = 0; i < key.length; i++) text[end + i] = unitOf(key.charCodeAt(i));
    end += key.length;
    text[end++] = ending;
  }

  function close(kind: number, id: number, birth: number): void {
    kinds[count] = kind;
    ids[count] = id;
    births[count] = birth;
    count += 1;
    starts[count] = end;
  }

  return {
    count: () => count,
    add(record) {
      const { kind, id, names, phones, birth, businessNumber } = readRecord(record);
      let units = businessNumber.length + 1;
      for (const { key } of names) units += key.length + 1;
      for (const { digits } of phones) units += digits.length + 1;
      makeRoom(units);
      for (const { key, starts: words } of names) addString(key, words, endOfName);
      for (const { digits, starts: groups } of phones) addString(digits, groups, endOfPhone);
      if (businessNumber !== '') addString(businessNumber, [0], endOfBusinessNumber);
      close(searchKinds.indexOf(kind), id, Number(birth));
    },
    copy(from, record) {
      const first = from.starts[record] ?? 0;
      const last = from.starts[record + 1] ?? 0;
      makeRoom(last - first);
      text.set(from.text.subarray(first, last), end);
      for (let at = first; at < last; at++) {
        if (!hasBegin(from.begins, at)) continue;
        const to = end + at - first;
        begins[to >> 3] = (begins[to >> 3] ?? 0) | (1 << (to & 7));
      }
      end += last - first;
      close(from.kinds[record] ?? 0, from.ids[record] ?? 0, from.births[record] ?? 0);
    },
    done: () => ({
      count,
      kinds: kinds.subarray(0, count),
      ids: ids.subarray(0, count),
      births: births.subarray(0, count),
      starts: starts.subarray(0, count + 1),
      text: text.subarray(0, end),
      begins: begins.subarray(0, (end >> 3) + 1),
    }),
  };
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The same records in another order, in memory of their own, no larger than needed. */
export function reorder(records: PackedRecords, order: Uint32Array): PackedRecords {
  const packer = createPacker(order.length, records.text.length);
  for (const record of order) packer.copy(records, record);
  return packer.done();
}
