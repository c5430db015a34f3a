// What specs of the desk share: a small demo centre to start from, sign-in, and calls over the page's own bridge.
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { demoPassword, makeDemoCentre } from '../../build/demo/centre.ts';
import type { Answer, CallName, DeskBridge, Input, Output } from '../../shared/contract/index.ts';
import { expect, test as base } from './launch.ts';

declare global {
  interface Window {
    desk: DeskBridge;
  }
}

interface DeskFixtures {
  /** A profile that holds a small demo centre (60 people, 12 companies, 40 factories); this test's own copy. */
  demoProfile: string;
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
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
}
