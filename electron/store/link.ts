import { Worker } from 'node:worker_threads';
import type { Progress } from '../../shared/contract/index.ts';
import { problem, Refusal } from '../../shared/model/problem.ts';
import type { LogTail } from './accessLog.ts';
import type { Envelope, Outcome, Question, Reply, WorkerStart } from './wire.ts';
import { opening, unasked } from './wire.ts';

/** What main wants to hear from a worker beside its answers. */
export interface LinkEars {
  progress(progress: Progress): void;
  /** Something was not foreseen; the cause is for the log, never for the screen. */
  trouble(cause: string): void;
  /** What it was asked could not be answered because the store is damaged. */
  damaged(): void;
  /** The access log has grown: its end, before the answer that made it longer is given. */
  logged(tail: LogTail): void;
  /** Up to which line the access log is anchored; travels with each question. */
  anchored(): number;
}

type Answer = Required<Pick<Outcome, 'value' | 'touched'>> & Pick<Outcome, 'telling'>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** How long a worker is waited for that is asked to close, ms. */
export interface Patience {
  /**
   * Until it comes to the question: it finishes first what it is at (an import, a check of the whole store), which takes a
   * minute or two on the slowest laptop. One that takes longer is stuck, and would keep the program from ending for ever;
   * what it had not committed is rolled back, as after a power cut.
   */
  readonly toFinish: number;
  /** Until it has ended by itself, its store closed. */
  readonly toEnd: number;
}

const usualPatience: Patience = { toFinish: 5 * 60_000, toEnd: 10_000 };

/** Main's end of one store worker: questions out, answers in. */
export class Link {
  readonly #worker: Worker;
  readonly #gone: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ears: LinkEars;
  readonly #patience: Patience;
  #lastId = opening;
  #ended = false;
  /** An end that was asked for, or whose reason the worker has told: nothing for the log. */
  #endsAsKnown = false;
  /** Resolves when the worker has opened the store; rejects with the Refusal that says why not. */
  readonly opened: Promise<void>;

  constructor(script: URL, start: WorkerStart, ears: LinkEars, patience = usualPatience) {
    this.#ears = ears;
    this.#patience = patience;
    this.opened = new Promise((resolve, reject) => {
      this.#waiting.set(opening, { resolve: () => resolve(), reject });
    });
    // Who asks hears of it; with nobody asking it is no error of the program.
    this.opened.catch(() => undefined);
    this.#worker = new Worker(script, {
      workerData: start,
      name: `store-${start.role}`,
      // A hostile file must not take the whole program with it.
      ...(start.role === 'heavy' ? { resourceLimits: { maxOldGenerationSizeMb: 2048 } } : {}),
    });
    this.#worker.on('message', (reply: Reply) => this.#hear(reply));
    // An error overtakes what the worker has said before it, why a store does not open among it; its end does not.
    let cause = 'worker ended';
    this.#worker.on('error', (error) => {
      cause = error.stack ?? error.message;
    });
    this.#gone = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#end(cause);
        resolve();
      });
    });
  }

  /** Whether the worker is gone; then nothing more is answered. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Asks once the store is open; rejects with the Refusal that says why it is not, or why there is no answer. */
  async ask(question: Question): Promise<Answer> {
    await this.opened;
    if (this.#ended) throw new Refusal(problem('unexpected'));
    const id = ++this.#lastId;
    return await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, question, anchored: this.#ears.anchored() } satisfies Envelope);
    });
  }

  /** Lets the worker finish, close its store and end; ends it where it does not. Never throws. */
  async close(): Promise<void> {
    this.#endsAsKnown = true;
    const { toFinish, toEnd } = this.#patience;
    // Ending it is an answer too: whoever waits is told that there is none.
    await this.#orEnd(
      toFinish,
      this.ask({ ask: 'close' }).catch(() => undefined),
    );
    await this.#orEnd(toEnd, this.#gone);
  }

  /** Waits for something, and ends the worker where it takes longer than `ms`. */
  async #orEnd(ms: number, waited: Promise<unknown>): Promise<void> {
    const late = setTimeout(() => void this.#worker.terminate(), ms);
    await waited;
    clearTimeout(late);
  }

  #hear(reply: Reply): void {
    if ('progress' in reply) return this.#ears.progress(reply.progress);
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) {
      if (reply.tail) this.#ears.logged(reply.tail);
      return waiting?.resolve(reply);
    }
    if (reply.id === opening) this.#endsAsKnown = true;
    else if (reply.problem.code === 'storeDamaged') this.#ears.damaged();
    waiting?.reject(new Refusal(reply.problem));
    const isNews = reply.id === unasked ? !this.#endsAsKnown : reply.problem.code === 'unexpected';
    if (isNews) this.#ears.trouble(reply.cause);
  }

  /** A worker that is gone answers nothing any more: whoever waits is told. */
  #end(cause: string): void {
    if (this.#ended) return;
    this.#ended = true;
    const isKnown = this.#endsAsKnown && this.#waiting.size === 0;
    for (const waiting of this.#waiting.values()) waiting.reject(new Refusal(problem('unexpected')));
    this.#waiting.clear();
    if (!isKnown) this.#ears.trouble(cause);
  }
}
