import { Worker } from 'node:worker_threads';
import type { Progress } from '../../shared/contract/index.ts';
import { problem, Refusal } from '../../shared/model/problem.ts';
import type { Envelope, Question, Reply, WorkerStart } from './wire.ts';
import { opening } from './wire.ts';
import type { Touched } from './store.ts';

/** What main wants to hear from a worker beside its answers. */
export interface LinkEars {
  progress(progress: Progress): void;
  /** Something was not foreseen; the cause is for the log, never for the screen. */
  trouble(cause: string): void;
}

interface Waiting {
  resolve(outcome: { value: unknown; touched: readonly Touched[] }): void;
  reject(error: Error): void;
}

/** Main's end of one store worker: questions out, answers in. */
export class Link {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ears: LinkEars;
  #lastId = opening;
  #ended = false;
  /** Resolves when the worker has opened the store; rejects with the Refusal that says why not. */
  readonly opened: Promise<void>;

  constructor(script: URL, start: WorkerStart, ears: LinkEars) {
    this.#ears = ears;
    this.opened = new Promise((resolve, reject) => {
      this.#waiting.set(opening, { resolve: () => resolve(), reject });
    });
    this.#worker = new Worker(script, {
      workerData: start,
      name: `store-${start.role}`,
      // A hostile file must not take the whole program with it.
      ...(start.role === 'heavy' ? { resourceLimits: { maxOldGenerationSizeMb: 2048 } } : {}),
    });
    this.#worker.on('message', (reply: Reply) => this.#hear(reply));
    this.#worker.on('error', (error) => this.#end(error.stack ?? error.message));
    this.#worker.on('exit', () => this.#end('worker ended'));
  }

  /** Whether the worker is gone; then nothing more is answered. */
  get ended(): boolean {
    return this.#ended;
  }

  ask(question: Question): Promise<{ value: unknown; touched: readonly Touched[] }> {
    if (this.#ended) return Promise.reject(new Refusal(problem('unexpected')));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, question } satisfies Envelope);
    });
  }

  async close(): Promise<void> {
    await this.ask({ ask: 'close' }).catch(() => undefined);
    await this.#worker.terminate();
  }

  #hear(reply: Reply): void {
    if ('progress' in reply) return this.#ears.progress(reply.progress);
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) return waiting?.resolve(reply);
    if (reply.problem.code === 'unexpected') this.#ears.trouble(reply.cause);
    waiting?.reject(new Refusal(reply.problem));
  }

  /** A worker that is gone answers nothing any more: whoever waits is told. */
  #end(cause: string): void {
    this.#ended = true;
    if (this.#waiting.size === 0) return;
    this.#ears.trouble(cause);
    for (const waiting of this.#waiting.values()) waiting.reject(new Refusal(problem('unexpected')));
    this.#waiting.clear();
  }
}
