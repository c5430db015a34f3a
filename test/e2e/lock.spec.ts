import type { ElectronApplication, Page } from '@playwright/test';
import path from 'node:path';
import { expect, firstPage, openMenu, passMinutes, problemOf, signedIn, signIn, test, value } from './desk.ts';

const pin = '135790';
const busyDrafts = path.resolve(import.meta.dirname, '../fixtures/busy-drafts.cjs');

/** Chooses a PIN in 내 계정, by keyboard. */
async function choosePin(page: Page, password = 'demo-2026'): Promise<void> {
  await openMenu(page, '내 계정');
  await page.getByLabel('새 PIN', { exact: true }).focus();
  for (const text of [pin, pin]) {
    for (const digit of text) await page.keyboard.press(`Digit${digit}`);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.insertText(password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('PIN을 정했습니다', { exact: false })).toBeVisible();
}

/** Begins a consultation with the first of the list; gives the person's name. */
async function beginTalk(page: Page, words: string): Promise<string> {
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('KeyC');
  const content = page.getByLabel('상담내용', { exact: false });
  await content.focus();
  await page.keyboard.insertText(words);
  await expect(content).toHaveValue(words);
  return await page.getByRole('heading', { level: 1 }).innerText();
}

/** What is under the lock is in the page, unseen: fields are looked for in the lock's own form. */
const lockForm = (page: Page) => page.getByRole('form', { name: '잠금 풀기' });
const locked = (page: Page) => page.getByRole('heading', { name: /님의 화면이 잠겨 있습니다/ });

test('잠그면 아무도 볼 수 없고, 한글 자판 그대로 PIN 여섯 자리를 누르면 쓰던 글자 뒤에서 이어진다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await choosePin(page);
  const name = await beginTalk(page, '쓰다가 자리를 비웠습니다.');
  await page.keyboard.press('Control+KeyL');
  await expect(page.getByRole('heading', { name: '한상담 님의 화면이 잠겨 있습니다' })).toBeVisible();
  await expect(page.getByText(name)).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(lockForm(page).getByLabel('PIN')).toBeFocused();
  for (const call of ['today.get', 'draft.list', 'staff.names', 'centre.get', 'device.list']) {
    expect(await problemOf(page, call, {}), call).toBe('notSignedIn');
  }

  // With the Korean input method on, a key arrives as `Process` with the place of the key and nothing else.
  const keys = await page.context().newCDPSession(page);
  for (const digit of pin) {
    await keys.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Process',
      code: `Digit${digit}`,
      windowsVirtualKeyCode: 229,
    });
  }
  await keys.detach();
  const content = page.getByLabel('상담내용', { exact: false });
  await expect(content).toBeFocused();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.keyboard.insertText(' 돌아왔습니다.');
  await expect(content).toHaveValue('쓰다가 자리를 비웠습니다. 돌아왔습니다.');
});

test('PIN을 세 번 틀리면 비밀번호를 묻고, 비밀번호로 열면 다시 PIN이 통한다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await choosePin(page);
  await page.keyboard.press('Control+KeyL');
  for (let tries = 1; tries <= 3; tries += 1) {
    await expect(lockForm(page).getByLabel('PIN')).toBeFocused();
    for (const digit of '246802') await page.keyboard.press(`Numpad${digit}`);
    await expect(page.getByRole('alert')).toContainText('PIN');
  }
  await expect(lockForm(page).getByLabel('비밀번호')).toBeFocused();
  await page.keyboard.insertText('demo-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '내 계정', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+KeyL');
  await expect(lockForm(page).getByLabel('PIN')).toBeFocused();
  for (const digit of pin) await page.keyboard.press(`Numpad${digit}`);
  await expect(page.getByRole('heading', { name: '내 계정', level: 1 })).toBeVisible();
});

