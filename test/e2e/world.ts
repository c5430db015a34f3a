// A centre of three laptops and its hub, all of them real processes: each laptop has a line of its own that can be cut.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Proxy } from '../../hub/wire/proxy.test-helper.ts';
import { startProxy } from '../../hub/wire/proxy.test-helper.ts';
import type { BenchHub } from '../perf/syncSetup.ts';
import { invite, startBenchHub } from '../perf/syncSetup.ts';
import { expect, firstPage, joinCentre, saveAs, signIn, test as base, value } from './desk.ts';
import type { Launch } from './launch.ts';
import { whileLaunching } from './launch.ts';

/** Waiting is for a busy machine, and for a back-off that was cut short by nobody. */
export const told = { timeout: 60_000 };

/** One laptop of the centre. `app` and `page` are of the program that runs on it now. */
export interface WorldLaptop {
  /** As cards and lists call it. */
  readonly name: string;
  readonly profile: string;
  readonly line: Proxy;
  app: ElectronApplication;
  page: Page;
}

export interface World {
  readonly hub: BenchHub;
  /** The hub's own folder: its database and its key. */
  readonly hubFolder: string;
  readonly a: WorldLaptop;
  readonly b: WorldLaptop;
  readonly c: WorldLaptop;
  readonly launch: Launch;
}

export const mark = (page: Page) => page.getByRole('button', { name: /동기화 열기/ });

/** The line of this laptop dies, and whoever calls again is cut off at the first byte. */
export async function apart(...laptops: readonly WorldLaptop[]): Promise<void> {
  for (const { line } of laptops) line.set({ cutUp: 0 });
  for (const { page } of laptops) await expect(mark(page)).toContainText('오프라인', told);
}

/** The line of this laptop is whole again, and the person at it says so by F5 on 동기화. */
export async function together(...laptops: readonly WorldLaptop[]): Promise<void> {
  for (const { line, page } of laptops) {
    line.set({});
    await openSync(page);
    await page.keyboard.press('F5');
  }
}

export async function openSync(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Digit0');
  await expect(page.getByRole('heading', { name: '동기화', level: 1 })).toBeVisible();
}

/** Switches a laptop on that was switched off. */
export async function start({ launch }: World, laptop: WorldLaptop): Promise<void> {
  laptop.app = await launch({ userData: laptop.profile });
  laptop.page = await firstPage(laptop.app);
}

/** Links a laptop to the hub by an invitation that is pasted, as a person does. */
export async function enrol({ page, line }: WorldLaptop, hub: BenchHub): Promise<void> {
  const invitation = await invite({ ...hub, port: line.port });
  await openSync(page);
  await page.getByRole('button', { name: '허브에 연결' }).press('Enter');
  await expect(page.getByLabel('초대')).toBeFocused();
  await page.keyboard.insertText(invitation);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0, told);
  await expect(mark(page)).toContainText(/^맞춤/, told);
}

/** Makes the centre: A from the demo, B and C by 참여 파일, each linked to the hub. */
async function makeWorld(folder: string, template: string, launch: Launch, use: (world: World) => Promise<void>) {
  const hubFolder = path.join(folder, 'hub');
  const hub = await startBenchHub(hubFolder);
  const lines = await Promise.all([0, 1, 2].map(() => startProxy(hub.port)));
  try {
    const begin = async (at: number, name: string): Promise<WorldLaptop> => {
      const line = lines[at];
      if (!line) throw new Error('no line');
      const profile = path.join(folder, `laptop-${at}`);
      if (at === 0) fs.cpSync(template, profile, { recursive: true });
      const app = await launch({ userData: profile });
      return { name, profile, line, app, page: await firstPage(app) };
    };
    const first = await begin(0, '시연 노트북');
    await signIn(first.page);
    const join = async (at: number, name: string): Promise<WorldLaptop> => {
      const file = path.join(folder, `join-${at}.desk-join`);
      await saveAs(first.app, file);
      await value(first.page, 'backup.makeJoinFile', { name, place: 'office' });
      const laptop = await begin(at, name);
      await joinCentre(laptop.app, laptop.page, file);
      await signIn(laptop.page);
      return laptop;
    };
    const [b, c] = [await join(1, '상담실 노트북'), await join(2, '박람회 노트북')];
    for (const laptop of [first, b, c]) await enrol(laptop, hub);
    await use({ hub, hubFolder, a: first, b, c, launch });
  } finally {
    hub.child.kill('SIGKILL');
    for (const line of lines) await line.close();
  }
}

export const test = base.extend<object, { world: World }>({
  world: [
    async ({ demoTemplate }, use) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'world-'));
      await whileLaunching(folder, async (launch) => await makeWorld(folder, demoTemplate, launch, use));
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});
export { expect };
