import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../deskTest.test-helper.ts';
import type { StoreLock } from './connection.ts';
import { connect } from './connection.ts';
import { openEngine } from './open.ts';
import { copyUnderKey, opensWith } from './rekey.ts';

const newLock = (cipher: StoreLock['cipher'] = 'sqlcipher'): StoreLock => ({
  cipher,
  key: randomBytes(32),
  logKey: randomBytes(32),
});

/** A store with 2,000 rows in its write-ahead log. */
function filled(): { file: string; lock: StoreLock; engine: ReturnType<typeof openEngine> } {
  const file = path.join(testFolder(), 'store.db');
  const lock = newLock();
  const engine = openEngine(file, lock, 'readwrite');
  const insert = engine.sql('INSERT INTO meta (key, value) VALUES (?, ?)');
  engine.db.transaction(() => {
    for (let row = 0; row < 2000; row += 1) insert.run(`row-${row}`, '홍길동'.repeat(50));
  })();
  return { file, lock, engine };
}

test.each(['sqlcipher', 'aegis'] as const)(
  '다른 열쇠(%s)로 옮긴 사본에는 모든 것이 있고 그 열쇠로만 열린다',
  (cipher) => {
    const { file, lock, engine } = filled();
    const to = { file: `${file}.next`, lock: newLock(cipher) };
    copyUnderKey(engine.db, lock, to);
    engine.close();
    expect(readdirSync(path.dirname(file)).toSorted()).toEqual(['store.db', 'store.db.next']);
    expect(readFileSync(to.file).includes('홍길동')).toBe(false);
    expect(readFileSync(to.file).subarray(0, 15).toString()).not.toBe('SQLite format 3');
    expect([lock, newLock(cipher), newLock(), to.lock].map((each) => opensWith(to.file, each))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    const copy = openEngine(to.file, to.lock, 'readwrite');
    expect(copy.sql(`SELECT count(*) FROM meta WHERE key LIKE 'row-%'`).pluck().get()).toBe(2000);
    copy.close();
  },
);

test('옮기는 동안 다른 곳에서 열어 둔 자료는 옮기지 않는다', () => {
  const { file, lock, engine } = filled();
  const reader = connect(file, lock, 'readonly');
  engine.db.pragma('busy_timeout = 0');
  expect(() => copyUnderKey(engine.db, lock, { file: `${file}.next`, lock: newLock() })).toThrow('locked');
  reader.close();
  copyUnderKey(engine.db, lock, { file: `${file}.next`, lock: newLock() });
  engine.close();
});

test('바꾸던 것이 반쯤 남은 자료도 맞는 열쇠인지 알 수 있고, 틀린 열쇠는 아무것도 건드리지 않는다', () => {
  const { file, lock, engine } = filled();
  engine.db.pragma('journal_mode = DELETE');
  engine.db.pragma('cache_spill = 10');
  engine.db.pragma('cache_size = 10');
  engine.db.exec(`BEGIN; UPDATE meta SET value = value || '?' WHERE key LIKE 'row-%'`);
  const folder = path.join(path.dirname(file), 'cut');
  mkdirSync(folder);
  const cut = path.join(folder, 'store.db');
  for (const end of ['', '-journal']) copyFileSync(`${file}${end}`, `${cut}${end}`);
  engine.db.exec('ROLLBACK');
  engine.close();
  const before = readFileSync(cut);
  expect(opensWith(cut, newLock())).toBe(false);
  expect(readFileSync(cut).equals(before)).toBe(true);
  expect(opensWith(cut, lock)).toBe(true);
  const again = openEngine(cut, lock, 'readwrite');
  expect(again.sql(`SELECT count(*) FROM meta WHERE value LIKE '%?'`).pluck().get()).toBe(0);
  expect(again.db.pragma('integrity_check', { simple: true })).toBe('ok');
  again.close();
});

test('없는 자료나 열 수 없는 폴더는 틀린 열쇠라고 하지 않는다', () => {
  expect(() => opensWith(path.join(testFolder(), 'none.db'), newLock())).toThrow('unable to open');
});
