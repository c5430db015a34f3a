// What the product relies on, said of the executable: the same assertions hold on Electron and on the stand-in.
import { createPackage } from '@electron/asar';
import type { ElectronApplication, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { commandFor, electronExecutable, expect, test } from './launch.ts';
import type { Launch, LaunchOptions } from './launch.ts';

const probeApp = path.resolve(import.meta.dirname, '../fixtures/probe-app');

interface Probe {
  seen: {
    navigations: string[];
    opens: string[];
    permissions: string[];
    seconds: { argv: string[]; cwd: string; data: { note: string } }[];
    quits: number;
    closes: number;
    gone: string[];
  };
  veto: boolean;
  vetoQuit: boolean;
  allow: string[];
  openWindow: (query?: string) => Promise<void>;
}

/** What preload.cjs exposes to the page. */
interface Bridge {
  version: number;
  nested: { list: number[]; deep: { name: string } };
  invoke: (channel: string, value?: unknown) => Promise<unknown>;
  ping: (text: string) => Promise<string>;
  onNews: (listener: (news: unknown) => void) => () => void;
  add: (a: number, b: number) => number;
  pageGlobal: () => unknown;
  refuse: () => never;
}

declare global {
  // oxlint-disable-next-line no-var
  var probe: Probe & Bridge;
}

interface Started {
  app: ElectronApplication;
  page: Page;
}

async function start(launch: Launch, options: LaunchOptions = {}): Promise<Started> {
  const app = await launch({ app: probeApp, ...options });
  const page = await app.firstWindow();
  await expect(page.locator('#state')).toHaveText('준비');
  return { app, page };
}

const seenBy = (app: ElectronApplication): Promise<Probe['seen']> => app.evaluate(() => globalThis.probe.seen);

test('창 하나가 뜬다', async ({ launch }) => {
  const { page } = await start(launch);
  expect(await page.title()).toBe('탐침 화면');
});
