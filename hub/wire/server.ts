/**
 * The answering end of the wire: a hub, or a laptop that has opened the event network. TLS 1.3 with both keys; who calls is
 * compared with what the gate knows before anything that was sent is looked at, and again for every request.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { PeerLog } from '../../shared/sync/peer.ts';
import { readBody } from './body.ts';
import { ACCEPTED, bestEncoding, pack, unpack } from './codec.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { Gate, Guest } from './gate.ts';
import { rateGate, WIRE_LIMITS, type WireLimits } from './limits.ts';
import { ALPN } from './messages.ts';
import { netKeyOf, peerNetKey, type Identity } from './netKey.ts';
import { enrol, refusal, routeOf, type Answer, type VerdictEvent } from './routes.ts';
import { openWaits } from './waits.ts';

/** What happened, for logs and metrics: device names (random ids), counts and times, and nothing of what was sent. */
export type WireEvent =
  | {
      readonly kind: 'request';
      readonly route: string;
      readonly status: number;
      readonly device: string | undefined;
      readonly ms: number;
      readonly bytesIn: number;
      readonly bytesOut: number;
    }
  /** A connection that was closed without an answer. */
  | { readonly kind: 'closed'; readonly why: 'noKey' | 'stranger' | 'noProtocol' | 'handshake' | 'tooMany' }
  | VerdictEvent
  /** An error of this end: the caller was told 'internal' or 'busy'. */
  | { readonly kind: 'fault'; readonly route: string; readonly error: unknown };

export type PeerServerOptions = {
  readonly identity: Identity;
  readonly log: PeerLog;
  readonly gate: Gate;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly limits?: Partial<WireLimits>;
  readonly note?: (event: WireEvent) => void;
  /** Whether an error means "the database is busy or away, try again" (answered 503 instead of 500). */
  readonly isBusy?: (error: unknown) => boolean;
};

export type PeerServer = {
  readonly port: number;
  readonly netKey: string;
  /** Connections at this moment. */
  readonly connections: () => number;
  /** Takes no new requests, ends waits with an empty page at once, lets the rest finish, then closes. */
  readonly close: () => Promise<void>;
};

const now = (): number => performance.now();

