import type { Session, WebContents } from 'electron';
import { app, Menu, session } from 'electron';
import { origin } from './appProtocol.ts';

/** Whether a window may load a path of our origin. */
export type MayLoad = (pathname: string, window: number | undefined) => boolean;

/**
 * What no page of ours may do, ever, whatever is in it: ask for permissions, leave the app, open windows, attach
 * webviews, download, or reach a network. Set before the first window.
 */
export function harden(mayLoad: MayLoad): void {
  // Electron's own menu brings reload and developer tools; ours is drawn in the page.
  Menu.setApplicationMenu(null);
  denyPermissions(session.defaultSession, mayLoad);
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function denyPermissions(pages: Session, mayLoad: MayLoad): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  // A page that could download could write what it shows to any folder, past the encryption and past the log.
  pages.on('will-download', (event) => event.preventDefault());
  pages.webRequest.onBeforeRequest((details, answer) => {
    // DevTools of development builds are the one page that is not ours.
    const ours = details.url.startsWith(`${origin}/`)
      ? mayLoad(new URL(details.url).pathname, details.webContentsId)
      : /^(data|blob|devtools):/.test(details.url);
    answer({ cancel: !ours });
  });
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
