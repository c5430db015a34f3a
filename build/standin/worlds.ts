// What is put into every new document of a window.
import type * as Electron from 'electron';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Host } from './host.ts';
import { BROWSER_KEYS } from './menu.ts';
import type { BrowserWindow } from './window.ts';
import { pageSource, preloadSource } from './world/source.ts';

/** The scripts for the page's own world and for the preload's. They share a secret that no page can know. */
export function worldSources(
  host: Host,
  window: BrowserWindow,
  preferences: Electron.WebPreferences,
): { page: string; preload: string } {
  const { preload } = preferences;
  const driven = host.boot.remotePort !== undefined;
  const secret = randomUUID();
  const versions = Object.entries(process.versions).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const settings = {
    platform: process.platform,
    arch: process.arch,
    versions: Object.fromEntries(versions),
    argv: preferences.additionalArguments ?? [],
    accelerators: host.accelerators.combinations(),
    blocked: driven ? [] : BROWSER_KEYS,
    // A test driver answers beforeunload dialogs itself and closes windows through webContents.close().
    vetoClose: !driven && window.listenerCount('close') > 0,
    file: preload === undefined ? 'standin-preload' : pathToFileURL(preload).href,
  };
  const text = preload === undefined ? '' : fs.readFileSync(preload, 'utf8');
  return { page: pageSource(secret), preload: preloadSource(secret, settings, text) };
}
