import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backupCounts } from '../../shared/contract/backup.ts';
import { Refusal } from '../../shared/model/problem.ts';
import { rebuild } from '../../shared/sync/apply.ts';
import { attachmentsOfPerson, addAttachment, openPage } from '../desk/attachment.ts';
import { blobJobs, tellBlobs } from '../jobs/blobJobs.ts';
import { cleanPage, order } from '../desk/attachment.test-helper.ts';
import { testFolder, testNow } from '../deskTest.test-helper.ts';
import { writeBackup } from './backup.ts';
import { readLabel, takeOutStore } from './backupFile.ts';
import type { StoreLock } from './connection.ts';
import { awaitedBlobs, blobOf, heldBlobs } from './attachmentBlobs.ts';
import { pagesNotHandedOver } from './attachmentPages.ts';
import { openEngine } from './open.ts';
import { copyUnderKey } from './rekey.ts';
import type { Engine } from './store.ts';
import { addPerson, destroy, hand, newStore, pull, secondLaptop } from './stores.test-helper.ts';

const pages = [cleanPage(randomBytes(700_000)), cleanPage('독고뿌리샘의 둘째 쪽')];

/** A store with a person and a document of two pages. */
function withDocument() {
  const { engine, actor } = newStore();
  const person = addPerson({ engine, actor });
  engine.transact(actor, testNow, (store) => addAttachment(store, actor, order(person, { pages })));
  return { engine, actor, person };
}

/** Whether the document of a store opens to the pages that were kept. */
function opens(engine: Engine, actor: { userId: number; name: string; role: 'counsellor' | 'admin' }): boolean {
  const store = engine.readable(testNow);
  const id = Number(engine.sql('SELECT id FROM attachment').pluck().get());
  return pages.every(({ content }, index) =>
    Buffer.from(content).equals(openPage(store, actor, { id, page: index + 1 }).content),
  );
}

const admin = { userId: 1, name: '이상담', role: 'admin' } as const;
const newLock = (): StoreLock => ({ cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) });
const count = (engine: Engine, table: string): unknown => engine.sql(`SELECT count(*) FROM ${table}`).pluck().get();

test('다른 노트북에는 서류의 기록이 가고, 쪽은 복제 기록에 실리지 않아 파일 대기가 된다', () => {
  const { engine } = withDocument();
  const other = secondLaptop(engine);
  pull(engine, other);
  expect(count(other, 'attachment')).toBe(1);
  expect(count(other, 'attachment_page')).toBe(0);
  const person = Number(other.sql('SELECT id FROM person').pluck().get());
  const { attachments } = attachmentsOfPerson(other.readable(testNow), admin, { personId: person });
  expect(attachments).toMatchObject([{ pagesHere: 0, bytes: 700_000 + Buffer.byteLength('독고뿌리샘의 둘째 쪽') }]);
  expect(() => opens(other, admin)).toThrow(Refusal);
  // 700 kB of pages would not fit into what the log has grown to.
  expect(engine.sql('SELECT sum(length(body)) FROM part').pluck().get()).toBeLessThan(50_000);
});

test('기록에서 행을 모두 다시 만들어도, 사람이 아직 오지 않아 행이 기다려도 쪽은 남는다', () => {
  const { engine, actor } = withDocument();
  engine.db.exec('DELETE FROM attachment');
  rebuild(engine.replica);
  expect(opens(engine, { ...actor, role: 'counsellor' })).toBe(true);
  const uuid = String(engine.sql('SELECT uuid FROM attachment').pluck().get());
  engine.tables.remove('attachment', uuid);
  expect(count(engine, 'attachment_page')).toBe(4);
  rebuild(engine.replica);
  expect(opens(engine, { ...actor, role: 'counsellor' })).toBe(true);
});

test('사람을 지우면 서류도 그 쪽도 사라지고, 다른 사람의 것은 남는다', () => {
  const { engine, actor } = withDocument();
  const other = addPerson({ engine, actor }, { name: '김영희', mobile: '010-2222-3333' });
  engine.transact(actor, testNow, (store) => addAttachment(store, actor, order(other)));
  const person = String(engine.sql('SELECT uuid FROM person ORDER BY id').pluck().get());
  destroy(engine, person);
  expect(engine.sql('SELECT person_id FROM attachment').pluck().all()).toEqual([other]);
  expect(count(engine, 'attachment_page')).toBe(1);
  // The key with which they would travel is gone from the log as well.
  expect(engine.sql(`SELECT count(*) FROM part WHERE body IS NULL`).pluck().get()).toBeGreaterThan(0);
});

