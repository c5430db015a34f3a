import { BrowserWindow, dialog } from 'electron';
import type { OpenDialogOptions, SaveDialogOptions, WebContents } from 'electron';

/*
 * The dialogs of the system, over the window that asks. They stand open for as long as a person likes: after each of them
 * ask again who is there (stillHere.ts).
 */

/** Asks for one file or folder; null: cancelled. */
export async function openDialog(sender: WebContents, options: OpenDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender);
  const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}

/** Asks where a file is to be written; null: cancelled. */
export async function saveDialog(sender: WebContents, options: SaveDialogOptions): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender);
  const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return chosen.canceled || !chosen.filePath ? null : chosen.filePath;
}

/** Asks for a folder, one that is there or a new one; null: cancelled. */
export function folderDialog(title: string): (sender: WebContents) => Promise<string | null> {
  return (sender) => openDialog(sender, { title, properties: ['openDirectory', 'createDirectory'] });
}
