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

/** Room that a packer of unknown size reserves: addresses only, memory comes as it grows. */
const reservedRecords = 2 ** 20;
const reservedText = 2 ** 27;

/** Gives a packer for at most so many records and units of text, exactly as much memory as that. */
export function createPacker(records: number, units: number): Packer {
  return packInto((bytes) => new ArrayBuffer(bytes), records, units);
}

/**
 * Gives a packer that grows. Its buffers are reserved and resized in place: doubling and copying would leave holes in the
 * process's memory as large as the index itself.
 */
export function createGrowingPacker(): Packer {
  return packInto((bytes, reserved) => new ArrayBuffer(bytes, { maxByteLength: reserved }), 0, 0);
}

function packInto(allot: (bytes: number, reserved: number) => ArrayBuffer, records: number, units: number): Packer {
  const kinds = new Uint8Array(allot(records, reservedRecords));
  const ids = new Float64Array(allot(records * 8, reservedRecords * 8));
  const births = new Uint32Array(allot(records * 4, reservedRecords * 4));
  const starts = new Uint32Array(allot(records * 4 + 4, reservedRecords * 4 + 4));
  const text = new Uint16Array(allot(units * 2, reservedText * 2));
  const begins = new Uint8Array(allot((units >> 3) + 1, (reservedText >> 3) + 1));
  let count = 0;
  let end = 0;

  function makeRoom(added: number): void {
    if (count === kinds.length) {
      const larger = Math.min(reservedRecords, count + 8192);
      kinds.buffer.resize(larger);
      ids.buffer.resize(larger * 8);
      births.buffer.resize(larger * 4);
      starts.buffer.resize(larger * 4 + 4);
    }
    if (end + added > text.length) {
      const larger = end + added + 131_072;
      text.buffer.resize(larger * 2);
      begins.buffer.resize((larger >> 3) + 1);
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
      let added = businessNumber.length + 1;
      for (const { key } of names) added += key.length + 1;
      for (const { digits } of phones) added += digits.length + 1;
      makeRoom(added);
      for (const { key, starts: words } of names) addString(key, words, endOfName);
      for (const { digits, starts: groups } of phones) addString(digits, groups, endOfPhone);
      if (businessNumber !== '') addString(businessNumber, [0], endOfBusinessNumber);
      close(searchKinds.indexOf(kind), id, Number(birth));
    },
    copy(from, record) {
      const first = from.starts[record] ?? 0;
      const last = from.starts[record + 1] ?? 0;
      makeRoom(last - first);
      for (let at = first; at < last; at++) {
        const to = end + at - first;
        text[to] = from.text[at] ?? 0;
        if (hasBegin(from.begins, at)) begins[to >> 3] = (begins[to >> 3] ?? 0) | (1 << (to & 7));
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

/** The same records in another order, in memory of their own, no larger than needed. */
export function reorder(records: PackedRecords, order: Uint32Array): PackedRecords {
  const packer = createPacker(order.length, records.text.length);
  for (const record of order) packer.copy(records, record);
  return packer.done();
}
