import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { app, powerMonitor } from 'electron';
import { todayInSeoul } from '../shared/korean/day.ts';
import type { DeskEvents } from '../shared/contract/index.ts';
import { origin, registerScheme, serveBundle } from './window/appProtocol.ts';
import { watchClock } from './window/clock.ts';
import { holdFiles } from './window/files/heldFiles.ts';
import { holdPages } from './window/files/heldPages.ts';
import { dataFolder, folderProblem } from './window/dataFolder.ts';
import { makeDesks } from './window/desks.ts';
import { openGate } from './window/gate.ts';
import { windowHandlers } from './window/handlers.ts';
import { harden } from './window/hardening.ts';
import { openLog } from './window/log.ts';
import { loadDesk, openMainWindow } from './window/mainWindow.ts';
import { storeOwner } from './window/session/storeOwner.ts';

// Start-up order, nothing else.
const now = (): number => Date.now();
const out = path.resolve(import.meta.dirname, '..');
const script = new URL('./worker.js', import.meta.url);

app.enableSandbox();
registerScheme();

async function start(): Promise<void> {
  const folder = dataFolder(app.getPath('userData'), storeOwner);
  folderProblem(folder);
  const log = openLog(folder.logs, todayInSeoul(now()));
  process.on('uncaughtException', (error) => log.trouble('uncaught', error.stack ?? error.message));
  process.on('unhandledRejection', (error) => log.trouble('unhandled', String(error)));

  const held = holdFiles({ actor: (window) => desks.sessions.actor(window), now });
  harden((pathname, window) => held.mayLoad(pathname, window));
  const pages = holdPages();
  serveBundle(path.join(out, 'renderer'), pages, held);
  const windows = new Set<BrowserWindow>();
  const tell = <E extends keyof DeskEvents>(event: E, payload: DeskEvents[E]): void => {
    for (const window of windows) window.webContents.send(`desk:${event}`, payload);
  };
  const desks = makeDesks({ folder, log, now, script, version: app.getVersion(), windows, tell, held });
  const { sessions, backups, syncs, events } = desks;
  backups.start();
  setInterval(() => {
    sessions.tick();
    held.sweep();
  }, 5000).unref();
  powerMonitor.on('suspend', () => sessions.lockAll());
  powerMonitor.on('resume', () => {
    syncs.resumed();
    events.resumed();
  });
  powerMonitor.on('lock-screen', () => sessions.lockAll());
  const clock = watchClock({ now, sessions, tell: (message) => tell('clock', { message }) });
  openGate({
    sessions,
    now,
    origin,
    handlers: windowHandlers({ ...desks, folder, now, clock, out, pages, held }),
    knows: (contents) => [...windows].some((window) => window.webContents === contents),
    trouble: (cause) => log.trouble('call', cause),
    checkAnswers: !app.isPackaged,
  });

  const window = openMainWindow(out);
  windows.add(window);
  const contentsId = window.webContents.id;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.trouble('page', reason);
    // What was typed is in the draft; a blank window helps nobody.
    if (reason !== 'clean-exit' && !window.isDestroyed()) void loadDesk(window);
  });
  window.on('closed', () => {
    windows.delete(window);
    sessions.forget(contentsId);
    held.sweep();
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (!sessions.opened) return;
    event.preventDefault();
    void backups
      .atQuit()
      .then(() => sessions.close())
      .then(
        () => app.quit(),
        (error: unknown) => {
          // What does not close must not keep a program alive that has no window any more: nobody could start it again.
          log.trouble('quit', error instanceof Error ? (error.stack ?? error.message) : String(error));
          app.exit(1);
        },
      );
  });
  await loadDesk(window);
  log.info('started');
}

// Not awaited here: Electron is ready only after this module has run to its end.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
// The second start only brings the first to the front.
else app.exit(0);
