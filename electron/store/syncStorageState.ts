import type { AliasState, RecordState, Storage } from '../../shared/sync/storage.ts';
import type { Head, Patch, Write } from '../../shared/sync/types.ts';
import type { Connection } from './connection.ts';
import { keep, mustBeInside, vectorFrom, vectorText } from './syncStorageMemo.ts';
import type { Ids, Memo } from './syncStorageMemo.ts';

export type StateStorage = Pick<
  Storage,
  | 'record'
  | 'saveRecord'
  | 'dropRecord'
  | 'records'
  | 'recordsOf'
  | 'children'
  | 'link'
  | 'aliasesOf'
  | 'saveAlias'
  | 'dropAlias'
  | 'isUndone'
  | 'addUndone'
  | 'clearState'
>;

type WriteRow = readonly [
  id: number,
  device: string,
  seq: number,
  lamport: number,
  model: number,
  actor: string,
  at: string,
];
type RecordRow = readonly [
  ...WriteRow,
  type: string,
  uuid: string,
  scope: string,
  subject: string | null,
  values: string,
  heads: string | null,
];
type AliasRow = readonly [
  ...WriteRow,
  type: string,
  scope: string,
  from: string,
  to: string,
  patch: string,
  seen: string,
];

/** Records read at a time by `records`: a long statement would forbid every write until its end. */
const chunk = 500;
const noHeads = {};
const keyOf = (type: string, id: string): string => `${type}/${id}`;

function writeOf([, device, seq, lamport, model, actor, at]: readonly [...WriteRow, ...unknown[]]): Write {
  return { device, seq, lamport, model, actor, at };
}

function recordOf(row: RecordRow): RecordState {
  const [, , , , , , , type, id, scope, subject, values, heads] = row;
  return {
    type,
    id,
    scope,
    subject: subject ?? id,
    first: writeOf(row),
    values: JSON.parse(values) as Patch,
    heads: heads === null ? noHeads : (JSON.parse(heads) as Record<string, readonly Head[]>),
  };
}

function aliasOf(row: AliasRow): AliasState {
  const [, , , , , , , type, scope, from, to, patch, seen] = row;
  return { write: writeOf(row), type, scope, from, to, patch: JSON.parse(patch) as Patch, seen: vectorFrom(seen) };
}

