import path from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import type { WebContents } from 'electron';

/** Asks over the window that asks where the pages of an item of 확인 필요 are to be written; null: cancelled. */
export async function savePages(sender: WebContents, name: string): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender);
  const options = { title: '동기화 문제 내보내기', defaultPath: path.join(app.getPath('documents'), name) };
  const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return chosen.canceled || !chosen.filePath ? null : chosen.filePath;
}
