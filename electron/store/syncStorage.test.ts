import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../shared/sync/memory.ts';
import type { AliasState, PartState, RecordState, Storage, StoredPart } from '../../shared/sync/storage.ts';
import type { Patch, Write } from '../../shared/sync/types.ts';
import type { Connection, StoreLock } from './connection.ts';
import { connect } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { syncStorage } from './syncStorage.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sync-storage-'));
const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) };
let files = 0;

function open(file: string): Connection {
  const db = connect(file, lock, 'readwrite');
  migrate(db, migrations);
  return db;
}
const freshFile = (): string => path.join(folder, `${(files += 1)}.db`);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const devices = ['a1', 'b2', '노트북'] as const;
const subjects = ['p-1', 'p-2', 'p-3'] as const;
const states: readonly PartState[] = ['open', 'waiting', 'trouble', 'sealed', 'skeleton', 'folded', 'erased'];
/** Every record there can be, with the root it hangs on. */
const recordNames = [
  { type: 'person', id: 'p-1', subject: 'p-1' },
  { type: 'person', id: 'p-2', subject: 'p-2' },
  { type: 'booth', id: 'p-1', subject: 'p-1' },
  { type: 'consultation', id: 'c-1', subject: 'p-1' },
  { type: 'consultation', id: 'c-2', subject: 'p-2' },
] as const;

type Step = (storage: Storage) => unknown;
type Act = { readonly name: string; readonly step: Step };

const device = fc.constantFrom(...devices);
const subject = fc.constantFrom(...subjects);
const seq = fc.integer({ min: 1, max: 6 });
const bytes = fc.uint8Array({ maxLength: 40 });
const vector = fc
  .array(fc.tuple(device, fc.integer({ min: 1, max: 99 })), { maxLength: 3 })
  .map((list) => new Map(list));
/** As it comes out of a payload: JSON, read once. */
const patch = fc
  .dictionary(fc.constantFrom('name', 'phone', '메모'), fc.jsonValue({ maxDepth: 2 }))
  .map((value) => JSON.parse(JSON.stringify(value)) as Patch);
const write: fc.Arbitrary<Write> = fc.record({
  device,
  seq,
  lamport: fc.nat(),
  model: fc.integer({ min: 1, max: 9 }),
  actor: fc.constantFrom('u1', '상담사'),
  at: fc.constantFrom('2026-05-04T00:00:00Z', ''),
});
const part: fc.Arbitrary<StoredPart> = fc.record({
  scope: fc.constantFrom('centre', 'fair'),
  subjects: fc.uniqueArray(subject, { minLength: 1, maxLength: 3 }),
  state: fc.constantFrom(...states),
  body: fc.option(bytes, { nil: undefined }),
});
const record: fc.Arbitrary<RecordState> = fc
  .record({
    name: fc.constantFrom(...recordNames),
    scope: fc.constantFrom('centre', 'fair'),
    first: write,
    values: patch,
    heads: fc.dictionary(
      fc.constantFrom('name', 'phone'),
      fc.array(fc.record({ write, value: fc.oneof(fc.string(), fc.constant(null), fc.integer()) }), { maxLength: 3 }),
    ),
  })
  .map(({ name, ...rest }) => ({ ...name, ...rest, heads: { ...rest.heads } }));
const alias: fc.Arbitrary<AliasState> = fc.record({
  write,
  type: fc.constant('person'),
  scope: fc.constant('centre'),
  from: subject,
  to: subject,
  patch,
  seen: vector,
});

const lastSeq = (storage: Storage, of: string): number => storage.sets(of, 1, 1_000_000).length;
function lastSeal(storage: Storage, of: string): number {
  let last = 0;
  for (let seal = storage.sealFrom(of, 1); seal !== undefined; seal = storage.sealFrom(of, last + 1)) last = seal.seq;
  return last;
}

const act = <T>(
  name: string,
  from: fc.Arbitrary<T>,
  step: (storage: Storage, value: T) => unknown,
): fc.Arbitrary<Act> =>
  from.map((value) => ({ name: `${name} ${fc.stringify(value)}`, step: (storage) => step(storage, value) }));

