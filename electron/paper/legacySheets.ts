import { readFile } from 'node:fs/promises';
import { fromHtml, HucreError, readOds, readXls, read, type CellValue, type Sheet } from 'hucre';
import iconv from 'iconv-lite';
import { dayCell, mostColumns, textCell, type Cell, type SheetRow } from './cell.ts';
import { PaperFailure } from './problems.ts';
import type { Step } from './reading.ts';
import type { Sniffed } from './sniff.ts';
import { assertPlausible, type ZipPart } from './zipParts.ts';

/**
 * The formats that come whole through hucre: BIFF .xls (at most 65,536 rows a sheet), .ods, .xlsb and web pages named
 * .xls. Their size is bounded, because hucre keeps all cells.
 */
export interface LegacyBook {
  readonly sheets: readonly LegacySheet[];
}

interface LegacySheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly hiddenColumns: readonly number[];
  readonly rows: readonly SheetRow[];
}

/** A .xls of 60,000 rows × 12 columns has 14 MB and takes 0.4 GB to read (measured): more than this is refused. */
const largestXls = 48 * 1024 * 1024;
const largestOdsContent = 120e6;
const largestHtml = 40e6;

/** Reads a whole .xls, .ods or .xlsb. Fails with `locked`, `drm`, `hangulDocument`, `oldExcel`, `tooMuchInside` … */
export async function readLegacy(
  path: string,
  format: 'xls' | 'ods' | 'xlsb',
  step: Step,
  parts?: ReadonlyMap<string, ZipPart>,
): Promise<LegacyBook> {
  for (const part of parts?.values() ?? [])
    if (!part.name.startsWith('Pictures/') && !part.name.startsWith('xl/media/'))
      assertPlausible(part, largestOdsContent);
  const bytes = await readFile(path);
  step(0);
  if (format === 'xls') return readBiff(bytes);
  if (format === 'ods' && isEncryptedOds(bytes)) throw new PaperFailure('locked');
  const book = format === 'ods' ? await readOds(bytes) : await read(bytes);
  return { sheets: book.sheets.map(legacySheet) };
}

/** ODF marks protected parts in its manifest, which itself is never encrypted. */
function isEncryptedOds(bytes: Buffer): boolean {
  return bytes.includes('manifest:encryption-data');
}

async function readBiff(bytes: Buffer): Promise<LegacyBook> {
  const streams = oleStreams(bytes);
  if (streams.has('\u0006DataSpaces') && bytes.includes(utf16('DRMEncrypted'))) throw new PaperFailure('drm');
  if (streams.has('EncryptedPackage')) throw new PaperFailure('locked');
  if (streams.has('HwpSummaryInformation') || streams.has('\u0005HwpSummaryInformation'))
    throw new PaperFailure('hangulDocument');
  if (!streams.has('Workbook')) throw new PaperFailure(streams.has('Book') ? 'oldExcel' : 'otherDocument');
  if (bytes.length > largestXls) throw new PaperFailure('tooMuchInside');
  if (hasFilePass(bytes)) throw new PaperFailure('locked');
  try {
    const book = await readXls(bytes);
    return { sheets: book.sheets.map(legacySheet) };
  } catch (error) {
    if (error instanceof HucreError && error.message.includes('BIFF'))
      throw new PaperFailure('oldExcel', undefined, { cause: error });
    throw error;
  }
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** Names in the directory of an OLE2 container ([MS-CFB] §2.6); follows the chain of its sectors. */
function oleStreams(bytes: Buffer): Set<string> {
  const names = new Set<string>();
  const sector = 1 << Math.min(16, bytes.readUInt16LE(30));
  let at = bytes.readUInt32LE(48);
  const seen = new Set<number>();
  while (at < 0xfffffffa && !seen.has(at)) {
    seen.add(at);
    const start = (at + 1) * sector;
    if (start + sector > bytes.length) break;
    for (let entry = start; entry < start + sector; entry += 128) {
      const length = bytes.readUInt16LE(entry + 64);
      if (length >= 2 && length <= 64) names.add(bytes.toString('utf16le', entry, entry + length - 2));
    }
    at = nextSector(bytes, at, sector);
  }
  return names;
}

/** The next sector in a chain, by the allocation table whose first 109 sectors the header lists. */
function nextSector(bytes: Buffer, at: number, sector: number): number {
  const perSector = sector / 4;
  const table = Math.floor(at / perSector);
  if (table >= 109) return 0xfffffffe;
  const tableSector = bytes.readUInt32LE(76 + table * 4);
  const offset = (tableSector + 1) * sector + (at % perSector) * 4;
  return offset + 4 <= bytes.length ? bytes.readUInt32LE(offset) : 0xfffffffe;
}

/** FILEPASS right behind the first BOF: the workbook is encrypted and hucre would read noise ([MS-XLS] §2.4.117). */
function hasFilePass(bytes: Buffer): boolean {
  const bof = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]);
  const at = bytes.indexOf(bof);
  if (at === -1) return false;
  let record = at + 20;
  // Only WRITEPROTECT may stand between.
  if (record + 4 <= bytes.length && bytes.readUInt16LE(record) === 0x86) record += 4 + bytes.readUInt16LE(record + 2);
  return record + 4 <= bytes.length && bytes.readUInt16LE(record) === 0x2f;
}

function legacySheet(sheet: Sheet): LegacySheet {
  const formulas = new Set<string>();
  for (const [key, cell] of sheet.cells ?? []) if (cell.formula !== undefined) formulas.add(key);
  const rows: SheetRow[] = [];
  // hucre leaves holes in the rows of a .xls.
  for (const [index, values] of Array.from(sheet.rows).entries()) {
    if (values === undefined) continue;
    const cells = Array.from(values.slice(0, mostColumns), (value, column): Cell => {
      const content = cellOf(value ?? null);
      return formulas.has(`${index},${column}`) ? { kind: 'formula', value: content } : content;
    });
    rows.push({ line: index + 1, cells });
  }
  const hiddenColumns = (sheet.columns ?? []).flatMap((column, index) => (column.hidden === true ? [index] : []));
  return { name: sheet.name, hidden: sheet.hidden === true || sheet.veryHidden === true, hiddenColumns, rows };
}

const errorText = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|ERR!)$/u;

function cellOf(value: CellValue): Exclude<Cell, { kind: 'formula' }> {
  if (value instanceof Date) return dayCell(value);
  if (typeof value !== 'string') return value;
  return errorText.test(value) ? { kind: 'error', text: value } : textCell(value);
}

/** The tables of a web page, as one sheet; every value is text. Fails with `noTable`. */
export async function readHtmlTable(path: string, sniffed: Sniffed, step: Step): Promise<LegacyBook> {
  if (sniffed.size > largestHtml) throw new PaperFailure('tooMuchInside');
  const bytes = await readFile(path);
  step(0);
  const sheet = fromHtml(htmlText(bytes), { typeInference: false, classes: false, sheetName: 'HTML' });
  const read = legacySheet(sheet);
  if (read.rows.length === 0) throw new PaperFailure('noTable');
  return { sheets: [read] };
}

/** By its own word (`charset=euc-kr`), else UTF-8 if valid, else CP949. */
function htmlText(bytes: Buffer): string {
  const said = /charset=["']?([\w-]+)/iu.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1]?.toLowerCase();
  if (said === 'euc-kr' || said === 'ks_c_5601-1987' || said === 'cp949') return iconv.decode(bytes, 'cp949');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'cp949');
  }
}
