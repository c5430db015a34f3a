import type { PeerClient } from '../../hub/wire/client.ts';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { HubRow, HubStanding } from '../store/hubLink.ts';
import { backOff, blockedStreams } from './backOff.ts';
import { openBlobLoop } from './blobLoop.ts';
import { LineEnded, openSession } from './linkSession.ts';
import type { Session } from './linkSession.ts';
import type { AskStore, Self, SyncFacts } from './port.ts';
import { pairsOf } from './port.ts';
import { statusOf } from './status.ts';

/** What the centre's word on this laptop makes main do. */
export interface Orders {
  /** 회수 has begun: every window is told and locked. */
  recalled(): Promise<void>;
  /** The hub holds everything: sessions end, the store closes, store and vault are emptied. */
  wipe(): Promise<void>;
  /** The centre (or only the hub, which may have forgotten) does not let this laptop in any more. */
  shutOut(by: 'centre' | 'hub'): void;
}

export interface LinkOptions {
  readonly ask: AskStore;
  /** A client of the hub's wire; nothing else in the program opens a line. */
  readonly connect: (hub: HubRow, self: Self) => PeerClient;
  /** ms UTC, shown to people: nothing waits for it, so that a clock that is wrong by years stops nothing (N4). */
  readonly now: () => number;
  /** A clock that only goes forward, ms. */
  readonly monotonic: () => number;
  readonly random: () => number;
  /** Resolves after so many ms, or at once when the signal comes. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly tell: (status: SyncStatus) => void;
  readonly orders: Orders;
  readonly trouble: (cause: string) => void;
}

/** The loop between one opened store and its hub. */
export interface Link {
  status(): SyncStatus;
  /**
   * `saved`: something was committed. `laptop`: a laptop's record among it. `manual`, `resumed`: try at once. `linked`:
   * another hub, or none.
   */
  wake(why: 'saved' | 'laptop' | 'manual' | 'resumed' | 'linked'): void;
  /** Tries the changes of one laptop that were refused at once; those of others are left alone until they are due. */
  retry(device: DeviceId): void;
  /** A client of the linked hub for a single question; null without one. The caller closes it. */
  client(): PeerClient | null;
  /** Ends it, at the latest after two seconds; nothing is locked afterwards, whatever was under way. */
  stop(): Promise<void>;
}

/** How long a stop waits for what is under way, ms. */
const longestStop = 2000;
/** Facts are asked for at most so often, ms, and what the hub holds is written down so often: a hint for the next start. */
const factsEvery = 120;
const hintEvery = 5000;
/** A peer that hangs up on us may be stopping; after so many times it does not know us. */
const hangUps = 3;

export function startLink(options: LinkOptions): Link {
  const { ask, now, monotonic, random, pause, orders } = options;
  const over = new AbortController();
  const blocked = { toHub: blockedStreams(monotonic, random), fromHub: blockedStreams(monotonic, random) };
  let facts: SyncFacts | null = null;
  let self: Self | null = null;
  let session: Session | null = null;
  let line = new AbortController();
  let rest = new AbortController();
  let known: ReadonlyMap<DeviceId, number> = new Map();
  const at = { isConnected: false, isBusy: false, isWiping: false, isRecalled: false };
  let [failures, closings] = [0, 0];
  let failure: string | null = null;
  let nextTry: number | null = null;
  let lastContact: number | null = null;
  let told = '';

  const status = (): SyncStatus =>
    statusOf({
      facts,
      hub: session?.hub ?? known,
      ...at,
      isShutOut: closings >= hangUps,
      isFull: files.isFull(),
      failure,
      nextTry,
      lastContact,
    });
  const tell = (): void => {
    const said = status();
    const text = JSON.stringify(said);
    if (text === told || over.signal.aborted) return;
    told = text;
    options.tell(said);
  };

  const takeFacts = async (): Promise<SyncFacts> => {
    const before = facts?.standing;
    const found = await ask('sync.facts', null);
    facts = found;
    if (session === null) known = new Map(found.hub?.vector);
    // Its own record has come with the centre's word: the line begins anew by it.
    if (before !== undefined && before !== found.standing) restart();
    tell();
    return found;
  };
  let isAsking = false;
  /** Facts after things have moved; many moves make one question. */
  const refresh = (): void => {
    if (isAsking) return;
    isAsking = true;
    void (async () => {
      await pause(factsEvery, over.signal);
      isAsking = false;
      if (!over.signal.aborted) await takeFacts().catch(() => undefined);
    })();
  };

  const isBusy = (): boolean => at.isBusy;
  const files = openBlobLoop({ ...options, peer: 'hub', isBusy, news: refresh });

  const restart = (): void => {
    line.abort();
    rest.abort();
  };

  let hintAt = -hintEvery;
  const writeHint = async (isLast: boolean): Promise<void> => {
    if (session === null || !facts?.hub || (!isLast && monotonic() - hintAt < hintEvery)) return;
    hintAt = monotonic();
    const hint = { vector: pairsOf(session.hub), lastContact, lastError: failure, failures };
    await ask('sync.noteHub', hint).catch(() => undefined);
  };

  const eyes = {
    contact(standing: HubStanding | null, name: string | null): void {
      lastContact = now();
      const isFirst = !at.isConnected;
      at.isConnected = true;
      [failures, closings, failure, nextTry] = [0, 0, null, null];
      if (standing !== null) at.isRecalled = standing === 'recalled';
      if (name !== null && facts?.hub && facts.hub.name !== name)
        void ask('sync.noteHub', { name }).catch(() => undefined);
      if (isFirst) tell();
      void writeHint(false);
    },
    busy(busy: boolean): void {
      at.isBusy = busy;
      if (busy) tell();
      refresh();
    },
    news: refresh,
  };

  /** Gives everything, and when the hub says that it holds it, empties the laptop. */
  const leaveCentre = async (here: Session, client: PeerClient, signal: AbortSignal): Promise<void> => {
    at.isRecalled = true;
    tell();
    await orders.recalled();
    if (!(await here.handOver(signal))) throw new LineEnded({ kind: 'busy' });
    if (!(await files.handOver(client, signal))) throw new LineEnded({ kind: 'busy' });
    tell();
    at.isWiping = true;
    await orders.wipe();
    await client.report({ wiped: true });
  };

  /** One line, from connecting until it breaks. */
  const talk = async (hub: HubRow, me: Self): Promise<void> => {
    const client = options.connect(hub, me);
    line = new AbortController();
    const signal = AbortSignal.any([over.signal, line.signal]);
    const here = openSession({ ask, client, known, eyes, pause, ...blocked });
    session = here;
    try {
      const standing = await here.greet(signal);
      if (standing === 'recalled' || facts?.standing === 'recalled') return await leaveCentre(here, client, signal);
      await files.beside(client, signal, (inner) => here.live(inner));
    } finally {
      client.close();
      [at.isConnected, at.isBusy] = [false, false];
      known = here.hub;
      if (!at.isWiping) await writeHint(true);
      session = null;
    }
  };

  const failed = (error: unknown): void => {
    failures += 1;
    if (!(error instanceof LineEnded)) {
      failure = 'unexpected';
      options.trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return;
    }
    const { trouble } = error;
    failure = trouble.kind;
    if (trouble.kind === 'closed') {
      closings += 1;
      if (closings === hangUps) orders.shutOut('hub');
    }
    // The hub's word has changed in the middle of a line: asked at once what it is now.
    if (trouble.kind === 'refused' && trouble.code === 'recalled') failures = 0;
  };

  const sleep = async (ms: number): Promise<void> => {
    rest = new AbortController();
    await pause(ms, AbortSignal.any([over.signal, rest.signal]));
  };
  const forEver = 2 ** 31 - 1;

  const run = async (): Promise<void> => {
    for (const { kind, stream } of await ask('sync.troubles', null))
      if (kind === 'refusedByHub') blocked.toHub.note(stream);
    while (!over.signal.aborted) {
      self = await ask('sync.prepare', null);
      const { hub, standing } = await takeFacts();
      if (standing === 'revoked') orders.shutOut('centre');
      if (!hub || standing === 'revoked') {
        await sleep(forEver);
        continue;
      }
      try {
        await talk(hub, self);
        if (at.isWiping) return;
      } catch (error) {
        if (over.signal.aborted) return;
        if (!line.signal.aborted) failed(error);
      }
      const wait = failures === 0 ? 0 : backOff(failures, random);
      nextTry = wait === 0 ? null : now() + wait;
      tell();
      if (wait > 0) await sleep(wait);
      nextTry = null;
    }
  };

  /** What the store refuses (it is closing, the disk is full) is no reason to end: it is tried again, more and more seldom. */
  const keepRunning = async (): Promise<void> => {
    while (!over.signal.aborted && !at.isWiping) {
      try {
        await run();
      } catch (error) {
        if (over.signal.aborted) return;
        failed(error);
        await sleep(backOff(failures, random));
      }
    }
  };
  const ended = keepRunning();

  return {
    status,
    wake(why) {
      files.wake(why !== 'saved' && why !== 'laptop');
      switch (why) {
        case 'laptop':
          session?.wake(true);
          refresh();
          // A laptop gets its record after its first opening: its keys are told in it then.
          if (facts?.hub === null) rest.abort();
          return;
        case 'saved':
          session?.wake();
          refresh();
          return;
        case 'manual':
        case 'resumed':
          closings = 0;
          if (at.isConnected && why === 'manual') session?.retry();
          else restart();
          return;
        case 'linked':
          failures = 0;
          closings = 0;
          lastContact = null;
          blocked.toHub.settleAll();
          blocked.fromHub.settleAll();
          restart();
      }
    },
    retry(device) {
      closings = 0;
      if (at.isConnected && session !== null) return session.retry(device);
      blocked.toHub.hurry(device);
      blocked.fromHub.hurry(device);
      restart();
    },
    client: () => (facts?.hub && self ? options.connect(facts.hub, self) : null),
    async stop() {
      over.abort();
      if (at.isWiping) return;
      const late = new AbortController();
      await Promise.race([ended, pause(longestStop, late.signal)]);
      late.abort();
    },
  };
}
