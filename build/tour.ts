import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { _electron } from '@playwright/test';
import { answerOpen } from '../test/e2e/attachmentDesk.ts';
import { photo } from '../test/e2e/attachmentFiles.ts';
import { openMenu, signIn, value } from '../test/e2e/desk.ts';
import { commandFor, electronExecutable } from '../test/e2e/launch.ts';
import { buildAll } from './build.ts';
import { demoProfile, prepareDemo } from './demo.ts';
import { ensureBrowser } from './shell.ts';

// npm run tour [-- FOLDER [VIEW]]: drives the demo centre and writes a picture of every screen, at two sizes, with large
// text and in high contrast. Without a folder the pictures that README and manual show go to docs/pictures.
const root = path.resolve(import.meta.dirname, '..');

interface Stop {
  readonly name: string;
  readonly go: (page: Page, app: ElectronApplication) => Promise<void>;
}

/** What a city office might send, with everything wrong that such files have. */
const cityFile = path.join(root, 'test', 'fixtures', 'sheets', 'badness.xlsx');

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
    name: 'import-file',
    go: async (page, app) => {
      // The file dialog is the system's own window: its answer is given for it.
      await app.evaluate(({ dialog }, file) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
      }, cityFile);
      await page.keyboard.press('Alt+Digit5');
      await page.getByRole('grid').waitFor();
      await page.keyboard.press('KeyI');
      await heading(page, '공장명부 가져오기');
    },
  },
  {
    name: 'import-columns',
    go: async (page) => {
      await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
      await page.getByRole('button', { name: '검사', exact: true }).waitFor();
    },
  },
  {
    name: 'import-check',
    go: async (page) => {
      await page.getByRole('button', { name: '검사', exact: true }).press('Enter');
      await page.getByRole('button', { name: /곳 가져오기/ }).waitFor();
    },
  },
  {
    name: 'import-done',
    go: async (page) => {
      await page.getByRole('button', { name: /곳 가져오기/ }).press('Enter');
      await page.getByRole('heading', { name: '가져오기를 마쳤습니다' }).waitFor();
    },
  },
  {
    name: 'about',
    go: async (page) => {
      await page.getByRole('button', { name: '화면 설정과 로그아웃' }).press('Enter');
      await page.getByRole('menuitem', { name: '프로그램 정보' }).press('Enter');
      await heading(page, '프로그램 정보');
    },
  },
  {
    name: 'keymap',
    go: async (page) => {
      await page.keyboard.press('F1');
      await page.getByRole('dialog').waitFor();
    },
  },
];

/** Opens an entry of the user menu and waits for its screen. */
async function enter(page: Page, entry: string): Promise<void> {
  await openMenu(page, entry);
  await heading(page, entry);
}

/** What a 관리자 sees besides. */
const adminStops: readonly Stop[] = [
  {
    name: 'sync',
    go: async (page) => {
      await page.keyboard.press('Alt+Digit0');
      await heading(page, '동기화');
    },
  },
  { name: 'accounts', go: (page) => enter(page, '계정 관리') },
  { name: 'settings', go: (page) => enter(page, '설정') },
  { name: 'backup', go: (page) => enter(page, '백업') },
  { name: 'log-review', go: (page) => enter(page, '접속기록 월 점검') },
  { name: 'erasures', go: (page) => enter(page, '파기대장') },
  {
    name: 'mask',
    go: async (page, app) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'desk-tour-'));
      const file = path.join(folder, '신분증.jpg');
      writeFileSync(file, await photo(page, { width: 1200, height: 800 }));
      await answerOpen(app, file);
      await page.keyboard.press('Alt+Digit2');
      await heading(page, '구직자');
      await openRow(page);
      await page.getByRole('region', { name: '첨부', exact: true }).waitFor();
      await page.keyboard.press('KeyA');
      await page.locator('[role=application] canvas').waitFor();
      await page.keyboard.press('KeyN');
      // Over the last seven digits, and taller than they are.
      for (let step = 0; step < 19; step++) await page.keyboard.press('ArrowUp');
      for (let step = 0; step < 2; step++) await page.keyboard.press('Shift+ArrowDown');
      rmSync(folder, { recursive: true });
    },
  },
  {
    name: 'lock',
    go: async (page) => {
      await page.keyboard.press('Control+KeyL');
      await page.getByLabel('비밀번호').first().waitFor();
    },
  },
];

