import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { app, powerMonitor } from 'electron';
import { todayInSeoul } from '../shared/korean/day.ts';
import type { DeskEvents } from '../shared/contract/index.ts';
import type { StoreEars } from './store/desk.ts';
import { StoreDesk } from './store/desk.ts';
import { origin, registerScheme, serveBundle } from './window/appProtocol.ts';
import { BackupDesk } from './window/backupDesk.ts';
import { backupDialogs } from './window/backupDialogs.ts';
import { watchClock } from './window/clock.ts';
import { holdFiles } from './window/heldFiles.ts';
import { holdPages } from './window/heldPages.ts';
import { dataFolder, folderProblem } from './window/dataFolder.ts';
import { openGate } from './window/gate.ts';
import { folderDialog } from './window/dialogs.ts';
import { EventDesk } from './window/eventDesk.ts';
import { ExchangeDesk } from './window/exchangeDesk.ts';
import { windowHandlers } from './window/handlers.ts';
import { harden } from './window/hardening.ts';
import { lanAddresses } from './window/lanAddresses.ts';
import { LeaseDesk } from './window/leaseDesk.ts';
import { openLog } from './window/log.ts';
import { openLogAnchor } from './window/logAnchor.ts';
import { loadDesk, openMainWindow } from './window/mainWindow.ts';
import { Sessions } from './window/session.ts';
import { storeOwner } from './window/storeOwner.ts';
import { SyncDesk } from './window/syncDesk.ts';
import { savePages } from './window/syncDialog.ts';
import { wipeFolder } from './window/wipeFolder.ts';

// Start-up order, nothing else.
const now = (): number => Date.now();
const out = path.resolve(import.meta.dirname, '..');
const script = new URL('./worker.js', import.meta.url);

app.enableSandbox();
registerScheme();

/** Ears of a store that is none of the desk's: a backup that is being proved. */
function deaf(trouble: (cause: string) => void): StoreEars {
  return { changed: () => undefined, progress: () => undefined, trouble };
}

async function start(): Promise<void> {
  const folder = dataFolder(app.getPath('userData'), storeOwner);
  folderProblem(folder);
  const log = openLog(folder.logs, todayInSeoul(now()));
  process.on('uncaughtException', (error) => log.trouble('uncaught', error.stack ?? error.message));
  process.on('unhandledRejection', (error) => log.trouble('unhandled', String(error)));

  const held = holdFiles({ actor: (window) => sessions.actor(window), now });
  harden((pathname, window) => held.mayLoad(pathname, window));
  const pages = holdPages();
  serveBundle(path.join(out, 'renderer'), pages, held);
  const windows = new Set<BrowserWindow>();
  const tell = <E extends keyof DeskEvents>(event: E, payload: DeskEvents[E]): void => {
    for (const window of windows) window.webContents.send(`desk:${event}`, payload);
  };
  const sessions = new Sessions({
    folder,
    now,
    trouble: (cause) => log.trouble('session', cause),
    tell: (id, state) => {
      held.sweep();
      for (const { webContents } of windows) if (webContents.id === id) webContents.send('desk:session', state);
    },
    open: async (file, lock) => {
      const store = await StoreDesk.open({
        file,
        lock,
        script,
        now,
        anchor: openLogAnchor({
          file: folder.logAnchor,
          key: lock.logKey,
          now,
          trouble: (cause) => log.trouble('store', cause),
        }),
        ears: {
          changed: (changed) => {
            // A locked window hears nothing; it reads anew when its person is back.
            for (const { webContents } of windows) {
              if (sessions.actor(webContents.id)) webContents.send('desk:changed', changed);
            }
            sessions.hear(changed);
            syncs.heard(changed);
            exchanges.heard(changed);
            events.heard(changed);
            leases.heard(changed);
            // A 파기 from another laptop: what is this laptop's alone goes at once, and the others hear that it is gone.
            if (changed.types.includes('erasure')) void backups.tick();
          },
          closing: async () => {
            leases.detach();
            await Promise.all([syncs.detach(), exchanges.detach(), events.detach()]);
          },
          progress: (progress) => tell('progress', progress),
          trouble: (cause) => log.trouble('store', cause),
          damaged: () => void sessions.harmed().catch((error: unknown) => log.trouble('store', String(error))),
        },
      });
      syncs.attach(store);
      exchanges.attach(store);
      events.attach(store);
      leases.attach(store);
      return store;
    },
  });
  /** Hub and lease may come to it at once: what is empty is left alone. */
  const wipe = (): void => {
    if (existsSync(folder.vault)) wipeFolder(folder);
  };
  const syncs = new SyncDesk({
    sessions,
    now,
    tell: (status) => {
      tell('sync', status);
      leases.look();
    },
    saveFile: savePages,
    wipe,
    trouble: (cause) => log.trouble('sync', cause),
  });
  const tellChanged = (type: string): void => {
    for (const { webContents } of windows) {
      if (sessions.actor(webContents.id) ?? sessions.leaver(webContents.id))
        webContents.send('desk:changed', { types: [type], ids: [], all: false });
    }
  };
  const exchanges = new ExchangeDesk({
    sessions,
    now,
    openFolder: folderDialog('교환 폴더 고르기'),
    tell: () => tellChanged('sync'),
    trouble: (cause) => log.trouble('exchange', cause),
  });
  const events = new EventDesk({
    now,
    addresses: lanAddresses,
    tell: () => {
      tellChanged('event');
      leases.look();
    },
    trouble: (cause) => log.trouble('event', cause),
  });
  const leases = new LeaseDesk({
    sessions,
    now,
    hubWord: () => syncs.hubWord(),
    eventWord: () => events.hostWord(),
    farewell: () => syncs.farewell(),
    wipe,
    tell: () => tellChanged('sync'),
    trouble: (cause) => log.trouble('lease', cause),
  });
  const backups = new BackupDesk({
    sessions,
    folder,
    now,
    dialogs: backupDialogs(),
    version: app.getVersion(),
    openCopy: (file, lock) =>
      StoreDesk.open({ file, lock, script, now, ears: deaf((cause) => log.trouble('copy', cause)) }),
    tell: {
      warnings: (warnings) => tell('backup', { warnings }),
      progress: (stage, done, total) => tell('progress', { job: 'backup', stage, done, total }),
    },
    trouble: (cause) => log.trouble('backup', cause),
  });
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
    handlers: windowHandlers({
      sessions,
      folder,
      now,
      clock,
      out,
      pages,
      held,
      backups,
      syncs,
      exchanges,
      events,
      leases,
    }),
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
