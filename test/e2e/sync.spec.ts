// How this laptop stands with the others, with the real program and a real hub process; and 파기.
import type { Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import type { BenchHub } from '../perf/syncSetup.ts';
import { invite, startBenchHub } from '../perf/syncSetup.ts';
import { answerOpen, expect, openMenu, saveAs, signedIn, test as base, value } from './desk.ts';

interface SyncFixtures {
  /** A folder that is gone afterwards: the hub's, the stick's. */
  folder: string;
  /** Starts a hub of this test; every one is ended with it. */
  startHub: (port?: number) => Promise<BenchHub>;
}

const test = base.extend<SyncFixtures>({
  folder: async ({ browserName }, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `desk-sync-${browserName}-`));
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true });
  },
  startHub: async ({ folder }, use) => {
    const started: BenchHub[] = [];
    await use(async (port = 0) => {
      const hub = await startBenchHub(folder, { HUB_PORT: String(port) });
      started.push(hub);
      return hub;
    });
    for (const { child } of started) child.kill('SIGKILL');
  },
});

const mark = (page: Page) => page.getByRole('button', { name: /동기화 열기/ });
const told = { timeout: 60_000 };
const newPerson = (name: string, mobile: string) => ({ ...emptyPerson, name, mobile, inflow: '01' });

test('초대를 붙여 넣으면 허브에 이어지고, 맞춤과 오프라인과 대기가 틀에 늘 보인다', async ({
  launch,
  demoProfile,
  startHub,
}) => {
  test.setTimeout(240_000);
  const hub = await startHub();
  const { page } = await signedIn(launch, demoProfile);
  await expect(mark(page)).toContainText('이 노트북만');
  await page.keyboard.press('Alt+Digit0');
  await expect(page.getByRole('heading', { name: '동기화', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: '허브에 연결' }).press('Enter');
  await expect(page.getByLabel('초대')).toBeFocused();
  await page.keyboard.insertText('아무 글');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('허브의 초대가 아닙니다');
  await page.getByLabel('초대').fill(await invite(hub));
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0, told);
  await expect(mark(page)).toContainText(/^맞춤/, told);

  await value(page, 'person.create', newPerson('허브로간이', '010-2222-3333'));
  await expect(mark(page)).toContainText(/^맞춤/, told);
  await expect(page.getByText('0건', { exact: true }).first()).toBeVisible();

  hub.child.kill('SIGKILL');
  await value(page, 'person.create', newPerson('기다리는이', '010-2222-4444'));
  await expect(mark(page)).toContainText(/오프라인 · \d+건 대기/, told);

  await startHub(hub.port);
  await page.keyboard.press('F5');
  await expect(mark(page)).toContainText(/^맞춤/, told);

  await page.getByRole('button', { name: '연결 끊기' }).press('Enter');
  await page.getByLabel('내 비밀번호').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(mark(page)).toContainText('이 노트북만', told);
});

test('교환 폴더를 고르고 노트북을 고르면 파일을 남기며, 잃어버린 노트북은 비밀번호로 차단한다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(180_000);
  const { app, page } = await signedIn(launch, demoProfile);
  await saveAs(app, path.join(folder, 'join.desk-join'));
  const { laptop } = await value(page, 'backup.makeJoinFile', { name: '박람회 노트북', place: 'field' });
  const name = `${laptop?.number ?? ''} 박람회 노트북`;
  const stick = path.join(folder, 'stick');
  fs.mkdirSync(stick);
  await answerOpen(app, stick);

  await page.keyboard.press('Alt+Digit0');
  await page.getByRole('button', { name: '교환 폴더 고르기' }).press('Enter');
  await expect(page.getByText('파일을 주고받을 노트북을 골라 주십시오.')).toBeVisible(told);
  await expect(mark(page)).toContainText(/파일 교환 · [\d,]+건 대기/);
  await page.getByRole('checkbox', { name }).press('Space');
  await expect(page.getByText('파일을 남김')).toBeVisible(told);
  await page.getByRole('button', { name: '지금 주고받기' }).press('Enter');
  await expect.poll(() => fs.readdirSync(stick).length, told).toBeGreaterThan(0);

  fs.renameSync(stick, `${stick} 뽑음`);
  await page.keyboard.press('F5');
  await expect(mark(page)).toContainText('파일 교환 · 폴더 없음', told);
  await expect(page.getByText(/교환 폴더가 없습니다/)).toBeVisible();
  fs.renameSync(`${stick} 뽑음`, stick);
  await page.getByRole('button', { name: '파일 교환 끝내기' }).press('Enter');
  await expect(mark(page)).toContainText('이 노트북만', told);

  const laptops = page.getByRole('list', { name: '노트북' });
  await laptops.getByRole('button', { name: new RegExp(name) }).press('Enter');
  await page.getByRole('button', { name: '차단' }).press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText('되돌릴 수 없습니다');
  await page.keyboard.insertText(demoPassword);
  await page.keyboard.press('Enter');
  await expect(laptops.getByRole('button', { name: new RegExp(`${name}.*차단`) })).toBeVisible(told);
});

test('파기는 글쇠만으로 하고, 목록과 찾기에서 사라지며 파기대장에 한 줄이 남는다', async ({ launch, demoProfile }) => {
  test.setTimeout(120_000);
  const { page } = await signedIn(launch, demoProfile);
  const { id } = await value(page, 'person.create', newPerson('피파기', '010-7777-8888'));
  const { number } = await value(page, 'person.get', { id });
  const find = async () => {
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.insertText('피파기');
  };
  await find();
  await page.getByRole('option', { name: /피파기/ }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '피파기', level: 1 })).toBeVisible();
  await page.keyboard.press('Shift+Delete');
  const dialog = page.getByRole('alertdialog', { name: '구직자 파기' });
  await expect(dialog).toContainText('되돌릴 수 없습니다');
  await expect(dialog).toContainText('구직자 1명');
  // A wrong number destroys nobody.
  await page.keyboard.press('Digit4');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('99-99-9999');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('관리번호를 그대로 입력해 주십시오');
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.insertText(number);
  await page.keyboard.press('Enter');

  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('heading', { name: '구직자', level: 1 })).toBeVisible();
  await expect(page.getByText(`${number}의 기록을 파기하고 파기대장에 적었습니다.`)).toBeVisible();
  await expect(page.getByRole('grid').getByText('피파기')).toHaveCount(0);
  await find();
  await expect(page.getByText(/^찾은 것이 없습니다/)).toBeVisible();
  await expect(page.getByRole('option', { name: /피파기/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await openMenu(page, '파기대장');
  const ledger = page.getByRole('list', { name: '파기대장' });
  await expect(ledger).toContainText('정보주체의 삭제 요구');
  await expect(ledger).toContainText(number);
  await expect(ledger).not.toContainText('피파기');
  await expect(ledger).toContainText(/자료 파기함/);
  await expect(ledger).toContainText(/백업 아직/);
});
