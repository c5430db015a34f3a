import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import type { Actor } from '../../shared/model/role.ts';
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { createPerson } from '../desk/person.ts';
import { addStaff } from '../desk/staff.ts';
import { personForm, setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import type { StoreLock } from './connection.ts';
import { openEngine } from './open.ts';
import type { Engine } from './store.ts';

/** A consultation as somebody types it. */
export const talk = {
  ...emptyConsultation,
  day: '2026.11.20',
  time: '930',
  method: '02',
  type: '01',
  content: '첫 상담입니다.',
};

function newFile(): { file: string; lock: StoreLock } {
  const file = path.join(testFolder(), 'store.db');
  return { file, lock: { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) } };
}

function opened({ file, lock }: ReturnType<typeof newFile>): Engine {
  const engine = openEngine(file, lock, 'readwrite');
  onTestFinished(() => engine.close());
  return engine;
}

/** A new centre's store with one 상담사, closed at the end of the test. */
export function newStore(): { engine: Engine; actor: Actor } {
  const engine = opened(newFile());
  const actor = engine.transact(setUp, testNow, (store) =>
    addStaff(store, setUp, { loginId: 'a', name: '이상담', role: 'counsellor' }),
  ).value;
  return { engine, actor };
}

/** The empty store of another laptop of a centre, which reads what the centre writes. */
export function secondLaptop(of: Engine): Engine {
  const place = newFile();
  const empty = openEngine(place.file, place.lock, 'readwrite');
  hand(of, empty);
  empty.close();
  return opened(place);
}

export function addPerson(
  { engine, actor }: { engine: Engine; actor: Actor },
  over: Partial<Input<'person.create'>> = {},
): number {
  return engine.transact(actor, testNow, (store) => createPerson(store, actor, personForm(over))).value.id;
}

/** Gives a second store the centre's key and lets it take in all that the first holds. Enrolment is issue 6's. */
export function hand(from: Engine, to: Engine): void {
  const keys = from.sql('SELECT scope, key FROM scope_key').all() as { scope: string; key: Buffer }[];
  to.sql('DELETE FROM scope_key').run();
  for (const { scope, key } of keys) to.sql('INSERT INTO scope_key (scope, key) VALUES (?, ?)').run(scope, key);
}

/** Lets a store take in all that another has and it has not. */
export function pull(from: Engine, to: Engine): void {
  const { suite } = from.replica;
  const receiver = { ...to.replica, suite: { ...suite, verify: () => true } };
  for (;;) {
    const page = pageFor(from.replica, request(receiver), () => true);
    if (page.spans.length === 0) return;
    const receipt = receive(receiver, page);
    if (!receipt.ok) throw new Error(receipt.reason);
  }
}

/** Erases a person, by UUID, as replication carries it. */
export function destroy({ replica }: Engine, person: string): void {
  replica.storage.transact(() =>
    commit(replica, {
      seen: vectorOf(replica.storage),
      actor: '',
      at: new Date(testNow).toISOString(),
      changes: [{ op: 'erase', subjects: [person] }],
    }),
  );
}

/** Every value of every table, as one text: to look for what must not be there. */
export function everyValue({ db }: Pick<Engine, 'db'>): string {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
  return tables
    .flatMap((table) => db.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][])
    .flat()
    .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : String(value)))
    .join('\n');
}
