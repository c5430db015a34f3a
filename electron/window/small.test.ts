import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../deskTest.test-helper.ts';
import { clockProblem } from './clock.ts';
import { dataFolder, folderProblem } from './dataFolder.ts';
import { openLog, withoutPersonalData } from './log.ts';
import { readLook, writeLook } from './look.ts';
import { replaceFile } from './writeFile.ts';

const day = 24 * 3600 * 1000;
const built = Date.UTC(2026, 10, 22);

test('시계가 프로그램이 만들어진 날이나 마지막 기록보다 하루 넘게 이르면 맞추라고 말한다', () => {
  expect(clockProblem(built, { builtAt: built, lastEntry: 0 })).toBeNull();
  expect(clockProblem(built - day + 1, { builtAt: built, lastEntry: 0 })).toBeNull();
  expect(clockProblem(Date.UTC(2019, 0, 1), { builtAt: built, lastEntry: 0 })).toContain('2019-01-01');
  expect(clockProblem(built + day, { builtAt: built, lastEntry: built + 3 * day })).toContain('2026-11-23');
});

test('자료 폴더는 만들어지고, 열쇠나 자료 하나만 있으면 무엇이 없는지 말한다', () => {
  const folder = dataFolder(testFolder());
  expect(folderProblem(folder)).toBeNull();
  expect(readdirSync(folder.root)).toEqual(['logs']);
  writeFileSync(folder.vault, '{}');
  expect(folderProblem(folder)?.code).toBe('storeMissing');
  writeFileSync(folder.store, '');
  expect(folderProblem(folder)).toBeNull();
});

test('폴더가 있을 자리에 파일이 있으면 쓸 수 없다고 말한다', () => {
  const userData = testFolder();
  writeFileSync(path.join(userData, 'desk'), '');
  expect(folderProblem(dataFolder(userData))?.code).toBe('folderReadOnly');
});

test('로그에는 이름도 전화도 번호도 남지 않는다', () => {
  const text = withoutPersonalData(
    `UNIQUE failed: '홍길동' 010-1234-5678 900101 "김철수" SQLITE_CONSTRAINT at store.ts:12`,
  );
  for (const secret of ['홍길동', '김철수', '1234', '900101']) expect(text).not.toContain(secret);
  expect(text).toContain('SQLITE_CONSTRAINT at store.ts:12');
  const folder = testFolder();
  openLog(folder, '2026-11-22').trouble('call', `cannot save '홍길동'`);
  expect(readFileSync(path.join(folder, 'desk-2026-11-22.log'), 'utf8')).not.toContain('홍길동');
});

test('로그는 두 주 치만 남는다', () => {
  const folder = testFolder();
  for (let index = 1; index <= 20; index += 1)
    writeFileSync(path.join(folder, `desk-2026-10-${String(index).padStart(2, '0')}.log`), '');
  openLog(folder, '2026-11-22').info('started');
  expect(readdirSync(folder)).toHaveLength(15);
});

test('화면 모양은 저장되고, 깨진 파일이면 보통 모양으로 돌아간다', () => {
  const file = path.join(testFolder(), 'look.json');
  expect(readLook(file)).toEqual({ theme: 'light', text: 100 });
  writeLook(file, { theme: 'contrast', text: 200 });
  expect(readLook(file)).toEqual({ theme: 'contrast', text: 200 });
  writeFileSync(file, '{"theme":"dark"');
  expect(readLook(file)).toEqual({ theme: 'light', text: 100 });
});

test('파일을 바꾸다 실패하면 옛 파일이 그대로 있고 조각을 남기지 않는다', () => {
  const folder = testFolder();
  const file = path.join(folder, 'vault.json');
  replaceFile(file, '하나');
  // A folder stands where the new content must be written first.
  mkdirSync(`${file}.new`);
  expect(() => replaceFile(file, '둘')).toThrow('EISDIR');
  expect(readFileSync(file, 'utf8')).toBe('하나');
});
