// How every spec starts the app: on real Electron where its binary is, else on the stand-in. One path for both.
import { _electron, expect, test as base } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findElectron, standinExecutable } from '../../build/shell.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Executable {
  path: string;
  /** True for Electron itself, false for the stand-in. */
  real: boolean;
}

export interface LaunchOptions {
  /** Modules loaded into main before the app (Electron's `-r`). */
  requires?: string[];
  /** Arguments after the app's path. */
  args?: string[];
  /** Added to the environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  /** The app's folder, file or asar; by default this repository. */
  app?: string;
  /** Another userData than the fixture's own. */
  userData?: string;
}

export type Launch = (options?: LaunchOptions) => Promise<ElectronApplication>;

/**
 * The executable the specs run on. With REQUIRE_ELECTRON=1 (or E2E_REQUIRE_ELECTRON=1) only real Electron will do:
 * that is the release gate.
 */
export function electronExecutable(env: NodeJS.ProcessEnv = process.env): Executable {
  const real = findElectron();
  if (real !== null) return { path: real, real: true };
  if (env['REQUIRE_ELECTRON'] === '1' || env['E2E_REQUIRE_ELECTRON'] === '1') {
    throw new Error(
      'Electron 실행 파일이 없습니다. `node node_modules/electron/install.js`로 받은 뒤 다시 시험하십시오.',
    );
  }
  return { path: standinExecutable(), real: false };
}

/** The command line before the app's own arguments, and the environment, of one start. */
export function commandFor(
  executable: Executable,
  userData: string,
  options: LaunchOptions,
): { args: string[]; env: Record<string, string> } {
  const isRoot = process.getuid?.() === 0;
  const headed = process.env['HEADED'] !== undefined && process.env['HEADED'] !== '';
  const merged = { ...process.env, ...(headed ? {} : { STANDIN_HEADLESS: '1' }), ...options.env };
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(merged)) if (value !== undefined) env[name] = value;
  return {
    args: [
      ...(executable.real && isRoot ? ['--no-sandbox'] : []),
      ...(options.requires ?? []).flatMap((file) => ['-r', file]),
      `--user-data-dir=${userData}`,
      options.app ?? root,
      ...(options.args ?? []),
    ],
    env,
  };
}

/** The process is kept apart: an application that has closed no longer tells it. */
interface Running {
  app: ElectronApplication;
  child: ChildProcess;
}

/** Ends an app, also one whose process a test has killed. */
async function end({ app, child }: Running): Promise<void> {
  const over = (): boolean => child.exitCode !== null || child.signalCode !== null;
  if (!over()) await Promise.race([app.close().catch(() => {}), sleep(10_000)]);
  if (!over()) child.kill('SIGKILL');
}

/** A browser killed with its app writes for a moment longer: the folder is tried again. */
export function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** Gives `use` a way to start apps, over `userData` where nothing else is said, and ends those that still run after it. */
export async function whileLaunching(userData: string, use: (launch: Launch) => Promise<void>): Promise<void> {
  const executable = electronExecutable();
  const apps: Running[] = [];
  await use(async (options = {}) => {
    const { args, env } = commandFor(executable, options.userData ?? userData, options);
    const app = await _electron.launch({ executablePath: executable.path, args, cwd: root, env });
    const child = app.process();
    if (process.env['DESK_DEBUG'] === '1') child.stderr?.on('data', (data: Buffer) => process.stderr.write(data));
    apps.push({ app, child });
    return app;
  });
  await Promise.all(apps.map(end));
}

interface Fixtures {
  /** A folder of this test alone, removed after it. */
  userData: string;
  /** Starts the app; what is still running at the end of the test is ended. */
  launch: Launch;
}

export const test = base.extend<Fixtures>({
  // Playwright reads from this pattern what a fixture needs, so it cannot be left out.
  userData: async ({ browserName }, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `desk-e2e-${browserName}-`));
    await use(folder);
    removeFolder(folder);
  },
  launch: async ({ userData }, use) => {
    await whileLaunching(userData, use);
  },
});
export { expect };
