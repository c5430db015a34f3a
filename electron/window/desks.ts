import { existsSync } from 'node:fs';
import type { BrowserWindow } from 'electron';
import type { DeskEvents } from '../../shared/contract/index.ts';
import type { StoreEars } from '../store/desk.ts';
import { StoreDesk } from '../store/desk.ts';
import { BackupDesk } from './backup/backupDesk.ts';
import { backupDialogs } from './backup/backupDialogs.ts';
import { CompareDesk } from './sync/compareDesk.ts';
import type { DataFolder } from './dataFolder.ts';
import { folderDialog } from './dialogs.ts';
import { EventDesk } from './sync/eventDesk.ts';
import { ExchangeDesk } from './sync/exchangeDesk.ts';
import type { HeldFiles } from './files/heldFiles.ts';
import { lanAddresses } from './sync/lanAddresses.ts';
import { LeaseDesk } from './lease/leaseDesk.ts';
import type { DeskLog } from './log.ts';
import { openLogAnchor } from './logAnchor.ts';
import { Sessions } from './session/session.ts';
import { SyncDesk } from './sync/syncDesk.ts';
import { savePages } from './sync/syncDialog.ts';
import { wipeFolder } from './lease/wipeFolder.ts';

export interface DesksOptions {
  readonly folder: DataFolder;
  readonly log: DeskLog;
  /** What the laptop believes the time is, ms UTC. */
  readonly now: () => number;
  /** What a store's threads run. */
  readonly script: URL;
  readonly version: string;
  /** The windows that are open now. */
  readonly windows: ReadonlySet<BrowserWindow>;
  /** Tells every window. */
  readonly tell: <E extends keyof DeskEvents>(event: E, payload: DeskEvents[E]) => void;
  readonly held: Pick<HeldFiles, 'sweep'>;
}

export interface Desks {
  readonly sessions: Sessions;
  readonly backups: BackupDesk;
  readonly syncs: SyncDesk;
  readonly exchanges: ExchangeDesk;
  readonly events: EventDesk;
  readonly leases: LeaseDesk;
  readonly compares: CompareDesk;
}

/** Ears of a store that is none of the desk's: a backup that is being proved. */
function deaf(trouble: (cause: string) => void): StoreEars {
  return { changed: () => undefined, progress: () => undefined, trouble };
}

/** Makes main's desks and lets each hear of the others what it must. None does anything by itself yet. */
export function makeDesks({ folder, log, now, script, version, windows, tell, held }: DesksOptions): Desks {
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
            compares.detach();
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
      compares.attach(store);
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
  const compares = new CompareDesk({
    sessions,
    now,
    ways: [(word) => syncs.compareAtHub(word), (word) => events.compareAtHost(word)],
    tell: () => tellChanged('sync'),
    trouble: (cause) => log.trouble('compare', cause),
  });
  const backups = new BackupDesk({
    sessions,
    folder,
    now,
    dialogs: backupDialogs(),
    version,
    openCopy: (file, lock) =>
      StoreDesk.open({ file, lock, script, now, ears: deaf((cause) => log.trouble('copy', cause)) }),
    tell: {
      warnings: (warnings) => tell('backup', { warnings }),
      progress: (stage, done, total) => tell('progress', { job: 'backup', stage, done, total }),
    },
    trouble: (cause) => log.trouble('backup', cause),
  });
  return { sessions, backups, syncs, exchanges, events, leases, compares };
}