test('열쇠를 바꾼 사본에도 모든 쪽이 있다', () => {
  const from = newLock();
  const file = path.join(testFolder(), 'store.db');
  const first = openEngine(file, from, 'readwrite');
  const setUp = { userId: 0, name: '설치', role: 'admin' } as const;
  const person = addPerson({ engine: first, actor: setUp });
  first.transact(setUp, testNow, (store) => addAttachment(store, setUp, order(person, { pages })));
  const to = { file: `${file}.next`, lock: newLock() };
  copyUnderKey(first.db, from, to);
  first.close();
  const copy = openEngine(to.file, to.lock, 'readwrite');
  onTestFinished(() => copy.close());
  expect(opens(copy, admin)).toBe(true);
});

test('백업은 서류를 세고, 꺼낸 저장소에서 모든 쪽이 열린다', async () => {
  const lock = newLock();
  const folder = testFolder();
  const engine = openEngine(path.join(folder, 'store.db'), lock, 'readwrite');
  const setUp = { userId: 0, name: '설치', role: 'admin' } as const;
  const person = addPerson({ engine, actor: setUp });
  engine.transact(setUp, testNow, (store) => addAttachment(store, setUp, order(person, { pages })));
  const file = path.join(folder, 'a.desk-backup');
  writeBackup(engine.db, lock, { file, kind: 'backup', created: testNow, app: '시험', vault: {} });
  engine.close();
  const { label } = readLabel(file);
  expect(label.counts).toMatchObject({ people: 1, attachments: 1 });
  // What an older program counted is compared with what is counted now, letter by letter (window/backup/stageBackup.ts).
  const { attachments: _none, ...older } = label.counts;
  expect(JSON.stringify(backupCounts.parse(older))).toBe(JSON.stringify({ ...label.counts, attachments: 0 }));
  await takeOutStore(file, label, path.join(folder, 'out.db'));
  const copy = openEngine(path.join(folder, 'out.db'), lock, 'readwrite');
  onTestFinished(() => copy.close());
  expect(opens(copy, admin)).toBe(true);
});

test('백업에 있던 파일 대기는 꺼낸 저장소에서도 파일 대기라서 다시 받아 온다', async () => {
  const { engine } = withDocument();
  const lock = newLock();
  const file = path.join(testFolder(), 'store.db');
  openEngine(file, lock, 'readwrite').close();
  const other = openEngine(file, lock, 'readwrite');
  hand(engine, other);
  other.close();
  const second = openEngine(file, lock, 'readwrite');
  pull(engine, second);
  const waited = awaitedBlobs(second, Number.MAX_SAFE_INTEGER).map(({ name }) => name);
  expect(waited).toHaveLength(2);
  const backup = path.join(testFolder(), 'a.desk-backup');
  writeBackup(second.db, lock, { file: backup, kind: 'backup', created: testNow, app: '시험', vault: {} });
  second.close();
  const out = path.join(testFolder(), 'out.db');
  await takeOutStore(backup, readLabel(backup).label, out);
  const copy = openEngine(out, lock, 'readwrite');
  onTestFinished(() => copy.close());
  expect(awaitedBlobs(copy, Number.MAX_SAFE_INTEGER).map(({ name }) => name)).toEqual(waited);
  const keep = blobJobs(copy)['blob.keep'];
  for (const name of waited) {
    const bytes = blobOf(engine, name).blob;
    const job = { ask: 'job', name: 'blob.keep', input: { name, bytes }, actor: admin, now: testNow } as const;
    expect((await keep(job)).value).toBe('kept');
  }
  expect(opens(copy, admin)).toBe(true);
});

test('쪽이 다니기 전의 서류도, 쪽을 가진 노트북이 이름을 적으면 누가 적어도 같은 이름이다', async () => {
  const { engine } = withDocument();
  const before = heldBlobs(engine, 'all', 0).map(({ name }) => name);
  const old = (): void => {
    const id = Number(engine.sql('SELECT id FROM attachment').pluck().get());
    engine.transact(admin, testNow, (store) => store.change('attachment', id, { blobs: null }));
    engine.db.exec('DELETE FROM attachment_blob');
  };
  expect(await tellBlobs(engine, testNow)).toEqual([]);
  old();
  expect(pagesNotHandedOver(engine)).toBe(2);
  expect(await tellBlobs(engine, testNow)).not.toEqual([]);
  expect(heldBlobs(engine, 'all', 0).map(({ name }) => name)).toEqual(before);
  expect(pagesNotHandedOver(engine)).toBe(2);
  // A page that is not here whole is nobody's to name.
  old();
  engine.sql('DELETE FROM attachment_page WHERE page = 2').run();
  expect(await tellBlobs(engine, testNow)).toEqual([]);
  expect(heldBlobs(engine, 'all', 0)).toEqual([]);
});
