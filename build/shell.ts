// What draws the windows on this computer: real Electron, or the stand-in over an installed browser.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findChromium, INSTALL_COMMAND, missingBrowser } from './standin/chromium.ts';

const root = path.resolve(import.meta.dirname, '..');
const electronFolder = path.join(root, 'node_modules', 'electron');
const failedMarker = path.join(root, 'node_modules', '.cache', 'electron-download-failed');
const DAY_MS = 24 * 60 * 60 * 1000;

/** Electron's own executable, or null when its binary is not on this computer. Downloads nothing. */
export function findElectron(): string | null {
  const named = path.join(electronFolder, 'path.txt');
  if (!fs.existsSync(named)) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(electronFolder, 'dist');
  const executable = path.join(dist, fs.readFileSync(named, 'utf8').trim());
  return fs.existsSync(executable) ? executable : null;
}

/** The stand-in's executable, which takes Electron's command line. */
export function standinExecutable(): string {
  return path.join(root, 'build', 'standin', 'bin', process.platform === 'win32' ? 'electron.cmd' : 'electron');
}

/**
 * Tries to download Electron's binary and gives its path, or null. A failure is remembered for a day, so that every
 * start does not wait for a network that is closed; `force` tries all the same.
 */
export async function tryDownloadElectron(timeoutMs = 15_000, force = false): Promise<string | null> {
  const found = findElectron();
  if (found !== null) return found;
  const failedAt = fs.existsSync(failedMarker) ? fs.statSync(failedMarker).mtimeMs : 0;
  if (!force && Date.now() - failedAt < DAY_MS) return null;
  const script = path.join(electronFolder, 'install.js');
  const said = await new Promise<string>((resolve) => {
    const child = spawn(process.execPath, [script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let text = '';
    child.stderr.on('data', (data: Buffer) => (text += data.toString()));
    child.on('error', (error) => resolve(String(error)));
    child.on('close', () => resolve(text));
  });
  const executable = findElectron();
  fs.mkdirSync(path.dirname(failedMarker), { recursive: true });
  if (executable === null) fs.writeFileSync(failedMarker, said);
  else fs.rmSync(failedMarker, { force: true });
  return executable;
}

/**
 * Gives the browser the stand-in draws with. On Debian as root it is installed when missing, after one sentence;
 * otherwise an error names the exact command.
 */
export function ensureBrowser(say: (sentence: string) => void = console.log): string {
  const found = findChromium();
  if (found !== null) return found;
  if (!canInstall() || (process.env['DESK_CHROMIUM'] ?? '') !== '') throw new Error(missingBrowser());
  say('화면을 그릴 브라우저가 없어 chromium과 xvfb를 설치합니다(약 214 MB, 1분쯤).');
  install();
  const installed = findChromium();
  if (installed === null) throw new Error(missingBrowser());
  return installed;
}

function canInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get');
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  let result = apt('install', '-y', 'chromium', 'xvfb');
  if (result.status !== 0) {
    // A fresh image has no package lists yet.
    apt('update');
    result = apt('install', '-y', 'chromium', 'xvfb');
  }
  if (result.status !== 0)
    throw new Error(
      `chromium을 설치하지 못했습니다. \`${INSTALL_COMMAND}\` 명령으로 설치하십시오.\n${result.stderr.trim()}`,
    );
}

export interface Display {
  /** The environment with which programs find the display. */
  env: NodeJS.ProcessEnv;
  /** True when it was started for this run and nobody can see it. */
  isVirtual: boolean;
  stop: () => void;
  /** One sentence for the person at the terminal, '' when there is nothing to say. */
  note: string;
}

/** The display to draw on: the present one, or on Linux without one a virtual display (Xvfb) on a free number. */
export async function ensureDisplay(say: (sentence: string) => void = console.log): Promise<Display> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY)
    return { env: {}, isVirtual: false, stop: () => {}, note: '' };
  const xvfb = '/usr/bin/Xvfb';
  if (!fs.existsSync(xvfb)) {
    if (!canInstall())
      throw new Error(`이 컴퓨터에는 화면도 가상 화면도 없습니다. \`${INSTALL_COMMAND}\` 명령으로 설치하십시오.`);
    say('이 컴퓨터에는 화면이 없어 가상 화면(xvfb)을 설치합니다.');
    install();
  }
  // Xvfb itself chooses a free number and writes it to the descriptor given.
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1440x960x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await Promise.race([
    new Promise<string>((resolve, reject) => {
      child.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()));
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    }),
    sleep(10_000, '', { ref: false }),
  ]);
  if (number === '') {
    child.kill();
    throw new Error('가상 화면(Xvfb)이 10초 안에 켜지지 않았습니다. 다시 시작하십시오.');
  }
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  return {
    env: { DISPLAY: `:${number}` },
    isVirtual: true,
    stop,
    note: `이 컴퓨터(${os.hostname()})에는 화면이 없어 가상 화면에서 시작합니다.`,
  };
}
