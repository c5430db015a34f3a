import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
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
  // A file name of macOS comes with its letters taken apart; phones come with dots and blanks too.
  const other = withoutPersonalData(`open '${'홍길동'.normalize('NFD')} 이력서.xlsx' 010.1234.5678, 010 8765 4321`);
  for (const secret of ['홍길동'.normalize('NFD'), '1234', '4321']) expect(other).not.toContain(secret);
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

test('디스크에 자리가 조금만 남아 일부만 써지면 새 파일로 바꾸지 않는다', () => {
  const file = path.join(testFolder(), 'vault.json');
  replaceFile(file, '옛 열쇠');
  // The shell lets its child write files of 1 kB at most: the first write takes a part, as on a disk that is full.
  const script = `import { replaceFile } from ${JSON.stringify(new URL('./writeFile.ts', import.meta.url).href)};
    try { replaceFile(process.argv[1], 'x'.repeat(5000)); } catch { console.log('refused'); }`;
  const said = execFileSync('sh', [
    '-c',
    'ulimit -f 1 && exec "$@"',
    'sh',
    process.execPath,
    '--input-type=module',
    '-e',
    script,
    file,
  ]);
  expect(said.toString()).toContain('refused');
  expect(readFileSync(file, 'utf8')).toBe('옛 열쇠');
});

test('로그를 쓸 자리가 없어도 프로그램은 멈추지 않는다', () => {
  const folder = testFolder();
  symlinkSync('/dev/full', path.join(folder, 'desk-2026-11-22.log'));
  const log = openLog(folder, '2026-11-22');
  expect(() => {
    log.info('started');
    log.trouble('store', 'SQLITE_FULL');
    log.trouble('store', 'SQLITE_FULL');
  }).not.toThrow();
});
