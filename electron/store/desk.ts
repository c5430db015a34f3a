import type { LogEntry } from '../../shared/contract/define.ts';
import type { Changed, Progress, ReadCall, WriteCall } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { StoreLock } from './connection.ts';
import { Link } from './link.ts';
import type { Touched } from './store.ts';

/** What the opened store tells main. */
export interface StoreEars {
  changed(changed: Changed): void;
  progress(progress: Progress): void;
  trouble(cause: string): void;
}

export interface OpenStoreOptions {
  readonly file: string;
  readonly lock: StoreLock;
  /** The worker's entry script; main and tests have it in different places. */
  readonly script: URL;
  readonly ears: StoreEars;
}

/** At most this many ids travel in a `changed` event. */
const idsTold = 100;

function tellChanged(touched: readonly Touched[]): Changed {
  return {
    types: [...new Set(touched.map(({ type }) => type))],
    ids: touched.slice(0, idsTold),
    all: touched.length > idsTold,
  };
}

interface LogLine {
  readonly userId: number;
  readonly now: number;
  readonly entry: LogEntry;
}

/**
 * The opened store as main sees it: a writer, an interactive reader and a heavy reader, each in its own worker
 * (measured: a heavy aggregate on a shared connection makes others wait 100–175 ms).
 */
export class StoreDesk {
  readonly #writer: Link;
  readonly #reader: Link;
  #heavy: Link;
  readonly #makeHeavy: () => Link;
  readonly #ears: StoreEars;
  #logLines: LogLine[] = [];
  #logCommit: Promise<void> | undefined;

  private constructor(writer: Link, reader: Link, makeHeavy: () => Link, ears: StoreEars) {
    this.#writer = writer;
    this.#reader = reader;
    this.#makeHeavy = makeHeavy;
    this.#heavy = makeHeavy();
    this.#ears = ears;
  }

  /** Opens (or makes) the store. Refuses with a problem that says what to do. */
  static async open({ file, lock, script, ears }: OpenStoreOptions): Promise<StoreDesk> {
    const link = (role: 'writer' | 'reader' | 'heavy'): Link => new Link(script, { role, file, lock }, ears);
    const writer = link('writer');
    try {
      await writer.opened;
    } catch (error) {
      await writer.close();
      throw error;
    }
    const reader = link('reader');
    const desk = new StoreDesk(writer, reader, () => link('heavy'), ears);
    await Promise.all([reader.opened, desk.#heavy.opened]);
    return desk;
  }

  /** Runs a read call on the interactive reader. */
  async read(name: ReadCall, input: unknown, actor: Actor, now: number): Promise<unknown> {
    return (await this.#reader.ask({ ask: 'call', name, input, actor, now })).value;
  }

  /** Runs a command in the writer; search knows of it before the answer is given, screens are told after. */
  async write(name: WriteCall, input: unknown, actor: Actor, now: number, commandId?: string): Promise<unknown> {
    const outcome = await this.#writer.ask({ ask: 'call', name, input, actor, now, commandId });
    await this.#spread(outcome.touched);
    return outcome.value;
  }

  /** Writes log lines of reads: everything that waits goes in one commit. Resolves when it is on disk. */
  log(line: LogLine): Promise<void> {
    this.#logLines.push(line);
    this.#logCommit ??= Promise.resolve().then(async () => {
      const entries = this.#logLines;
      this.#logLines = [];
      this.#logCommit = undefined;
      await this.#writer.ask({ ask: 'log', entries });
    });
    return this.#logCommit;
  }

  /** Runs a long job: `heavy` reads and judges, `writer` writes in one transaction. */
  async job(where: 'heavy' | 'writer', name: string, input: unknown, actor: Actor, now: number): Promise<unknown> {
    // A file that was too much for the heavy reader ended it; the next job gets a new one.
    if (this.#heavy.ended) this.#heavy = this.#makeHeavy();
    const outcome = await (where === 'heavy' ? this.#heavy : this.#writer).ask({ ask: 'job', name, input, actor, now });
    await this.#spread(outcome.touched);
    return outcome.value;
  }

  async close(): Promise<void> {
    await Promise.all([this.#reader.close(), this.#heavy.close()]);
    await this.#writer.close();
  }

  async #spread(touched: readonly Touched[]): Promise<void> {
    if (touched.length === 0) return;
    await this.#reader.ask({ ask: 'refresh', touched });
    this.#ears.changed(tellChanged(touched));
  }
}
