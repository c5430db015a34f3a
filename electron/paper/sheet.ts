import { cellText, isBlankCell, type SheetRow } from './cell.ts';
import { csvRows, decodedPieces, sniffDelimiter, sniffEncoding } from './csv.ts';
import { readHtmlTable, readLegacy, type LegacyBook } from './legacySheets.ts';
import { asPaperProblem, PaperFailure, type PaperResult } from './problems.ts';
import { stepOf, type ReadingOptions, type Step } from './reading.ts';
import { sniffFile, type Sniffed } from './sniff.ts';
import { openXlsx, xlsxRows } from './xlsx.ts';
import { zipDirectory } from './zipParts.ts';

/**
 * The one way in which a spreadsheet enters: by path, sniffed by content, its rows handed on in portions. Meant to
 * run in a worker of its own. Everything that can go wrong comes back as a value with a Korean sentence.
 */
type SheetFormat = 'xlsx' | 'xlsb' | 'xls' | 'ods' | 'csv' | 'html';

interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

/** An opened file. Nothing stays open between the calls; the file is read anew each time. */
export interface SheetFile {
  readonly format: SheetFormat;
  /** Encoding of a text file, for the screen ("CP949로 읽었습니다"). */
  readonly encoding?: string;
  readonly sheets: readonly SheetInfo[];
  /**
   * Hands the rows of a sheet on, some hundred at a time, in order, blank ones left out. `take` may give `'enough'`
   * to stop. Each portion is awaited, so memory stays bounded however slow the taker is.
   */
  readRows(sheet: number, take: TakeRows, options?: ReadingOptions): Promise<PaperResult<SheetReport>>;
}

type TakeRows = (rows: readonly SheetRow[]) => void | 'enough' | Promise<void | 'enough'>;

interface SheetReport {
  /** Rows handed on. */
  readonly rows: number;
  /** Columns, from 0, hidden in the file. They are read like the others: offices hide what they do not print. */
  readonly hiddenColumns: readonly number[];
}

/** Opens a file and lists its sheets. */
export async function openSheets(path: string, options: ReadingOptions = {}): Promise<PaperResult<SheetFile>> {
  try {
    const sniffed = await sniffFile(path);
    const source = await openSource(
      path,
      sniffed,
      stepOf(sniffed.size, options, () => 0),
    );
    if (source.sheets.length === 0) throw new PaperFailure('noTable');
    return {
      ok: true,
      value: {
        ...source.about,
        sheets: source.sheets,
        readRows: (sheet, take, more) => readRows(source, sheet, take, more ?? {}),
      },
    };
  } catch (error) {
    return { ok: false, problem: asPaperProblem(error) };
  }
}

export interface SheetHead extends SheetInfo {
  readonly rows: readonly SheetRow[];
  readonly hiddenColumns: readonly number[];
}

/** The first rows of every sheet, enough to find the header and to show the mapping. Sheets without rows are kept. */
export async function readHeads(
  file: SheetFile,
  most: number,
  options: ReadingOptions = {},
): Promise<PaperResult<SheetHead[]>> {
  const heads: SheetHead[] = [];
  for (const [index, sheet] of file.sheets.entries()) {
    const rows: SheetRow[] = [];
    const take: TakeRows = (portion) => {
      rows.push(...portion.slice(0, most - rows.length));
      return rows.length >= most ? 'enough' : undefined;
    };
    const read = await file.readRows(index, take, options);
    if (!read.ok) return read;
    heads.push({ ...sheet, rows, hiddenColumns: read.value.hiddenColumns });
  }
  return { ok: true, value: heads };
}

export interface Workbook {
  readonly format: SheetFormat;
  readonly sheets: readonly SheetHead[];
}

/** The whole file at once: for small lists and tests. Use `openSheets` where the list may be long. */
export async function readSheets(path: string, options: ReadingOptions = {}): Promise<PaperResult<Workbook>> {
  const file = await openSheets(path, options);
  if (!file.ok) return file;
  const heads = await readHeads(file.value, Infinity, options);
  return heads.ok ? { ok: true, value: { format: file.value.format, sheets: heads.value } } : heads;
}

/** A row as texts, for previews and for the list of refused rows. */
export function rowTexts(row: SheetRow): string[] {
  return row.cells.map(cellText);
}

interface Source {
  readonly about: { readonly format: SheetFormat; readonly encoding?: string };
  readonly sheets: readonly SheetInfo[];
  /** Bytes that a full reading of the sheet goes through. */
  bytesOf(sheet: number): number;
  portions(sheet: number, step: Step, hiddenColumns: Set<number>): AsyncGenerator<readonly SheetRow[], void, undefined>;
}

