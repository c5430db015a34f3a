import { readdirSync } from 'node:fs';
import path from 'node:path';
import { BrowserWindow } from 'electron';
import type { WebContents } from 'electron';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { PrintDocument } from '../../shared/contract/print.ts';
import { printRoles } from '../../shared/contract/print.ts';
import { todayInSeoul } from '../../shared/korean/day.ts';
import { paperKinds } from '../../shared/model/paperCode.ts';
import { refuse } from '../../shared/model/problem.ts';
import { pdfName } from '../paper/documents/fileName.ts';
import type { PaperFacts } from '../paper/documents/paper.ts';
import { sheetStyle } from '../paper/documents/sheet.ts';
import type { SheetFonts } from '../paper/documents/sheet.ts';
import type { MadePaper, PaperOrder } from '../paper/printJob.ts';
import { origin } from './appProtocol.ts';
import { saveDialog } from './dialogs.ts';
import type { From } from './from.ts';
import type { HeldPages } from './files/heldPages.ts';
import { pagePreferences } from './mainWindow.ts';
import type { Sessions } from './session/session.ts';
import { stillHere } from './session/stillHere.ts';
import { replaceFile } from './writeFile.ts';

/** What main knows of itself for a document. */
export type MakeFacts = (document: PrintDocument, from: From) => Promise<PaperFacts>;

export interface PrintDeskOptions {
  readonly sessions: Pick<Sessions, 'actor' | 'store'>;
  readonly now: () => number;
  readonly pages: HeldPages;
  readonly fonts: SheetFonts;
  readonly facts: MakeFacts;
}

/** The typeface's files as the build has named them, by weight. */
export function sheetFonts(bundle: string): SheetFonts {
  const files = readdirSync(path.join(bundle, 'assets'));
  const address = (weight: string): string => {
    const form = new RegExp(`^PretendardGOV-${weight}-[\\w-]+\\.woff2$`);
    const file = files.find((name) => form.test(name));
    if (file === undefined) throw new Error(`no typeface ${weight} in the bundle`);
    return `/assets/${file}`;
  };
  return { regular: address('Regular'), medium: address('Medium'), bold: address('Bold') };
}

/** Paper is drawn in a window of its own that nobody sees: no preload, no Node, nothing it could call. */
function openSheet(): BrowserWindow {
  return new BrowserWindow({
    show: false,
    width: 794,
    height: 1123,
    title: '인쇄',
    webPreferences: pagePreferences,
  });
}

function hasCode({ kind }: PrintDocument): boolean {
  return Object.hasOwn(paperKinds, kind);
}

/** The system's print dialog; false when the person closed it. */
async function toPrinter(contents: WebContents, copies: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<{ success: boolean; reason: string }>();
  contents.print({ silent: false, printBackground: true, pageSize: 'A4', copies }, (success, reason) =>
    resolve({ success, reason }),
  );
  const { success, reason } = await promise;
  if (success) return true;
  // Electron's own words for a closed dialog.
  if (/cancel/i.test(reason)) return false;
  return refuse('notPrinted');
}

function writePdf(file: string, pdf: Uint8Array): void {
  try {
    replaceFile(file, pdf);
  } catch {
    refuse('fileNotWritten');
  }
}

/**
 * Prints documents, or saves them as PDF: the page is made in a reading worker, held in memory, drawn in a hidden window
 * and forgotten. It is logged before it can leave (behaviours T2); a dialog that was closed is logged as such.
 */
export function printDesk({ sessions, now, pages, fonts, facts }: PrintDeskOptions) {
  async function make(document: PrintDocument, from: From): Promise<MadePaper> {
    const known = await facts(document, from);
    const actor = stillHere(sessions, from);
    const store = await sessions.store();
    // Making a page writes nothing: what has a barcode got it from the writer before.
    const code = hasCode(document)
      ? ((await store.job('writer', 'print.code', document, actor, now())) as string)
      : null;
    const order: PaperOrder = { document, facts: known, code };
    return (await store.job('heavy', 'print.make', order, actor, now())) as MadePaper;
  }

  async function drawn<T>(made: MadePaper, use: (contents: WebContents) => Promise<T>): Promise<T> {
    const held = pages.hold(made.page, sheetStyle(fonts, made.foot));
    const sheet = openSheet();
    try {
      await sheet.loadURL(`${origin}${held.address}`);
      // Loaded is not drawn: the typeface comes after the stylesheet.
      await sheet.webContents.executeJavaScript('document.fonts.ready.then(() => true)');
      return await use(sheet.webContents);
    } finally {
      held.forget();
      if (!sheet.isDestroyed()) sheet.destroy();
    }
  }

  async function run({ document, to, copies }: Input<'print.run'>, from: From): Promise<Output<'print.run'>> {
    const { role } = stillHere(sessions, from);
    if (!printRoles[document.kind].includes(role)) refuse('notAllowed');
    const made = await make(document, from);
    const log = async (detail: Record<string, string | number | boolean>): Promise<void> => {
      const { userId } = stillHere(sessions, from);
      const entry = { ...made.entry, detail: { ...made.entry.detail, document: document.kind, to, ...detail } };
      await (await sessions.store()).log({ userId, now: now(), entry });
    };

    if (to === 'printer') {
      return await drawn(made, async (contents) => {
        await log({ copies });
        const done = await toPrinter(contents, copies);
        if (!done) await log({ copies: 0, cancelled: true });
        return { done, file: null };
      });
    }
    const file = await chooseFile(made, from.sender, todayInSeoul(now()));
    if (file === null) return { done: false, file: null };
    const pdf = await drawn(made, (contents) =>
      contents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true, generateTaggedPDF: true }),
    );
    await log({ copies: 1 });
    writePdf(file, pdf);
    return { done: true, file };
  }

  return { run };
}

async function chooseFile(made: MadePaper, sender: WebContents, today: string): Promise<string | null> {
  return await saveDialog(sender, {
    title: `${made.title} 저장`,
    defaultPath: pdfName(made, today),
    filters: [{ name: 'PDF 파일', extensions: ['pdf'] }],
  });
}
