// The small modules: safeStorage, shell, clipboard, power, theme, screen.
import type * as Electron from 'electron';
import { execFileSync, spawn } from 'node:child_process';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Boot } from './boot.ts';

const MARK = Buffer.from('std1');

/**
 * safeStorage with a key in a file beside the data. NOT SECURE: whoever can read the folder can read the secret.
 * Its backend calls itself `basic_text`, as Electron does where a system has no secret store.
 */
export function createSafeStorage(folder: () => string, isReady: () => boolean) {
  const key = (): Buffer => {
    const file = path.join(folder(), 'standin-safe-storage.key');
    if (fs.existsSync(file)) return fs.readFileSync(file);
    fs.mkdirSync(folder(), { recursive: true });
    const made = randomBytes(32);
    fs.writeFileSync(file, made, { mode: 0o600, flag: 'wx' });
    return made;
  };
  return {
    isEncryptionAvailable: () => isReady(),
    getSelectedStorageBackend: () => 'basic_text' as const,
    setUsePlainTextEncryption: () => {},
    encryptString: (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([MARK, iv, cipher.getAuthTag(), sealed]);
    },
    decryptString: (sealed) => {
      if (!sealed.subarray(0, 4).equals(MARK)) {
        throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
      }
      const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(4, 16));
      decipher.setAuthTag(sealed.subarray(16, 32));
      return decipher.update(sealed.subarray(32), undefined, 'utf8') + decipher.final('utf8');
    },
  } satisfies Pick<
    Electron.SafeStorage,
    | 'isEncryptionAvailable'
    | 'getSelectedStorageBackend'
    | 'setUsePlainTextEncryption'
    | 'encryptString'
    | 'decryptString'
  >;
}

/** Opening things with other programs. Headless nothing is opened, and the caller is told. */
export function createShell(boot: Boot) {
  const start = (what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (boot.headless) return reject(new Error(`The stand-in opens nothing headless: ${what}`));
      const child = spawn(process.platform === 'win32' ? 'explorer' : 'xdg-open', [what], {
        stdio: 'ignore',
        detached: true,
      });
      child.on('error', reject);
      child.on('spawn', () => {
        child.unref();
        resolve();
      });
      return undefined;
    });
  return {
    openExternal: (url) => start(url),
    openPath: (file) =>
      start(file).then(
        () => '',
        (error: unknown) => String(error),
      ),
    // Electron gives no answer here either.
    showItemInFolder: (file) => void start(path.dirname(file)).catch(() => {}),
    beep: () => void process.stderr.write('\u0007'),
  } satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>;
}

/** The clipboard of this run of the app; with a display, text goes to the system's through `xclip` where that exists. */
export function createClipboard(boot: Boot) {
  let text = '';
  return {
    writeText: async (next) => {
      text = next;
      if (boot.headless || process.platform !== 'linux' || !fs.existsSync('/usr/bin/xclip')) return;
      execFileSync('/usr/bin/xclip', ['-selection', 'clipboard'], { input: next });
    },
    readText: () => Promise.resolve(text),
    clear: () => {
      text = '';
    },
  } satisfies Pick<Electron.Clipboard, 'writeText' | 'readText' | 'clear'>;
}

/** powerMonitor: a gap in the clock is a sleep; the rest of its events never come. */
export function createPowerMonitor() {
  const tick = 5_000;
  // The system's own clock: a spec that puts the program's clock forward does not put the laptop to sleep.
  const clock = Date.now;
  const monitor = Object.assign(new EventEmitter(), {
    getSystemIdleTime: () => 0,
    getSystemIdleState: () => 'active' as const,
    isOnBatteryPower: () => false,
  });
  let last = clock();
  setInterval(() => {
    const now = clock();
    if (now - last > 6 * tick) {
      monitor.emit('suspend');
      monitor.emit('resume');
    }
    last = now;
  }, tick).unref();
  return monitor satisfies Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower'>;
}

export function createNativeTheme() {
  // Chromium follows the system by itself; setting themeSource is not supported and says so.
  return Object.defineProperty(new EventEmitter(), 'themeSource', {
    get: () => 'system',
    set: (value: unknown) => {
      if (value !== 'system') throw new Error('The stand-in follows the theme of the system only.');
    },
  });
}

/** One screen of fixed size: the browser knows the true one, the main process does not. */
export function createScreen() {
  const area = { x: 0, y: 0, width: 1280, height: 800 };
  const display = {
    id: 1,
    bounds: area,
    workArea: area,
    workAreaSize: { width: 1280, height: 800 },
    size: { width: 1280, height: 800 },
    scaleFactor: 1,
    rotation: 0,
    internal: false,
    label: '',
  };
  return Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display],
    getDisplayMatching: () => display,
    getDisplayNearestPoint: () => display,
  }) satisfies Record<
    keyof Pick<
      Electron.Screen,
      'getPrimaryDisplay' | 'getAllDisplays' | 'getDisplayMatching' | 'getDisplayNearestPoint'
    >,
    () => Partial<Electron.Display> | Partial<Electron.Display>[]
  >;
}

export class Notification {
  static isSupported(): boolean {
    return false;
  }

  constructor() {
    throw new Error('The stand-in has no notifications: ask Notification.isSupported() first.');
  }
}
