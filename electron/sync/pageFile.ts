import { decodePage } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';

const magic = Buffer.from('PPURIPG1');
const lengthBytes = 4;

/** Bytes of such a file, at most, that are taken in: it is read as a whole. */
export const mostPageFile = 64 * 1024 * 1024;

/**
 * Pages in one file, to be shown to who can help: they are sealed and encrypted as they are. Eight letters that say what it
 * is, then each page behind its length (u32, big-endian).
 */
export function pageFile(pages: readonly Uint8Array[]): Uint8Array {
  const parts = pages.flatMap((page) => {
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(page.length);
    return [length, page];
  });
  return Buffer.concat([magic, ...parts]);
}

/** The pages of such a file, in order; null for anything that is not whole or not one, before a single page is taken in. */
export function readPageFile(bytes: Uint8Array): readonly Uint8Array[] | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!file.subarray(0, magic.length).equals(magic)) return null;
  const pages: Uint8Array[] = [];
  for (let at = magic.length; at < file.length;) {
    if (file.length - at < lengthBytes) return null;
    const begin = at + lengthBytes;
    at = begin + file.readUInt32BE(at);
    if (at > file.length) return null;
    const page = file.subarray(begin, at);
    if (decodePage(page, plainText) === undefined) return null;
    pages.push(page);
  }
  return pages;
}
