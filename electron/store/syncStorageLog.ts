import type {
  PartRef,
  PartState,
  Seal,
  Storage,
  StoredPart,
  StoredSet,
  StreamHead,
} from '../../shared/sync/storage.ts';
import type { Vector } from '../../shared/sync/types.ts';
import type { Connection } from './connection.ts';
import { bytesOf, mustBeInside, vectorFrom, vectorText } from './syncStorageMemo.ts';
import type { Ids, Memo } from './syncStorageMemo.ts';

export type LogStorage = Pick<
  Storage,
  | 'streams'
  | 'stream'
  | 'saveStream'
  | 'addSet'
  | 'sets'
  | 'savePart'
  | 'partsOf'
  | 'partsIn'
  | 'scopesIn'
  | 'addSeal'
  | 'sealFrom'
  | 'isErased'
  | 'addErased'
  | 'erased'
>;

/** Row id of a part = row id of its set × this + index. A header with more parts than that is over any limit. */
const partsPerSet = 65_536;

type StreamRow = readonly [
  id: number,
  device: string,
  seq: number,
  hash: Buffer,
  known: string,
  sets: number,
  bytes: number,
];
type SetRow = readonly [
  seq: number,
  lamport: number,
  header: Buffer,
  scope: string | null,
  subject: string,
  others: string | null,
  state: PartState,
  body: Buffer | null,
];
type RefRow = readonly [device: string, seq: number, part: number];

/** One step of the index for each scope: of one that was not lent to this laptop there may be a million parts. */
const nextScope = (after: string): string =>
  `(SELECT min(scope) FROM part WHERE state <> 'open' AND state = ? ${after})`;

