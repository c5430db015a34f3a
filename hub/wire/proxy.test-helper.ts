/** A bad line: a TCP proxy that cuts, truncates, delays and doubles what passes. It sees only what TLS lets it see. */
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Faults = {
  /** Bytes of one direction after which the line is cut; undefined: never. */
  readonly cutUp?: number;
  readonly cutDown?: number;
  /** At the cut: end as if all were well, instead of a reset. */
  readonly politely?: boolean;
  /** Milliseconds each piece is held back. */
  readonly delay?: number;
  /** From this byte on, towards the caller, a piece comes twice. */
  readonly repeatDown?: number;
  /** One byte at this place towards the caller is turned over. */
  readonly flipDown?: number;
};

export type Proxy = {
  readonly port: number;
  /** For the connections from now on. */
  set(faults: Faults): void;
  /** Bytes that the callers have sent, all connections together. */
  sent(): number;
  received(): number;
  close(): Promise<void>;
};

export async function startProxy(target: number): Promise<Proxy> {
  let faults: Faults = {};
  let sent = 0;
  let received = 0;
  const open = new Set<net.Socket>();
  const server = net.createServer((caller) => {
    const mine = faults;
    const peer = net.connect({ host: '127.0.0.1', port: target });
    const end = (): void => {
      if (mine.politely === true) {
        caller.end();
        peer.end();
      } else {
        caller.resetAndDestroy();
        peer.resetAndDestroy();
      }
    };
    for (const socket of [caller, peer]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => open.delete(socket));
    }
    caller.once('close', () => peer.destroy());
    peer.once('close', () => caller.end());
    const pump = (from: net.Socket, to: net.Socket, down: boolean): void => {
      let at = 0;
      const cut = down ? mine.cutDown : mine.cutUp;
      const pass = async (piece: Buffer): Promise<void> => {
        if (mine.delay !== undefined) await sleep(mine.delay);
        const begin = at;
        at += piece.length;
        if (down) received += piece.length;
        else sent += piece.length;
        if (down && mine.flipDown !== undefined && mine.flipDown >= begin && mine.flipDown < at) {
          const place = mine.flipDown - begin;
          piece[place] = (piece[place] ?? 0) ^ 0x55;
        }
        if (cut !== undefined && at >= cut) {
          if (cut > begin) to.write(piece.subarray(0, cut - begin));
          end();
          return;
        }
        to.write(piece);
        if (down && mine.repeatDown !== undefined && at > mine.repeatDown) to.write(piece);
      };
      let last = Promise.resolve();
      from.on('data', (piece: Buffer) => {
        last = last.then(() => pass(piece));
      });
    };
    pump(caller, peer, false);
    pump(peer, caller, true);
  });
  const port = await listening(server);
  return {
    port,
    set(next) {
      faults = next;
      for (const socket of open) socket.destroy();
    },
    sent: () => sent,
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A free loopback port on which the server now listens. */
export function listening(server: net.Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
