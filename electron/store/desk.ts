import { setTimeout as pause } from 'node:timers/promises';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { Changed, Progress, ReadCall, WriteCall } from '../../shared/contract/index.ts';
import { theProgram } from '../../shared/model/role.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { AnchorReading, LogTail } from './accessLog.ts';
import type { StoreLock } from './connection.ts';
import type { LinkEars } from './link.ts';
import { Link } from './link.ts';
import type { StoreCopy } from './rekey.ts';
import type { Touched } from './store.ts';
import type { WorkerRole } from './wire.ts';

/** What the opened store tells main. */
export interface StoreEars {
  changed(changed: Changed): void;
  progress(progress: Progress): void;
  trouble(cause: string): void;
  /** A worker met a page of the opened store that is not what was written: nothing more should be. */
  damaged?(): void;
  /** The store is about to close: whoever asks it of their own accord stops, and the close waits for that. */
  closing?(): Promise<void>;
}

/** The file beside the vault that knows where the access log ends (window/logAnchor.ts). */
export interface LogAnchor {
  /** What the file says now. */
  read(): Promise<AnchorReading>;
  /** Takes in the log's new end; it is written soon. */
  note(tail: LogTail): void;
  /** Up to which line it is on disk. */
  readonly anchored: number;
  /** Resolves when all that was noted is on disk, or could not be written. */
  settled(): Promise<void>;
}

export interface OpenStoreOptions {
  readonly file: string;
  readonly lock: StoreLock;
  /** The worker's entry script; main and tests have it in different places. */
  readonly script: URL;
  readonly ears: StoreEars;
  /** Absent in tests that are about something else. */
  readonly anchor?: LogAnchor;
  /** The clock, for what the opening itself writes into the access log. */
  readonly now?: () => number;
}

/** Touched at once by so many, search and screens wait so long for more, ms. */
const [thousands, breath] = [500, 200];
/** At most this many ids travel in a `changed` event. */
const idsTold = 1000;

function tellChanged(touched: readonly Touched[]): Changed {
  const ids = [...new Map(touched.map((each) => [`${each.type} ${each.id} ${each.on ?? ''}`, each])).values()];
  return {
    types: [...new Set(touched.map(({ type }) => type))],
    ids: ids.slice(0, idsTold),
    all: ids.length > idsTold,
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
  readonly #anchor: LogAnchor | undefined;
  #logLines: LogLine[] = [];
  #logCommit: Promise<void> | undefined;
  /** Touched, and not told yet. */
  #untold: Touched[] = [];
  #telling: Promise<void> | undefined;
  #closed = false;

  private constructor(writer: Link, make: MakeLink, ears: StoreEars, anchor: LogAnchor | undefined) {
    this.#make = make;
    this.#links = { writer, reader: make('reader'), heavy: make('heavy') };
    this.#ears = ears;
    this.#anchor = anchor;
  }

  /** Opens (or makes) the store. Refuses with a problem that says what to do; then nothing of it stays open. */
  static async open({ file, lock, script, ears, anchor, now = Date.now }: OpenStoreOptions): Promise<StoreDesk> {
    const all: LinkEars = {
      progress: (progress) => ears.progress(progress),
      trouble: (cause) => ears.trouble(cause),
      damaged: () => ears.damaged?.(),
      logged: (tail) => anchor?.note(tail),
      anchored: () => anchor?.anchored ?? 0,
    };
    const make: MakeLink = (role) => new Link(script, { role, file, lock }, all);
    const writer = make('writer');
    try {
      await writer.opened;
      // Before the first line of this session moves the anchor on.
      if (anchor) await writer.ask({ ask: 'meetAnchor', reading: await anchor.read(), now: now() });
    } catch (error) {
      await writer.close();
      throw error;
    }
    const desk = new StoreDesk(writer, make, ears, anchor);
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

  /** What the anchor file of the access log says now, all that was committed before taken in; null without one. */
  async readAnchor(): Promise<AnchorReading | null> {
    await this.#anchor?.settled();
    return (await this.#anchor?.read()) ?? null;
  }

  /** Runs a job: `heavy` reads and judges long ones, `reader` what somebody waits for, `writer` writes in one transaction. */
  async job(where: WorkerRole, name: string, input: unknown, actor: Actor, now: number): Promise<unknown> {
    const { value, touched, telling } = await this.#link(where).ask({ ask: 'job', name, input, actor, now });
    if (telling === 'soon') this.#spreadSoon(touched);
    else await this.#spread(touched);
    if (telling === 'settled') await this.#telling;
    return value;
  }

  async close(): Promise<void> {
    await this.#ears.closing?.();
    this.#closed = true;
    await Promise.all([this.#links.reader.close(), this.#links.heavy.close()]);
    // The closing writer keeps how far the anchor has come: an older one put in its place is then found.
    await this.#anchor?.settled();
    await this.#links.writer.close();
  }

  /**
   * Closes the store with a copy of it under another key, made when nobody reads or writes any more (rekey.ts). It is
   * closed also when the copy fails, whose refusal is thrown. `from` is the lock that it was opened with.
   */
  async closeInto(from: StoreLock, to: StoreCopy, now: number): Promise<void> {
    await this.#ears.closing?.();
    this.#closed = true;
    try {
      await this.#logCommit?.catch(() => undefined);
      await Promise.all([this.#links.reader.close(), this.#links.heavy.close()]);
      await this.#links.writer.ask({ ask: 'job', name: 'store.copy', input: { from, to }, actor: theProgram, now });
    } finally {
      await this.close();
    }
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

  /** The same without anybody waiting for it; what is touched meanwhile is told together. */
  #spreadSoon(touched: readonly Touched[]): void {
    if (touched.length === 0) return;
    for (const each of touched) this.#untold.push(each);
    this.#telling ??= this.#tellUntold();
  }

  async #tellUntold(): Promise<void> {
    while (this.#untold.length > 0) {
      const touched = this.#untold;
      this.#untold = [];
      // Who cannot be told this must still hear of what comes next.
      await this.#spread(touched).catch((error: unknown) => this.#ears.trouble(String(error)));
      // What comes by the thousand comes on: search takes it in more cheaply together, and screens are not read for each.
      if (touched.length >= thousands) await pause(breath);
    }
    this.#telling = undefined;
  }
}
