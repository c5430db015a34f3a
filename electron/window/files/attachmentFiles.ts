import { existsSync, rmSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PageMime } from '../../../shared/model/attachment.ts';
import { mostOriginalBytes } from '../../../shared/model/attachment.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { replaceFile } from '../writeFile.ts';

/** Endings of stored pages as files. */
const endings: Readonly<Record<PageMime, string>> = { 'image/jpeg': '.jpg', 'image/png': '.png' };

/**
 * A whole file in memory, and nowhere else. Refuses with `attachmentTooLarge`, and with `fileUnreadable` what is no file or
 * cannot be read.
 */
export async function readOriginal(file: string): Promise<Buffer<ArrayBuffer>> {
  const about = await stat(file).catch(() => refuse('fileUnreadable'));
  if (!about.isFile()) refuse('fileUnreadable');
  if (about.size > mostOriginalBytes) refuse('attachmentTooLarge');
  const handle = await open(file, 'r').catch(() => refuse('fileUnreadable'));
  try {
    // Not from the pool of small buffers: it is wiped when it is dropped.
    const bytes = Buffer.alloc(about.size);
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await handle.read(bytes, read).catch(() => refuse('fileUnreadable'));
      if (bytesRead === 0) return bytes.subarray(0, read);
      read += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** A page on its way to a file. */
export interface PageFile {
  readonly mime: PageMime;
  readonly content: Uint8Array;
}

/** Where the pages of a document go when this file was chosen: one to that name, several beside it, over nothing. */
function targets(chosen: string, mimes: readonly PageMime[]): string[] {
  const { dir, name, ext } = path.parse(chosen);
  const [only] = mimes;
  if (mimes.length === 1 && only) return [ext.toLowerCase() === endings[only] ? chosen : `${chosen}${endings[only]}`];
  for (let copy = 1; ; copy += 1) {
    const stem = path.join(dir, copy === 1 ? name : `${name} (${copy})`);
    const files = mimes.map((mime, index) => `${stem}-${index + 1}${endings[mime]}`);
    if (!files.some((file) => existsSync(file))) return files;
  }
}

/** Writes pages as files, all or none; gives the first one's path. Refuses with `fileNotWritten`. */
export function writePages(chosen: string, pages: readonly PageFile[]): string {
  const files = targets(
    chosen,
    pages.map(({ mime }) => mime),
  );
  const written: string[] = [];
  try {
    for (const [index, { content }] of pages.entries()) {
      const file = files[index] ?? '';
      replaceFile(file, content);
      written.push(file);
    }
  } catch {
    for (const file of written) rmSync(file, { force: true });
    refuse('fileNotWritten');
  }
  return files[0] ?? chosen;
}
