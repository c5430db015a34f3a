import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';

/** Gives a flushed file its name, over the one that has it, so that a power loss leaves the old one or the new one. */
export function moveFile(from: string, to: string): void {
  renameSync(from, to);
  flushFolder(path.dirname(to));
}

/** Puts the names in a folder onto the disk. */
export function flushFolder(folder: string): void {
  // Windows cannot open folders; its rename is journaled.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
