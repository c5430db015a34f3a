// The class an app constructs: BrowserWindow bound to this host, with Electron's static functions.
import type * as Electron from 'electron';
import type { Contents } from './contents.ts';
import type { Host } from './host.ts';
import { BrowserWindow } from './window.ts';

type Statics = 'getAllWindows' | 'getFocusedWindow' | 'fromId' | 'fromWebContents';

export function createWindowClass(host: Host) {
  let lastId = 0;
  const Bound = class extends BrowserWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      lastId++;
      super(host, lastId, options);
    }

    static getAllWindows(): BrowserWindow[] {
      return [...host.windows.values()];
    }

    static getFocusedWindow(): BrowserWindow | null {
      return [...host.windows.values()].find((window) => window.isFocused()) ?? null;
    }

    static fromId(id: number): BrowserWindow | null {
      return host.windows.get(id) ?? null;
    }

    static fromWebContents(contents: Contents): BrowserWindow | null {
      return contents.isDestroyed() ? null : contents.window;
    }
  };
  return Bound satisfies Record<keyof Pick<typeof Electron.BrowserWindow, Statics>, unknown>;
}