async function readRows(
  source: Source,
  sheet: number,
  take: TakeRows,
  options: ReadingOptions,
): Promise<PaperResult<SheetReport>> {
  const hiddenColumns = new Set<number>();
  let rows = 0;
  try {
    if (source.sheets[sheet] === undefined) throw new PaperFailure('noSuchSheet');
    const step = stepOf(source.bytesOf(sheet), options, () => rows);
    for await (const portion of source.portions(sheet, step, hiddenColumns)) {
      step(0);
      const kept = portion.filter((row) => row.cells.some((cell) => !isBlankCell(cell) || isFormula(cell)));
      rows += kept.length;
      if (kept.length > 0 && (await take(kept)) === 'enough') break;
    }
    options.onProgress?.({ rows, share: 1 });
    return { ok: true, value: { rows, hiddenColumns: [...hiddenColumns].sort((a, b) => a - b) } };
  } catch (error) {
    return { ok: false, problem: asPaperProblem(error) };
  }
}

function isFormula(cell: SheetRow['cells'][number]): boolean {
  return typeof cell === 'object' && cell !== null && cell.kind === 'formula';
}

async function openSource(path: string, sniffed: Sniffed, step: Step): Promise<Source> {
  switch (sniffed.kind) {
    case 'zip':
      return openZip(path, sniffed, step);
    case 'ole2':
      return legacySource('xls', await readLegacy(path, 'xls', step));
    case 'html':
      return legacySource('html', await readHtmlTable(path, sniffed, step));
    case 'spreadsheetXml':
      throw new PaperFailure('oldExcel');
    case 'text':
      return textSource(path, sniffed, step);
  }
}

async function openZip(path: string, sniffed: Sniffed, step: Step): Promise<Source> {
  const parts = await zipDirectory(path);
  const first = sniffed.head.subarray(30, 120).toString('latin1');
  if (first.startsWith('mimetypeapplication/hwp') || parts.has('Contents/section0.xml'))
    throw new PaperFailure('hangulDocument');
  if (parts.has('content.xml') && first.includes('opendocument.spreadsheet'))
    return legacySource('ods', await readLegacy(path, 'ods', step, parts));
  if (parts.has('xl/workbook.bin')) return legacySource('xlsb', await readLegacy(path, 'xlsb', step, parts));
  if (parts.has('word/document.xml') || parts.has('ppt/presentation.xml') || !parts.has('[Content_Types].xml')) {
    throw new PaperFailure('otherDocument');
  }
  const book = await openXlsx(path, parts);
  return {
    about: { format: 'xlsx' },
    sheets: book.sheets,
    bytesOf: (sheet) => (book.sheets[sheet]?.part?.size ?? 0) + (book.sharedStrings?.size ?? 0),
    async *portions(index, step, hiddenColumns) {
      const sheet = book.sheets[index];
      if (sheet) yield* xlsxRows(path, book, sheet, { hiddenColumns }, step);
    },
  };
}

async function textSource(path: string, sniffed: Sniffed, step: Step): Promise<Source> {
  const encoding = await sniffEncoding(path, sniffed.head, step);
  let head = '';
  for await (const piece of decodedPieces(path, encoding, () => undefined)) {
    head += piece;
    if (head.length > 1 << 16) break;
  }
  if (head.trim() === '') throw new PaperFailure('empty');
  const form = { encoding, delimiter: sniffDelimiter(head) };
  return {
    about: { format: 'csv', encoding },
    sheets: [{ name: 'CSV', hidden: false }],
    bytesOf: () => sniffed.size,
    portions: (_, step) => csvRows(path, form, step),
  };
}

const portionSize = 500;

/** Formats whose reader gives everything at once: held in memory, handed on in portions like the others. */
function legacySource(format: SheetFormat, book: LegacyBook): Source {
  return {
    about: { format },
    sheets: book.sheets.map(({ name, hidden }) => ({ name, hidden })),
    bytesOf: (sheet) => book.sheets[sheet]?.rows.length ?? 0,
    async *portions(index, step, hiddenColumns) {
      const sheet = book.sheets[index];
      if (!sheet) return;
      for (const column of sheet.hiddenColumns) hiddenColumns.add(column);
      for (let at = 0; at < sheet.rows.length; at += portionSize) {
        step(portionSize);
        yield sheet.rows.slice(at, at + portionSize);
        // A reader that never waits would keep the worker from hearing a cancel.
        await new Promise((resume) => setImmediate(resume));
      }
    },
  };
}
