import type { RecordState } from '../../shared/sync/storage.ts';
import type { DeviceId, Vector } from '../../shared/sync/types.ts';
import type { Connection } from './connection.ts';

/**
 * What one transaction has found out or written already, so that it need not read it again. It is empty outside of
 * `transact` and is emptied at both ends of each: nothing in it outlives a rollback, also not that of a transaction around.
 */
export type Memo = {
  /** How many calls of `transact` are under way; at 0 nothing is kept. */
  depth: number;
  readonly streamIds: Map<DeviceId, number>;
  /** Row id of a stream → number of its last set. */
  readonly lastSeqs: Map<number, number>;
  readonly records: Map<string, RecordState>;
};

/** An import of a whole directory is one transaction; its memo must not grow with it. */
const mostRecords = 4096;

export function newMemo(): Memo {
  return { depth: 0, streamIds: new Map(), lastSeqs: new Map(), records: new Map() };
}

export function forget(memo: Memo): void {
  memo.streamIds.clear();
  memo.lastSeqs.clear();
  memo.records.clear();
}

/** Keeps a record that was just read or written; a memo of `mostRecords` starts anew. */
export function keepRecord(memo: Memo, key: string, state: RecordState): void {
  if (memo.depth === 0) return;
  if (memo.records.size >= mostRecords) memo.records.clear();
  memo.records.set(key, state);
}

/** Throws outside a transaction: single rows of a change set must never commit by themselves. */
export function mustBeInside(db: Connection): void {
  if (!db.inTransaction) throw new Error('written outside a transaction');
}

export type StreamIds = {
  /** The row id of a device's stream, or undefined. */
  readonly find: (device: DeviceId) => number | undefined;
  /** The same; makes the row when there is none. */
  readonly need: (device: DeviceId) => number;
};

export function streamIds(db: Connection, memo: Memo): StreamIds {
  const byDevice = db.prepare<[string], number>('SELECT id FROM stream WHERE device = ?').pluck();
  const make = db.prepare<[string]>('INSERT INTO stream (device) VALUES (?)');
  const keep = (device: DeviceId, id: number): number => {
    if (memo.depth > 0) memo.streamIds.set(device, id);
    return id;
  };
  const find = (device: DeviceId): number | undefined => {
    const known = memo.streamIds.get(device);
    if (known !== undefined) return known;
    const id = byDevice.get(device);
    return id === undefined ? undefined : keep(device, id);
  };
  return { find, need: (device) => find(device) ?? keep(device, Number(make.run(device).lastInsertRowid)) };
}

export function vectorText(vector: Vector): string {
  return vector.size === 0 ? '{}' : JSON.stringify(Object.fromEntries(vector));
}

export function vectorFrom(text: string): Vector {
  return new Map(Object.entries(JSON.parse(text) as Record<DeviceId, number>));
}

/** The bytes of a BLOB as the core knows them: a Buffer's `slice` would share memory, a Uint8Array's copies. */
export function bytesOf(blob: Buffer): Uint8Array {
  return new Uint8Array(blob.buffer, blob.byteOffset, blob.length);
}
