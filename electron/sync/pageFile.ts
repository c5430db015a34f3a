const magic = Buffer.from('PPURIPG1');

/**
 * Pages in one file, to be shown to who can help: they are sealed and encrypted as they are. Eight letters that say what it
 * is, then each page behind its length (u32, big-endian).
 */
export function pageFile(pages: readonly Uint8Array[]): Uint8Array {
  const parts = pages.flatMap((page) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(page.length);
    return [length, page];
  });
  return Buffer.concat([magic, ...parts]);
}