test('열 분을 쉬면 저절로 잠기고, 다른 사람은 오늘에서 시작하며 먼저 쓰던 것은 그 사람에게 남는다', async ({
  launch,
  demoProfile,
}) => {
  const { app, page } = await signedIn(launch, demoProfile, 'sangdam1');
  const name = await beginTalk(page, '전화를 받느라 멈추었습니다.');
  // At once: what was typed last has not been kept as a draft yet.
  await passMinutes(app, 11);
  await expect(locked(page)).toBeVisible();
  await expect(lockForm(page).getByLabel('비밀번호')).toBeFocused();

  await page.getByRole('button', { name: '다른 사람으로 로그인' }).press('Enter');
  await signIn(page, 'sangdam2');
  await expect(page.getByRole('heading', { name: '쓰다 만 것' })).toBeHidden();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await openMenu(page, '로그아웃');

  await signIn(page, 'sangdam1');
  await page.getByRole('button', { name: new RegExp(`${name}.*상담 쓰기`) }).press('Enter');
  await expect(page.getByLabel('상담내용', { exact: false })).toHaveValue('전화를 받느라 멈추었습니다.');
});

/** Answers the next `times` drafts with `storeBusy`, as a store does that an import holds. */
async function keepBusy(app: ElectronApplication, times: number): Promise<void> {
  await app.evaluate((_electron, asked) => {
    (globalThis as { busyDrafts?: number }).busyDrafts = asked;
  }, times);
}

test('다시 로그인했을 때 자료가 바빠 임시 저장이 되지 않아도, 들고 있던 글은 남아 있다가 저장된다', async ({
  launch,
  demoProfile,
}) => {
  const app = await launch({ userData: demoProfile, requires: [busyDrafts] });
  const page = await firstPage(app);
  await signIn(page, 'sangdam1');
  const name = await beginTalk(page, '자료가 바쁠 때 쓰던 글입니다.');
  await passMinutes(app, 11);
  await expect(locked(page)).toBeVisible();
  await page.getByRole('button', { name: '다른 사람으로 로그인' }).press('Enter');
  await keepBusy(app, 1);
  await signIn(page, 'sangdam1');
  await page.getByRole('button', { name: new RegExp(`${name}.*상담 쓰기`) }).press('Enter');
  await expect(page.getByLabel('상담내용', { exact: false })).toHaveValue('자료가 바쁠 때 쓰던 글입니다.');
});

test('저장하지 않은 칸과 열어 둔 창도 잠금을 풀면 그대로 있다', async ({ launch, demoProfile }) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await openMenu(page, '계정 관리');
  await expect(page.getByRole('button', { name: /한상담/ })).toBeVisible();
  await page.keyboard.press('KeyN');
  await page.keyboard.insertText('김신입');
  await passMinutes(app, 11);
  await expect(locked(page)).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  // What lies open under the lock does not keep the keyboard from it.
  await expect(lockForm(page).getByLabel('비밀번호')).toBeFocused();
  await page.keyboard.insertText('demo-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: '새 계정' }).getByLabel('성명')).toHaveValue('김신입');
  await expect(page.getByLabel('성명')).toBeFocused();
});

test('현장 모드에서는 3분이면 잠기고, 끝내면 다시 10분이다', async ({ launch, demoProfile }) => {
  const { app, page } = await signedIn(launch, demoProfile, 'sangdam1');
  await openMenu(page, '현장 모드');
  await expect(page.getByText('3분 쉬면 화면이 잠깁니다', { exact: false })).toBeVisible();
  expect(await value(page, 'session.state', {})).toMatchObject({ phase: 'open', place: 'field', lockMinutes: 3 });
  await passMinutes(app, 4);
  await expect(locked(page)).toBeVisible();
  await lockForm(page).getByLabel('비밀번호').fill('demo-2026');
  await page.keyboard.press('Enter');
  await openMenu(page, '현장 모드 끝내기');
  await expect(page.getByText('10분 쉬면 화면이 잠깁니다', { exact: false })).toBeVisible();
});

test('자판을 만지는 동안에는 잠기지 않는다', async ({ launch, demoProfile }) => {
  const { app, page } = await signedIn(launch, demoProfile, 'sangdam1');
  for (let step = 0; step < 3; step += 1) {
    await passMinutes(app, 8);
    // The page tells main at most every 15 seconds; what it would tell is told here at once.
    await value(page, 'session.active', {});
  }
  expect((await value(page, 'session.state', {})).phase).toBe('open');
});
