import path from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions, WebContents } from 'electron';
import type { BackupDialogs } from './backupDesk.ts';
import { backupEnd } from './backupFolder.ts';

const filters = [{ name: '뿌리데스크 백업', extensions: [backupEnd.slice(1)] }];

async function open(sender: WebContents, options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender);
  const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}

/** Asks for a folder over the window that asks. */
export function folderDialog(title: string): (sender: WebContents) => Promise<string | null> {
  return (sender) => open(sender, { title, properties: ['openDirectory', 'createDirectory'] });
}

/** The dialogs of backups over the window that asks. */
export function backupDialogs(): BackupDialogs {
  return {
    openFile: (sender) =>
      open(sender, {
        title: '백업 파일 고르기',
        properties: ['openFile'],
        filters: [...filters, { name: '모든 파일', extensions: ['*'] }],
      }),
    openFolder: folderDialog('두 번째 백업 폴더 고르기'),
    async saveFile(sender, name) {
      const window = BrowserWindow.fromWebContents(sender);
      const options = { title: '참여 파일 저장', defaultPath: path.join(app.getPath('documents'), name), filters };
      const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      return chosen.canceled || !chosen.filePath ? null : chosen.filePath;
    },
  };
}
