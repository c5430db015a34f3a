import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { z } from '../../shared/zod.ts';
import { scopeWords } from '../../shared/sync/digest.ts';
import type { ScopeWord } from '../../shared/sync/digest.ts';
import type { PeerKeys } from '../../shared/sync/peer.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import { vouchText } from '../store/laptopSecrets.ts';

/**
 * The exchange file (교환 파일; docs/protocol.md §14): the two calls of the protocol from one laptop to one other, in a file
 * that only the named receiver can open (age, X25519). Inside are frames: who writes to whom and whose keys are known,
 * pages, what the sender holds, and at the end the sender's signature over all of it. Pages prove themselves by their
 * seals and may be taken in as they come; what the sender says it holds counts only when the signature was right.
 */
export const exchangeEnding = '.ppurix';

const magic = 'ppuri.exchange.1\n';
const frames = { hello: 1, page: 2, request: 3, signature: 4, blob: 5, wanted: 6 } as const;
/** Kinds from here on are additions that a reader may leave alone. */
const firstExtra = 16;
const extraFrames = { digests: 16 } as const;
/** A frame holds one page: 1 MB of sets and what stands around them. */
const mostFrame = 4 * 1024 * 1024;
const headBytes = 5;
/** SHA-256 of a blob: its name, before its bytes and in the list of what is waited for. */
const blobNameBytes = 32;
/** Names in one list, at most: what a frame holds. */
export const mostWanted = mostFrame / blobNameBytes;

const name = z.string().min(1).max(100);
// What a newer program adds is left alone; all of it is under the signature.
const helloShape = z.object({
  from: name,
  to: name,
  /** Stream keys the sender knows (Ed25519, SPKI, base64), its own first. */
  keys: z
    .array(z.tuple([name, z.base64().max(200)]))
    .min(1)
    .max(2000),
  /** A restored laptop's new name, vouched for with the key of its old one (ADR 0028). */
  vouch: z.strictObject({ by: name, signature: z.base64().max(200) }).nullable(),
  /** The sender's clock, ms since 1970; older programs do not tell it. */
  at: z.number().min(0).max(8.64e15).optional(),
});

export interface Hello {
  readonly from: DeviceId;
  readonly to: DeviceId;
  readonly keys: readonly PeerKeys[];
  readonly vouch: { readonly by: DeviceId; readonly signature: Uint8Array } | null;
  readonly at?: number | undefined;
}

export interface NamedBlob {
  /** Hex. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ExchangeOrder {
  readonly hello: Hello;
  /** The receiver's age recipient. */
  readonly sealKey: string;
  /** The sender's Ed25519 key. */
  readonly signing: KeyObject;
  /** Encoded pages, one after the other (shared/sync/bytes.ts). */
  readonly pages: AsyncIterable<Uint8Array>;
  /** Pages of documents that the receiver waits for (docs/protocol.md §8.1). */
  readonly blobs: AsyncIterable<NamedBlob>;
  /** The encoded request: what the sender holds when the pages have been made. */
  readonly request: () => Promise<Uint8Array>;
  /** The names of all blobs that the sender waits for itself, one behind the other; null: too many to say. */
  readonly wanted: () => Promise<Uint8Array | null>;
  /** What the sender tells of its records. */
  readonly digests: readonly ScopeWord[];
}

type ExchangeFault =
  /** It is not for this laptop, or not an exchange file at all. */
  | 'notForUs'
  /** Cut off or changed. What was read until then was whole. */
  | 'damaged'
  /** Nobody of this centre has signed it. */
  | 'unknownSender'
  /** A newer program wrote it. */
  | 'tooNew';

/** What came of reading: who wrote it and what they hold; or why it ended early. */
export type ExchangeEnd =
  | {
      readonly ok: true;
      readonly hello: Hello;
      readonly request: Uint8Array;
      /** Null where it was not said. */
      readonly wanted: Uint8Array | null;
      readonly digests: readonly ScopeWord[];
    }
  | { readonly ok: false; readonly fault: ExchangeFault; readonly from: DeviceId | null };

