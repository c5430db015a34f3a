import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { carryOutErasure } from '../desk/erasure.ts';
import { setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { blobOf, heldBlobs } from '../store/attachmentBlobs.ts';
import { connect } from '../store/connection.ts';
import { keepingSteps } from '../store/attachmentPages.ts';
import { attachPages, hasAll, linked, testHub } from './blob.test-helper.ts';
import { centreOf, until } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';

/** Every byte of a laptop's store as it stands on the disk, taken out of its encryption: freed pages and log included. */
function bytesOf({ engine, lock }: EventEnd): Buffer {
  const file = engine.db.name;
  const copy = path.join(testFolder(), 'copy.db');
  for (const ending of ['', '-wal']) if (existsSync(file + ending)) copyFileSync(file + ending, copy + ending);
  const db = connect(copy, lock, 'readwrite');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.pragma('journal_mode = DELETE');
  db.pragma("rekey = ''");
  db.close();
  return readFileSync(copy);
}

/** A page in which something can be looked for wherever it was cut into rows. */
function marked(word: string, times: number): Buffer {
  return Buffer.concat(Array.from({ length: times }, () => Buffer.concat([Buffer.from(word), randomBytes(40)])));
}

test('파기한 사람의 서류는 모든 노트북과 허브의 어느 바이트에도 남지 않고, 나중에 온 쪽도 받지 않는다', async () => {
  const hub = await testHub();
  const ends = await centreOf(3);
  const [a, b, c] = ends as [EventEnd, EventEnd, EventEnd];
  a.add('홍길동');
  const word = '독고뿌리샘의 이력서 한 줄 ';
  const pages = [marked(word, 5000), marked(word, 8000)];
  const uuid = attachPages(a, pages);
  const atA = await linked(a, hub);
  await linked(b, hub);
  const late = await linked(c, hub);
  await until(
    () => [b, c].every((each) => hasAll(each, uuid, pages)),
    () => 'not there',
  );
  const blobs = heldBlobs(a.engine, 'all', 0).map(({ name, subject }) => ({
    name,
    subject,
    bytes: blobOf(a.engine, name).blob ?? new Uint8Array(),
  }));
  expect(blobs).toHaveLength(2);
  expect(bytesOf(a).includes(word)).toBe(true);
  const hubFile = hub.file;
  const hubBytes = (): Buffer =>
    Buffer.concat([hubFile, `${hubFile}-wal`].filter((file) => existsSync(file)).map((file) => readFileSync(file)));
  const cipher = Buffer.from(blobs[1]?.bytes.subarray(100, 140) ?? []);
  expect(hubBytes().includes(cipher)).toBe(true);
  expect(hubBytes().includes(word)).toBe(false);

  // One of them is away with all it has, and in the middle of taking a page in.
  await late.stop();
  c.engine.sql('UPDATE attachment_blob SET here = 0 WHERE page = 2').run();
  const half = keepingSteps(c.engine, { attachment: uuid, page: 2 }, pages[1] ?? Buffer.alloc(0));
  c.engine.db.transaction(() => half.slice(0, 1).map((step) => step()))();

  const { id, number } = a.engine.sql('SELECT id, number FROM person').get() as { id: number; number: string };
  const values = { reason: '03', note: '', notResident: '', number };
  a.engine.transact(setUp, testNow, (store) => carryOutErasure(store, setUp, { ids: [id], values }));
  atA.wake('saved');
  const left = (end: EventEnd): unknown => end.engine.sql('SELECT count(*) FROM attachment_page').pluck().get();
  await until(
    () => left(a) === 0 && left(b) === 0,
    () => [left(a), left(b)],
  );
  await until(
    () => !hubBytes().includes(cipher),
    () => 'the hub has it still',
  );
  for (const { name, bytes, subject } of blobs) {
    expect(await hub.store.blob(name)).toBeUndefined();
    // A page that comes now finds nobody who waits for it, and a hub that knows of the 파기.
    expect(await b.ask('blob.keep', { name, bytes })).toBe('unwanted');
    expect(await hub.store.putBlob(name, bytes, subject)).toBe('erased');
  }
  expect(await hub.store.counts()).toMatchObject({ blobs: 0 });

  // It comes back, hears of it, and the half that it had is gone; what it would still keep is not kept.
  await linked(c, null);
  await until(
    () => left(c) === 0,
    () => left(c),
  );
  expect(half.slice(1).map((step) => step())).toEqual([false, false]);
  for (const end of [a, b, c]) {
    await end.ask('sync.facts', null);
    end.engine.db.pragma('wal_checkpoint(TRUNCATE)');
    expect(end.engine.sql('SELECT count(*) FROM attachment_blob').pluck().get()).toBe(0);
    expect(bytesOf(end).includes(word)).toBe(false);
    expect(bytesOf(end).includes(cipher)).toBe(false);
  }
});