/** Merged records, what hangs on what, and who is who, in the store's tables. */
export function stateStorage(db: Connection, memo: Memo, streams: Ids, worlds: Ids): StateStorage {
  const records = `SELECT r.id, t.device, r.seq, r.lamport, r.model, r.actor, r.at,
      r.type, w.uuid, r.scope, s.uuid, r.field_values, r.heads
    FROM merged_record r JOIN stream t ON t.id = r.stream JOIN world_id w ON w.id = r.record
      LEFT JOIN world_id s ON s.id = r.subject`;
  const oneRecord = db.prepare<[number, string], RecordRow>(`${records} WHERE r.record = ? AND r.type = ?`).raw();
  const someRecords = db.prepare<[number], RecordRow>(`${records} WHERE r.id > ? ORDER BY r.id LIMIT ${chunk}`).raw();
  const recordsUnder = db
    .prepare<[number, number], RecordRow>(
      `${records} WHERE r.record = ? AND r.subject IS NULL UNION ALL ${records} WHERE r.subject = ?`,
    )
    .raw();
  const childRecords = db
    .prepare<[number], RecordRow>(
      `${records} JOIN child_link c ON c.child = r.record AND c.type = r.type WHERE c.parent = ?`,
    )
    .raw();
  const upsertRecord = db.prepare(
    `INSERT INTO merged_record
       (stream, seq, lamport, model, actor, at, record, type, scope, subject, field_values, heads)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (record, type) DO UPDATE SET stream = excluded.stream, seq = excluded.seq, lamport = excluded.lamport,
       model = excluded.model, actor = excluded.actor, at = excluded.at, scope = excluded.scope,
       subject = excluded.subject, field_values = excluded.field_values, heads = excluded.heads`,
  );
  const deleteRecord = db.prepare('DELETE FROM merged_record WHERE record = ? AND type = ?');
  const insertLink = db.prepare('INSERT OR IGNORE INTO child_link (parent, child, type) VALUES (?, ?, ?)');
  const aliases = `SELECT a.id, t.device, a.seq, a.lamport, a.model, a.actor, a.at,
      a.type, a.scope, a.from_uuid, a.to_uuid, a.patch, a.seen
    FROM alias a JOIN stream t ON t.id = a.stream`;
  const aliasesAt = db
    .prepare<[string, string], AliasRow>(`${aliases} WHERE a.from_uuid = ? OR a.to_uuid = ? ORDER BY a.id`)
    .raw();
  const anyAlias = db.prepare<[], number>('SELECT 1 FROM alias LIMIT 1').pluck();
  const oneAlias = db.prepare<[number, number], AliasRow>(`${aliases} WHERE a.stream = ? AND a.seq = ?`).raw();
  const upsertAlias = db.prepare(
    `INSERT INTO alias (stream, seq, lamport, model, actor, at, type, scope, from_uuid, to_uuid, patch, seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (stream, seq) DO UPDATE SET lamport = excluded.lamport, model = excluded.model,
       actor = excluded.actor, at = excluded.at, type = excluded.type, scope = excluded.scope,
       from_uuid = excluded.from_uuid, to_uuid = excluded.to_uuid, patch = excluded.patch, seen = excluded.seen`,
  );
  const deleteAlias = db.prepare('DELETE FROM alias WHERE id = ?');
  const oneUndone = db.prepare<[string, number], number>('SELECT 1 FROM undone_alias WHERE device = ? AND seq = ?');
  const insertUndone = db.prepare('INSERT OR IGNORE INTO undone_alias (device, seq) VALUES (?, ?)');
  const clear = ['merged_record', 'child_link', 'alias', 'undone_alias'].map((table) =>
    db.prepare(`DELETE FROM ${table}`),
  );

  return {
    record(type, id) {
      const key = keyOf(type, id);
      const known = memo.records.get(key);
      if (known !== undefined) return known;
      const world = worlds.find(id);
      const row = world === undefined ? undefined : oneRecord.get(world, type);
      if (row === undefined) return undefined;
      const state = recordOf(row);
      keep(memo, memo.records, key, state);
      return state;
    },
    saveRecord(state) {
      mustBeInside(db, memo);
      const { type, id, scope, subject, first, values, heads } = state;
      upsertRecord.run(
        streams.need(first.device),
        first.seq,
        first.lamport,
        first.model,
        first.actor,
        first.at,
        worlds.need(id),
        type,
        scope,
        subject === id ? null : worlds.need(subject),
        JSON.stringify(values),
        Object.keys(heads).length === 0 ? null : JSON.stringify(heads),
      );
      keep(memo, memo.records, keyOf(type, id), state);
    },
    dropRecord({ type, id }) {
      mustBeInside(db, memo);
      const world = worlds.find(id);
      if (world !== undefined) deleteRecord.run(world, type);
      memo.records.delete(keyOf(type, id));
    },
    *records() {
      for (let last = 0; ;) {
        const rows = someRecords.all(last);
        for (const row of rows) {
          last = row[0];
          yield recordOf(row);
        }
        if (rows.length < chunk) return;
      }
    },
    recordsOf(subject) {
      const id = worlds.find(subject);
      return id === undefined ? [] : recordsUnder.all(id, id).map(recordOf);
    },
    children(parent) {
      const id = worlds.find(parent);
      return id === undefined ? [] : childRecords.all(id).map(recordOf);
    },
    link(parent, child) {
      mustBeInside(db, memo);
      insertLink.run(worlds.need(parent), worlds.need(child.id), child.type);
    },
    aliasesOf(id) {
      if (memo.depth > 0) memo.hasAliases ??= anyAlias.get() !== undefined;
      return memo.hasAliases === false ? [] : aliasesAt.all(id, id).map(aliasOf);
    },
    saveAlias({ write, type, scope, from, to, patch, seen }) {
      mustBeInside(db, memo);
      const { device, seq, lamport, model, actor, at } = write;
      const stream = streams.need(device);
      const [json, vector] = [JSON.stringify(patch), vectorText(seen)];
      memo.hasAliases = undefined;
      upsertAlias.run(stream, seq, lamport, model, actor, at, type, scope, from, to, json, vector);
    },
    dropAlias({ device, seq }) {
      mustBeInside(db, memo);
      const stream = streams.find(device);
      const row = stream === undefined ? undefined : oneAlias.get(stream, seq);
      if (row === undefined) return undefined;
      deleteAlias.run(row[0]);
      return aliasOf(row);
    },
    isUndone: ({ device, seq }) => oneUndone.get(device, seq) !== undefined,
    addUndone({ device, seq }) {
      mustBeInside(db, memo);
      insertUndone.run(device, seq);
    },
    clearState() {
      mustBeInside(db, memo);
      for (const statement of clear) statement.run();
      memo.records.clear();
    },
  };
}
