import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testFolder } from '../../deskTest.test-helper.ts';
import { dataFolder, folderProblem } from '../dataFolder.ts';
import { storeOwner } from './storeOwner.ts';

/** A data folder with its keeper; let go of at the end of the test. */
function kept(profile: string) {
  const folder = dataFolder(profile, storeOwner);
  onTestFinished(() => folder.owner?.release());
  return folder;
}

test('자료 폴더는 한 번에 한 곳만 쓰고, 연결된 폴더로 와도 같은 폴더이며, 놓으면 다음이 쓴다', () => {
  const profile = testFolder();
  const other = testFolder();
  const first = kept(profile);
  expect(folderProblem(first)).toBeNull();
  symlinkSync(first.root, path.join(other, 'desk'), 'dir');
  const second = kept(other);
  expect(second.root).toBe(first.root);
  expect(folderProblem(second)?.code).toBe('storeInUse');
  expect(folderProblem(first)).toBeNull();
  first.owner?.release();
  expect(folderProblem(second)).toBeNull();
});

test('자료를 쓰던 프로그램이 강제로 끝나면 잠금은 남지 않는다', async () => {
  const profile = testFolder();
  const folder = kept(profile);
  mkdirSync(folder.root, { recursive: true });
  const program = `import { storeOwner } from ${JSON.stringify(new URL('./storeOwner.ts', import.meta.url).href)};
    const taken = storeOwner(${JSON.stringify(folder.root)}).take();
    console.log(taken === null ? 'held' : taken.code);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text).trim())),
  );
  expect(said).toBe('held');
  expect(folderProblem(folder)?.code).toBe('storeInUse');
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(folderProblem(folder)).toBeNull();
});

test('자료 파일이나 열쇠 파일이 다른 곳을 가리키는 연결이면 열지 않는다', () => {
  const folder = kept(testFolder());
  expect(folderProblem(folder)).toBeNull();
  for (const file of [folder.store, folder.vault]) writeFileSync(file, 'x');
  expect(folderProblem(folder)).toBeNull();
  const elsewhere = path.join(testFolder(), 'store.db');
  renameSync(folder.store, elsewhere);
  symlinkSync(elsewhere, folder.store);
  expect(folderProblem(folder)?.code).toBe('storeLinked');
});
