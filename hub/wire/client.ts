/**
 * The asking end of the wire. Every call gives a value or a named trouble, never a raw error; every call may be repeated
 * without harm, and is repeated once here when a kept line turns out to be dead.
 */
import { hash, type KeyObject } from 'node:crypto';
import http from 'node:http';
import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import type { DeviceReport, PeerKeys, PushReceipt } from '../../shared/sync/peer.ts';
import type { DeviceId, RecordId, Scope } from '../../shared/sync/types.ts';
import type { z } from '../../shared/zod.ts';
import { readBody } from './body.ts';
import { ACCEPTED, bestEncoding, pack, parseJson, unpack } from './codec.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { BlobsKnown, BlobTaken } from './gate.ts';
import { NoLine, openLines, type Lines } from './line.ts';
import { WIRE_LIMITS } from './limits.ts';
import * as messages from './messages.ts';
import { netKeyOf, type Identity } from './netKey.ts';

/**
 * - `unreachable`: no connection, cut, or no answer in time; nothing is known of the call's outcome. - `otherKey`: the one who
 *   answers does not hold the pinned key; nothing was sent. - `closed`: the right peer hung up without an answer: it does not
 *   know this device (or, rarely, it is just stopping). - `version`: it does not speak this version. - `refused`: it answered
 *   no; `code` as in docs/protocol.md §13. - `malformed`: the answer is not of the protocol. - `aborted`: by the caller.
 */
export type Trouble =
  | { readonly kind: 'unreachable' | 'otherKey' | 'closed' | 'version' | 'malformed' | 'aborted' }
  | { readonly kind: 'refused'; readonly code: string; readonly status: number };

export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

export type PeerClientOptions = {
  readonly identity: Identity;
  readonly address: string;
  readonly port: number;
  /** The pinned key; or, before the first meeting, what an invitation says of it. */
  readonly netKey: string | ((netKey: string) => boolean);
  /** Milliseconds for connecting, and for a whole call besides what it was told to wait. */
  readonly connectMs?: number;
  readonly callMs?: number;
};

type CallOptions = { readonly signal?: AbortSignal };

type Enrolment = {
  readonly code: string;
  readonly device: DeviceId;
  readonly signing: KeyObject;
  readonly signKey: Uint8Array;
  /** All the scopes that it was lent; absent or null: everything. */
  readonly scopes?: readonly Scope[] | null;
};

export type PeerClient = {
  /**
   * Sends an encoded request, gives an encoded page. `wait`: milliseconds the peer may wait for news, at most 30,000.
   * `ahead`: the request's vector says what will be held once an earlier page is committed; the peer believes nothing of it.
   */
  pull(
    request: Uint8Array,
    options?: CallOptions & { readonly wait?: number; readonly ahead?: boolean },
  ): Promise<Answered<Uint8Array>>;
  /** Sends an encoded page. */
  push(page: Uint8Array, options?: CallOptions): Promise<Answered<PushReceipt>>;
  introduce(keys: readonly PeerKeys[], options?: CallOptions): Promise<Answered<readonly DeviceId[]>>;
  introductions(options?: CallOptions): Promise<Answered<readonly PeerKeys[]>>;
  state(options?: CallOptions): Promise<Answered<messages.State>>;
  /** The devices that the peer knows, with when they were last there and what they said to hold. */
  devices(options?: CallOptions): Promise<Answered<messages.Devices>>;
  /**
   * Tells the centre's word on another device. True: it counts from now on; false: the peer does not know the device, or this
   * one's word on it does not count there (`devices` tells who is a `warden`).
   */
  standing(device: DeviceId, standing: 'recalled' | 'revoked', options?: CallOptions): Promise<Answered<boolean>>;
  report(report: DeviceReport, options?: CallOptions): Promise<Answered<void>>;
  /** Of these blobs (lower-case hex SHA-256), those that the peer holds and those that it would take. */
  blobs(names: readonly string[], options?: CallOptions): Promise<Answered<BlobsKnown>>;
  /**
   * Brings a blob, to be destroyed with `subject`. `name`: as `getBlob` asks for it; `erased`: the subject was, nothing was kept
   * and it is not to be brought again; `unwanted`: not now; `full`: nor any other, for want of room.
   */
  putBlob(
    bytes: Uint8Array,
    subject: RecordId,
    options?: CallOptions,
  ): Promise<Answered<{ readonly name: string; readonly taken: BlobTaken }>>;
  /** Undefined when the peer does not hold it. */
  getBlob(name: string, options?: CallOptions): Promise<Answered<Uint8Array | undefined>>;
  /** Tells a digest, or asks who has one, and gives what others have told of the same. None at a peer of an older program. */
  compare(word: ScopeWord, options?: CallOptions): Promise<Answered<readonly OtherWord[]>>;
  /** Shows the invitation's code. `netKey`: the peer's, to be pinned from now on. */
  enrol(
    enrolment: Enrolment,
    options?: CallOptions,
  ): Promise<Answered<{ readonly hub: string; readonly device: DeviceId; readonly netKey: string }>>;
  /** Ends all calls and lines. */
  close(): void;
};

