import path from 'node:path';
import { app } from 'electron';
import type { BackupDialogs } from './backupDesk.ts';
import { backupEnd } from './backupFolder.ts';
import { folderDialog, openDialog, saveDialog } from '../dialogs.ts';

const filters = [{ name: '뿌리데스크 백업', extensions: [backupEnd.slice(1)] }];

/** The dialogs of backups over the window that asks. */
export function backupDialogs(): BackupDialogs {
  return {
    openFile: (sender) =>
      openDialog(sender, {
        title: '백업 파일 고르기',
        properties: ['openFile'],
        filters: [...filters, { name: '모든 파일', extensions: ['*'] }],
      }),
    openFolder: folderDialog('두 번째 백업 폴더 고르기'),
    saveFile: (sender, name) =>
      saveDialog(sender, { title: '참여 파일 저장', defaultPath: path.join(app.getPath('documents'), name), filters }),
  };
}