const writes = fc.oneof(
  act(
    'saveStream',
    fc.record({ device, seq, hash: bytes, known: vector, looseSets: fc.nat(), looseBytes: fc.nat() }),
    (storage, head) => storage.saveStream(head),
  ),
  act(
    'addSet',
    fc.record({ device, header: bytes, parts: fc.array(part, { maxLength: 3 }), skip: fc.constantFrom(1, 1, 1, 1, 2) }),
    (storage, { skip, ...set }) =>
      storage.addSet({ ...set, seq: lastSeq(storage, set.device) + skip, lamport: set.header.length }),
  ),
  act(
    'savePart',
    fc.record({ device, seq, index: fc.nat(2), state: fc.constantFrom(...states), body: fc.option(bytes) }),
    (storage, { state, body, ...ref }) => {
      const held = storage.sets(ref.device, ref.seq, ref.seq)[0]?.parts[ref.index];
      if (held === undefined) throw new Error('no such part');
      storage.savePart(ref, { ...held, state, body: body ?? undefined });
    },
  ),
  act(
    'addSeal',
    fc.record({ device, further: seq, signature: bytes, known: vector }),
    (storage, { further, ...seal }) => storage.addSeal({ ...seal, seq: lastSeal(storage, seal.device) + further }),
  ),
  act('addErased', subject, (storage, id) => storage.addErased(id)),
  act('saveRecord', record, (storage, state) => storage.saveRecord(state)),
  act('dropRecord', record, (storage, state) => storage.dropRecord(state)),
  act('link', fc.record({ parent: subject, child: record }), (storage, { parent, child }) => {
    storage.link(parent, child);
  }),
  act('saveAlias', alias, (storage, one) => storage.saveAlias(one)),
  act('dropAlias', fc.record({ device, seq }), (storage, dot) => storage.dropAlias(dot)),
  act('addUndone', fc.record({ device, seq }), (storage, dot) => storage.addUndone(dot)),
  act('record', fc.constantFrom(...recordNames), (storage, { type, id }) => storage.record(type, id)),
  act('clearState', fc.constant(0), (storage) => storage.clearState()),
);

type Play = { readonly acts: readonly Act[]; readonly end: 'commits' | 'throws' | 'writes outside' };
const plays: fc.Arbitrary<readonly Play[]> = fc.array(
  fc.record({
    acts: fc.array(writes, { maxLength: 8 }),
    end: fc.constantFrom('commits', 'commits', 'commits', 'throws', 'writes outside'),
  }),
  { maxLength: 10 },
);

/** What a call came to: its value, or that it threw. */
function outcome(call: () => unknown): unknown {
  try {
    return { value: normal(call()) };
  } catch {
    return 'threw';
  }
}

/** Maps and bytes as plain JSON; order is kept. */
function normal(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: [...value] };
  if (value instanceof Map) return { vector: normal([...value].sort(([a], [b]) => (a < b ? -1 : 1))) };
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, normal(inner)]),
  );
}

const sorted = (list: Iterable<unknown>): unknown => [...list].map((one) => JSON.stringify(normal(one))).sort();

/** The answer to every question there is. Where no order is promised, none is compared. */
function everything(storage: Storage): unknown {
  return {
    streams: sorted(storage.streams()),
    erased: sorted(storage.erased()),
    records: sorted(storage.records()),
    ofDevice: devices.map((one) => ({
      stream: normal(storage.stream(one)),
      sets: [normal(storage.sets(one, 1, 99)), normal(storage.sets(one, 2, 3)), normal(storage.sets(one, 3, 2))],
      seals: [1, 2, 3, 4, 9].map((from) => normal(storage.sealFrom(one, from))),
      undone: [1, 2, 3, 4, 5, 6].map((at) => storage.isUndone({ device: one, seq: at })),
    })),
    ofSubject: [...subjects, 'c-1', '없음'].map((one) => ({
      parts: normal(storage.partsOf(one)),
      isErased: storage.isErased(one),
      records: sorted(storage.recordsOf(one)),
      children: sorted(storage.children(one)),
      aliases: sorted(storage.aliasesOf(one)),
    })),
    ofRecord: recordNames.map(({ type, id }) => normal(storage.record(type, id))),
    ofState: states.map((state) => ({
      all: sorted(storage.partsIn(state)),
      some: storage.partsIn(state, 2).length,
      byScope: ['centre', 'fair', 'nowhere'].map((scope) => sorted(storage.partsIn(state, 9, scope))),
      scopes: state === 'open' ? [] : storage.scopesIn(state),
    })),
  };
}

function play(storage: Storage, { acts, end }: Play): unknown {
  if (end === 'writes outside') return acts.map(({ step }) => outcome(() => step(storage)));
  return outcome(() =>
    storage.transact(() => {
      const values = acts.map(({ step }) => normal(step(storage)));
      const inside = everything(storage);
      if (end === 'throws') throw new Error('thrown away');
      return { values, inside };
    }),
  );
}

