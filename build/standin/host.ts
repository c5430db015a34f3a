// What the pieces of the stand-in know of each other.
import type { Addresses } from './addresses.ts';
import type { App } from './app.ts';
import type { Boot } from './boot.ts';
import type { Cdp } from './cdp.ts';
import type { Browser } from './chromium.ts';
import type { Contents } from './contents.ts';
import type { Ipc } from './ipc.ts';
import type { Session } from './session.ts';
import type { Accelerators } from './menu.ts';
import type { Targets } from './targets.ts';
import type { BrowserWindow } from './window.ts';

export interface Host {
  boot: Boot;
  app: App;
  addresses: Addresses;
  session: Session;
  ipcMain: Ipc;
  contents: Map<number, Contents>;
  windows: Map<number, BrowserWindow>;
  accelerators: Accelerators;
  targets: Targets;
  /** The running browser. Throws before the app is ready. */
  browser: () => Browser;
  cdp: () => Cdp;
  /** Written to the error output with STANDIN_DEBUG=1. */
  log: (...what: unknown[]) => void;
}
