import type { Changed, Input } from '../../../shared/contract/index.ts';
import type { LeaseState } from '../../../shared/contract/lease.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import { theProgram } from '../../../shared/model/role.ts';
import { includesAll } from '../../../shared/sync/vector.ts';
import type { StoreDesk } from '../../store/desk.ts';
import type { AskLease, KeeperWord, LeaseJobMap, LeaseView } from '../../sync/leasePort.ts';
import { vectorOfPairs } from '../../sync/port.ts';
import { askWriter } from '../sync/askWriter.ts';
import type { From } from '../from.ts';
import type { Sessions } from '../session/session.ts';

export interface LeaseDeskOptions {
  readonly sessions: Pick<Sessions, 'proveAgain' | 'recheck' | 'store' | 'whileClosed'>;
  readonly now: () => number;
  /** What the hub says when it is asked now; null where none is linked or it does not answer. */
  readonly hubWord: () => Promise<KeeperWord | null>;
  /** The same of the laptop whose event network this one has joined. */
  readonly eventWord: () => Promise<(KeeperWord & { readonly from: string }) | null>;
  /** Keeps the way to the hub, for one word after the store is gone. */
  readonly farewell: () => () => Promise<void>;
  /** Empties the data folder. */
  readonly wipe: () => void;
  /** What `lease.state` says may be another now. */
  readonly tell: () => void;
  readonly trouble: (cause: string) => void;
}

/** How often it is looked without a reason, ms: a day ends, a clock is corrected. */
const lookEvery = 20_000;
/** Others are asked for what they hold and for the time at most so often, ms: of a laptop that is leaving, and of a lent one. */
const askEvery = { leaving: 5000, lent: 3_600_000 } as const;

/** What tells of something that changes how it stands. */
const ofLeases: readonly string[] = ['device', 'centre', 'sync', 'attachment'];

/**
 * 빌린 기간 as main has it (ADR 0048): looks whether this laptop still may show what it holds, and when all is handed over and
 * the date is sure, empties it. A 회수 that a hub carries out is the link's own (electron/sync/link.ts).
 */
export class LeaseDesk {
  readonly #options: LeaseDeskOptions;
  #store: StoreDesk | null = null;
  #timer: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  /** Looks one after the other; what asks meanwhile is answered by the next one. */
  #running: Promise<void> | null = null;
  #isDue = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #told = '';

  constructor(options: LeaseDeskOptions) {
    this.#options = options;
  }

  attach(store: StoreDesk): void {
    this.#store = store;
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#timer = setInterval(() => this.look(), lookEvery);
    this.#timer.unref();
    this.look();
  }

  /** The store is about to close: what is under way ends where it stands. */
  detach(): void {
    this.#store = null;
    clearInterval(this.#timer);
    clearTimeout(this.#again);
  }

  /** Something was committed here, or has come. */
  heard({ types }: Pick<Changed, 'types'>): void {
    if (types.some((type) => ofLeases.includes(type))) this.look();
  }

  /** Looks soon how it stands. */
  look(): void {
    this.#isDue = true;
    if (this.#running !== null) return;
    this.#running = this.#looks().finally(() => {
      this.#running = null;
    });
  }

  async state(): Promise<LeaseState> {
    const ask = this.#asks(await this.#options.sessions.store());
    return this.#stateOf(await ask('lease.look', { hub: 'hint' }));
  }

  async confirmDay({ password }: Input<'lease.confirmDay'>, { window }: From): Promise<LeaseState> {
    return await this.#deed(window, password, (ask) => ask('lease.confirmDay', null));
  }

  async extend({ lentUntil, password }: Input<'lease.extend'>, { window }: From): Promise<LeaseState> {
    return await this.#deed(window, password, (ask) => ask('lease.extend', { lentUntil }));
  }

  async #deed(window: number, password: string, deed: (ask: AskLease) => Promise<null>): Promise<LeaseState> {
    const { sessions, now } = this.#options;
    const actor = await sessions.proveAgain(window, password);
    await deed(askWriter<LeaseJobMap>(await sessions.store(), actor, now));
    await sessions.recheck();
    const state = await this.state();
    this.look();
    return state;
  }

  async #looks(): Promise<void> {
    while (this.#isDue) {
      this.#isDue = false;
      const store = this.#store;
      if (store === null) return;
      try {
        await this.#lookOnce(this.#asks(store));
      } catch (error) {
        // The store closes, or the disk is full: looked again by and by.
        if (this.#store === store)
          this.#options.trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }

  async #lookOnce(ask: AskLease): Promise<void> {
    let view = await ask('lease.look', { hub: 'hint' });
    const { hub, event } = this.#asksOthers(view) ? await this.#askOthers(ask) : { hub: null, event: null };
    if (view.leaving !== null) {
      // What the hub said some time ago counts not: it may have been set back to an older backup since.
      const sure = await ask('lease.look', { hub: hub ?? 'none' });
      const own = vectorOfPairs(sure.vector);
      // A prolongation that waits there is taken in first; a 회수 has no way back.
      const isCaughtUp = [hub, event].every((word) => word === null || includesAll(own, vectorOfPairs(word.vector)));
      if (sure.stage === 'empty' && (isCaughtUp || sure.leaving === 'recall')) return await this.#empty();
    }
    if (hub !== null || event !== null) view = await ask('lease.look', { hub: hub ?? 'hint' });
    // Nobody tells when the hub has taken the last of it.
    if (view.leaving !== null && this.#store !== null) {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.look(), askEvery.leaving);
      this.#again.unref();
    }
    const said = JSON.stringify([this.#stateOf(view), view.lease.word !== null]);
    if (said === this.#told) return;
    this.#told = said;
    await this.#options.sessions.recheck();
    this.#options.tell();
  }

  #asksOthers({ leaving, lease }: LeaseView): boolean {
    if (leaving === null && lease.lentUntil === null) return false;
    return performance.now() - this.#askedAt >= (leaving === null ? askEvery.lent : askEvery.leaving);
  }

  /** Asks who can be reached what they hold and what time it is. */
  async #askOthers(ask: AskLease): Promise<{ readonly hub: KeeperWord | null; readonly event: KeeperWord | null }> {
    this.#askedAt = performance.now();
    const [hub, event] = await Promise.all([this.#options.hubWord(), this.#options.eventWord()]);
    if (event) await ask('lease.heard', event);
    if (hub) await ask('lease.heard', { from: null, ...hub });
    return { hub, event };
  }

  async #empty(): Promise<void> {
    const { sessions, wipe, farewell } = this.#options;
    const tellEmptied = farewell();
    await sessions.whileClosed(async () => wipe());
    await tellEmptied();
  }

  #stateOf({ lease, leaving, stage, waiting, pages, hasHub, office }: LeaseView): LeaseState {
    return {
      why: leaving,
      lentUntil: lease.lentUntil,
      today: todayInSeoul(this.#options.now()),
      stage,
      waiting,
      pages,
      hasHub,
      office: office?.laptop ?? null,
    };
  }

  #asks(store: StoreDesk): AskLease {
    return askWriter<LeaseJobMap>(store, theProgram, this.#options.now);
  }
}
