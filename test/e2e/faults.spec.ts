import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { canMount, mountSmall, unmount } from '../fixtures/smallDisk.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { call, expect, firstPage, signedIn, signIn, test, value } from './desk.ts';

const person = { ...emptyPerson, name: '홍길동', mobile: '010-1234-5678', inflow: '01' };
const fixtures = path.resolve(import.meta.dirname, '../fixtures');

test('같은 자료로 두 번 켜면 두 번째는 끝나고 첫 번째가 그대로 일한다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await expect(launch({ userData: demoProfile })).rejects.toThrow();
  expect((await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).total).toBe(60);
});

test('시계가 2019년이면 맞추라고 말하고 입력은 계속된다', async ({ launch, demoProfile }) => {
  const page = await firstPage(
    await launch({ userData: demoProfile, requires: [path.join(fixtures, 'clock-2019.cjs')] }),
  );
  await signIn(page);
  await expect(page.getByText('이 컴퓨터의 시계가 2019-', { exact: false })).toBeVisible();
  const { id } = await value(page, 'person.create', person);
  expect((await value(page, 'person.get', { id })).intakeDay.slice(0, 4)).toBe('2019');
});

test('열쇠 파일이 없거나 깨졌거나 자료가 없으면 지우라 하지 않고 할 일을 말한다', async ({ launch, demoProfile }) => {
  const vault = path.join(demoProfile, 'desk', 'vault.json');
  const kept = fs.readFileSync(vault);
  for (const [breakIt, sentence] of [
    [() => fs.writeFileSync(vault, '{"format":1'), '열쇠 파일(vault.json)을 읽을 수 없습니다'],
    [() => fs.rmSync(vault), '열쇠 파일(vault.json)이 없습니다'],
  ] as const) {
    breakIt();
    const app = await launch({ userData: demoProfile });
    await expect((await firstPage(app)).getByText(sentence, { exact: false })).toBeVisible();
    await app.close();
  }
  fs.writeFileSync(vault, kept);
  fs.rmSync(path.join(demoProfile, 'desk', 'store.db'));
  const page = await firstPage(await launch({ userData: demoProfile }));
  await expect(page.getByText('자료 파일(store.db)이 없습니다', { exact: false })).toBeVisible();
});

test('깨진 자료 파일은 열지 않고 백업에서 복원하라고 말하며 파일을 건드리지 않는다', async ({
  launch,
  demoProfile,
}) => {
  const store = path.join(demoProfile, 'desk', 'store.db');
  const bytes = fs.readFileSync(store);
  bytes.fill(0x41, 0, 8192);
  fs.writeFileSync(store, bytes);
  const page = await firstPage(await launch({ userData: demoProfile }));
  await page.getByLabel('아이디').fill('admin');
  await page.getByLabel('비밀번호').first().fill('demo-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByText('백업에서 복원해 주십시오', { exact: false })).toBeVisible();
  expect(fs.readFileSync(store).equals(bytes)).toBe(true);
});

test('화면이 죽으면 다시 그려지고 자료는 그대로 있다', async ({ launch, demoProfile }) => {
  const { app, page } = await signedIn(launch, demoProfile);
  const before = await app.evaluate(({ BrowserWindow }) => {
    const counts = globalThis as { loads?: number };
    counts.loads = 0;
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on('did-finish-load', () => {
      counts.loads = (counts.loads ?? 0) + 1;
    });
    contents?.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    return contents?.getURL();
  });
  await expect.poll(() => app.evaluate(() => (globalThis as { loads?: number }).loads)).toBe(1);
  expect(before).toContain('index.html');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
});

/** Puts the data folder of a profile on a small file system while `run` goes on. */
async function onSmallDisk(
  profile: string,
  size: string,
  run: (desk: string, remount: (options: string) => void) => Promise<void>,
): Promise<void> {
  const desk = path.join(profile, 'desk');
  const aside = path.join(profile, 'desk-aside');
  fs.renameSync(desk, aside);
  fs.mkdirSync(desk);
  mountSmall(desk, size);
  try {
    fs.cpSync(aside, desk, { recursive: true });
    await run(desk, (options) => execFileSync('mount', ['-o', `remount,${options}`, desk]));
  } finally {
    unmount(desk);
  }
}

if (canMount()) {
  test('디스크가 가득 차면 그렇게 말하고 입력한 것이 남으며 자리를 만들면 저장된다', async ({
    launch,
    demoProfile,
  }) => {
    await onSmallDisk(demoProfile, '12m', async (desk) => {
      const { app, page } = await signedIn(launch, demoProfile);
      await page.keyboard.press('Control+Shift+KeyN');
      await page.getByLabel('성명', { exact: false }).first().fill('홍길동');
      await page.getByLabel('휴대전화').fill('01012345678');
      await page.getByRole('combobox', { name: '유입경로' }).fill('내방');
      await page.keyboard.press('Enter');
      const filler = path.join(desk, 'filler');
      const handle = fs.openSync(filler, 'w');
      expect(() => {
        for (;;) fs.writeSync(handle, Buffer.alloc(65_536));
      }).toThrow('ENOSPC');
      try {
        for (;;) fs.writeSync(handle, Buffer.alloc(512));
      } catch {
        // Full to the last byte.
      }
      fs.closeSync(handle);
      await page.keyboard.press('Control+KeyS');
      await expect(page.getByText('저장 공간이 부족하여', { exact: false }).first()).toBeVisible();
      await expect(page.getByLabel('성명', { exact: false }).first()).toHaveValue('홍길동');
      fs.rmSync(filler);
      await page.keyboard.press('Control+KeyS');
      await expect(page.getByRole('heading', { name: '홍길동', level: 1 })).toBeVisible();
      expect((await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).total).toBe(
        61,
      );
      await app.close();
    });
  });

  test('자료 폴더가 읽기 전용이면 처음부터 그렇게 말하고, 풀리면 그대로 저장된다', async ({ launch, demoProfile }) => {
    await onSmallDisk(demoProfile, '64m', async (_desk, remount) => {
      remount('ro');
      const blocked = await launch({ userData: demoProfile });
      await expect((await firstPage(blocked)).getByText('자료 폴더에 쓸 수 없습니다', { exact: false })).toBeVisible();
      await blocked.close();
      remount('rw');
      const { app, page } = await signedIn(launch, demoProfile);
      expect((await call(page, 'person.create', person)).ok).toBe(true);
      await app.close();
    });
  });
} else {
  const sentence = '디스크 고장 시험은 돌지 않았습니다: 작은 파일 시스템을 붙일 수 없습니다(Linux의 root 필요).';
  if (process.env['REQUIRE_TMPFS'] === '1') {
    test('디스크 고장을 만들 수 있다', () => {
      throw new Error(sentence);
    });
  } else console.log(sentence);
}
