/**
 * The two encodings of a change set: the header that everyone relays, and the payload of one part that only the holders
 * of its scope can read. Both are stored and passed on as the bytes that were first written; nothing is re-encoded.
 */
import type { Alias, DeviceId, Dot, Patch, Put, RecordId, Scope, Suite, UndoAlias, Value } from './types.ts';
import { packPayload, unpackPayload } from './packing.ts';
import type { Delta } from './vector.ts';

/** One part as the header tells it: whose it is, where it may go, and what its body must hash to. */
export type HeaderPart = {
  readonly scope: Scope;
  /** Root records whose erasure destroys this part: one, or both sides of a person merge. */
  readonly subjects: readonly RecordId[];
  readonly commitment: Uint8Array;
};

/** Device and seq are not in the header: its place in the chain says them (see stream.ts). */
export type Header = {
  /** What the device's vector gained since its previous set (`full`: the whole vector), its own stream left out. */
  readonly known: Delta;
  readonly full: boolean;
  /** Root records this set destroys. In the open, so that hub and relays destroy too. */
  readonly erases: readonly RecordId[];
  readonly parts: readonly HeaderPart[];
};

/** Something a newer version wrote that this one cannot read: kept as it is. */
type Unknown = { readonly op: 'unknown' };
export type PartChange = Omit<Put, 'scope'> | Alias | UndoAlias | Unknown;

export type Payload = {
  /** Version of the model the names below belong to. */
  readonly model: number;
  readonly actor: string;
  /** Instant by the device's clock: shown, never compared. */
  readonly at: string;
  /** Sets of one import carry its id. */
  readonly batch?: string;
  /** Where the author's knowledge of this part's records was older than the header's vector. */
  readonly lag: Delta;
  readonly changes: readonly PartChange[];
};

const HASH = 32;
const NEWLINE = 10;
const SALT = 16;
/** Names that would reach an object's prototype; no device, record or field may have one. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export function isName(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    name.length > 0 &&
    name.length <= 100 &&
    name.isWellFormed() &&
    // A hub's database may have no room for it: what laptops took and the hub refuses would stop all that stands on it.
    !name.includes('\0') &&
    !FORBIDDEN.has(name)
  );
}
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isName);
}
function isDelta(value: unknown): value is Delta {
  if (!isObject(value)) return false;
  for (const device of Object.keys(value)) {
    const seq = value[device];
    if (!isName(device) || typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0) return false;
  }
  return true;
}
function isPatch(value: unknown): value is Patch {
  if (!isObject(value)) return false;
  for (const name of Object.keys(value)) if (!isName(name)) return false;
  return true;
}
function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One line of JSON, a newline, then 32 bytes of commitment for each part in order. */
export function encodeHeader(header: Header, suite: Pick<Suite, 'encode'>): Uint8Array {
  const line = JSON.stringify({
    v: 1,
    ...(header.full ? { f: 1 } : {}),
    k: header.known,
    ...(header.erases.length > 0 ? { e: header.erases } : {}),
    p: header.parts.map((part) => [part.scope, part.subjects.length === 1 ? part.subjects[0] : part.subjects]),
  });
  const text = suite.encode(line);
  const bytes = new Uint8Array(text.length + 1 + HASH * header.parts.length);
  bytes.set(text, 0);
  bytes[text.length] = NEWLINE;
  header.parts.forEach((part, index) => bytes.set(part.commitment, text.length + 1 + HASH * index));
  return bytes;
}

/** Undefined for anything that is not a header of format 1, whole and with nothing after it. */
export function decodeHeader(bytes: Uint8Array, suite: Pick<Suite, 'decode'>): Header | undefined {
  const end = bytes.indexOf(NEWLINE);
  if (end < 0) return undefined;
  const json = parse(suite.decode(bytes.subarray(0, end)));
  if (!isObject(json) || json['v'] !== 1 || !isDelta(json['k']) || !Array.isArray(json['p'])) return undefined;
  const erases = json['e'] ?? [];
  if (!isNames(erases) || bytes.length !== end + 1 + HASH * json['p'].length) return undefined;
  const parts: HeaderPart[] = [];
  for (const entry of json['p'] as readonly unknown[]) {
    if (!Array.isArray(entry) || entry.length !== 2 || !isName(entry[0])) return undefined;
    const subjects: unknown = typeof entry[1] === 'string' ? [entry[1]] : entry[1];
    if (!isNames(subjects) || subjects.length === 0) return undefined;
    const at = end + 1 + HASH * parts.length;
    parts.push({ scope: entry[0], subjects, commitment: bytes.slice(at, at + HASH) });
  }
  return { known: json['k'], full: json['f'] === 1, erases, parts };
}

/** Compact JSON: m model, a actor, t time, b batch, l lag, c changes. */
export function encodePayload(payload: Payload, suite: Pick<Suite, 'encode'>): Uint8Array {
  return suite.encode(
    JSON.stringify({
      m: payload.model,
      a: payload.actor,
      t: payload.at,
      ...(payload.batch === undefined ? {} : { b: payload.batch }),
      ...(Object.keys(payload.lag).length > 0 ? { l: payload.lag } : {}),
      c: payload.changes.map(encodeChange),
    }),
  );
}