function frame(kind: number, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function helloBytes({ from, to, keys, vouch, at }: Hello): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      from,
      to,
      keys: keys.map(({ device, signKey }) => [device, Buffer.from(signKey).toString('base64')]),
      vouch: vouch && { by: vouch.by, signature: Buffer.from(vouch.signature).toString('base64') },
      at,
    }),
  );
}

function readJson<T extends z.ZodType>(shape: T, bytes: Uint8Array): z.output<T> | undefined {
  try {
    return shape.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function readHello(bytes: Uint8Array): Hello | undefined {
  const read = readJson(helloShape, bytes);
  if (read === undefined) return undefined;
  const { from, to, keys, vouch, at } = read;
  return {
    from,
    to,
    keys: keys.map(([device, signKey]) => ({ device, signKey: Buffer.from(signKey, 'base64') })),
    vouch: vouch && { by: vouch.by, signature: Buffer.from(vouch.signature, 'base64') },
    at,
  };
}

async function* plainText(order: ExchangeOrder): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const signed = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    return bytes;
  };
  yield signed(Buffer.from(magic));
  yield signed(frame(frames.hello, helloBytes(order.hello)));
  for await (const page of order.pages) yield signed(frame(frames.page, page));
  for await (const { name: hex, bytes } of order.blobs)
    yield signed(frame(frames.blob, Buffer.concat([Buffer.from(hex, 'hex'), bytes])));
  yield signed(frame(frames.request, await order.request()));
  const wanted = await order.wanted();
  if (wanted !== null) yield signed(frame(frames.wanted, wanted));
  if (order.digests.length > 0) yield signed(frame(extraFrames.digests, Buffer.from(JSON.stringify(order.digests))));
  yield frame(frames.signature, sign(null, hash.digest(), order.signing));
}

/** The web streams that age speaks, and back: Node's own converters are typed for Node's alone. */
function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

/**
 * Writes an exchange file: beside its place, flushed, then renamed, so that a watching laptop never meets half of one.
 * Throws what the file system throws; nothing is left behind then.
 */
