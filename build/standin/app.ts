// The `app` module: paths, life, the single-instance lock.
import type * as Electron from 'electron';
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import type { Boot } from './boot.ts';
import { goesOn, makeEvent } from './events.ts';
import { createLock } from './lock.ts';
import type { BrowserWindow } from './window.ts';

type Supported = Pick<
  Electron.App,
  | 'isPackaged'
  | 'name'
  | 'getName'
  | 'setName'
  | 'getVersion'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'getLocale'
  | 'getSystemLocale'
  | 'getPreferredSystemLanguages'
  | 'getLocaleCountryCode'
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'relaunch'
  | 'focus'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'disableHardwareAcceleration'
  | 'setAppUserModelId'
>;
type PathName = Parameters<Electron.App['getPath']>[0];

export interface Stopping {
  windows: () => BrowserWindow[];
  /** Ends the browser. */
  stop: () => Promise<void>;
}

export class App extends EventEmitter implements Supported {
  readonly isPackaged = false;
  name: string;
  userAgentFallback = '';
  readonly commandLine: Pick<Electron.CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'>;
  readonly #boot: Boot;
  readonly #stopping: Stopping;
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #lock;
  #isReady = false;
  #quitting = false;
  #relaunch: Electron.RelaunchOptions | null = null;

  constructor(boot: Boot, stopping: Stopping) {
    super();
    this.#boot = boot;
    this.#stopping = stopping;
    this.name = boot.manifest.productName ?? boot.manifest.name;
    const { switches } = boot;
    this.commandLine = {
      appendSwitch: (name, value = '') => void switches.set(name, value),
      hasSwitch: (name) => switches.has(name),
      getSwitchValue: (name) => switches.get(name) ?? '',
      removeSwitch: (name) => void switches.delete(name),
    };
    this.#lock = createLock(
      () => this.getPath('userData'),
      ({ argv, cwd, data }) => this.emit('second-instance', makeEvent(), argv, cwd, data),
    );
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return this.#boot.manifest.version;
  }

  getAppPath(): string {
    return this.#boot.appPath;
  }

  getLocale(): string {
    return this.#boot.switches.get('lang') ?? 'ko-KR';
  }

  getSystemLocale(): string {
    return 'ko-KR';
  }

  getPreferredSystemLanguages(): string[] {
    return ['ko-KR'];
  }

  getLocaleCountryCode(): string {
    return 'KR';
  }

  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }

  getPath(name: PathName): string {
    const set = this.#paths.get(name);
    if (set !== undefined) return set;
    const home = os.homedir();
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        if (process.platform === 'win32') return process.env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
        return process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
      case 'userData':
        return path.resolve(this.#boot.switches.get('user-data-dir') ?? path.join(this.getPath('appData'), this.name));
      case 'sessionData':
        return this.getPath('userData');
      case 'temp':
        return os.tmpdir();
      case 'exe':
      case 'module':
        return this.#boot.executable;
      case 'assets':
        return this.#boot.resourcesPath;
      case 'logs':
        return path.join(this.getPath('userData'), 'logs');
      case 'crashDumps':
        return path.join(this.getPath('userData'), 'Crashpad');
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return path.join(home, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
      case 'recent':
        throw new Error(`Failed to get '${name}' path`);
    }
  }

  requestSingleInstanceLock(data?: Record<PropertyKey, unknown>): boolean {
    return this.#lock.request(data);
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock.has();
  }

  releaseSingleInstanceLock(): void {
    this.#lock.release();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  /** Called once the entry module has run and the browser is up. */
  becomeReady(): void {
    this.#isReady = true;
    this.emit('ready', makeEvent(), {});
    this.#ready.resolve();
  }

  get quitting(): boolean {
    return this.#quitting;
  }

  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    const goes = goesOn(this, 'before-quit') && this.#closeWindows() && goesOn(this, 'will-quit');
    if (goes) this.#end(0);
    else this.#quitting = false;
  }

  #closeWindows(): boolean {
    for (const window of this.#stopping.windows()) {
      window.close();
      if (!window.isDestroyed()) return false;
    }
    return true;
  }

  /** Ends at once, without asking anybody. */
  exit(code = 0): void {
    this.#quitting = true;
    for (const window of this.#stopping.windows()) window.destroy();
    this.#end(code);
  }

  #end(code: number): void {
    this.emit('quit', makeEvent(), code);
    this.#lock.release();
    const end = (): void => {
      if (this.#relaunch !== null) {
        const args = this.#relaunch.args ?? this.#boot.argv;
        spawn(this.#relaunch.execPath ?? this.#boot.executable, args, { detached: true, stdio: 'ignore' }).unref();
      }
      process.exit(code);
    };
    this.#stopping.stop().then(end, end);
  }

  /** Starts anew when this run has ended. */
  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.#relaunch = options;
  }

  /** Called after a window has gone. */
  windowGone(left: number): void {
    if (left > 0 || this.#quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  focus(): void {
    this.#stopping.windows().at(-1)?.focus();
  }

  /* No-ops, harmless: the sandbox is always on (world/preload.ts), there is never a GPU, nor a task bar identity. */
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  setAppUserModelId(): void {}
}
