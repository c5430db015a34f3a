// The probe app, for the specs that say what the executable must be able to do.
import type { ElectronApplication, Page } from '@playwright/test';
import path from 'node:path';
import { expect } from './launch.ts';
import type { Launch, LaunchOptions } from './launch.ts';

/** The app that shows what the executable can do. */
export const probeApp = path.resolve(import.meta.dirname, '../fixtures/probe-app');

/** What its main process keeps for the specs. */
export interface Probe {
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

/** What its preload exposes to the page. */
export interface Bridge {
  version: number;
  nested: { list: number[]; deep: { name: string } };
  invoke: (channel: string, value?: unknown) => Promise<unknown>;
  ping: (text: string) => Promise<string>;
  onNews: (listener: (news: unknown) => void) => () => void;
  add: (a: number, b: number) => number;
  pageGlobal: () => unknown;
  refuse: () => never;
}

export interface Started {
  app: ElectronApplication;
  page: Page;
}

/** Starts it and waits until its page is ready. */
export async function start(launch: Launch, options: LaunchOptions = {}): Promise<Started> {
  const app = await launch({ app: probeApp, ...options });
  const page = await app.firstWindow();
  await expect(page.locator('#state')).toHaveText('준비');
  return { app, page };
}

/** Runs in the main process. */
export const inMain = {
  seen: (app: ElectronApplication): Promise<Probe['seen']> =>
    app.evaluate(() => (Reflect.get(globalThis, 'probe') as Probe).seen),
  set: (app: ElectronApplication, change: Partial<Pick<Probe, 'veto' | 'vetoQuit' | 'allow'>>): Promise<void> =>
    app.evaluate((_electron, values) => void Object.assign(Reflect.get(globalThis, 'probe') as Probe, values), change),
  openWindow: (app: ElectronApplication, query: string): Promise<void> =>
    app.evaluate((_electron, text) => (Reflect.get(globalThis, 'probe') as Probe).openWindow(text), query),
};

/** Calls the bridge in the page. */
export const invoke = (page: Page, channel: string, value?: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, given]) => (Reflect.get(window, 'probe') as Bridge).invoke(String(name), given),
    [channel, value],
  );
