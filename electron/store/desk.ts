import type { LogEntry } from '../../shared/contract/define.ts';
import type { Changed, Progress, ReadCall, WriteCall } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { StoreLock } from './connection.ts';
import { Link } from './link.ts';
import type { Touched } from './store.ts';
import type { WorkerRole } from './wire.ts';

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

type MakeLink = (role: WorkerRole) => Link;

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
  readonly #make: MakeLink;
  readonly #links: Record<WorkerRole, Link>;
  readonly #ears: StoreEars;
  #logLines: LogLine[] = [];
  #logCommit: Promise<void> | undefined;
  #closed = false;

  private constructor(writer: Link, make: MakeLink, ears: StoreEars) {
    this.#make = make;
    this.#links = { writer, reader: make('reader'), heavy: make('heavy') };
    this.#ears = ears;
  }

  /** Opens (or makes) the store. Refuses with a problem that says what to do; then nothing of it stays open. */
  static async open({ file, lock, script, ears }: OpenStoreOptions): Promise<StoreDesk> {
    const make: MakeLink = (role) => new Link(script, { role, file, lock }, ears);
    const writer = make('writer');
    try {
      await writer.opened;
    } catch (error) {
      await writer.close();
      throw error;
    }
    const desk = new StoreDesk(writer, make, ears);
    try {
      await Promise.all([desk.#links.reader.opened, desk.#links.heavy.opened]);
    } catch (error) {
      await desk.close();
      throw error;
    }
    return desk;
  }

  /** Runs a read call on the interactive reader. */
  async read(name: ReadCall, input: unknown, actor: Actor, now: number): Promise<unknown> {
    return (await this.#link('reader').ask({ ask: 'call', name, input, actor, now })).value;
  }

  /** Runs a command in the writer; search knows of it before the answer is given, screens are told after. */
  async write(name: WriteCall, input: unknown, actor: Actor, now: number, commandId?: string): Promise<unknown> {
    const outcome = await this.#link('writer').ask({ ask: 'call', name, input, actor, now, commandId });
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
      await this.#link('writer').ask({ ask: 'log', entries });
    });
    return this.#logCommit;
  }

  /** Runs a long job: `heavy` reads and judges, `writer` writes in one transaction. */
  async job(where: 'heavy' | 'writer', name: string, input: unknown, actor: Actor, now: number): Promise<unknown> {
    const outcome = await this.#link(where).ask({ ask: 'job', name, input, actor, now });
    await this.#spread(outcome.touched);
    return outcome.value;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#links.reader.close(), this.#links.heavy.close()]);
    await this.#links.writer.close();
  }

  /**
   * The worker of a role. One that died (a file that was too much for it) gets a successor at the next question. What a
   * dead writer had committed and could not tell is found by a reader that reads everything anew.
   */
  #link(role: WorkerRole): Link {
    const { [role]: link, reader } = this.#links;
    if (!link.ended || this.#closed) return link;
    this.#links[role] = this.#make(role);
    if (role === 'writer') {
      void reader.close();
      this.#links.reader = this.#make('reader');
    }
    return this.#links[role];
  }

  /**
   * Tells search and screens what was committed. Nothing here may turn a saved command into a failed one: a reader that
   * cannot take it in now does so with the next commit, and the successor of a dead one reads everything.
   */
  async #spread(touched: readonly Touched[]): Promise<void> {
    if (touched.length === 0) return;
    const refresh = { ask: 'refresh', touched } as const;
    await this.#link('reader')
      .ask(refresh)
      .catch(() => undefined);
    this.#ears.changed(tellChanged(touched));
  }
}