export async function writeExchange(file: string, order: ExchangeOrder): Promise<void> {
  const part = `${file}.part`;
  const encrypter = new Encrypter();
  encrypter.addRecipient(order.sealKey);
  try {
    const handle = await open(part, 'w', 0o600);
    try {
      const sealed = await encrypter.encrypt(streamOf(plainText(order)));
      for await (const chunk of chunksOf(sealed)) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Cuts a byte stream into frames; a frame that would be too long or is cut off ends it with `damaged`. */
class Cutter {
  #held: Buffer = Buffer.alloc(0);

  add(part: Uint8Array): void {
    this.#held = this.#held.length === 0 ? Buffer.from(part) : Buffer.concat([this.#held, part]);
  }

  take(length: number): Buffer | undefined {
    if (this.#held.length < length) return undefined;
    const bytes = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return bytes;
  }

  /** The next whole frame; undefined when more bytes are needed, null when no frame can come of what is here. */
  frame(): { readonly kind: number; readonly bytes: Buffer; readonly raw: Buffer } | null | undefined {
    if (this.#held.length < headBytes) return undefined;
    const length = this.#held.readUInt32BE(1);
    if (length > mostFrame) return null;
    const raw = this.take(headBytes + length);
    return raw && { kind: raw.readUInt8(0), bytes: raw.subarray(headBytes), raw };
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }
}

export interface ExchangeReader {
  readonly device: DeviceId;
  /** This laptop's age identity (`AGE-SECRET-KEY-1…`). */
  readonly identity: string;
  /** The stream key of a laptop of this centre that may send; undefined for others. */
  readonly keyOf: (device: DeviceId) => Uint8Array | undefined;
  /** Before any page: whether to go on (`vouched`: its name is new here). */
  readonly onHello: (hello: Hello) => Promise<void>;
  readonly onPage: (page: Uint8Array) => Promise<void>;
  /** Under a name that whoever takes it in compares with the bytes. */
  readonly onBlob: (blob: NamedBlob) => Promise<void>;
}

function isSignedBy(key: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, text, createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}

/** The sender's key, when it is one of the centre's or its predecessor vouches for it. */
function senderKey(hello: Hello, reader: ExchangeReader): Uint8Array | undefined {
  const known = reader.keyOf(hello.from);
  if (known || !hello.vouch) return known;
  const own = hello.keys.find(({ device }) => device === hello.from)?.signKey;
  const before = reader.keyOf(hello.vouch.by);
  if (!own || !before) return undefined;
  return isSignedBy(before, vouchText(hello.from, own), hello.vouch.signature) ? own : undefined;
}

async function* decrypted(file: string, identity: string): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const source = createReadStream(file) as AsyncIterable<Uint8Array>;
  yield* chunksOf(await decrypter.decrypt(streamOf(source)));
}

/**
 * Reads an exchange file and hands its pages on in order. Gives what the sender holds, or why the file was not read to
 * its end; pages handed on until then were whole, and are judged by whoever takes them in. Throws only what `onPage` and
 * `onHello` throw, and what the file system says about a file that cannot be read.
 */
export async function readExchange(file: string, reader: ExchangeReader): Promise<ExchangeEnd> {
  const cutter = new Cutter();
  const hash = createHash('sha256');
  let hello: Hello | undefined;
  let request: Buffer | undefined;
  let wanted: Buffer | undefined;
  let digests: readonly ScopeWord[] = [];
  let hasBlobs = false;
  let hasMagic = false;
  const end = (fault: ExchangeFault): ExchangeEnd => ({ ok: false, fault, from: hello?.from ?? null });
  const parts = decrypted(file, reader.identity);
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await parts.next();
    } catch (error) {
      if (error instanceof Error && 'code' in error && 'syscall' in error) throw error;
      // The header is not for this identity, or a chunk is not what was encrypted: the library says so by throwing.
      return end(hasMagic ? 'damaged' : 'notForUs');
    }
    if (next.done) return end('damaged');
    cutter.add(next.value);
    if (!hasMagic) {
      const start = cutter.take(magic.length);
      if (!start) continue;
      if (start.toString('latin1') !== magic)
        return end(start.toString('latin1').startsWith('ppuri.') ? 'tooNew' : 'notForUs');
      hash.update(start);
      hasMagic = true;
    }
    for (let found = cutter.frame(); found !== undefined; found = cutter.frame()) {
      if (found === null) return end('damaged');
      const { kind, bytes, raw } = found;
      if (kind === frames.signature) {
        const key = hello && senderKey(hello, reader);
        const isLast = cutter.isEmpty && (await parts.next()).done === true;
        const isWhole = hello && request && key && isLast && isSignedBy(key, hash.digest(), bytes);
        return isWhole && hello && request
          ? { ok: true, hello, request, wanted: wanted ?? null, digests }
          : end('damaged');
      }
      hash.update(raw);
      if (kind === frames.hello && !hello) {
        hello = readHello(bytes);
        if (!hello) return end('damaged');
        if (hello.to !== reader.device) return end('notForUs');
        if (!senderKey(hello, reader)) return end('unknownSender');
        await reader.onHello(hello);
      } else if (!hello) return end('damaged');
      else if (kind >= firstExtra) {
        // What cannot be read is left alone, as what a newer program adds is.
        if (kind === extraFrames.digests) digests = readJson(scopeWords, bytes) ?? digests;
      } else if (request) {
        if (kind !== frames.wanted || wanted || bytes.length % blobNameBytes !== 0) return end('damaged');
        wanted = Buffer.from(bytes);
      } else if (kind === frames.page && !hasBlobs) await reader.onPage(bytes);
      else if (kind === frames.blob) {
        if (bytes.length <= blobNameBytes) return end('damaged');
        hasBlobs = true;
        await reader.onBlob({
          name: bytes.toString('hex', 0, blobNameBytes),
          bytes: Buffer.from(bytes.subarray(blobNameBytes)),
        });
      } else if (kind === frames.request) request = Buffer.from(bytes);
      else return end(Object.values<number>(frames).includes(kind) ? 'damaged' : 'tooNew');
    }
  }
}