/** Streams, change sets, parts, seals and erasures in the store's tables. */
export function logStorage(db: Connection, memo: Memo, streams: Ids, worlds: Ids): LogStorage {
  const heads = 'SELECT id, device, seq, hash, known, loose_sets, loose_bytes FROM stream WHERE hash IS NOT NULL';
  const allHeads = db.prepare<[], StreamRow>(`${heads} ORDER BY id`).raw();
  const oneHead = db.prepare<[string], StreamRow>(`${heads} AND device = ?`).raw();
  const saveHead = db.prepare(
    `INSERT INTO stream (device, seq, hash, known, loose_sets, loose_bytes) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, known = excluded.known,
       loose_sets = excluded.loose_sets, loose_bytes = excluded.loose_bytes`,
  );
  const insertSet = db.prepare('INSERT INTO change_set (stream, seq, lamport, header) VALUES (?, ?, ?, ?)');
  const lastSeq = db.prepare<[number], number>('SELECT max(seq) FROM change_set WHERE stream = ?').pluck();
  const setId = db.prepare<[number, number], number>('SELECT id FROM change_set WHERE stream = ? AND seq = ?').pluck();
  const setRows = db
    .prepare<[number, number, number], SetRow>(
      `SELECT s.seq, s.lamport, s.header, p.scope, w.uuid, p.others, p.state, p.body
       FROM change_set s LEFT JOIN part p ON p.id BETWEEN s.id * ${partsPerSet} AND s.id * ${partsPerSet} + ${partsPerSet - 1}
         LEFT JOIN world_id w ON w.id = p.subject
       WHERE s.stream = ? AND s.seq BETWEEN ? AND ? ORDER BY s.seq, p.id`,
    )
    .raw();
  const insertPart = db.prepare('INSERT INTO part (id, scope, subject, others, state, body) VALUES (?, ?, ?, ?, ?, ?)');
  const insertOther = db.prepare('INSERT OR IGNORE INTO part_other (subject, part) VALUES (?, ?)');
  const changePart = db.prepare('UPDATE part SET state = ?, body = ? WHERE id = ?');
  const refs = `SELECT t.device, s.seq, p.id & ${partsPerSet - 1}
    FROM part p JOIN change_set s ON s.id = p.id / ${partsPerSet} JOIN stream t ON t.id = s.stream`;
  const refsOf = db
    .prepare<[number, number], RefRow>(
      `${refs} WHERE p.id IN (SELECT id FROM part WHERE subject = ? UNION SELECT part FROM part_other WHERE subject = ?)
       ORDER BY p.id`,
    )
    .raw();
  const refsOpen = db.prepare<[number], RefRow>(`${refs} WHERE p.state = 'open' ORDER BY p.id LIMIT ?`).raw();
  // The first condition is the index's, word for word; with it the planner may use the index of the few.
  const refsIn = db
    .prepare<[string, number], RefRow>(`${refs} WHERE p.state <> 'open' AND p.state = ? ORDER BY p.id LIMIT ?`)
    .raw();
  const scopesIn = db
    .prepare<[string, string], string>(
      `WITH RECURSIVE seen (scope) AS (
         SELECT ${nextScope('')} UNION ALL SELECT ${nextScope('AND scope > seen.scope')} FROM seen WHERE seen.scope IS NOT NULL)
       SELECT scope FROM seen WHERE scope IS NOT NULL`,
    )
    .pluck();
  const refsOpenIn = db
    .prepare<[string, number], RefRow>(`${refs} WHERE p.state = 'open' AND p.scope = ? ORDER BY p.id LIMIT ?`)
    .raw();
  const refsInScope = db
    .prepare<[string, string, number], RefRow>(
      `${refs} WHERE p.state <> 'open' AND p.state = ? AND p.scope = ? ORDER BY p.id LIMIT ?`,
    )
    .raw();
  const insertSeal = db.prepare('INSERT OR IGNORE INTO seal (stream, seq, signature, known) VALUES (?, ?, ?, ?)');
  const nextSeal = db
    .prepare<[number, number], readonly [number, Buffer, string]>(
      'SELECT seq, signature, known FROM seal WHERE stream = ? AND seq >= ? ORDER BY seq LIMIT 1',
    )
    .raw();
  const oneErased = db.prepare<[string], number>('SELECT 1 FROM erased WHERE subject = ?').pluck();
  const insertErased = db.prepare('INSERT OR IGNORE INTO erased (subject) VALUES (?)');
  const allErased = db.prepare<[], string>('SELECT subject FROM erased ORDER BY id').pluck();

  // A vector read from the same text is the same vector, whatever was rolled back: this may stay.
  const vectors = new Map<number, { readonly text: string; readonly vector: Vector }>();
  const knownOf = (stream: number, text: string): Vector => {
    const last = vectors.get(stream);
    if (last?.text === text) return last.vector;
    const vector = vectorFrom(text);
    vectors.set(stream, { text, vector });
    return vector;
  };
  const headOf = ([id, device, seq, hash, known, looseSets, looseBytes]: StreamRow): StreamHead => ({
    device,
    seq,
    hash: bytesOf(hash),
    known: knownOf(id, known),
    looseSets,
    looseBytes,
  });
  const refOf = ([device, seq, index]: RefRow): PartRef => ({ device, seq, index });
  const partOf = (row: SetRow, scope: string): StoredPart => ({
    scope,
    subjects: row[5] === null ? [row[4]] : [row[4], ...(JSON.parse(row[5]) as string[])],
    state: row[6],
    body: row[7] === null ? undefined : bytesOf(row[7]),
  });

  return {
    streams: () => allHeads.all().map(headOf),
    stream(device) {
      const row = oneHead.get(device);
      return row === undefined ? undefined : headOf(row);
    },
    saveStream(head) {
      mustBeInside(db, memo);
      saveHead.run(head.device, head.seq, head.hash, vectorText(head.known), head.looseSets, head.looseBytes);
    },
    addSet({ device, seq, lamport, header, parts }) {
      mustBeInside(db, memo);
      const stream = streams.need(device);
      const last = memo.lastSeqs.get(stream) ?? lastSeq.get(stream) ?? 0;
      if (seq !== last + 1) throw new Error('a stream has no gaps');
      if (parts.length >= partsPerSet) throw new Error('a set with too many parts');
      const first = Number(insertSet.run(stream, seq, lamport, header).lastInsertRowid) * partsPerSet;
      parts.forEach(({ scope, subjects: [subject, ...others], state, body }, index) => {
        if (subject === undefined) throw new Error('a part names whose it is');
        const list = others.length === 0 ? null : JSON.stringify(others);
        insertPart.run(first + index, scope, worlds.need(subject), list, state, body ?? null);
        for (const other of others) insertOther.run(worlds.need(other), first + index);
      });
      if (memo.depth > 0) memo.lastSeqs.set(stream, seq);
    },
    sets(device, from, to) {
      const stream = to < from ? undefined : streams.find(device);
      if (stream === undefined) return [];
      const found: (StoredSet & { readonly parts: StoredPart[] })[] = [];
      for (const row of setRows.all(stream, from, to)) {
        const [seq, lamport, header, scope] = row;
        let set = found.at(-1);
        if (set?.seq !== seq) {
          set = { device, seq, lamport, header: bytesOf(header), parts: [] };
          found.push(set);
        }
        if (scope !== null) set.parts.push(partOf(row, scope));
      }
      return found;
    },
    /** Whose a part is and where it may go never changes: only its state and its body are kept anew. */
    savePart({ device, seq, index }, { state, body }) {
      mustBeInside(db, memo);
      const stream = streams.find(device);
      const set = stream === undefined ? undefined : setId.get(stream, seq);
      if (set === undefined || changePart.run(state, body ?? null, set * partsPerSet + index).changes !== 1)
        throw new Error('no such set');
    },
    partsOf(subject) {
      const id = worlds.find(subject);
      return id === undefined ? [] : refsOf.all(id, id).map(refOf);
    },
    partsIn(state, limit = Number.POSITIVE_INFINITY, scope) {
      const most = Number.isFinite(limit) ? limit : -1;
      if (state === 'open') return (scope === undefined ? refsOpen.all(most) : refsOpenIn.all(scope, most)).map(refOf);
      return (scope === undefined ? refsIn.all(state, most) : refsInScope.all(state, scope, most)).map(refOf);
    },
    scopesIn: (state) => scopesIn.all(state, state),
    addSeal({ device, seq, signature, known }) {
      mustBeInside(db, memo);
      insertSeal.run(streams.need(device), seq, signature, vectorText(known));
    },
    sealFrom(device, from) {
      const stream = streams.find(device);
      const row = stream === undefined ? undefined : nextSeal.get(stream, from);
      if (row === undefined) return undefined;
      const [seq, signature, known] = row;
      return { device, seq, signature: bytesOf(signature), known: vectorFrom(known) } satisfies Seal;
    },
    isErased: (subject) => oneErased.get(subject) !== undefined,
    addErased(subject) {
      mustBeInside(db, memo);
      insertErased.run(subject);
    },
    erased: () => allErased.all(),
  };
}
