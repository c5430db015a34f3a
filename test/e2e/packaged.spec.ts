// What is shipped: which files, how Electron is locked down, and that the packed app does the main job.
import { getRawHeader } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { pdfParts } from '../../build/pdfParts.ts';
import { filesIn } from '../../build/package.ts';
import { findElectron } from '../../build/shell.ts';
import { expect, firstPage, saveTalk, signIn, test as base, typeTalk, value } from './desk.ts';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Packed {
  /** The folder that would go into an installer. */
  readonly folder: string;
  readonly archive: string;
  readonly executable: string;
  /** What the script said. */
  readonly said: string;
}

/** Packs out/ as it stands: other specs run on it at this moment. */
async function pack(target: 'linux' | 'win', browserName: string): Promise<Packed> {
  const output = path.join(root, '.cache', `packaged-${target}-${browserName}-${process.pid}`);
  const args = ['build/package.ts', '--dir', '--target', target, '--as-built', '--output', output];
  const { stdout } = await run(process.execPath, args, { cwd: root });
  const folder = path.join(output, `${target}-unpacked`);
  return {
    folder,
    archive: path.join(folder, 'resources', 'app.asar'),
    executable: path.join(folder, target === 'win' ? 'ppuri-desk.exe' : 'ppuri-desk'),
    said: stdout,
  };
}

const test = base.extend<object, { linux: Packed; windows: Packed }>({
  linux: [
    async ({ browserName }, use) => {
      const packed = await pack('linux', browserName);
      await use(packed);
      fs.rmSync(path.dirname(packed.folder), { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  windows: [
    async ({ browserName }, use) => {
      const packed = await pack('win', browserName);
      await use(packed);
      fs.rmSync(path.dirname(packed.folder), { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

/** What may be in an archive, besides the one driver. Everything else is somebody's oversight. */
const allowed = [
  /^package\.json$/,
  /^out\/THIRD_PARTY_LICENSES\.txt$/,
  /^out\/main\/(main|worker|chunk-[\w-]+)\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css|woff2)$/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/-]+\.js)$/,
];

test('설치 파일에는 프로그램과 그 컴퓨터의 드라이버 하나만 들어간다', async ({ linux, windows }) => {
  for (const [packed, driver] of [
    [linux, 'linux-x64'],
    [windows, 'win32-x64'],
  ] as const) {
    const files = filesIn(packed.archive);
    const drivers = files.filter((file) => file.endsWith('.node'));
    expect(drivers).toEqual([`node_modules/better-sqlite3/prebuilds/${driver}.node`]);
    const ofPdf = files.filter((file) => file.startsWith('out/renderer/pdf/'));
    expect(ofPdf.toSorted()).toEqual(
      pdfParts()
        .map(({ to }) => `out/renderer/pdf/${to}`)
        .toSorted(),
    );
    const known = new Set([...drivers, ...ofPdf]);
    const others = files.filter((file) => !known.has(file) && !allowed.some((form) => form.test(file)));
    expect(others).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/main.js',
        'out/main/worker.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
        'out/THIRD_PARTY_LICENSES.txt',
      ]),
    );
    expect(fs.readdirSync(path.dirname(packed.archive)).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
    // The driver stands beside the archive as a file, and nothing else does.
    const beside = fs.readdirSync(`${packed.archive}.unpacked`, { recursive: true, withFileTypes: true });
    expect(beside.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([`${driver}.node`]);
    expect(fs.readdirSync(packed.folder)).toEqual(expect.arrayContaining(['LICENSE', 'THIRD_PARTY_LICENSES.txt']));
    expect(packed.said).toMatch(new RegExp(`app\\.asar \\d+\\.\\d MB, 파일 ${files.length}개`));
    expect(fs.statSync(packed.archive).size).toBeLessThan(30_000_000);
  }
});

test('Electron은 우리 프로그램만 돌리도록 잠겨 있다', async ({ linux, windows }) => {
  const on = '1'.charCodeAt(0);
  const off = '0'.charCodeAt(0);
  for (const { executable } of [linux, windows]) {
    expect(await getCurrentFuseWire(executable)).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableCookieEncryption]: on,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
    });
  }
});

test('Windows 실행 파일은 이름과 아이콘을 갖고, app.asar가 바뀌었는지 알아낼 지문을 갖는다', ({ windows }) => {
  const executable = NtExecutable.from(fs.readFileSync(windows.executable));
  const { entries } = NtExecutableResource.from(executable);
  const version = Resource.VersionInfo.fromEntries(entries)[0];
  const names = version?.getAllLanguagesForStringValues().map((language) => version.getStringValues(language));
  expect(names).toMatchObject([{ ProductName: '뿌리데스크' }]);
  expect(Resource.IconGroupEntry.fromEntries(entries)[0]?.icons).toHaveLength(7);

  const print = entries.find(({ type }) => type === 'INTEGRITY');
  const header = createHash('sha256').update(getRawHeader(windows.archive).headerString).digest('hex');
  expect(JSON.parse(Buffer.from(print?.bin ?? new ArrayBuffer(0)).toString())).toEqual([
    { file: 'resources\\app.asar', alg: 'SHA256', value: header },
  ]);
});

test('Electron이 없으면 실행되지 않는 빈 포장이라고 말하고, 설치 파일은 만들지 않는다', async ({ linux }) => {
  const real = process.platform === 'linux' && findElectron() !== null;
  expect(linux.said.includes('실행되는 프로그램이 아닙니다')).toBe(!real);
  const target = process.platform === 'win32' ? 'linux' : 'win';
  const refused = await run(process.execPath, ['build/package.ts', '--target', target], { cwd: root }).catch(
    (error: { code: number; stderr: string }) => error,
  );
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr.trim()).toMatch(/^[^\n]+--dir을 붙여 든 것만 확인하십시오\.$/);
});

test('포장한 프로그램에서 사람을 접수하고 상담을 쓰고 다시 찾는다', async ({ launch, demoProfile, linux, windows }) => {
  const { archive } = process.platform === 'win32' ? windows : linux;
  const app = await launch({ app: archive, userData: demoProfile });
  expect(await app.evaluate(({ app: self }) => self.getName())).toBe('뿌리데스크');
  const page = await firstPage(app);
  await signIn(page);

  await page.keyboard.press('Control+Shift+KeyN');
  await expect(page.getByRole('heading', { name: '구직자 접수' })).toBeVisible();
  await expect(page.getByLabel('성명', { exact: false }).first()).toBeFocused();
  for (const text of ['독고탁', '900101', '1', '01098765432', 'ㄴㅂ']) {
    // A choice is made by a key, not by text.
    if (text === '1') await page.keyboard.press(text);
    else await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Control+KeyS');
  await expect(page.getByRole('heading', { name: '독고탁', level: 1 })).toBeVisible();

  await typeTalk(page, '포장한 프로그램에서 쓴 상담입니다.');
  await saveTalk(page, '포장한 프로그램에서 쓴 상담입니다.');

  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText('ㄷㄱㅌ');
  await expect(page.getByRole('option').first()).toContainText('독고탁');
  const { licences } = await value(page, 'app.about', {});
  expect(licences).toContain('better-sqlite3-multiple-ciphers');
});
