import { promisify } from 'node:util';
import { crc32, inflate } from 'node:zlib';
import type { Inflate, InputType, ZlibOptions } from 'node:zlib';
import type { CleanPicture } from './clean.ts';
import { isFit } from './fit.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Head {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
}

/** Channels by colour type: grey, RGB, palette, grey and alpha, RGBA. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Depths by colour type; 16 bits are nothing that a screen draws. */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8],
  2: [8],
  3: [1, 2, 4, 8],
  4: [8],
  6: [8],
};
const withAlpha: readonly number[] = [4, 6];

/** The IHDR chunk; null when it is none that is kept. Interlaced pictures are not: no canvas writes them. */
function readHead(body: Buffer): Head | null {
  if (body.length !== 13) return null;
  const [depth = 0, colour = 0, compression, filter, interlace] = body.subarray(8);
  const head = { width: body.readUInt32BE(0), height: body.readUInt32BE(4), depth, colour };
  const fits = depths[colour]?.includes(depth) === true && compression === 0 && filter === 0 && interlace === 0;
  return fits && isFit(head.width, head.height) ? head : null;
}

/** Bytes of one row with its filter byte. */
function rowBytes({ width, depth, colour }: Head): number {
  return 1 + Math.ceil((width * depth * (channels[colour] ?? 0)) / 8);
}

interface Inflated {
  readonly buffer: Buffer;
  /** `bytesWritten` is how much of the input belonged to the stream. */
  readonly engine: Inflate;
}

const inflated = promisify(
  (input: InputType, options: ZlibOptions, done: (error: Error | null, result: Inflated) => void): void => {
    // With `info` the result is an object, which Node's types do not know.
    inflate(input, { ...options, info: true }, (error, result: unknown) => done(error, result as Inflated));
  },
);

/** The rows that the IDAT chunks hold; null when they hold anything else, or more, or less. */
async function readRows(data: Buffer, head: Head): Promise<Buffer | null> {
  const row = rowBytes(head);
  const expected = row * head.height;
  try {
    const { buffer, engine } = await inflated(data, { maxOutputLength: expected });
    if (buffer.length !== expected || engine.bytesWritten !== data.length) return null;
    for (let at = 0; at < buffer.length; at += row) if ((buffer[at] ?? 9) > 4) return null;
    return buffer;
  } catch {
    return null;
  }
}

/** PNG's Paeth predictor. */
function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [dl, du, dul] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (dl <= du && dl <= dul) return left;
  return du <= dul ? up : upLeft;
}

/** What a filter adds to an alpha byte when all that it looks at is opaque. */
function guessed(filter: number, left: number, up: number, upLeft: number): number {
  return [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;
}

/**
 * Whether every pixel of the rows is opaque: what is transparent is not seen and there all the same. Filters work byte by
 * byte at the distance of a pixel, so the alpha bytes can be read alone, and all before the one that is read are 255.
 */
function isOpaque(rows: Buffer, head: Head): boolean {
  const step = channels[head.colour] ?? 1;
  const length = rowBytes(head);
  for (let start = 0; start < rows.length; start += length) {
    const filter = rows[start] ?? 0;
    const up = start === 0 ? 0 : 255;
    const others = (255 - guessed(filter, 255, up, up)) & 255;
    if (rows[start + step] !== ((255 - guessed(filter, 0, up, 0)) & 255)) return false;
    for (let at = start + 2 * step; at < start + length; at += step) if (rows[at] !== others) return false;
  }
  return true;
}

function chunk(type: string, body: Buffer): Buffer {
  const whole = Buffer.alloc(12 + body.length);
  whole.writeUInt32BE(body.length, 0);
  whole.write(type, 4, 'latin1');
  body.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
  return whole;
}

/** The chunks of a PNG up to its end, with their checksums right; null when they are not such. */
function readChunks(bytes: Buffer): { type: string; body: Buffer }[] | null {
  if (bytes.length < signature.length || !bytes.subarray(0, signature.length).equals(signature)) return null;
  const chunks: { type: string; body: Buffer }[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length || bytes.readUInt32BE(end) !== crc32(bytes.subarray(at + 4, end))) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, end);
    chunks.push({ type, body });
    at = end + 4;
    // What stands behind the end is nobody's.
    if (type === 'IEND') return body.length === 0 ? chunks : null;
  }
  return null;
}

/** `cleanPicture` of a PNG; one with anything transparent is refused. */
export async function cleanPng(given: Uint8Array): Promise<CleanPicture | null> {
  const chunks = readChunks(Buffer.from(given.buffer, given.byteOffset, given.length));
  const [first, ...rest] = chunks ?? [];
  const head = first?.type === 'IHDR' ? readHead(first.body) : null;
  if (first === undefined || head === null) return null;
  // Small letters begin the chunks that no reader needs: text, time, EXIF, profiles. tRNS makes transparent.
  const needed = rest.filter(({ type }) => !/^[a-z]/.test(type) || type === 'tRNS');
  const palettes = needed.filter(({ type }) => type === 'PLTE');
  const data = needed.filter(({ type }) => type === 'IDAT');
  const order = [...palettes, ...data].map(({ type }) => type).concat('IEND');
  if (data.length === 0 || needed.map(({ type }) => type).join() !== order.join()) return null;
  const [palette] = palettes;
  const entries = (palette?.body.length ?? 0) / 3;
  if (palettes.length !== (head.colour === 3 ? 1 : 0) || !Number.isInteger(entries) || entries > 1 << head.depth)
    return null;
  if (palette && entries < 1) return null;
  const stream = Buffer.concat(data.map(({ body }) => body));
  const rows = await readRows(stream, head);
  if (rows === null || (withAlpha.includes(head.colour) && !isOpaque(rows, head))) return null;
  const content = Buffer.concat([
    signature,
    chunk('IHDR', first.body),
    ...(palette ? [chunk('PLTE', palette.body)] : []),
    chunk('IDAT', stream),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { content, width: head.width, height: head.height };
}
