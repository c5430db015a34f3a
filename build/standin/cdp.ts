// The DevTools protocol over --remote-debugging-pipe: no port is opened, and the browser ends when the pipe does.
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
// Types only. Playwright keeps the protocol's definitions outside its package exports.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };
type Commands = Protocol.CommandParameters;
type Answers = Protocol.CommandReturnValues;
type Events = Protocol.Events;

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  sessionId?: string;
  result?: unknown;
  error?: { message: string };
}

interface Waiting {
  method: string;
  resolve: (value: unknown) => void;
  reject: (reason: Error) => void;
}

/** What a closed browser answers to every command. */
class BrowserClosed extends Error {
  constructor() {
    super('the browser behind the stand-in has closed');
  }
}

/** One connection to the browser; sessions of single pages run over it, named by their session id. */
export class Cdp {
  #lastId = 0;
  #closed = false;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #waiting = new Map<number, Waiting>();
  readonly #out: Writable;

  constructor(out: Writable, input: Readable) {
    this.#out = out;
    out.on('error', () => this.#close());
    let pieces: Buffer[] = [];
    input.on('data', (data: Buffer) => {
      let start = 0;
      for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
        pieces.push(data.subarray(start, end));
        start = end + 1;
        const text = Buffer.concat(pieces).toString('utf8');
        pieces = [];
        this.#receive(JSON.parse(text) as Message);
      }
      if (start < data.length) pieces.push(data.subarray(start));
    });
    input.on('close', () => this.#close());
    input.on('error', () => this.#close());
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Sends a command to the browser, or to the page of `session`. Rejects with the protocol's message. */
  send<M extends keyof Commands & keyof Answers>(
    method: M,
    params?: Commands[M],
    session?: string,
  ): Promise<Answers[M]> {
    if (this.#closed) return Promise.reject(new BrowserClosed());
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, reject, resolve: (value) => resolve(value as Answers[M]) });
      this.#out.write(`${JSON.stringify({ id, method, params: params ?? {}, sessionId: session })}\0`);
    });
  }

  /** Hears an event of the browser (no session) or of one page. */
  on<E extends keyof Events>(event: E, hear: (params: Events[E]) => void, session = ''): void {
    this.#events.on(`${session}:${event}`, hear);
  }

  /** Forgets every listener of a page that has gone. */
  forget(session: string): void {
    for (const name of this.#events.eventNames()) {
      if (typeof name === 'string' && name.startsWith(`${session}:`)) this.#events.removeAllListeners(name);
    }
  }

  /** Called once, when the browser has gone. */
  onClosed(hear: () => void): void {
    this.#events.once('closed', hear);
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      this.#events.emit(`${message.sessionId ?? ''}:${message.method ?? ''}`, message.params);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const waiting of this.#waiting.values()) waiting.reject(new BrowserClosed());
    this.#waiting.clear();
    this.#events.emit('closed');
  }
}
