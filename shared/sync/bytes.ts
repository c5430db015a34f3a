/**
 * Requests and pages as bytes: the one form in which they cross a wire or lie in an exchange file (docs/protocol.md §9.1).
 * Numbers are LEB128 varints, texts UTF-8 with their length before them. Decoding trusts nothing: whatever is not exactly
 * what an encoder writes gives undefined, and no length is believed before the bytes are there.
 */
import type { Body } from './apply.ts';
import { isName } from './changeSet.ts';
import type { Page, Request, SentSet, Span } from './exchange.ts';
import type { PartRef } from './storage.ts';
import type { Suite } from './types.ts';

type Text = Pick<Suite, 'encode' | 'decode'>;

/** The first byte: what the rest is. */
const KIND = { request: 0x51, page: 0x50 } as const;
const VERSION = 1;

/** How a body stands in a page: its length + 2, or one of these. */
const ABSENT = 0;
const FOLDED = 1;
const HELD = 2;

class Writer {
  #bytes: Uint8Array;
  #length = 0;
  readonly #text: Text;

  constructor(text: Text, room: number) {
    this.#bytes = new Uint8Array(Math.max(room, 64));
    this.#text = text;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  number(value: number): void {
    this.#reserve(8);
    let left = value;
    while (left >= 0x80) {
      this.#bytes[this.#length++] = (left % 0x80) | 0x80;
      left = Math.floor(left / 0x80);
    }
    this.#bytes[this.#length++] = left;
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  bytes(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.raw(bytes);
  }

  text(text: string): void {
    this.bytes(this.#text.encode(text));
  }

  body(body: Body): void {
    if (body === 'absent') this.number(ABSENT);
    else if (body === 'folded') this.number(FOLDED);
    else {
      this.number(body.length + HELD);
      this.raw(body);
    }
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Thrown inside this file only: the bytes are not what was promised. */
class Malformed extends Error {}

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #text: Text;

  constructor(bytes: Uint8Array, text: Text) {
    this.#bytes = bytes;
    this.#text = text;
  }

  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Malformed();
      value += (byte & 0x7f) * scale;
      if (!Number.isSafeInteger(value)) throw new Malformed();
      if (byte < 0x80) {
        // One way to write each number: what was signed or compared as bytes has no second form.
        if (byte === 0 && scale > 1) throw new Malformed();
        return value;
      }
    }
  }

  /** How many things follow, each of at least `least` bytes: a count that cannot be true is refused before it costs. */
  count(least: number): number {
    const count = this.number();
    if (count * least > this.#bytes.length - this.#at) throw new Malformed();
    return count;
  }

  raw(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Malformed();
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  bytes(): Uint8Array {
    return this.raw(this.number());
  }

  name(): string {
    const text = this.#text.decode(this.bytes());
    if (!isName(text)) throw new Malformed();
    return text;
  }

  body(): Body {
    const mark = this.number();
    if (mark === ABSENT) return 'absent';
    return mark === FOLDED ? 'folded' : this.raw(mark - HELD);
  }

  expectEnd(): void {
    if (this.#at !== this.#bytes.length) throw new Malformed();
  }
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function writeRef(writer: Writer, { device, seq, index }: PartRef): void {
  writer.text(device);
  writer.number(seq);
  writer.number(index);
}

function readRef(reader: Reader): PartRef {
  return { device: reader.name(), seq: reader.number(), index: reader.number() };
}

/** "What do you have that I lack?" as bytes. */
export function encodeRequest({ vector, holes }: Request, text: Text): Uint8Array {
  const writer = new Writer(text, 64 * (vector.size + holes.length + 1));
  writer.number(KIND.request);
  writer.number(VERSION);
  writer.number(vector.size);
  for (const [device, seq] of vector) {
    writer.text(device);
    writer.number(seq);
  }
  writer.number(holes.length);
  for (const hole of holes) writeRef(writer, hole);
  return writer.done();
}

/** Undefined for anything that is not a whole request with nothing after it. */
export function decodeRequest(bytes: Uint8Array, text: Text): Request | undefined {
  return orUndefined(() => {
    const reader = new Reader(bytes, text);
    if (reader.number() !== KIND.request || reader.number() !== VERSION) throw new Malformed();
    const vector = new Map<string, number>();
    for (let left = reader.count(3); left > 0; left--) {
      const device = reader.name();
      const seq = reader.number();
      if (seq === 0 || vector.has(device)) throw new Malformed();
      vector.set(device, seq);
    }
    const holes: PartRef[] = [];
    for (let left = reader.count(4); left > 0; left--) holes.push(readRef(reader));
    reader.expectEnd();
    return { vector, holes };
  });
}

/** "Here is what you lack" as bytes. */
export function encodePage({ spans, fills }: Page, text: Text): Uint8Array {
  const writer = new Writer(text, pageSize({ spans, fills }));
  writer.number(KIND.page);
  writer.number(VERSION);
  writer.number(spans.length);
  for (const span of spans) {
    writer.text(span.device);
    writer.number(span.from);
    writer.bytes(span.signature);
    writer.number(span.sets.length);
    for (const { header, bodies } of span.sets) {
      writer.bytes(header);
      writer.number(bodies.length);
      for (const body of bodies) writer.body(body);
    }
  }
  writer.number(fills.length);
  for (const { body, ...ref } of fills) {
    writeRef(writer, ref);
    writer.body(body);
  }
  return writer.done();
}

/** About how many bytes a page takes; never less than its bodies and headers. */
function pageSize({ spans, fills }: Page): number {
  let size = 64;
  for (const { sets, signature } of spans) {
    size += 128 + signature.length;
    for (const { header, bodies } of sets) {
      size += header.length + 8;
      for (const body of bodies) size += typeof body === 'string' ? 1 : body.length + 4;
    }
  }
  for (const { body } of fills) size += 128 + (typeof body === 'string' ? 1 : body.length);
  return size;
}

function readSpan(reader: Reader): Span {
  const device = reader.name();
  const from = reader.number();
  const signature = reader.bytes();
  const sets: SentSet[] = [];
  for (let left = reader.count(2); left > 0; left--) {
    const header = reader.bytes();
    const bodies: Body[] = [];
    for (let parts = reader.count(1); parts > 0; parts--) bodies.push(reader.body());
    sets.push({ header, bodies });
  }
  if (from === 0 || sets.length === 0) throw new Malformed();
  return { device, from, sets, signature };
}

/** Undefined for anything that is not a whole page with nothing after it. What is in it is judged by `receive`. */
export function decodePage(bytes: Uint8Array, text: Text): Page | undefined {
  return orUndefined(() => {
    const reader = new Reader(bytes, text);
    if (reader.number() !== KIND.page || reader.number() !== VERSION) throw new Malformed();
    const spans: Span[] = [];
    for (let left = reader.count(6); left > 0; left--) spans.push(readSpan(reader));
    const fills: Page['fills'][number][] = [];
    for (let left = reader.count(5); left > 0; left--) {
      const ref = readRef(reader);
      const body = reader.body();
      if (body === 'absent') throw new Malformed();
      fills.push({ ...ref, body });
    }
    reader.expectEnd();
    return { spans, fills };
  });
}