/** Refusals of a blob that are no trouble. */
const notTaken: ReadonlyMap<string, BlobTaken> = new Map([
  ['erased', 'erased'],
  ['notFound', 'unwanted'],
  ['full', 'full'],
]);
/** What a blob may take longer than another call, ms: 2 MB in a minute is what a poor line carries. */
const blobMs = 30_000;

type Asked = {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: Uint8Array;
  readonly wait?: number;
  readonly signal?: AbortSignal | undefined;
};
type Given = { readonly status: number; readonly body: Uint8Array };

const trouble = (kind: Exclude<Trouble, { kind: 'refused' }>['kind']): { ok: false; trouble: Trouble } => ({
  ok: false,
  trouble: { kind },
});

const post = (path: string, said: unknown, signal: AbortSignal | undefined): Asked => ({
  method: 'POST',
  path,
  body: plainText.encode(JSON.stringify(said)),
  signal,
});

/** A client of one peer. Connects when it is first asked something. */
export function peerClient(options: PeerClientOptions): PeerClient {
  const { netKey } = options;
  const callMs = options.callMs ?? 30_000;
  const common = {
    identity: options.identity,
    address: options.address,
    port: options.port,
    trusts: typeof netKey === 'string' ? (shown: string) => shown === netKey : netKey,
    connectMs: options.connectMs ?? 10_000,
  };
  const known = openLines({ ...common, protocol: messages.ALPN.known }, 6);
  const enrolling = openLines({ ...common, protocol: messages.ALPN.enrol }, 1);
  const over = new AbortController();
  /** What the peer has said it can unpack. */
  let accepts: string | undefined;

  async function call(lines: Lines, asked: Asked): Promise<Answered<Given>> {
    const late = AbortSignal.timeout(callMs + (asked.wait ?? 0));
    const signals = [late, over.signal, ...(asked.signal === undefined ? [] : [asked.signal])];
    const packed = await pack(asked.body ?? new Uint8Array(), bestEncoding(accepts));
    if (over.signal.aborted) return trouble('aborted');
    for (let again = true; ; again = false) {
      const given = await once(lines.agent, asked, packed, AbortSignal.any(signals));
      if (!(given instanceof Error)) {
        if (given.accepts !== undefined) ({ accepts } = given);
        return given.body === 'malformed' ? trouble('malformed') : { ok: true, value: { ...given, body: given.body } };
      }
      if (given instanceof Dead && given.kept && again) continue;
      if (asked.signal?.aborted === true || over.signal.aborted) return trouble('aborted');
      if (given instanceof NoLine) return trouble(given.why);
      return trouble(given instanceof Dead && !late.aborted && given.hungUp ? 'closed' : 'unreachable');
    }
  }

  async function json<T extends z.ZodType>(lines: Lines, asked: Asked, schema: T): Promise<Answered<z.output<T>>> {
    const given = succeeded(await call(lines, asked));
    if (!given.ok) return given;
    const read = schema.safeParse(parseJson(given.value));
    return read.success ? { ok: true, value: read.data } : trouble('malformed');
  }

  return {
    async pull(request, { signal, wait = 0, ahead = false } = {}) {
      const ms = Math.min(Math.max(0, Math.floor(wait)), WIRE_LIMITS.waitMs);
      const told = new URLSearchParams({ ...(ms > 0 && { wait: String(ms) }), ...(ahead && { ahead: '1' }) });
      const path = told.size === 0 ? '/v1/pull' : `/v1/pull?${told.toString()}`;
      return succeeded(await call(known, { method: 'POST', path, body: request, wait: ms, signal }));
    },
    push: (page, { signal } = {}) =>
      json(known, { method: 'POST', path: '/v1/push', body: page, signal }, messages.receipt),
    async introduce(keys, { signal } = {}) {
      const refused: DeviceId[] = [];
      for (let from = 0; from < keys.length; from += messages.INTRODUCED_AT_ONCE) {
        const some = keys.slice(from, from + messages.INTRODUCED_AT_ONCE).map(messages.keysJson);
        const given = await json(known, post('/v1/introduce', some, signal), messages.introduced);
        if (!given.ok) return given;
        refused.push(...given.value.refused);
      }
      return { ok: true, value: refused };
    },
    async introductions({ signal } = {}) {
      const asked: Asked = { method: 'GET', path: '/v1/introductions', signal };
      const given = await json(known, asked, messages.introductions);
      return given.ok ? { ok: true, value: given.value.keys } : given;
    },
    state: ({ signal } = {}) => json(known, { method: 'GET', path: '/v1/state', signal }, messages.state),
    async devices({ signal } = {}) {
      const given = await json(known, { method: 'GET', path: '/v1/devices', signal }, messages.devices);
      return given.ok ? { ok: true, value: given.value.devices } : given;
    },
    async standing(device, standing, { signal } = {}) {
      const given = succeeded(await call(known, post('/v1/standing', { device, standing }, signal)));
      if (given.ok) return { ok: true, value: true };
      return isMissing(given.trouble) ? { ok: true, value: false } : given;
    },
    async report(said, { signal } = {}) {
      const given = succeeded(await call(known, post('/v1/report', said, signal)));
      return given.ok ? { ok: true, value: undefined } : given;
    },
    async blobs(names, { signal } = {}) {
      const all: { held: string[]; wanted: string[]; full?: boolean } = { held: [], wanted: [] };
      for (let from = 0; from < names.length; from += messages.BLOBS_AT_ONCE) {
        const some = names.slice(from, from + messages.BLOBS_AT_ONCE);
        const given = await json(known, post('/v1/blobs', { names: some }, signal), messages.blobAnswer);
        if (!given.ok) return given;
        all.held.push(...given.value.held);
        all.wanted.push(...given.value.wanted);
        if (given.value.full === true) all.full = true;
      }
      return { ok: true, value: all };
    },
    async putBlob(bytes, subject, { signal } = {}) {
      const name = hash('sha256', bytes, 'hex');
      const path = `/v1/blob/${name}?subject=${encodeURIComponent(subject)}`;
      const given = succeeded(await call(known, { method: 'PUT', path, body: bytes, wait: blobMs, signal }));
      if (given.ok) return { ok: true, value: { name, taken: 'kept' } };
      const taken = given.trouble.kind === 'refused' ? notTaken.get(given.trouble.code) : undefined;
      return taken === undefined ? given : { ok: true, value: { name, taken } };
    },
    async getBlob(name, { signal } = {}) {
      const given = succeeded(await call(known, { method: 'GET', path: `/v1/blob/${name}`, wait: blobMs, signal }));
      if (given.ok) return hash('sha256', given.value, 'hex') === name ? given : trouble('malformed');
      return isMissing(given.trouble) ? { ok: true, value: undefined } : given;
    },
    async compare(word, { signal } = {}) {
      const given = await json(known, post('/v1/digest', word, signal), messages.digestAnswer);
      if (given.ok) return { ok: true, value: given.value.others };
      return isMissing(given.trouble) ? { ok: true, value: [] } : given;
    },
    async enrol({ code, device, signing, signKey, scopes = null }, { signal } = {}) {
      const proof = messages.proveEnrolment(signing, code, device, netKeyOf(options.identity));
      const said = {
        code,
        ...messages.keysJson({ device, signKey }),
        proof: Buffer.from(proof).toString('base64'),
        ...(scopes && { scopes }),
      };
      const given = await json(enrolling, post('/v1/enrol', said, signal), messages.enrolled);
      const peer = enrolling.peer();
      if (!given.ok) return given;
      return peer === undefined || given.value.device !== device
        ? trouble('malformed')
        : { ok: true, value: { ...given.value, netKey: peer } };
    },
    close() {
      over.abort();
      known.close();
      enrolling.close();
    },
  };
}

