import type { CleanPicture } from './clean.ts';
import { isFit } from './fit.ts';

/**
 * Bytes outside the scans that a picture may have once it is clean: several times what an encoder writes, and too little to
 * hide anything in.
 */
const mostHeaderBytes = 16 * 1024;

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;
const dqt = 0xdb;
const dri = 0xdd;
const dht = 0xc4;
/** Baseline, extended and progressive, Huffman coded: what browsers write. */
const frames: readonly number[] = [0xc0, 0xc1, 0xc2];

const jfifWord = 'JFIF\0';
/** Version 1.1, square pixels, no thumbnail. */
const jfif = Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from(jfifWord), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const adobeWord = 'Adobe';

/** The Adobe segment says how colours are coded; all else that it could hold is left out. */
function adobe(transform: number): Buffer {
  return Buffer.from([0xff, 0xee, 0, 14, ...Buffer.from(adobeWord), 0, 100, 0, 0, 0, 0, transform]);
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: readonly number[];
}

/** The frame that a SOF segment's content says; null when it is none that is kept. */
function readFrame(body: Buffer): Frame | null {
  if (body.length < 6 || body[0] !== 8) return null;
  const height = body.readUInt16BE(1);
  const width = body.readUInt16BE(3);
  const count = body[5] ?? 0;
  if ((count !== 1 && count !== 3) || body.length !== 6 + 3 * count || !isFit(width, height)) return null;
  const components: number[] = [];
  for (let at = 6; at < body.length; at += 3) {
    const id = body[at] ?? 0;
    const across = (body[at + 1] ?? 0) >> 4;
    const down = (body[at + 1] ?? 0) & 15;
    const fits = across >= 1 && across <= 4 && down >= 1 && down <= 4 && (body[at + 2] ?? 9) <= 3;
    if (!fits || components.includes(id)) return null;
    components.push(id);
  }
  return { width, height, components };
}

/** Whether a DQT segment's content is whole tables and nothing else. */
function isQuantization(body: Buffer): boolean {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    if (head >> 4 > 1 || (head & 15) > 3) return false;
    at += 1 + (head >> 4 === 1 ? 128 : 64);
  }
  return body.length > 0 && at === body.length;
}

/** Whether a DHT segment's content is whole tables and nothing else. */
function isHuffman(body: Buffer): boolean {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    if (head >> 4 > 1 || (head & 15) > 3 || at + 17 > body.length) return false;
    const symbols = body.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
    if (symbols === 0 || symbols > 256) return false;
    at += 17 + symbols;
  }
  return body.length > 0 && at === body.length;
}

/** Whether a SOS segment's content is the head of a scan of this frame. */
function isScanHead(body: Buffer, frame: Frame): boolean {
  const count = body[0] ?? 0;
  if (count < 1 || count > frame.components.length || body.length !== 4 + 2 * count) return false;
  const named = Array.from({ length: count }, (_, index) => body[1 + 2 * index] ?? 0);
  const spectral = [body.at(-3) ?? 0, body.at(-2) ?? 0] as const;
  return (
    new Set(named).size === count &&
    named.every((id) => frame.components.includes(id)) &&
    spectral[0] <= spectral[1] &&
    spectral[1] <= 63
  );
}

/** Where the coded pixels that begin at `from` end: at the next marker that is no restart; -1 when there is none. */
function endOfScan(bytes: Buffer, from: number, restarts: boolean): number {
  let at = from;
  let next = 0;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return -1;
    const marker = bytes[at + 1] ?? 0;
    const isRestart = marker >= 0xd0 && marker <= 0xd7;
    if (marker !== 0 && !isRestart) return at > from ? at : -1;
    if (isRestart) {
      if (!restarts || marker !== 0xd0 + next) return -1;
      next = (next + 1) % 8;
    }
    at += 2;
  }
}

/** What a segment becomes: itself, one that says only what is needed, nothing (empty), or null when it may not be there. */
function kept(marker: number, whole: Buffer): Buffer | null {
  const body = whole.subarray(4);
  const nothing = Buffer.alloc(0);
  if (marker === 0xe0) return body.length >= 14 && body.toString('latin1', 0, 5) === jfifWord ? jfif : nothing;
  if (marker === 0xee) {
    const said = body.length >= 12 && body.toString('latin1', 0, 5) === adobeWord ? body[11] : undefined;
    return said === undefined || said > 2 ? nothing : adobe(said);
  }
  if ((marker >= 0xe1 && marker <= 0xef) || marker === 0xfe) return nothing;
  if (marker === dqt) return isQuantization(body) ? whole : null;
  if (marker === dht) return isHuffman(body) ? whole : null;
  if (marker === dri) return body.length === 2 ? whole : null;
  return null;
}

/** `cleanPicture` of a JPEG. */
export function cleanJpeg(given: Uint8Array): CleanPicture | null {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== soi) return null;
  const parts: Buffer[] = [bytes.subarray(0, 2)];
  const once = new Set<number>();
  let headers = 0;
  let frame: Frame | null = null;
  let scans = 0;
  let restarts = false;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return null;
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker === eoi) {
      if (frame === null || scans === 0) return null;
      parts.push(bytes.subarray(at, at + 2));
      return { content: Buffer.concat(parts), width: frame.width, height: frame.height };
    }
    // Markers without a length have no place between segments.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= soi) || at + 4 > bytes.length) return null;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    const whole = bytes.subarray(at, end);
    const body = whole.subarray(4);
    if (frames.includes(marker)) {
      if (frame !== null) return null;
      frame = readFrame(body);
      if (frame === null) return null;
      parts.push(whole);
      headers += whole.length;
      at = end;
    } else if (marker === sos) {
      if (frame === null || !isScanHead(body, frame)) return null;
      at = endOfScan(bytes, end, restarts);
      if (at < 0) return null;
      parts.push(whole, bytes.subarray(end, at));
      headers += whole.length;
      scans += 1;
    } else {
      const segment = kept(marker, whole);
      if (segment === null) return null;
      const isNews = segment.length > 0 && !(marker >= 0xe0 && once.has(marker));
      if (isNews) parts.push(segment);
      if (isNews) headers += segment.length;
      if (segment.length > 0) once.add(marker);
      if (marker === dri) restarts = body.readUInt16BE(0) > 0;
      at = end;
    }
    if (headers > mostHeaderBytes) return null;
  }
}
