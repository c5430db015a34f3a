import { open, type FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { PaperFailure } from './problems.ts';

/**
 * The directory of a ZIP and its parts as streams, read straight from the file: a 100 MB workbook full of pictures
 * costs the memory of its sheets only. The sizes that the directory declares are checked before anything is unpacked,
 * and enforced while it is (a part that grows beyond its declared size stops), which is the guard against zip bombs.
 */
export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly headerAt: number;
  readonly encrypted: boolean;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const zip64Locator = 0x07064b50;
const zip64End = 0x06064b50;
const sentinel32 = 0xffffffff;

/** The most that one part may hold unpacked: 1.5 GB of XML are about 2.5 million rows of twelve columns. */
const largestPart = 1.5e9;
/** Deflate reaches 1032:1; sheets of real lists stay under 40:1, sheets of a million empty styled rows under 250:1. */
const suspiciousRatio = 300;
const suspiciousFrom = 50e6;
/** A workbook has some hundred parts; a directory of more than this is not looked at. */
const mostParts = 20_000;

/** Reads the directory. Fails with `damaged` (truncated, not a ZIP) or `suspicious`. */
export async function zipDirectory(path: string): Promise<Map<string, ZipPart>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { at, length, count } = await directoryBounds(file, size);
    if (count > mostParts) throw new PaperFailure('suspicious');
    const bytes = await readAt(file, at, length);
    return directoryEntries(bytes, count);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { size } = await file.stat();
  if (at < 0 || length < 0 || at + length > size) throw new PaperFailure('damaged');
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new PaperFailure('damaged');
    done += bytesRead;
  }
  return bytes;
}

async function directoryBounds(file: FileHandle, size: number): Promise<{ at: number; length: number; count: number }> {
  const tailAt = Math.max(0, size - 65_557 - 20);
  const tail = await readAt(file, tailAt, size - tailAt);
  for (let i = tail.length - 22; i >= 0; i -= 1) {
    if (tail.readUInt32LE(i) !== endOfDirectory) continue;
    const count = tail.readUInt16LE(i + 10);
    const length = tail.readUInt32LE(i + 12);
    const at = tail.readUInt32LE(i + 16);
    if (count !== 0xffff && length !== sentinel32 && at !== sentinel32) return { at, length, count };
    if (i < 20 || tail.readUInt32LE(i - 20) !== zip64Locator) throw new PaperFailure('damaged');
    const end = await readAt(file, Number(tail.readBigUInt64LE(i - 12)), 56);
    if (end.readUInt32LE(0) !== zip64End) throw new PaperFailure('damaged');
    return {
      count: Number(end.readBigUInt64LE(32)),
      length: Number(end.readBigUInt64LE(40)),
      at: Number(end.readBigUInt64LE(48)),
    };
  }
  throw new PaperFailure('damaged');
}

function directoryEntries(bytes: Buffer, count: number): Map<string, ZipPart> {
  const parts = new Map<string, ZipPart>();
  let pos = 0;
  for (let i = 0; i < count; i += 1) {
    if (pos + 46 > bytes.length || bytes.readUInt32LE(pos) !== directoryEntry) throw new PaperFailure('damaged');
    const nameLength = bytes.readUInt16LE(pos + 28);
    const extraLength = bytes.readUInt16LE(pos + 30);
    const extra = bytes.subarray(pos + 46 + nameLength, pos + 46 + nameLength + extraLength);
    const small = {
      size: bytes.readUInt32LE(pos + 24),
      packed: bytes.readUInt32LE(pos + 20),
      headerAt: bytes.readUInt32LE(pos + 42),
    };
    const part: ZipPart = {
      // Some programs write the paths of the parts with a backslash.
      name: bytes.toString('utf8', pos + 46, pos + 46 + nameLength).replaceAll('\\', '/'),
      method: bytes.readUInt16LE(pos + 10),
      crc: bytes.readUInt32LE(pos + 16),
      encrypted: (bytes.readUInt16LE(pos + 8) & 1) !== 0,
      ...withZip64(small, extra),
    };
    parts.set(part.name, part);
    pos += 46 + nameLength + extraLength + bytes.readUInt16LE(pos + 32);
  }
  return parts;
}

interface Sizes {
  readonly size: number;
  readonly packed: number;
  readonly headerAt: number;
}

/** ZIP64: fields whose 32 bits are full stand in an extra field, always in this order. */
function withZip64(small: Sizes, extra: Buffer): Sizes {
  let pos = 0;
  while (pos + 4 <= extra.length) {
    const id = extra.readUInt16LE(pos);
    const end = Math.min(pos + 4 + extra.readUInt16LE(pos + 2), extra.length);
    if (id === 1) {
      let at = pos + 4;
      const take = (value: number): number => {
        if (value !== sentinel32 || at + 8 > end) return value;
        at += 8;
        return Number(extra.readBigUInt64LE(at - 8));
      };
      const size = take(small.size);
      const packed = take(small.packed);
      return { size, packed, headerAt: take(small.headerAt) };
    }
    pos = end;
  }
  return small;
}

/** Refuses a part that cannot be a sheet of a real file. To be asked before `zipPartBytes`. */
export function assertPlausible(part: ZipPart, largest: number = largestPart): void {
  if (part.encrypted) throw new PaperFailure('locked');
  if (part.method !== 0 && part.method !== 8) throw new PaperFailure('damaged');
  if (part.size === 0 && part.packed > 2) throw new PaperFailure('suspicious');
  if (part.size > suspiciousFrom && part.size / Math.max(1, part.packed) > suspiciousRatio)
    throw new PaperFailure('suspicious');
  if (part.size > largest) throw new PaperFailure('tooMuchInside');
}

/** The unpacked bytes of a part, chunk by chunk; fails with `damaged` on a wrong checksum, `suspicious` on overflow. */
export async function* zipPartBytes(path: string, part: ZipPart): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path, 'r');
  try {
    const header = await readAt(file, part.headerAt, 30);
    if (header.readUInt32LE(0) !== localHeader) throw new PaperFailure('damaged');
    const start = part.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (part.packed === 0) return;
    const raw = file.createReadStream({
      start,
      end: start + part.packed - 1,
      highWaterMark: 1 << 18,
      autoClose: false,
    });
    const inflate = createInflateRaw({ chunkSize: 1 << 18 });
    // A failing pipe would leave the other end waiting: pass the error on.
    raw.on('error', (error) => inflate.destroy(error));
    const source = part.method === 8 ? raw.pipe(inflate) : raw;
    let seen = 0;
    let sum = 0;
    try {
      for await (const chunk of source) {
        if (!Buffer.isBuffer(chunk)) throw new PaperFailure('damaged');
        seen += chunk.length;
        if (seen > part.size) throw new PaperFailure('suspicious');
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } finally {
      raw.destroy();
      inflate.destroy();
    }
    if (seen !== part.size || sum !== part.crc) throw new PaperFailure('damaged');
  } finally {
    await file.close();
  }
}

/** A whole part as text, for the small ones (workbook, relations, styles). */
export async function zipPartText(path: string, part: ZipPart, largest: number): Promise<string> {
  assertPlausible(part, largest);
  const chunks: Buffer[] = [];
  for await (const chunk of zipPartBytes(path, part)) chunks.push(chunk);
  return new TextDecoder('utf-8').decode(Buffer.concat(chunks));
}