function encodeChange(change: PartChange): Record<string, Value> {
  switch (change.op) {
    case 'put':
      return { r: change.type, i: change.id, p: change.patch };
    case 'alias':
      return { o: 'alias', r: change.type, i: change.from, to: change.to, p: change.patch };
    case 'undo':
      return { o: 'undo', r: change.type, d: [change.alias.device, change.alias.seq] };
    case 'unknown':
      throw new Error('an unknown change is relayed as bytes, never encoded');
  }
}

/** Undefined when it is not a payload at all; a change of an unknown kind is told as such, the rest stays readable. */
export function decodePayload(bytes: Uint8Array, suite: Pick<Suite, 'decode'>): Payload | undefined {
  const json = parse(suite.decode(bytes));
  if (!isObject(json)) return undefined;
  const { m: model, a: actor, t: at, b: batch, l: lag = {}, c: list } = json;
  if (typeof model !== 'number' || !Number.isSafeInteger(model) || typeof actor !== 'string' || typeof at !== 'string')
    return undefined;
  if (!isDelta(lag) || !Array.isArray(list) || (batch !== undefined && typeof batch !== 'string')) return undefined;
  const changes: PartChange[] = [];
  for (const entry of list as readonly unknown[]) {
    const change = decodeChange(entry);
    if (change === undefined) return undefined;
    changes.push(change);
  }
  return { model, actor, at, ...(batch === undefined ? {} : { batch }), lag, changes };
}

function decodeChange(entry: unknown): PartChange | undefined {
  if (!isObject(entry)) return undefined;
  const { o: op, r: type, i: id, p: patch, to, d: dot } = entry;
  if (op === undefined)
    return isName(type) && isName(id) && isPatch(patch) ? { op: 'put', type, id, patch } : undefined;
  if (op === 'alias')
    return isName(type) && isName(id) && isName(to) && isPatch(patch)
      ? { op: 'alias', type, from: id, to, patch }
      : undefined;
  if (op === 'undo') {
    const alias = isName(type) ? decodeDot(dot) : undefined;
    return alias === undefined || !isName(type) ? undefined : { op: 'undo', type, alias };
  }
  return typeof op === 'string' ? { op: 'unknown' } : undefined;
}

function decodeDot(value: unknown): Dot | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [device, seq] = value as readonly unknown[];
  return isName(device) && typeof seq === 'number' && Number.isSafeInteger(seq) ? { device, seq } : undefined;
}

/**
 * A body is 16 bytes of salt and the encrypted payload. The salt is fresh for every part and dies with the body, so the
 * commitment that stays in the header cannot be used to try out guesses after an erasure.
 */
export function makeBody(
  { scope, subjects }: Pick<HeaderPart, 'scope' | 'subjects'>,
  payload: Uint8Array,
  suite: Suite,
): Uint8Array {
  const sealed = suite.encrypt(scope, packPayload(payload, subjects, suite));
  const body = new Uint8Array(SALT + sealed.length);
  body.set(suite.random(SALT), 0);
  body.set(sealed, SALT);
  return body;
}

/** A part with what came of it, as the log keeps it. */
export type OpenablePart = Pick<HeaderPart, 'scope' | 'subjects'> & { readonly body: Uint8Array | undefined };

/** The JSON in a part's body. Undefined without the body or its key, and when it cannot be unpacked. */
export function plainBody({ scope, subjects, body }: OpenablePart, suite: Suite): Uint8Array | undefined {
  const packed = body === undefined ? undefined : suite.decrypt(scope, body.subarray(SALT));
  return packed === undefined ? undefined : unpackPayload(packed, subjects, suite);
}

/** Undefined when the body or the key is missing, or the content is not a payload. */
export function openBody(part: OpenablePart, suite: Suite): Payload | undefined {
  const bytes = plainBody(part, suite);
  return bytes === undefined ? undefined : decodePayload(bytes, suite);
}

/** `H(salt ‖ encrypted payload)`: over the ciphertext, so that a hub without keys can check it too. */
export function commitTo(body: Uint8Array, suite: Pick<Suite, 'hash'>): Uint8Array {
  return suite.hash(body);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** The hash a stream starts from: no set of one stream can be passed off as another's. */
export function chainStart(device: DeviceId, suite: Pick<Suite, 'hash' | 'encode'>): Uint8Array {
  return suite.hash(suite.encode(`ppuri.stream.1\n${device}`));
}

/** `H(previous hash ‖ header)`: the previous hash needs no room in the header, its holder has it. */
export function chainNext(previous: Uint8Array, header: Uint8Array, suite: Pick<Suite, 'hash'>): Uint8Array {
  const bytes = new Uint8Array(previous.length + header.length);
  bytes.set(previous, 0);
  bytes.set(header, previous.length);
  return suite.hash(bytes);
}

/** What a seal signs: this stream, this far, this content. */
export function sealedBytes(dot: Dot, hash: Uint8Array, suite: Pick<Suite, 'encode'>): Uint8Array {
  const text = suite.encode(`ppuri.seal.1\n${dot.device}\n${dot.seq}\n`);
  const bytes = new Uint8Array(text.length + hash.length);
  bytes.set(text, 0);
  bytes.set(hash, text.length);
  return bytes;
}