/** Starts to listen. Rejects with the system's error when it cannot (port taken, no right). */
export async function startPeerServer(options: PeerServerOptions): Promise<PeerServer> {
  const { identity, log, gate } = options;
  const limits: WireLimits = { ...WIRE_LIMITS, ...options.limits };
  const note = options.note ?? (() => undefined);
  const rates = {
    device: rateGate(limits.device, now),
    address: rateGate(limits.address, now),
    handshake: rateGate(limits.handshake, now),
    enrol: rateGate(limits.enrol, now),
  };
  const waits = openWaits(log);
  const sockets = new Map<Socket, string>();
  const running = new Map<string, number>();
  /** What a connection has proved in its handshake; to read it out of the certificate each time costs more than the rest. */
  const proved = new WeakMap<TLSSocket, string>();
  let closing = false;

  const server = https.createServer({
    cert: identity.certificate,
    key: identity.privateKey,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    requestCert: true,
    // Not a CA's word but the key itself is what counts: compared below.
    rejectUnauthorized: false,
    ALPNProtocols: [ALPN.known, ALPN.enrol],
    handshakeTimeout: limits.handshakeMs,
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.max(100, Math.min(limits.headersMs, limits.requestMs) / 4),
    noDelay: true,
  });
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 40;

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    let same = 0;
    for (const other of sockets.values()) if (other === address) same++;
    if (same >= limits.connectionsPerAddress || !rates.handshake.take(address)) {
      note({ kind: 'closed', why: 'tooMany' });
      socket.destroy();
      return;
    }
    sockets.set(socket, address);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', (_error, socket) => {
    note({ kind: 'closed', why: 'handshake' });
    socket.destroy();
  });
  server.on('clientError', (_error, socket) => socket.destroy());

  /** What the caller may say at all; undefined: nothing, and it has been closed. */
  async function callerOf(socket: TLSSocket): Promise<{ netKey: string; guest: Guest | null } | undefined> {
    const netKey = proved.get(socket) ?? peerNetKey(socket);
    const close = (why: Extract<WireEvent, { kind: 'closed' }>['why']): undefined => {
      if (!socket.destroyed) note({ kind: 'closed', why });
      socket.destroy();
      return undefined;
    };
    if (netKey === undefined) return close('noKey');
    proved.set(socket, netKey);
    const { alpnProtocol } = socket;
    if (alpnProtocol !== ALPN.known && alpnProtocol !== ALPN.enrol) return close('noProtocol');
    const known = await gate.who(netKey);
    const guest = known?.standing === 'revoked' ? null : known;
    return guest === null && alpnProtocol !== ALPN.enrol ? close('stranger') : { netKey, guest };
  }

  server.on('secureConnection', (socket: TLSSocket) => {
    callerOf(socket).catch((error: unknown) => {
      note({ kind: 'fault', route: 'connection', error });
      socket.destroy();
    });
  });

  async function handle(request: IncomingMessage, gone: AbortSignal, seen: Seen): Promise<Answer | undefined> {
    const { socket } = request;
    const caller = socket instanceof TLSSocket ? await callerOf(socket) : undefined;
    if (caller === undefined) return undefined;
    const { netKey, guest } = caller;
    seen.device = guest?.device;
    const address = socket.remoteAddress ?? '';
    if (!rates.address.take(address) || !rates.device.take(netKey)) return refusal(429, 'tooMany');
    const url = URL.parse(request.url ?? '/', 'https://peer');
    if (url === null) return refusal(404, 'notFound');
    const method = request.method ?? '';
    if (method === 'POST' && url.pathname === '/v1/enrol') {
      seen.route = 'enrol';
      if (!rates.enrol.take(address)) return refusal(429, 'tooMany');
      const body = await bodyOf(request, limits.strangerBytes, limits.strangerBytes, seen);
      return body instanceof Uint8Array ? enrol(gate, body, netKey) : body;
    }
    const found = guest === null ? undefined : routeOf(method, url.pathname);
    if (guest === null || found === undefined) return refusal(404, 'notFound');
    const { route, rest } = found;
    seen.route = route.name;
    if (!route.standings.includes(guest.standing)) return refusal(403, 'recalled');
    const atOnce = running.get(netKey) ?? 0;
    if (atOnce >= limits.requestsAtOncePerDevice) return refusal(429, 'tooMany');
    running.set(netKey, atOnce + 1);
    try {
      const body = await bodyOf(request, limits.bodyBytes, limits[route.bodyBytes], seen);
      if (!(body instanceof Uint8Array)) return body;
      return await route.answer(
        { log, gate, waits, limits, note },
        { guest, netKey, body, rest, query: url.searchParams, gone },
      );
    } finally {
      const left = (running.get(netKey) ?? 1) - 1;
      if (left === 0) running.delete(netKey);
      else running.set(netKey, left);
    }
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = now();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const seen: Seen = { route: 'none', device: undefined, bytesIn: 0 };
    let answer: Answer | undefined;
    try {
      answer = await handle(request, gone.signal, seen);
    } catch (error) {
      const busy = options.isBusy?.(error) === true;
      note({ kind: 'fault', route: seen.route, error });
      answer = busy ? refusal(503, 'busy') : refusal(500, 'internal');
    }
    if (answer === undefined) {
      request.socket.destroy();
      return;
    }
    const bytesOut = await send(request, response, answer, closing, limits.answerMs);
    note({ kind: 'request', ...seen, status: answer.status, ms: now() - began, bytesOut });
  }
  server.on('request', (request, response) => {
    respond(request, response).catch((error: unknown) => {
      note({ kind: 'fault', route: 'answer', error });
      request.socket.destroy();
    });
  });

  const port = await listen(server, options.host, options.port).catch((error: unknown) => {
    waits.close();
    throw error;
  });

  return {
    port,
    netKey: netKeyOf(identity),
    connections: () => sockets.size,
    async close() {
      closing = true;
      waits.close();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      const grace = new AbortController();
      await Promise.race([closed, sleep(limits.closeMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
      grace.abort();
      for (const socket of sockets.keys()) socket.destroy();
      await closed;
      sockets.clear();
    },
  };
}

/** What is told of a request afterwards. */
type Seen = { route: string; device: string | undefined; bytesIn: number };

function listen(server: https.Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** The unpacked body, or the answer that refuses it; undefined when the caller has gone in the middle of it. */
async function bodyOf(
  request: IncomingMessage,
  packed: number,
  unpacked: number,
  seen: Seen,
): Promise<Uint8Array | Answer | undefined> {
  const raw = await readBody(request, Math.min(packed, unpacked));
  if (raw === 'broken') return undefined;
  if (raw === 'tooLarge') return refusal(413, 'tooLarge');
  seen.bytesIn = raw.length;
  const body = await unpack(raw, request.headers['content-encoding'] ?? 'identity', unpacked);
  if (body === 'unknownEncoding') return refusal(415, 'encoding');
  if (body === 'tooLarge') return refusal(413, 'tooLarge');
  return body === 'malformed' ? refusal(400, 'malformed') : body;
}

/** Sends an answer whole or not at all; gives the bytes of its body on the wire. */
async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  last: boolean,
  ms: number,
): Promise<number> {
  const isBytes = 'bytes' in answer;
  const plain = isBytes ? answer.bytes : plainText.encode(JSON.stringify(answer.json));
  const { bytes, encoding } = await pack(plain, bestEncoding(request.headers['accept-encoding']));
  response.statusCode = answer.status;
  response.setHeader('content-type', isBytes ? 'application/octet-stream' : 'application/json');
  response.setHeader('content-length', bytes.length);
  response.setHeader('accept-encoding', ACCEPTED);
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  if (answer.status === 429 || answer.status === 503) response.setHeader('retry-after', '1');
  // A body that was not read to its end cannot be followed by another request on the same line.
  if (last || !request.complete) response.setHeader('connection', 'close');
  const timer = setTimeout(() => response.destroy(), ms);
  await new Promise<void>((resolve) => {
    response.once('close', () => resolve());
    response.end(bytes);
  });
  clearTimeout(timer);
  return bytes.length;
}
