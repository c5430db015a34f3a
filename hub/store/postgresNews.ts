/** "Something new was committed", from whatever hub process, by LISTEN on a connection of its own. */
import { Client } from 'pg';

export type News = {
  /** Tells the listeners of this process. */
  readonly tell: () => void;
  readonly onNews: (listener: () => void) => () => void;
  readonly close: () => Promise<void>;
};

/** Milliseconds between two attempts to connect: doubling from the first to the last. */
const pause = { first: 250, last: 15_000 } as const;

/** Connects when somebody listens, and again whenever the connection is lost. `own`: what this process itself tells as. */
export function listen(url: string, own: string): News {
  const listeners = new Set<() => void>();
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait: number = pause.first;
  let isClosed = false;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const connect = (): void => {
    timer = undefined;
    const fresh = new Client({ connectionString: url, application_name: 'ppuri-hub news', keepAlive: true });
    client = fresh;
    const lost = (): void => {
      if (client !== fresh) return;
      client = undefined;
      fresh.end().catch(() => undefined);
      if (isClosed) return;
      timer = setTimeout(connect, wait);
      timer.unref();
      wait = Math.min(wait * 2, pause.last);
    };
    fresh.on('error', lost);
    fresh.on('end', lost);
    fresh.on('notification', ({ payload }) => {
      if (payload !== own) tell();
    });
    fresh
      .connect()
      .then(() => fresh.query('LISTEN ppuri_news'))
      .then(() => {
        wait = pause.first;
        // What was told while nobody listened here.
        tell();
      })
      .catch(lost);
  };
  return {
    tell,
    onNews(listener) {
      listeners.add(listener);
      if (client === undefined && timer === undefined && !isClosed) connect();
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      listeners.clear();
      clearTimeout(timer);
      const last = client;
      client = undefined;
      await last?.end().catch(() => undefined);
    },
  };
}
