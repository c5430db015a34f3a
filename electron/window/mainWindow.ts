import path from 'node:path';
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { BrowserWindow } from 'electron';
import { origin } from './appProtocol.ts';

/** Window titles, URLs and the browser profile hold no personal data. */
const title = '뿌리데스크';

/** What holds in every page of ours: page and preload apart, sandboxed, no Node in it. */
export const pagePreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
} as const satisfies WebPreferences;

/** The desk's window is made with these. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    title,
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f4f5f6',
    webPreferences: { preload, ...pagePreferences },
  };
}

/** Opens the desk's window; it shows itself when its first picture is ready. */
export function openMainWindow(outFolder: string): BrowserWindow {
  const window = new BrowserWindow(windowOptions(path.join(outFolder, 'preload', 'preload.cjs')));
  window.once('ready-to-show', () => window.show());
  // The page must not rename the window: titles are seen in the task bar and in screenshots.
  window.on('page-title-updated', (event) => event.preventDefault());
  return window;
}

/** Loads the desk's page into its window, at first and after the page has crashed. */
export async function loadDesk(window: BrowserWindow): Promise<void> {
  await window.loadURL(`${origin}/index.html`);
}
