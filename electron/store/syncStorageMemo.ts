import type { Statement } from 'better-sqlite3';
import type { RecordState } from '../../shared/sync/storage.ts';
import type { DeviceId, RecordId, Vector } from '../../shared/sync/types.ts';
import type { Connection } from './connection.ts';

/**
 * What one transaction has found out or written already, so that it need not read it again. It is empty outside of
 * `transact` and is emptied at both ends of each: nothing in it outlives a rollback, also not that of a transaction around.
 */
export type Memo = {
  /** How many calls of `transact` are under way; at 0 nothing is kept. */
  depth: number;
  readonly streamIds: Map<DeviceId, number>;
  readonly worldIds: Map<RecordId, number>;
  /** Row id of a stream → number of its last set. */
  readonly lastSeqs: Map<number, number>;
  readonly records: Map<string, RecordState>;
  /** Whether anybody was ever said to be somebody else; undefined: not looked yet. */
  hasAliases: boolean | undefined;
};

/** An import of a whole directory is one transaction; its memo must not grow with it. */
const most = 4096;

export function newMemo(): Memo {
  return {
    depth: 0,
    streamIds: new Map(),
    worldIds: new Map(),
    lastSeqs: new Map(),
    records: new Map(),
    hasAliases: undefined,
  };
}

export function forget(memo: Memo): void {
  memo.streamIds.clear();
  memo.worldIds.clear();
  memo.lastSeqs.clear();
  memo.records.clear();
  memo.hasAliases = undefined;
}

/** Keeps what was just read or written; a map that is full starts anew. */
export function keep<T>(memo: Memo, map: Map<string, T>, key: string, value: T): void {
  if (memo.depth === 0) return;
  if (map.size >= most) map.clear();
  map.set(key, value);
}

/** Throws outside a transaction: single rows of a change set must never commit by themselves. */
export function mustBeInside(db: Connection, memo: Memo): void {
  if (memo.depth === 0 && !db.inTransaction) throw new Error('written outside a transaction');
}

/** Row ids of the names by which the world calls things. */
export type Ids = {
  readonly find: (name: string) => number | undefined;
  /** The same; makes the row when there is none. */
  readonly need: (name: string) => number;
};

/** Row ids of devices' streams: few, and asked for again and again. */
export function streamIds(db: Connection, memo: Memo): Ids {
  const one = db.prepare<[string], number>('SELECT id FROM stream WHERE device = ?').pluck();
  return idsOf(memo, memo.streamIds, one, db.prepare('INSERT OR IGNORE INTO stream (device) VALUES (?)'));
}

/** Row ids of records and subjects. */
export function worldIds(db: Connection, memo: Memo): Ids {
  const one = db.prepare<[string], number>('SELECT id FROM world_id WHERE uuid = ?').pluck();
  return idsOf(memo, memo.worldIds, one, db.prepare('INSERT OR IGNORE INTO world_id (uuid) VALUES (?)'));
}

function idsOf(
  memo: Memo,
  known: Map<string, number>,
  one: Statement<[string], number>,
  make: Statement<[string]>,
): Ids {
  const find = (name: string): number | undefined => {
    const id = known.get(name) ?? one.get(name);
    if (id !== undefined) keep(memo, known, name, id);
    return id;
  };
  return {
    find,
    need(name) {
      const id = known.get(name);
      if (id !== undefined) return id;
      // Who asks has mostly looked before and found nothing: so insert first.
      const { changes, lastInsertRowid } = make.run(name);
      const made = changes === 1 ? Number(lastInsertRowid) : one.get(name);
      if (made === undefined) throw new Error('a name that is neither new nor known');
      keep(memo, known, name, made);
      return made;
    },
  };
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
