// What specs of the desk share: a small demo centre to start from, sign-in, and calls over the page's own bridge.
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { demoPassword, makeDemoCentre } from '../../build/demo/centre.ts';
import type { Answer, CallName, DeskBridge, Input, Output } from '../../shared/contract/index.ts';
import type { Launch } from './launch.ts';
import { expect, removeFolder, test as base } from './launch.ts';

declare global {
  interface Window {
    desk: DeskBridge;
  }
}

interface DeskFixtures {
  /** A profile that holds a small demo centre (60 people, 12 companies, 40 factories); this test's own copy. */
  demoProfile: string;
  /** A folder that is gone afterwards: the hub's, the stick's, other laptops'. */
  folder: string;
}

interface DeskWorker {
  demoTemplate: string;
}

export const test = base.extend<DeskFixtures, DeskWorker>({
  demoTemplate: [
    async ({ browserName }, use) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), `desk-template-${browserName}-`));
      await makeDemoCentre(folder, Date.now(), { people: 60, companies: 12, factories: 40 });
      await use(folder);
      fs.rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  demoProfile: async ({ demoTemplate, userData }, use) => {
    fs.cpSync(demoTemplate, userData, { recursive: true });
    await use(userData);
  },
  folder: async ({ browserName }, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `desk-folder-${browserName}-`));
    await use(folder);
    removeFolder(folder);
  },
  // The programs end before the folder goes, in which other laptops may run: what is named first here is taken down last.
  launch: async ({ folder: _folder, launch }, use) => {
    await use(launch);
  },
});
export { expect };

/** The first window, loaded. */
export async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return page;
}

/** A call over the bridge, as a screen makes it. */
export async function call<N extends CallName>(
  page: Page,
  name: N,
  input: Input<N>,
  commandId?: string,
): Promise<Answer<Output<N>>> {
  const answer = await page.evaluate(([callName, given, id]) => window.desk.call(callName, given, id), [
    name,
    input,
    commandId,
  ] as const);
  return answer as Answer<Output<N>>;
}

/** The value of a call that must succeed. */
export async function value<N extends CallName>(page: Page, name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await call(page, name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${JSON.stringify(answer.problem.fields ?? {})}`);
  return answer.value;
}

/** The code of the problem that a call must meet. */
export async function problemOf(page: Page, name: string, input: unknown, commandId?: unknown): Promise<string> {
  const answer = await page.evaluate(
    ([callName, given, id]) => window.desk.call(callName, given, id as string | undefined),
    [name, input, commandId] as const,
  );
  return answer.ok ? '' : answer.problem.code;
}

/** Signs in on the login screen, by keyboard, as a person does. */
export async function signIn(page: Page, loginId = 'admin', password = demoPassword): Promise<void> {
  await page.getByLabel('아이디').fill(loginId);
  await page.getByLabel('비밀번호', { exact: false }).first().fill(password);
  await page.keyboard.press('Enter');
  // A password is made slow to try, and slower on a machine that many programs share.
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible({ timeout: 45_000 });
}

/** Starts the program over a profile with a demo centre, and signs in. */
export async function signedIn(
  launch: Launch,
  userData: string,
  loginId = 'admin',
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await launch({ userData });
  const page = await firstPage(app);
  await signIn(page, loginId);
  return { app, page };
}

/** Answers the system's save dialog with this file from now on; null closes it. */
export async function saveAs(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
  }, file);
}

/** Answers the system's open dialog with this file from now on. */
export async function answerOpen(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
}

/** On a person's record: opens the consultation's form by C, chooses method and type, and types what was said. */
export async function typeTalk(page: Page, content: string): Promise<void> {
  await page.keyboard.press('KeyC');
  await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText(content);
}

/** Saves the consultation that is being written, and sees it on the record. */
export async function saveTalk(page: Page, content: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeHidden();
  await expect(page.getByText(content)).toBeVisible();
}

/** On the first screen: takes in a 참여 파일 with the 관리자's password, up to the login. */
export async function joinCentre(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await answerOpen(app, file);
  await page.getByRole('button', { name: '쓰던 센터에 참여' }).click();
  await page.getByRole('button', { name: '참여 파일 고르기' }).click();
  await page.getByLabel('아이디').fill('admin');
  await page.getByLabel('비밀번호', { exact: false }).last().fill(demoPassword);
  await page.getByRole('button', { name: '참여', exact: true }).click();
  await expect(page.getByRole('button', { name: '로그인' })).toBeVisible();
}

/** The first centre of a spec and its first 관리자. */
export const firstCentre = {
  centre: '인천 뿌리산업 일자리센터',
  operator: '인천테크노파크',
  name: '이상담',
  loginId: 'sangdam',
  password: 'Bburi-2026',
} as const;

/** Fills in 새 센터 by keyboard, up to the sheet with the recovery key, and gives that key. */
export async function makeCentre(page: Page): Promise<string> {
  await expect(page.getByRole('button', { name: /새 센터 시작/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('센터 이름')).toBeFocused();
  const { centre, operator, name, loginId, password } = firstCentre;
  for (const text of [centre, operator, name, loginId, password, password]) {
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  }
  // 사무실 is chosen; Enter in the last field starts.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '복구 열쇠를 적어 두십시오' })).toBeVisible();
  return await recoveryKeyOn(page);
}

/** The recovery key that is on the screen. */
export async function recoveryKeyOn(page: Page): Promise<string> {
  const groups = await page.getByRole('list', { name: '복구 열쇠' }).getByRole('listitem').allInnerTexts();
  return groups.map((group) => group.split(/\s+/).at(-1) ?? '').join('-');
}

/** Types back the two groups that the sheet asks for. */
export async function confirmRecoveryKey(page: Page, recoveryKey: string): Promise<void> {
  const groups = recoveryKey.split('-');
  await page.getByRole('button', { name: '다 적었습니다' }).press('Enter');
  for (const field of await page.getByLabel(/번째 묶음/).all()) {
    const place = Number.parseInt(
      await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.innerText ?? ''),
    );
    await field.press('Control+KeyA');
    await page.keyboard.insertText((groups[place - 1] ?? '').toLowerCase());
  }
  await page.keyboard.press('Enter');
}

/** 접수 of a new person, whose case is then one's own; ends on the record. */
export async function intake(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+KeyN');
  await expect(page.getByLabel('성명', { exact: false }).first()).toBeFocused();
  await page.keyboard.insertText(name);
  await page.getByLabel('휴대전화').fill('01011112222');
  await page.getByRole('combobox', { name: '유입경로' }).fill('내방');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+KeyS');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Opens a place in the menu behind the user's name. */
export async function openMenu(page: Page, entry: string): Promise<void> {
  // The rows of the screen behind may still be on their way.
  await expect(async () => {
    if (!(await page.getByRole('menu').isVisible())) await page.keyboard.press('F10');
    await expect(page.getByRole('menuitem', { name: entry })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByRole('menuitem', { name: entry }).press('Enter');
}

/** Puts main's clock forward, as if nobody had touched the laptop for so long. */
export async function passMinutes(app: ElectronApplication, minutes: number): Promise<void> {
  await app.evaluate((_electron, ms) => {
    const before = Date.now;
    Date.now = () => before() + ms;
  }, minutes * 60_000);
}

/** Chooses a folder for the exchange by file, with every laptop that is known. */
export async function exchangeBy(app: ElectronApplication, page: Page, folder: string): Promise<void> {
  await answerOpen(app, folder);
  await value(page, 'exchange.chooseFolder', {});
  const { peers } = await value(page, 'exchange.now', {});
  await value(page, 'exchange.choose', { ids: peers.map(({ id }) => id) });
}
