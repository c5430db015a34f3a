import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { _electron } from '@playwright/test';
import { value } from '../test/e2e/desk.ts';
import { commandFor, electronExecutable } from '../test/e2e/launch.ts';
import { buildAll } from './build.ts';
import { demoPassword } from './demo/centre.ts';
import { demoProfile, prepareDemo } from './demo.ts';
import { ensureBrowser } from './shell.ts';

// npm run tour [-- FOLDER]: drives the demo centre and writes a picture of every screen, at two sizes, with large text
// and in high contrast. Without a folder the pictures go to docs/pictures, where README and manual take them from.
const root = path.resolve(import.meta.dirname, '..');

interface Stop {
  readonly name: string;
  readonly go: (page: Page) => Promise<void>;
}

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();

/** The second row of the list on screen, opened by keyboard. */
async function openRow(page: Page): Promise<void> {
  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Every screen, in the order of a working day. */
const stops: readonly Stop[] = [
  { name: 'today', go: (page) => page.keyboard.press('Alt+Digit1') },
  {
    name: 'search',
    go: async (page) => {
      await page.keyboard.press('Control+KeyK');
      await page.keyboard.insertText('김');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'people',
    go: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Alt+Digit2');
      await heading(page, '구직자');
    },
  },
  {
    name: 'person',
    go: async (page) => {
      await openRow(page);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
  },
  { name: 'consultation', go: (page) => page.keyboard.press('KeyC') },
  {
    name: 'intake',
    go: async (page) => {
      await page.keyboard.press('Control+Shift+KeyN');
      await page.getByLabel('성명', { exact: false }).first().waitFor();
    },
  },
  {
    name: 'consultations',
    go: async (page) => {
      await page.keyboard.press('Alt+Digit3');
      await heading(page, '상담일지');
    },
  },
  {
    name: 'companies',
    go: async (page) => {
      await page.keyboard.press('Alt+Digit4');
      await heading(page, '기업');
    },
  },
  { name: 'company', go: openRow },
  {
    name: 'factories',
    go: async (page) => {
      await page.keyboard.press('Alt+Digit5');
      await heading(page, '공장명부');
    },
  },
  { name: 'factory', go: openRow },
  {
    name: 'keymap',
    go: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('dialog').waitFor();
    },
  },
];

interface View {
  readonly folder: string;
  readonly width: number;
  readonly height: number;
  readonly look: { theme: 'light' | 'contrast'; text: 100 | 200 };
}

const views: readonly View[] = [
  { folder: '', width: 1280, height: 720, look: { theme: 'light', text: 100 } },
  { folder: 'wide', width: 1920, height: 1080, look: { theme: 'light', text: 100 } },
  { folder: 'large-text', width: 1280, height: 720, look: { theme: 'light', text: 200 } },
  { folder: 'contrast', width: 1280, height: 720, look: { theme: 'contrast', text: 100 } },
];

async function walk(profile: string, view: View, folder: string): Promise<void> {
  const executable = electronExecutable();
  const { args, env } = commandFor(executable, profile, {});
  const app = await _electron.launch({ executablePath: executable.path, args, cwd: root, env });
  try {
    const page = await app.firstWindow();
    await page.setViewportSize({ width: view.width, height: view.height });
    const picture = async (name: string): Promise<void> => {
      // Lists fetch their rows and fonts arrive: a picture of a skeleton shows nothing.
      await page.waitForTimeout(500);
      await page.screenshot({ path: path.join(folder, view.folder, `${name}.png`) });
    };
    await page.getByLabel('아이디').waitFor();
    await value(page, 'app.setLook', view.look);
    await page.reload();
    await page.getByLabel('아이디').waitFor();
    await picture('sign-in');
    await page.getByLabel('아이디').fill('sangdam1');
    await page.getByLabel('비밀번호').first().fill(demoPassword);
    await page.keyboard.press('Enter');
    await heading(page, '오늘');
    for (const stop of stops) {
      await stop.go(page);
      await picture(stop.name);
    }
  } finally {
    await app.close();
  }
}

const target = path.resolve(process.argv[2] ?? path.join(root, 'docs', 'pictures'));
const only = process.argv[3];
await buildAll();
ensureBrowser();
await prepareDemo(Date.now());
for (const view of views.filter(({ folder }) => only === undefined || only === (folder || 'usual'))) {
  mkdirSync(path.join(target, view.folder), { recursive: true });
  // Each walk starts from the same centre, whatever an earlier one typed.
  const profile = mkdtempSync(path.join(tmpdir(), 'desk-tour-'));
  cpSync(demoProfile, profile, { recursive: true });
  try {
    await walk(profile, view, target);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  console.log(
    `${view.width}×${view.height} ${view.look.theme} ${view.look.text}%: ${stops.length + 1}장 → ${path.join(target, view.folder)}`,
  );
}