describe('암호화한 저장소는 메모리 저장소와 똑같이 답한다', () => {
  it('무엇을 어떤 차례로 적어도, 도중에 던져도, 다시 열어도', () => {
    fc.assert(
      fc.property(plays, (list) => {
        const file = freshFile();
        let db = open(file);
        try {
          const memory = memoryStorage();
          let disk = syncStorage(db);
          for (const one of list) {
            const writing = one.end === 'writes outside' ? { ...one, acts: one.acts.filter(isWrite) } : one;
            expect(play(disk, writing)).toEqual(play(memory, writing));
            expect(everything(disk)).toEqual(everything(memory));
          }
          db.close();
          db = open(file);
          disk = syncStorage(db);
          expect(everything(disk)).toEqual(everything(memory));
        } finally {
          db.close();
        }
      }),
      { numRuns: 80 },
    );
  });
});

/** Acts that store something whatever is held; others may find nothing to do and then both say nothing. */
function isWrite({ name }: Act): boolean {
  return /^(saveStream|saveRecord|saveAlias) /.test(name);
}

function withStore(run: (db: Connection, storage: Storage) => void): void {
  const db = open(freshFile());
  try {
    run(db, syncStorage(db));
  } finally {
    db.close();
  }
}

const person: RecordState = {
  type: 'person',
  id: 'p-1',
  scope: 'centre',
  subject: 'p-1',
  first: { device: 'a1', seq: 1, lamport: 1, model: 1, actor: 'u1', at: '' },
  values: { name: '가나다' },
  heads: {},
};

describe('명령의 거래 안에서', () => {
  it('바깥 거래가 실패하면 안에서 적은 것도 없고, 기억해 둔 것도 남지 않는다', () => {
    withStore((db, storage) => {
      const command = db.transaction(() => {
        storage.transact(() => {
          storage.saveRecord(person);
          storage.addSet({ device: 'a1', seq: 1, lamport: 1, header: new Uint8Array([1]), parts: [] });
        });
        expect(storage.record('person', 'p-1')).toEqual(person);
        throw new Error('the command failed');
      });
      expect(() => command.immediate()).toThrow('the command failed');
      expect(storage.record('person', 'p-1')).toBeUndefined();
      storage.transact(() => {
        expect(storage.record('person', 'p-1')).toBeUndefined();
        storage.addSet({ device: 'b2', seq: 1, lamport: 1, header: new Uint8Array([2]), parts: [] });
        storage.addSet({ device: 'a1', seq: 1, lamport: 1, header: new Uint8Array([3]), parts: [] });
      });
      expect(storage.sets('a1', 1, 9).map((set) => [...set.header])).toEqual([[3]]);
    });
  });

  it('안에서 던진 것을 바깥이 받아 넘겨도 그 안의 것만 사라진다', () => {
    withStore((db, storage) => {
      db.transaction(() => {
        storage.transact(() => storage.addErased('p-1'));
        expect(() =>
          storage.transact(() => {
            storage.addErased('p-2');
            storage.saveRecord(person);
            throw new Error('refused');
          }),
        ).toThrow('refused');
        expect(storage.record('person', 'p-1')).toBeUndefined();
      }).immediate();
      expect(storage.erased()).toEqual(['p-1']);
    });
  });
});

describe('없앤 본문', () => {
  it('한 바이트도 파일에 남지 않는다', () => {
    withStore((db, storage) => {
      const secrets = ['짧은-비밀', '긴-비밀-'.repeat(2000)].map((text) => new TextEncoder().encode(text));
      const parts = secrets.map((body) => ({ scope: 'centre', subjects: ['p-1'], state: 'open' as const, body }));
      storage.transact(() => storage.addSet({ device: 'a1', seq: 1, lamport: 1, header: new Uint8Array([1]), parts }));
      const inFile = (): boolean[] => ['짧은-비밀', '긴-비밀-'].map((text) => db.serialize().includes(text));
      expect(inFile()).toEqual([true, true]);
      storage.transact(() => {
        parts.forEach((part, index) =>
          storage.savePart({ device: 'a1', seq: 1, index }, { ...part, state: 'erased', body: undefined }),
        );
      });
      expect(inFile()).toEqual([false, false]);
    });
  });
});

describe('찾는 길', () => {
  it('빠진 본문과 한 사람의 조각을 전체를 훑지 않고 찾는다', () => {
    withStore((db) => {
      const plan = (sql: string): string =>
        db
          .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map(({ detail }) => detail)
          .join('\n');
      expect(plan(`SELECT id FROM part p WHERE p.state <> 'open' AND p.state = 'skeleton' ORDER BY p.id`)).toContain(
        'part_by_state',
      );
      expect(plan(`SELECT id FROM part WHERE subject = 'p-1'`)).toContain('part_by_subject');
    });
  });
});
