import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeXlsxStream } from 'hucre';
import { cellText, numberText, plain, type Cell } from './cell.ts';
import { PaperFailure, paperProblem, type PaperProblem, type PaperResult } from './problems.ts';
import type { CancelFlag } from './reading.ts';

/** A row that was not taken, as it stood in the file, with what to correct. */
export interface RefusedLine {
  /** Row number in the file, so that it can be found there. */
  readonly line: number;
  readonly cells: readonly Cell[];
  /** Korean sentences. */
  readonly reasons: readonly string[];
}

type Lines = Iterable<RefusedLine> | AsyncIterable<RefusedLine>;

export interface WritingOptions {
  readonly cancel?: CancelFlag;
}

/**
 * Writes the refused rows as xlsx: 연번, the row's number in the file, why it was refused, then the columns of the file
 * unchanged, so that it can be corrected and chosen again. The header is frozen. Texts stay texts, also those that
 * begin with = + - @: an xlsx runs only what is stored as a formula, and nothing here is.
 *
 * Atomic: a file beside the target is written, flushed and renamed, so that there is never half a file under the name.
 * Gives the number of rows.
 */
export function writeRefusedXlsx(
  path: string,
  headers: readonly string[],
  rows: Lines,
  options: WritingOptions = {},
): Promise<PaperResult<number>> {
  return writeWhole(path, options, (counted) => {
    const titles = headerTitles(headers).map(withoutControls);
    const columns = titles.map((header, index) => ({ header, width: widthOf(index, header) }));
    return writeXlsxStream(refusedRows(rows, counted, xlsxValue), {
      name: '제외된 행',
      columns,
      freezePane: { rows: 1 },
    });
  });
}

/**
 * A sheet of any list: frozen header, texts stay texts as above, atomic as above. `titles` are lines above the header
 * that say what the sheet is. Gives the number of rows below the header.
 */
export function writeTableXlsx(
  path: string,
  name: string,
  columns: readonly { readonly header: string; readonly width: number }[],
  rows: Iterable<readonly (string | number)[]>,
  { titles = [], ...options }: WritingOptions & { readonly titles?: readonly string[] } = {},
): Promise<PaperResult<number>> {
  const head = [...titles.map((title) => [title]), columns.map(({ header }) => header)];
  return writeWhole(path, options, (counted) =>
    writeXlsxStream(tableRows(head, rows, counted), {
      name,
      columns: columns.map(({ width }) => ({ width })),
      freezePane: { rows: head.length },
    }),
  );
}

async function* tableRows(
  head: readonly (readonly string[])[],
  rows: Iterable<readonly (string | number)[]>,
  counted: () => number,
): AsyncGenerator<(string | number)[], void, undefined> {
  for (const row of head) yield row.map(withoutControls);
  for (const row of rows) {
    // Others may be answered in between.
    if (counted() % 1000 === 0) await nextTurn();
    yield row.map((value) => (typeof value === 'string' ? withoutControls(value) : value));
  }
}

/**
 * The same as CSV: UTF-8 with byte-order mark (Excel in Korea needs it), CRLF, every field quoted. A text that Excel
 * would run (= + - @ or a tab or CR at the beginning) gets an apostrophe in front; numbers do not.
 */
export function writeRefusedCsv(
  path: string,
  headers: readonly string[],
  rows: Lines,
  options: WritingOptions = {},
): Promise<PaperResult<number>> {
  return writeWhole(path, options, (counted) => csvBytes(headerTitles(headers), refusedRows(rows, counted, csvValue)));
}

const fixedTitles = ['연번', '원본 행', '제외 사유'];
const fixedWidths = [8, 9, 60];

function headerTitles(headers: readonly string[]): string[] {
  return [...fixedTitles, ...headers.map((title, index) => (title === '' ? `열 ${index + 1}` : title))];
}

function widthOf(index: number, header: string): number {
  return fixedWidths[index] ?? Math.min(40, Math.max(12, header.length * 2 + 2));
}

async function* refusedRows<T>(
  rows: Lines,
  counted: () => number,
  value: (cell: Cell) => T,
): AsyncGenerator<(T | number | string)[], void, undefined> {
  for await (const row of rows) {
    yield [counted(), row.line, withoutControls(row.reasons.join(' / ')), ...row.cells.map(value)];
  }
}

function xlsxValue(cell: Cell): string | number | boolean | null {
  const value = plain(cell);
  if (value === null || typeof value === 'boolean') return value;
  // 공장관리번호 and the like as text: Excel shows a long number as 2.81E+14.
  if (typeof value === 'number') return Math.abs(value) < 1e11 ? value : numberText(value);
  return typeof value === 'string' ? withoutControls(value) : cellText(value);
}

/**
 * Characters that XML cannot hold would make a file that Excel calls damaged: control characters, and the two that are no
 * characters at all, which a copy out of a PDF brings along.
 */
function withoutControls(text: string): string {
  return Array.from(text.toWellFormed(), (c) =>
    (c < ' ' && c !== '\t' && c !== '\n') || c === '\uFFFE' || c === '\uFFFF' ? '' : c,
  ).join('');
}

function csvValue(cell: Cell): string {
  const value = plain(cell);
  const text = cellText(cell);
  return typeof value === 'string' ? harmless(text) : text;
}

/** Formula injection (domain.md §10.10): the apostrophe makes Excel show the text instead of running it. */
export function harmless(text: string): string {
  return /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) ? `'${text}` : text;
}

async function* csvBytes(
  titles: readonly string[],
  rows: AsyncIterable<readonly (string | number)[]>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let text = `\uFEFF${csvLine(titles.map(harmless))}`;
  for await (const row of rows) {
    text += csvLine(row);
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  yield Buffer.from(text, 'utf8');
}

function csvLine(values: readonly (string | number)[]): string {
  return `${values.map((value) => `"${String(value).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

const unfinished = /^\.~[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/u;
/** No export takes so long, ms. */
const longestWriting = 24 * 3_600_000;

/**
 * Takes away what a power cut left of an earlier export: a list of people under a name that nobody would know. By the clock
 * of the disk, on which `own` has just been made.
 */
async function removeLeftovers(folder: string, own: FileHandle): Promise<void> {
  const { mtimeMs: now } = await own.stat();
  for (const name of (await readdir(folder)).filter((each) => unfinished.test(each))) {
    const file = join(folder, name);
    if (now - (await stat(file)).mtimeMs > longestWriting) await rm(file, { force: true });
  }
}

async function writeWhole(
  path: string,
  options: WritingOptions,
  content: (counted: () => number) => AsyncIterable<Uint8Array>,
): Promise<PaperResult<number>> {
  const beside = join(dirname(path), `.~${randomUUID()}.tmp`);
  let count = 0;
  try {
    // 'wx': never over something that is there.
    const file = await open(beside, 'wx');
    try {
      // Whatever stands in the way of that is no reason not to write.
      await removeLeftovers(dirname(path), file).catch(() => undefined);
      for await (const chunk of content(() => (count += 1))) {
        if (options.cancel?.aborted === true) throw new PaperFailure('cancelled');
        // Not `write`: on a disk that is nearly full it writes a part, and says so only by its number.
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    return { ok: true, value: count };
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    return { ok: false, problem: writingProblem(error) };
  }
}

function writingProblem(error: unknown): PaperProblem {
  if (error instanceof PaperFailure) return error.problem;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return paperProblem(code === 'ENOSPC' || code === 'EDQUOT' ? 'diskFull' : 'notWritten');
}
