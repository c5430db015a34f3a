import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { _electron } from '@playwright/test';
import { value } from '../e2e/desk.ts';
import { commandFor, electronExecutable } from '../e2e/launch.ts';
import { bigCentre, bigLogin } from './bigCentre.ts';
import type { Figures } from './measure.ts';
import { median, quantile } from './measure.ts';
import { typedQueries } from './search.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs the built app on a copy of a profile. */
export async function withApp<T>(
  profile: string,
  run: (app: ElectronApplication, page: Page, started: number) => Promise<T>,
): Promise<T> {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-app-'));
  fs.cpSync(profile, copy, { recursive: true });
  const executable = electronExecutable();
  const { args, env } = commandFor(executable, copy, {});
  const started = performance.now();
  const app = await _electron.launch({ executablePath: executable.path, args, cwd: root, env });
  try {
    return await run(app, await app.firstWindow(), started);
  } finally {
    await app.close();
    fs.rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

export async function signInBig(page: Page): Promise<void> {
  await page.getByLabel('아이디').fill(bigLogin.loginId);
  await page.getByLabel('비밀번호').first().fill(bigLogin.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '오늘', level: 1 }).waitFor();
}

/** One key press from page to answer, with 200,000 people in the store: the page asks and waits, key after key. */
export async function benchSearchInApp(): Promise<Figures> {
  return withApp(await bigCentre(200_000), async (_app, page) => {
    await signInBig(page);
    for (;;) {
      const { ready } = await value(page, 'search.find', { text: '김', limit: 20 });
      if (ready) break;
      await page.waitForTimeout(200);
    }
    const asked = typedQueries(40).filter((_query, index) => index % 4 === 0);
    const times = await page.evaluate(async (queries) => {
      const taken: number[] = [];
      for (let round = 0; round < 2; round += 1) {
        for (const text of queries) {
          const start = performance.now();
          await window.desk.call('search.find', { text, limit: 20 });
          // The first round warms up.
          if (round > 0) taken.push(performance.now() - start);
        }
      }
      return taken;
    }, asked);
    return {
      'search.200k.p50_ms': { value: median(times), unit: 'ms' },
      'search.200k.p99_ms': { value: quantile(times, 0.99), unit: 'ms' },
    };
  });
}

/** From starting the program to a list one can work in; the typing of the password is not counted, its checking is. */
export async function benchStart(): Promise<Figures> {
  const shown: number[] = [];
  const listed: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await withApp(await bigCentre(2000), async (_app, page, started) => {
      await page.getByLabel('아이디').waitFor();
      const toLogin = performance.now() - started;
      await page.getByLabel('아이디').fill(bigLogin.loginId);
      await page.getByLabel('비밀번호').first().fill(bigLogin.password);
      const entered = performance.now();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '오늘', level: 1 }).waitFor();
      await page.keyboard.press('Alt+Digit2');
      await page.getByRole('row').nth(5).waitFor();
      shown.push(toLogin);
      listed.push(toLogin + performance.now() - entered);
    });
  }
  return {
    'start.login_ms': { value: median(shown), unit: 'ms' },
    'start.list_ms': { value: median(listed), unit: 'ms' },
  };
}