interface View {
  readonly folder: string;
  readonly width: number;
  readonly height: number;
  readonly look: { theme: 'light' | 'contrast'; text: 100 | 200 };
  /** Names of the pictures that the documents show; null for all. */
  readonly shown: readonly string[] | null;
}

const views: readonly View[] = [
  { folder: '', width: 1280, height: 720, look: { theme: 'light', text: 100 }, shown: null },
  { folder: 'wide', width: 1920, height: 1080, look: { theme: 'light', text: 100 }, shown: [] },
  { folder: 'large-text', width: 1280, height: 720, look: { theme: 'light', text: 200 }, shown: ['today', 'intake'] },
  { folder: 'contrast', width: 1280, height: 720, look: { theme: 'contrast', text: 100 }, shown: ['person'] },
];

const toDocs = process.argv[2] === undefined;
const target = path.resolve(process.argv[2] ?? path.join(root, 'docs', 'pictures'));
const only = process.argv[3];

/** Whether a picture is wanted in this run. */
function isWanted(view: View, name: string): boolean {
  return !toDocs || view.shown === null || view.shown.includes(name);
}

/** Opens the app on a profile at the sign-in or first-run page, does what is asked, and closes it. */
async function withApp(
  profile: string,
  view: View,
  act: (page: Page, app: ElectronApplication, picture: (name: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const executable = electronExecutable();
  const { args, env } = commandFor(executable, profile, {});
  const app = await _electron.launch({ executablePath: executable.path, args, cwd: root, env });
  try {
    const page = await app.firstWindow();
    await page.setViewportSize({ width: view.width, height: view.height });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await value(page, 'app.setLook', view.look);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await act(page, app, async (name) => {
      if (!isWanted(view, name)) return;
      // Lists fetch their rows and fonts arrive: a picture of a skeleton shows nothing.
      await page.waitForTimeout(500);
      await page.screenshot({ path: path.join(target, view.folder, `${name}.png`) });
    });
  } finally {
    await app.close();
  }
}

/** A profile of this walk alone, from the demo centre or empty, and gone after it. */
async function withProfile(from: string | null, act: (profile: string) => Promise<void>): Promise<void> {
  const profile = mkdtempSync(path.join(tmpdir(), 'desk-tour-'));
  if (from !== null) cpSync(from, profile, { recursive: true });
  try {
    await act(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

await buildAll();
ensureBrowser();
await prepareDemo(Date.now());
const names = ['first-run', 'sign-in', ...[...stops, ...adminStops].map(({ name }) => name)];
for (const view of views.filter(({ folder }) => only === undefined || only === (folder || 'usual'))) {
  const wanted = names.filter((name) => isWanted(view, name));
  if (wanted.length === 0) continue;
  mkdirSync(path.join(target, view.folder), { recursive: true });
  if (wanted.includes('first-run')) {
    await withProfile(null, (profile) => withApp(profile, view, (_page, _app, picture) => picture('first-run')));
  }
  await withProfile(demoProfile, (profile) =>
    withApp(profile, view, async (page, app, picture) => {
      await picture('sign-in');
      const walk = async (loginId: string, all: readonly Stop[]): Promise<void> => {
        await signIn(page, loginId);
        for (const stop of all) {
          await stop.go(page, app);
          await picture(stop.name);
        }
      };
      await walk('sangdam1', stops);
      await page.keyboard.press('Escape');
      await openMenu(page, '로그아웃');
      await walk('admin', adminStops);
    }),
  );
  console.log(
    `${view.width}×${view.height} ${view.look.theme} ${view.look.text}%: ${wanted.length}장 → ${path.join(target, view.folder)}`,
  );
}
