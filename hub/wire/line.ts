/** Lines to one pinned peer: no request is given a connection whose other end has not proved to hold the right key. */
import http from 'node:http';
import { PassThrough } from 'node:stream';
import tls from 'node:tls';
import type { ALPN } from './messages.ts';
import { peerNetKey, type Identity } from './netKey.ts';

/** Why there is no line. `otherKey`: somebody else answers at this address, and nothing was said to him. */
export class NoLine extends Error {
  readonly why: 'unreachable' | 'otherKey' | 'version';
  constructor(why: NoLine['why']) {
    super(why);
    this.why = why;
  }
}

export type LineOptions = {
  readonly identity: Identity;
  /** Host name, IPv4 or IPv6 address, as people give it. */
  readonly address: string;
  readonly port: number;
  readonly trusts: (netKey: string) => boolean;
  readonly protocol: (typeof ALPN)[keyof typeof ALPN];
  readonly connectMs: number;
};

export type Lines = {
  readonly agent: http.Agent;
  /** netKey of the peer, once it has answered. */
  readonly peer: () => string | undefined;
  readonly close: () => void;
};

/** Up to `most` kept lines. They know no proxy, no redirect and no certificate but the pinned key. */
export function openLines(options: LineOptions, most: number): Lines {
  const agent = new http.Agent({ keepAlive: true, maxSockets: most, maxFreeSockets: most, scheduling: 'lifo' });
  const sockets = new Set<tls.TLSSocket>();
  let peer: string | undefined;
  let closed = false;
  agent.createConnection = (_options, give) => {
    const socket = dial(options);
    if (closed) socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    proved(socket, options).then(
      (netKey) => {
        peer = netKey;
        give?.(null, socket);
      },
      // The types ask for a stream beside an error; nobody looks at it.
      (error: unknown) => give?.(error instanceof Error ? error : new NoLine('unreachable'), new PassThrough()),
    );
    return undefined;
  };
  return {
    agent,
    peer: () => peer,
    close() {
      closed = true;
      agent.destroy();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function dial({ identity, address, port, protocol }: LineOptions): tls.TLSSocket {
  const socket = tls.connect({
    host: address,
    port,
    cert: identity.certificate,
    key: identity.privateKey,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    ALPNProtocols: [protocol],
    // The key itself is compared afterwards; names and dates in a certificate say nothing here.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    // What people call the peer is nobody's business on the way.
    servername: '',
  });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
  return socket;
}

/** Gives the netKey that the other end has proved to hold; ends the connection if that is not a trusted one. */
function proved(socket: tls.TLSSocket, { trusts, protocol, connectMs }: LineOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: NoLine['why']): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new NoLine(why));
    };
    const timer = setTimeout(() => fail('unreachable'), connectMs);
    // Stays for good: between two requests nobody else listens.
    socket.on('error', (error) =>
      fail(/NO_APPLICATION_PROTOCOL|PROTOCOL_VERSION/.test(codeOf(error)) ? 'version' : 'unreachable'),
    );
    socket.once('close', () => fail('unreachable'));
    socket.once('secureConnect', () => {
      const netKey = peerNetKey(socket);
      if (netKey === undefined || !trusts(netKey)) fail('otherKey');
      else if (socket.alpnProtocol !== protocol) fail('version');
      else {
        clearTimeout(timer);
        resolve(netKey);
      }
    });
  });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
