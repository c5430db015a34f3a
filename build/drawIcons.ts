import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ensureBrowser } from './shell.ts';

// Draws build/icons/icon.svg into the sizes that installers want. Run by hand when the drawing changes; the pictures are
// kept, so that packaging needs no browser.
const folder = path.join(import.meta.dirname, 'icons');

/** Linux's icon theme takes each of these by its name. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512];
/** Windows draws its title bar, task bar, desktop and Explorer from these. An ICO holds no more than 256. */
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];

/** An ICO file of PNG pictures, as Windows reads it since Vista: a header, one entry of 16 bytes each, the pictures. */
function icoOf(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const entryBytes = 16;
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(pictures.length, 4);
  let at = header.length + entryBytes * pictures.length;
  const entries = pictures.map(({ size, png }) => {
    const entry = Buffer.alloc(entryBytes);
    // A side of 256 does not fit into a byte and is written as 0.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4); // planes
    entry.writeUInt16LE(32, 6); // bits of a pixel
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(at, 12);
    at += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)]);
}

const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: ensureBrowser() });
const page = await browser.newPage();
const drawn = new Map<number, Buffer>();
for (const size of new Set([...linuxSizes, ...windowsSizes])) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  drawn.set(size, await page.screenshot({ omitBackground: true }));
}
await browser.close();

const picture = (size: number): { size: number; png: Buffer } => ({ size, png: drawn.get(size) ?? Buffer.alloc(0) });
for (const { size, png } of linuxSizes.map(picture)) writeFileSync(path.join(folder, `${size}x${size}.png`), png);
writeFileSync(path.join(folder, 'icon.ico'), icoOf(windowsSizes.map(picture)));
console.log(`아이콘을 그렸습니다: ${folder}`);
