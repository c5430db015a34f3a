import path from 'node:path';
import { app } from 'electron';
import type { WebContents } from 'electron';
import { saveDialog } from '../dialogs.ts';

/** Asks where the pages of an item of 확인 필요 are to be written; null: cancelled. */
export async function savePages(sender: WebContents, name: string): Promise<string | null> {
  return await saveDialog(sender, {
    title: '동기화 문제 내보내기',
    defaultPath: path.join(app.getPath('documents'), name),
  });
}