/** What was asked for is not there; the peer of an older program says so of calls that it does not know. */
const isMissing = (given: Trouble): boolean => given.kind === 'refused' && given.code === 'notFound';

/** The body of a 200; of anything else the reason that the peer gives. */
function succeeded(given: Answered<Given>): Answered<Uint8Array> {
  if (!given.ok) return given;
  const { status, body } = given.value;
  if (status === 200) return { ok: true, value: body };
  const read = messages.refused.safeParse(parseJson(body));
  if (!read.success) return trouble('malformed');
  return { ok: false, trouble: { kind: 'refused', code: read.data.error, status } };
}

/** The line died. `kept`: it was one from before, perhaps closed in the meantime; `hungUp`: before a word of an answer. */
class Dead extends Error {
  readonly kept: boolean;
  readonly hungUp: boolean;
  constructor(kept: boolean, hungUp: boolean) {
    super('line died');
    this.kept = kept;
    this.hungUp = hungUp;
  }
}

type Heard = { readonly status: number; readonly body: Uint8Array | 'malformed'; readonly accepts: string | undefined };

/** One request on one line. */
function once(
  agent: http.Agent,
  { method, path }: Asked,
  { bytes, encoding }: Awaited<ReturnType<typeof pack>>,
  signal: AbortSignal,
): Promise<Heard | Error> {
  return new Promise((resolve) => {
    const headers: http.OutgoingHttpHeaders = {
      host: 'peer',
      'accept-encoding': ACCEPTED,
      ...(method === 'GET' ? {} : { 'content-length': bytes.length }),
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    };
    let request: http.ClientRequest;
    try {
      request = http.request({ agent, method, path, headers, signal, maxHeaderSize: WIRE_LIMITS.headerBytes });
    } catch {
      // A port or a path that cannot be: whatever a caller was given to type.
      resolve(new NoLine('unreachable'));
      return;
    }
    request.once('response', (response) => {
      heard(response).then(resolve, () => resolve(new Dead(request.reusedSocket, false)));
    });
    request.on('error', (error) => {
      resolve(error instanceof NoLine ? error : new Dead(request.reusedSocket, true));
    });
    request.end(bytes);
  });
}

/** A whole answer, or an error when it was cut. */
async function heard(response: http.IncomingMessage): Promise<Heard> {
  const status = response.statusCode ?? 0;
  const accepts = response.headers['accept-encoding'];
  // Without a length a cut answer could not be told from a whole one.
  const isMeasured = response.headers['content-length'] !== undefined;
  const raw = await readBody(response, WIRE_LIMITS.bodyBytes);
  if (raw === 'broken') throw new Dead(false, false);
  if (raw === 'tooLarge' || !isMeasured) {
    response.destroy();
    return { status, body: 'malformed', accepts };
  }
  const body = await unpack(raw, response.headers['content-encoding'] ?? 'identity', WIRE_LIMITS.unpackedBytes);
  return { status, body: body instanceof Uint8Array ? body : 'malformed', accepts };
}
