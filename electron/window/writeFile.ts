import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces a small file whole or not at all: written beside it, flushed, renamed, and the folder flushed, so that a
 * power loss leaves the old one or the new one.
 */
export function replaceFile(file: string, content: string): void {
  const beside = `${file}.new`;
  try {
    const handle = openSync(beside, 'w', 0o600);
    try {
      // Not writeSync: on a disk that is nearly full it writes a part, and says so only by its number.
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    moveFile(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Gives a flushed file its name, over the one that has it, so that a power loss leaves the old one or the new one. */
export function moveFile(from: string, to: string): void {
  renameSync(from, to);
  // Windows cannot open folders; its rename is journaled.
  if (process.platform === 'win32') return;
  const folder = openSync(path.dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
