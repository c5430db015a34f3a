// How this laptop stands with the others, with the real program and a real hub process; and 파기.
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { emptyPerson, personAsInput } from '../../shared/model/person.ts';
import type { BenchHub } from '../perf/syncSetup.ts';
import { invite, startBenchHub } from '../perf/syncSetup.ts';
import {
  answerOpen,
  expect,
  firstPage,
  joinCentre,
  openMenu,
  saveAs,
  signedIn,
  signIn,
  test as base,
  value,
} from './desk.ts';

interface SyncFixtures {
  /** Starts a hub of this test; every one is ended with it. */
  startHub: (port?: number) => Promise<BenchHub>;
}

const test = base.extend<SyncFixtures>({
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

  // What a laptop has fetched is looked at for as long as its window is open.
  await page.getByRole('list', { name: '노트북' }).getByRole('button').first().press('Enter');
  const laptop = page.getByRole('dialog', { name: /^노트북/ });
  await expect(laptop.getByText('0건', { exact: true })).toBeVisible(told);
  hub.child.kill('SIGKILL');
  await expect(laptop.getByText('0건', { exact: true })).toBeHidden(told);
  await expect(laptop.getByText('모름', { exact: true })).toHaveCount(2);
  await page.keyboard.press('Escape');
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

/** Writes another name over a person's, as the form does. */
async function rename(page: Page, id: number, name: string): Promise<void> {
  const { fields, seen } = await value(page, 'person.get', { id });
  const before = personAsInput(fields);
  await value(page, 'person.change', { id, seen, before, person: { ...before, name } });
}

/** Chooses the stick and the other laptop. */
async function exchangeBy(app: ElectronApplication, page: Page, stick: string): Promise<void> {
  await answerOpen(app, stick);
  await value(page, 'exchange.chooseFolder', {});
  const { peers } = await value(page, 'exchange.now', {});
  await value(page, 'exchange.choose', { ids: peers.map(({ id }) => id) });
}

test('두 노트북에서 같은 칸을 따로 고치면 값 정하기에 나오고, 숫자 하나로 정하면 다음 카드로 간다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(240_000);
  const [file, stick, second] = ['join.desk-backup', 'stick', 'second'].map((name) => path.join(folder, name));
  fs.mkdirSync(stick ?? '');
  const { app, page } = await signedIn(launch, demoProfile);
  const one = await value(page, 'person.create', newPerson('가하나', '010-1111-0001'));
  const two = await value(page, 'person.create', newPerson('가두리', '010-1111-0002'));
  await saveAs(app, file ?? '');
  await value(page, 'backup.makeJoinFile', { name: '박람회 노트북', place: 'field' });
  const other = await launch({ userData: second ?? '' });
  const there = await firstPage(other);
  await joinCentre(other, there, file ?? '');
  await signIn(there);
  await rename(page, one.id, '나하나');
  await rename(page, two.id, '나두리');
  const names = await value(there, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 100 });
  for (const [was, is] of [
    ['가하나', '다하나'],
    ['가두리', '다두리'],
  ]) {
    const found = names.rows.find(({ name }) => name === was);
    await rename(there, found?.id ?? 0, is ?? '');
  }
  await exchangeBy(app, page, stick ?? '');
  await exchangeBy(other, there, stick ?? '');
  await expect(async () => {
    await value(there, 'exchange.now', {});
    await value(page, 'exchange.now', {});
    expect((await value(page, 'sync.cards', {})).total).toBe(2);
  }).toPass(told);

  await expect(mark(page)).toContainText('확인 필요 2건', told);
  await page.keyboard.press('Alt+Digit0');
  const cards = page.getByRole('list', { name: /성명의 값/ });
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toContainText('시연 노트북');
  await expect(cards.first()).toContainText('박람회 노트북');
  const chosen = await cards.first().getByRole('button').nth(1).locator('strong').innerText();
  const last = await cards.last().getByRole('button').first().locator('strong').innerText();
  await expect(cards.first().getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Digit2');
  await expect(cards).toHaveCount(1);
  await expect(cards.getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Digit1');
  await expect(cards).toHaveCount(0);
  await expect(mark(page)).not.toContainText('확인 필요', told);
  const after = await Promise.all(
    [one, two].map(async ({ id }) => (await value(page, 'person.get', { id })).fields.name),
  );
  expect(after.toSorted()).toEqual([chosen, last].toSorted());
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
