import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { mostColumns, textCell, type SheetRow } from './cell.ts';
import { PaperFailure } from './problems.ts';
import type { Step } from './reading.ts';

/**
 * CSV and its kin. Korean programs write CP949, newer ones UTF-8, "유니코드 텍스트" is UTF-16. Bytes that are not valid
 * UTF-8 to the end of the file are CP949 (domain.md §10.10). Decoding is iconv-lite's: Node's own euc-kr decoder
 * corrupts the syllables outside KS X 1001 (dependencies.md fact 5).
 */
export type TextEncoding = 'utf-8' | 'cp949' | 'utf-16le' | 'utf-16be';

export interface CsvForm {
  readonly encoding: TextEncoding;
  readonly delimiter: string;
}

const pieceSize = 1 << 18;
/** A quoted field with more lines than this began with a quote that nobody closed. */
const longestQuotedLines = 200;
const longestQuoted = 200_000;

/** The encoding of a text file, from its mark or from all of its bytes. */
export async function sniffEncoding(path: string, head: Buffer, step: Step): Promise<TextEncoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: pieceSize })) {
      if (!Buffer.isBuffer(chunk)) throw new PaperFailure('damaged');
      step(0);
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'cp949';
    throw error;
  }
}

/** The file as text, piece by piece, without byte-order mark. `step` hears of every chunk. */
export async function* decodedPieces(
  path: string,
  encoding: TextEncoding,
  step: Step,
): AsyncGenerator<string, void, undefined> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  for await (const chunk of createReadStream(path, { highWaterMark: pieceSize })) {
    if (!Buffer.isBuffer(chunk)) throw new PaperFailure('damaged');
    step(chunk.length);
    yield decoder.write(chunk);
  }
  yield decoder.end() ?? '';
}

/** Delimiters in the order in which they win a tie. */
const delimiters = [',', '\t', ';', '|'];

/**
 * The delimiter that gives most lines the same number of fields. Title lines above the header have none, addresses
 * have commas inside a tab-separated line: so it is not the most frequent character but the most regular one.
 */
export function sniffDelimiter(head: string): string {
  const lines = head.split(/\r\n|\r|\n/u).slice(0, 60);
  let best = { delimiter: ',', regular: 0 };
  for (const delimiter of delimiters) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const fields = line.replace(/"(?:[^"]|"")*"/gu, '').split(delimiter).length - 1;
      if (fields > 0) counts.set(fields, (counts.get(fields) ?? 0) + 1);
    }
    const regular = Math.max(0, ...counts.values());
    if (regular > best.regular) best = { delimiter, regular };
  }
  return best.delimiter;
}

/**
 * The rows of a text file, a piece at a time, blank lines left out. Every value is text. Fails with `unclosedQuote`
 * naming the line, because everything behind such a quote would silently become one cell.
 */
export async function* csvRows(path: string, form: CsvForm, step: Step): AsyncGenerator<SheetRow[], void, undefined> {
  const splitter = recordSplitter(form.delimiter);
  let line = 1;
  const rowsOf = (text: string): SheetRow[] => {
    const rows: SheetRow[] = [];
    const parsed = Papa.parse<string[]>(text, { delimiter: form.delimiter, newline: '\n', quoteChar: '"' });
    for (const fields of parsed.data) {
      if (fields.some((field) => field.trim() !== ''))
        rows.push({ line, cells: fields.slice(0, mostColumns).map(textCell) });
      for (const field of fields) line += countLines(field);
      line += 1;
    }
    return rows;
  };
  for await (const piece of decodedPieces(path, form.encoding, step)) {
    const whole = splitter.push(piece, line);
    if (whole !== null) yield rowsOf(whole);
  }
  const last = splitter.end(line);
  if (last !== '') yield rowsOf(last);
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

interface RecordSplitter {
  /** Whole records so far, without the last line end; null while no record has ended. */
  push(piece: string, line: number): string | null;
  end(line: number): string;
}

/**
 * Cuts a text into pieces that end where a record ends, so that each piece can be parsed by itself. A quote counts
 * only at the beginning of a field, and closes only before a delimiter or a line end, as in Papa Parse: `3" 파이프`
 * is text.
 */
function recordSplitter(delimiter: string): RecordSplitter {
  let rest = '';
  return {
    push(piece, line) {
      // A CR at the end may be half of CRLF: it waits for the next piece.
      const joined = rest + piece;
      const held = joined.endsWith('\r') ? 1 : 0;
      const text = joined.slice(0, joined.length - held).replace(/\r\n?/gu, '\n');
      const cut = lastRecordEnd(text, delimiter);
      rest = text.slice(cut + 1) + (held === 1 ? '\r' : '');
      assertQuotesClose(rest, line + (cut === -1 ? 0 : countLines(text.slice(0, cut)) + 1), delimiter);
      return cut === -1 ? null : text.slice(0, cut);
    },
    end(line) {
      const text = rest.replace(/\r\n?/gu, '\n').replace(/\n$/u, '');
      rest = '';
      if (openQuote(text, delimiter) !== -1) throw new PaperFailure('unclosedQuote', `${line}행`);
      return text;
    },
  };
}

function assertQuotesClose(rest: string, line: number, delimiter: string): void {
  if (rest.length < longestQuoted && countLines(rest) < longestQuotedLines) return;
  if (openQuote(rest, delimiter) !== -1) throw new PaperFailure('unclosedQuote', `${line}행`);
  if (rest.length > 64 * longestQuoted) throw new PaperFailure('noTable');
}

/** Walks the records of a text; tells each record's end and whether the last quote stays open. */
function walk(text: string, delimiter: string, recordEnd: (at: number) => void): number {
  let at = 0;
  let nextDelimiter = -1;
  let nextLine = -1;
  // Positions are kept while they lie ahead: looking anew at each field would cost the square of the text.
  const ahead = (known: number, mark: string): number => {
    if (known >= at) return known;
    const found = text.indexOf(mark, at);
    return found === -1 ? Infinity : found;
  };
  while (at <= text.length) {
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1, delimiter);
      if (close === -1) return at;
      at = close + 1;
    }
    nextDelimiter = ahead(nextDelimiter, delimiter);
    nextLine = ahead(nextLine, '\n');
    if (nextLine < nextDelimiter) recordEnd(nextLine);
    at = Math.min(nextLine, nextDelimiter) + 1;
  }
  return -1;
}

function closingQuote(text: string, from: number, delimiter: string): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    const next = text[at + 1];
    if (next === '"') {
      at += 1;
      continue;
    }
    if (next === undefined || next === delimiter || next === '\n') return at;
    const after = /^ *(.|\n)?/u.exec(text.slice(at + 1, at + 40))?.[1];
    if (next === ' ' && (after === undefined || after === delimiter || after === '\n')) return at;
  }
  return -1;
}

function lastRecordEnd(text: string, delimiter: string): number {
  let last = -1;
  walk(text, delimiter, (at) => {
    last = at;
  });
  return last;
}

function openQuote(text: string, delimiter: string): number {
  return walk(text, delimiter, () => undefined);
}
