// Looks for names and telephone numbers in files, however they may be written down (behaviours T1).
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import iconv from 'iconv-lite';

/** A way in which a text can stand in a file. */
export interface Encoding {
  readonly name: string;
  /** The bytes that give the text away; several where it depends on what stands before. Empty: it cannot be written so. */
  readonly write: (text: string) => readonly Buffer[];
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** The letters of base64 that depend on nothing but these bytes, for each of the three places they can begin at. */
function base64(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const letters = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return Buffer.from(letters.slice(first, end));
  });
}

function percent(text: string, digits: (hex: string) => string): Buffer {
  const written = [...Buffer.from(text)].map((byte) =>
    byte < 0x80 && byte !== 0x20 ? String.fromCharCode(byte) : `%${digits(byte.toString(16).padStart(2, '0'))}`,
  );
  return Buffer.from(written.join(''));
}

function jsonEscapes(text: string, digits: (hex: string) => string): Buffer {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const written = units.map((unit) =>
    unit < 0x80 ? String.fromCharCode(unit) : `\\u${digits(unit.toString(16).padStart(4, '0'))}`,
  );
  return Buffer.from(written.join(''));
}

const lower = (hex: string): string => hex;
const upper = (hex: string): string => hex.toUpperCase();

function inCp949(text: string): readonly Buffer[] {
  const bytes = iconv.encode(text, 'cp949');
  return iconv.decode(bytes, 'cp949') === text ? [bytes] : [];
}

export const encodings: readonly Encoding[] = [
  { name: 'UTF-8', write: (text) => [Buffer.from(text)] },
  { name: 'UTF-8 NFD', write: (text) => [Buffer.from(text.normalize('NFD'))] },
  { name: 'UTF-16LE', write: (text) => [Buffer.from(text, 'utf16le')] },
  { name: 'UTF-16BE', write: (text) => [utf16be(text)] },
  { name: 'UTF-16LE NFD', write: (text) => [Buffer.from(text.normalize('NFD'), 'utf16le')] },
  { name: 'UTF-16BE NFD', write: (text) => [utf16be(text.normalize('NFD'))] },
  { name: 'EUC-KR (CP949)', write: inCp949 },
  { name: 'JSON \\u', write: (text) => [jsonEscapes(text, lower), jsonEscapes(text, upper)] },
  { name: 'base64', write: (text) => base64(Buffer.from(text)) },
  { name: 'base64 of UTF-16LE', write: (text) => base64(Buffer.from(text, 'utf16le')) },
  { name: 'percent', write: (text) => [percent(text, upper), percent(text, lower)] },
  {
    name: 'hex',
    write: (text) => [
      Buffer.from(Buffer.from(text).toString('hex')),
      Buffer.from(Buffer.from(text).toString('hex').toUpperCase()),
    ],
  },
];

export interface Found {
  readonly file: string;
  readonly at: number;
  readonly text: string;
  readonly encoding: string;
}

interface Pattern {
  readonly bytes: Buffer;
  readonly text: string;
  readonly encoding: string;
}

/** Finds any of these texts in bytes. Texts must be long enough not to stand in random bytes by chance: 6 bytes at least. */
export function scannerFor(texts: readonly string[]): (bytes: Buffer, file: string) => Found[] {
  const written = texts.flatMap((text) =>
    encodings.flatMap(({ name, write }) => write(text).map((bytes): Pattern => ({ bytes, text, encoding: name }))),
  );
  // Digits are the same bytes in most encodings.
  const patterns = [...new Map(written.map((pattern) => [pattern.bytes.toString('latin1'), pattern])).values()];
  const short = patterns.find(({ bytes }) => bytes.length < 6);
  if (short) throw new Error(`${short.text} is too short to be looked for as ${short.encoding}`);
  // One pass over the bytes, whatever the number of patterns: by their first three bytes.
  const known = new Uint8Array(2 ** 24);
  const by = new Map<number, Pattern[]>();
  for (const pattern of patterns) {
    const start = pattern.bytes.readUIntBE(0, 3);
    known[start] = 1;
    by.set(start, [...(by.get(start) ?? []), pattern]);
  }
  return (bytes, file) => {
    const found: Found[] = [];
    let start = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      start = ((start << 8) | (bytes[end] ?? 0)) & 0xff_ff_ff;
      if (end < 2 || known[start] === 0) continue;
      const at = end - 2;
      for (const { bytes: wanted, text, encoding } of by.get(start) ?? []) {
        if (bytes.compare(wanted, 0, wanted.length, at, Math.min(bytes.length, at + wanted.length)) === 0)
          found.push({ file, at, text, encoding });
      }
    }
    return found;
  };
}

export interface Scanned {
  readonly found: readonly Found[];
  readonly files: readonly string[];
  readonly bytes: number;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => {
      try {
        return lstatSync(file).isFile();
      } catch {
        // Files come and go under a running program.
        return false;
      }
    });
}

/** Every file under these folders, its own name included. A file that goes away meanwhile is left out. */
export function scanFolders(folders: readonly string[], texts: readonly string[]): Scanned {
  const scan = scannerFor(texts);
  const found: Found[] = [];
  const files: string[] = [];
  let total = 0;
  for (const file of folders.flatMap(filesUnder)) {
    found.push(...scan(Buffer.from(file), `${file} (name)`));
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      throw error;
    }
    files.push(file);
    total += bytes.length;
    found.push(...scan(bytes, file));
  }
  return { found, files, bytes: total };
}
