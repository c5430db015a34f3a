import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testFolder } from '../../electron/deskTest.test-helper.ts';
import type { StoreLock } from '../../electron/store/connection.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Truth, Verdict } from './afterwards.ts';
import { lookAfterwards, nothingYet, withAcks } from './afterwards.ts';
import { acksIn, writerScript } from './killNine.ts';

const lock: StoreLock = { cipher: 'sqlcipher', key: Buffer.alloc(32, 'fault'), logKey: Buffer.alloc(32, 'fault') };
const folder = mkdtempSync(path.join(tmpdir(), 'desk-fault-'));
const file = path.join(folder, 'store.db');
let expected: Truth;

beforeAll(() => {
  const key = Buffer.from(lock.key).toString('hex');
  const options = ['--file', file, '--key', key, '--seed', '7', '--sessions', '2', '--commands', '25'];
  const { stdout } = spawnSync(process.execPath, [writerScript, ...options], { encoding: 'utf8' });
  expected = withAcks(nothingYet, acksIn(stdout));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the check says of a copy in which something was done behind the program's back. */
function after(change: string, wanted = expected): Verdict {
  const copy = path.join(testFolder(), 'store.db');
  copyFileSync(file, copy);
  const engine = openEngine(copy, lock, 'readwrite');
  engine.db.exec(change);
  engine.close();
  return lookAfterwards(copy, lock, wanted);
}

test('끝까지 쓴 저장소에서는 잃은 것도 반쯤 된 것도 찾지 않는다', () => {
  const { lost, faults, truth } = after('');
  expect({ lost, faults }).toEqual({ lost: [], faults: [] });
  expect(truth.commands.size).toBe(50);
  expect(truth).toEqual(expected);
});

test('저장되었다고 답한 명령, 행, 임시 저장이 없거나 다르면 잃은 것으로 찾는다', () => {
  const more = withAcks(expected, [{ command: '51 company.create ', key: 'company/x', value: { name: '없음' } }]);
  expect(after('', more).lost).toEqual(['51 company.create ', 'company/x']);
  expect(after("UPDATE person SET doc = json_set(doc, '$.note', '옛 메모') WHERE id = 1").lost).toHaveLength(1);
  expect(after('DELETE FROM consultation WHERE id = 1').lost).toHaveLength(1);
  expect(after('DELETE FROM draft').lost.length).toBeGreaterThan(0);
});

test('행, 변경 묶음, 접속기록 가운데 하나만 있으면 반쯤 된 것으로 찾는다', () => {
  expect(after('DELETE FROM access_log WHERE seq = 1').faults).toHaveLength(1);
  expect(after("INSERT INTO command (id, answer, at) VALUES ('51 company.create ', '{}', 1)").faults).toHaveLength(2);
  const damaged = after('UPDATE part SET body = zeroblob(length(body)) WHERE id = 131072');
  expect([...damaged.lost, ...damaged.faults]).not.toEqual([]);
  expect(
    after(
      "INSERT INTO person (id, uuid, doc, number, name, name_sort, birth, sex, mobile, district, intake_day, valid_until) SELECT id + 900, 'u', doc, number, name, name_sort, birth, sex, mobile, district, intake_day, valid_until FROM person WHERE id = 1",
    ).faults.length,
  ).toBeGreaterThan(1);
});
