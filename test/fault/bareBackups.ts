import type { StoreLock } from '../../electron/store/connection.ts';
import { StoreDesk } from '../../electron/store/desk.ts';
import { BackupDesk } from '../../electron/window/backup/backupDesk.ts';
import type { BackupDeskOptions } from '../../electron/window/backup/backupDesk.ts';
import { workerScript } from '../../electron/workerScript.test-helper.ts';

/** A store's workers with nobody who hears of anything. */
export const bareStore = {
  script: workerScript(),
  ears: { changed: () => undefined, progress: () => undefined, trouble: () => undefined },
};

/** The backup desk as main has it, without windows: no dialog is answered, and nobody is told. */
export function bareBackups(given: Pick<BackupDeskOptions, 'sessions' | 'folder' | 'now' | 'reached'>): BackupDesk {
  return new BackupDesk({
    ...given,
    version: '1.0.0',
    openCopy: (file: string, lock: StoreLock) => StoreDesk.open({ ...bareStore, file, lock }),
    dialogs: {
      openFile: () => Promise.resolve(null),
      openFolder: () => Promise.resolve(null),
      saveFile: () => Promise.resolve(null),
    },
    tell: { warnings: () => undefined, progress: () => undefined },
    trouble: () => undefined,
  });
}
