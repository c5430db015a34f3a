// Puts the `electron` module together.
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { createAddresses } from './addresses.ts';
import { App } from './app.ts';
import type { Boot } from './boot.ts';
import { launchChromium } from './chromium.ts';
import type { Browser } from './chromium.ts';
import type { Contents } from './contents.ts';
import { createDialogs } from './dialog.ts';
import type { Host } from './host.ts';
import { Ipc } from './ipc.ts';
import { createMenus } from './menu.ts';
import { applyDefaults } from './permissions.ts';
import { keepPicture } from './picture.ts';
import { serveRequests } from './requests.ts';
import { fetchFile, Session } from './session.ts';
import {
  createClipboard,
  createNativeTheme,
  createPowerMonitor,
  createSafeStorage,
  createScreen,
  createShell,
  Notification,
} from './small.ts';
import { createTargets } from './targets.ts';
import { createWindowClass } from './windowClass.ts';

/** How long the browser may take to end by itself before it is ended. */
const PATIENCE_MS = 1500;

function log(...what: unknown[]): void {
  if (process.env['STANDIN_DEBUG'] === '1') console.error('[stand-in]', ...what);
}

/** The module an app imports, and the function that starts the browser and makes the app ready. */
export function createElectron(boot: Boot) {
  let browser: Browser | null = null;
  const running = (): Browser => {
    if (browser === null) throw new Error('The browser is not running yet: wait for app.whenReady().');
    return browser;
  };
  const stop = async (): Promise<void> => {
    if (browser === null) return;
    const { child, cdp } = browser;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (child.exitCode !== null) return;
    cdp.send('Browser.close').catch(() => {}); // it may have gone already
    const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(force);
  };

  const windows: Host['windows'] = new Map();
  const contents: Host['contents'] = new Map();
  const addresses = createAddresses();
  const app = new App(boot, { windows: () => [...windows.values()], stop });
  const profile = (): string => path.join(app.getPath('userData'), 'standin-profile');
  const session = new Session(addresses, () => app.isReady(), profile);
  const focused = () => [...windows.values()].find((window) => window.isFocused()) ?? null;
  const { Menu, MenuItem, accelerators } = createMenus({ quit: () => app.quit(), focused });
  const ipcMain = new Ipc();
  const parts = { boot, app, addresses, session, ipcMain, contents, windows, accelerators, log };
  const host: Host = {
    ...parts,
    browser: running,
    cdp: () => running().cdp,
    targets: {
      open: (...given) => targets.open(...given),
      ofFrame: (frame) => targets.ofFrame(frame),
      watch: () => targets.watch(),
    },
  };
  const BrowserWindow = createWindowClass(host);
  const targets = createTargets(host, (opener, extra) => new BrowserWindow({ ...opener.window.options, ...extra }));
  session.onPermissions = () => {
    if (browser !== null) void applyDefaults(host);
  };

  const webContents = {
    getAllWebContents: () => [...contents.values()],
    getFocusedWebContents: () => focused()?.webContents ?? null,
    fromId: (id: number) => contents.get(id),
    fromDevToolsTargetId: (id: string) => targets.ofFrame(id),
  } satisfies Record<
    keyof Pick<
      typeof Electron.webContents,
      'getAllWebContents' | 'getFocusedWebContents' | 'fromId' | 'fromDevToolsTargetId'
    >,
    (given: never) => Contents | Contents[] | null | undefined
  >;

  const electron = {
    app,
    BrowserWindow,
    webContents,
    ipcMain,
    protocol: session.protocol,
    session: { defaultSession: session },
    net: { fetch: fetchFile, isOnline: () => false },
    Menu,
    MenuItem,
    dialog: createDialogs(host, BrowserWindow),
    safeStorage: createSafeStorage(
      () => app.getPath('userData'),
      () => app.isReady(),
    ),
    shell: createShell(boot),
    clipboard: createClipboard(boot),
    powerMonitor: createPowerMonitor(),
    nativeTheme: createNativeTheme(),
    screen: createScreen(),
    Notification,
    // Chromium keeps no crash reports here (--disable-breakpad): a harmless no-op.
    crashReporter: { start: () => {} },
    autoUpdater: new EventEmitter(),
  } satisfies Partial<Record<keyof typeof Electron, unknown>>;

  /** Starts the browser and makes the app ready. */
  const start = async (): Promise<void> => {
    browser = await launchChromium({
      profile: profile(),
      headless: boot.headless,
      language: app.getLocale(),
      remotePort: boot.remotePort,
      switches: boot.switches,
      onLine: (line) =>
        line.startsWith('DevTools listening on ') ? process.stderr.write(`${line}\n`) : log('browser:', line),
    });
    browser.cdp.onClosed(() => {
      if (app.quitting) return;
      console.error('화면을 그리던 브라우저가 끝나서 프로그램을 마칩니다.');
      app.exit(1);
    });
    const [version] = await Promise.all([
      browser.cdp.send('Browser.getVersion'),
      serveRequests(host),
      targets.watch(),
      applyDefaults(host),
      // Downloads have no handler here; without one they would land in a folder unasked.
      browser.cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
    ]);
    app.userAgentFallback = version.userAgent;
    const picture = process.env['STANDIN_PICTURE'];
    if (picture !== undefined && picture !== '') keepPicture(host, picture);
    app.becomeReady();
  };
  return { electron, start };
}

export type StandinModule = ReturnType<typeof createElectron>['electron'];
