import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { moveFile } from '../store/moveFile.ts';

export { moveFile } from '../store/moveFile.ts';

/**
 * Replaces a small file whole or not at all: written beside it, flushed, renamed, and the folder flushed, so that a
 * power loss leaves the old one or the new one.
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
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
