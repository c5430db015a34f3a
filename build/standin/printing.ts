// Paper, PDF and pictures of a page.
import type * as Electron from 'electron';
import { spawn } from 'node:child_process';
import type { Contents } from './contents.ts';

const INCHES: Record<string, [number, number]> = {
  A0: [33.1, 46.8],
  A1: [23.4, 33.1],
  A2: [16.54, 23.4],
  A3: [11.7, 16.54],
  A4: [8.27, 11.7],
  A5: [5.83, 8.27],
  A6: [4.13, 5.83],
  Legal: [8.5, 14],
  Letter: [8.5, 11],
  Tabloid: [11, 17],
  Ledger: [17, 11],
};

/** Inches of a page size; refuses what Electron refuses. */
function inchesOf(size: string | Electron.Size): [number, number] {
  if (typeof size !== 'string') return [size.width, size.height];
  const known = Object.entries(INCHES).find(([name]) => name.toLowerCase() === size.toLowerCase());
  if (known === undefined) throw new Error(`Invalid pageSize ${size}`);
  return known[1];
}

/** What Electron throws at once, before anything is printed. */
export function checkPrintOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('webContents.print(): Invalid print settings specified.');
  const { pageSize, copies, usePrinterDefaultPageSize } = options as Electron.WebContentsPrintOptions;
  if (usePrinterDefaultPageSize === true && pageSize !== undefined)
    throw new Error('usePrinterDefaultPageSize cannot be combined with pageSize');
  if (typeof pageSize === 'string') inchesOf(pageSize);
  if (copies !== undefined && typeof copies !== 'number') throw new TypeError('copies must be a number');
}

/** The page as PDF. Sizes and margins are inches, as in Electron. */
export async function printToPdf(contents: Contents, options: Electron.PrintToPDFOptions): Promise<Buffer> {
  const [width, height] = inchesOf(options.pageSize ?? 'Letter');
  const margins = options.margins ?? {};
  const plain = 0.4;
  const { data } = await contents.page('Page.printToPDF', {
    landscape: options.landscape ?? false,
    printBackground: options.printBackground ?? false,
    displayHeaderFooter: options.displayHeaderFooter ?? false,
    headerTemplate: options.headerTemplate ?? '',
    footerTemplate: options.footerTemplate ?? '',
    scale: options.scale ?? 1,
    paperWidth: width,
    paperHeight: height,
    marginTop: margins.top ?? plain,
    marginBottom: margins.bottom ?? plain,
    marginLeft: margins.left ?? plain,
    marginRight: margins.right ?? plain,
    pageRanges: options.pageRanges ?? '',
    preferCSSPageSize: options.preferCSSPageSize ?? false,
    generateTaggedPDF: options.generateTaggedPDF ?? false,
    generateDocumentOutline: options.generateDocumentOutline ?? false,
  });
  return Buffer.from(data, 'base64');
}

/** Prints: silently through the system's `lp`, or with the browser's own print dialog. Rejects where neither exists. */
export async function printPaper(
  contents: Contents,
  options: Electron.WebContentsPrintOptions,
  headless: boolean,
): Promise<void> {
  if (options.silent !== true) {
    if (headless)
      throw new Error('The stand-in has no print dialog without a window. Stub webContents.print in the test.');
    // It comes back when the dialog is closed, and does not tell whether anything was printed.
    await contents.executeJavaScript('window.print()', true);
    return;
  }
  if (process.platform === 'win32') throw new Error('The stand-in cannot print silently on Windows.');
  const { landscape, printBackground, deviceName = '', copies = 1 } = options;
  const pdf = await printToPdf(contents, {
    landscape: landscape ?? false,
    printBackground: printBackground ?? false,
    preferCSSPageSize: true,
  });
  await send([...(deviceName === '' ? [] : ['-d', deviceName]), '-n', String(copies)], pdf);
}

/** Hands the paper to `lp` through its input: it never lies in a file of ours. */
function send(args: readonly string[], pdf: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const lp = spawn('lp', [...args, '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
    lp.on('error', reject);
    lp.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error('Print job failed'));
    });
    // A printer that is not there closes its ear; its exit says so.
    lp.stdin.on('error', () => undefined);
    lp.stdin.end(pdf);
  });
}

export type Picture = Pick<Electron.NativeImage, 'toPNG' | 'toDataURL' | 'isEmpty' | 'getSize'>;

/** A PNG as the part of nativeImage the stand-in has. */
function pictureOf(png: Buffer): Picture {
  return {
    toPNG: () => png,
    toDataURL: () => `data:image/png;base64,${png.toString('base64')}`,
    isEmpty: () => png.length === 0,
    // Width and height stand at fixed places of the IHDR chunk.
    getSize: () =>
      png.length < 24 ? { width: 0, height: 0 } : { width: png.readUInt32BE(16), height: png.readUInt32BE(20) },
  };
}

/** What the page shows now. */
export async function capture(contents: Contents, area?: Electron.Rectangle): Promise<Picture> {
  const clip = area === undefined ? {} : { clip: { ...area, scale: 1 } };
  const { data } = await contents.page('Page.captureScreenshot', { format: 'png', ...clip });
  return pictureOf(Buffer.from(data, 'base64'));
}
