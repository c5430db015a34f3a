import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contentOf, goldenFolder, goldenLock } from '../../build/fixtures/golden.ts';
import { Refusal } from '../../shared/model/problem.ts';
import { chainFaults, digestsOf, fileFaults, rebuildsEqual } from '../../test/fault/storeTruth.ts';
import { testFolder } from '../deskTest.test-helper.ts';
import { connect } from './connection.ts';
import { storeVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openEngine } from './open.ts';
import type { Engine } from './store.ts';
import { problemOf } from './trouble.ts';

const newest = migrations.at(-1)?.number ?? 0;
const goldens = readdirSync(goldenFolder)
  .filter((name) => name.endsWith('.db'))
  .map((name) => name.slice(0, -'.db'.length));

/** A copy of a golden store: the tests never touch the files themselves. */
function copyOf(name: string): string {
  const file = path.join(testFolder(), 'store.db');
  copyFileSync(path.join(goldenFolder, `${name}.db`), file);
  return file;
}

function withStore<T>(file: string, run: (engine: Engine) => T): T {
  const engine = openEngine(file, goldenLock, 'readwrite');
  try {
    return run(engine);
  } finally {
    engine.close();
  }
}

/** Tables and indexes with the very words that made them. */
const shapeOf = (engine: Engine): unknown =>
  engine.sql('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();

test('가장 새로운 저장소 모양의 골든 저장소가 있다', () => {
  expect(goldens).toContain(`store-v${newest}`);
});

test.each(goldens)('%s: 지금 프로그램이 열면 새 모양이 되고 적어 둔 행을 그대로 준다', (name) => {
  const file = copyOf(name);
  const expected: unknown = JSON.parse(readFileSync(path.join(goldenFolder, `${name}.json`), 'utf8'));
  const shape = withStore(file, (engine) => {
    expect(storeVersion(engine.db)).toBe(newest);
    expect(contentOf(engine)).toEqual(expected);
    expect(fileFaults(engine)).toEqual([]);
    return shapeOf(engine);
  });
  // A migration that was edited after it shipped leaves old stores in another shape than new ones.
  expect(shape).toEqual(withStore(path.join(testFolder(), 'new.db'), shapeOf));
});

test.each(goldens)('%s: 복제 기록의 사슬과 서명이 맞고, 기록에서 다시 만든 행이 같다', (name) => {
  withStore(copyOf(name), (engine) => {
    expect(engine.sql('SELECT count(*) FROM change_set').pluck().get()).toBeGreaterThan(10);
    expect(engine.sql('SELECT count(*) FROM seal').pluck().get()).toBeGreaterThan(0);
    expect(chainFaults(engine.replica)).toEqual([]);
    expect(rebuildsEqual(engine)).toBe(true);
  });
});

test.each(goldens)('%s: 옛 저장소의 요약은 기록에서 다시 만든 것의 요약과 같다', async (name) => {
  const engine = openEngine(copyOf(name), goldenLock, 'readwrite');
  onTestFinished(() => engine.close());
  const digests = await digestsOf(engine);
  expect(digests).toMatchObject({ digests: [['centre', expect.stringMatching(/^[0-9a-f]{64}$/)]] });
  expect(rebuildsEqual(engine)).toBe(true);
  expect(await digestsOf(engine)).toEqual(digests);
});

test.each(goldens)('%s: 기록의 머리·내용·서명이나 행 하나만 달라도 검사가 알아챈다', (name) => {
  const changed = (change: string): Engine['replica'] => {
    const engine = openEngine(copyOf(name), goldenLock, 'readwrite');
    onTestFinished(() => engine.close());
    engine.db.exec(change);
    return engine.replica;
  };
  expect(chainFaults(changed('UPDATE change_set SET header = zeroblob(length(header)) WHERE id = 3'))).not.toEqual([]);
  expect(chainFaults(changed('UPDATE part SET body = zeroblob(length(body)) WHERE id = 65536'))).not.toEqual([]);
  expect(chainFaults(changed('UPDATE seal SET signature = zeroblob(64)'))).not.toEqual([]);
  expect(chainFaults(changed('DELETE FROM change_set WHERE id = 5'))).not.toEqual([]);
  withStore(copyOf(name), (engine) => {
    engine.db.exec("UPDATE person SET doc = json_set(doc, '$.note', '밖에서 고침') WHERE id = 1");
    expect(rebuildsEqual(engine)).toBe(false);
  });
});

test.each(goldens)('%s: 다른 열쇠로는 열리지 않고 자료가 손상된 것으로 알린다', (name) => {
  const file = copyOf(name);
  const before = readFileSync(file);
  let thrown: unknown;
  try {
    openEngine(file, { ...goldenLock, key: randomBytes(32) }, 'readwrite').close();
  } catch (error) {
    thrown = error;
  }
  expect(problemOf(thrown).code).toBe('storeDamaged');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test.each(goldens)('%s: 프로그램보다 새로운 저장소는 거절하고 한 바이트도 바꾸지 않는다', (name) => {
  const file = copyOf(name);
  const db = connect(file, goldenLock, 'readwrite');
  db.pragma(`user_version = ${newest + 1}`);
  db.close();
  const before = readFileSync(file);
  let thrown: unknown;
  try {
    openEngine(file, goldenLock, 'readwrite').close();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Refusal);
  expect(problemOf(thrown).code).toBe('storeTooNew');
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(path.dirname(file))).toEqual(['store.db']);
});
