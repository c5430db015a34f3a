import { watch } from 'node:fs';
import { decodeRequest } from '../../shared/sync/bytes.ts';
import type { DeviceId, Vector } from '../../shared/sync/types.ts';
import type { ExchangePeer } from '../store/exchangePeers.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { exchangeRound } from './exchangeFolder.ts';
import type { ExchangeDesk, Round } from './exchangeFolder.ts';
import type { AskExchange, ExchangeJobMap } from './exchangePort.ts';
import type { AskStore } from './port.ts';
import { vectorOfPairs } from './port.ts';

/** How the exchange by file stands. */
export interface ExchangeStanding {
  readonly folder: string | null;
  /** The folder is not there now: a stick at home, a NAS out of reach. */
  readonly away: boolean;
  readonly running: boolean;
  /** When a round was last gone through, ms UTC; null: never since the start. */
  readonly lastRound: number | null;
  /** What the file system said when the last round broke off; null when it did not. */
  readonly failure: string | null;
  /** Names, as their files have them, of whom a file lies there that could not be read and no record is here. */
  readonly strangers: readonly string[];
  readonly peers: readonly (ExchangePeer & {
    /** Change sets it has not said to hold; null until it was heard. */ readonly waiting: number | null;
  })[];
  /**
   * Change sets that are acknowledged by nobody: that the 사무실 노트북 has not said to hold, or, where there is none but this
   * one, none of the chosen laptops.
   */
  readonly waiting: number;
}

export interface ExchangeOptions {
  readonly ask: AskStore;
  readonly askExchange: AskExchange;
  readonly now: () => number;
  readonly tell: (standing: ExchangeStanding) => void;
  readonly trouble: (cause: string) => void;
  /** Resolves after so many ms, or at once when the signal comes. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The exchange by file of one opened store. */
export interface Exchange {
  standing(): ExchangeStanding | null;
  /** `saved`: something was committed: a round soon. `asked`: a round at once; resolves when it is over. */
  wake(why: 'saved' | 'asked'): Promise<void>;
  stop(): Promise<void>;
}

/** After a save, ms: what is typed within this time goes in one file. */
const gather = 5000;
/** Where nothing tells of new files (a NAS), the folder is looked into so often, ms. */
const look = 30_000;
/** New files come in several strokes, ms. */
const settle = 700;

/** How long a stop waits for a round, ms: a file that was not finished is written again. */
const longestStop = 2000;

type Facts = ExchangeJobMap['exchange.facts']['value'];

const heardBy = ({ heard }: ExchangePeer): Vector | undefined =>
  heard === null ? undefined : decodeRequest(heard, plainText)?.vector;

function lacking(own: Vector, held: (device: DeviceId) => number): number {
  let sets = 0;
  for (const [device, seq] of own) sets += Math.max(0, seq - held(device));
  return sets;
}

/** Reads and leaves files for as long as the store is open; thinks of everything itself once there is a folder. */
export function startExchange({ ask, askExchange, now, tell, trouble, pause }: ExchangeOptions): Exchange {
  const over = new AbortController();
  let rest = new AbortController();
  let facts: Facts | null = null;
  let own: Vector = new Map();
  let [away, running] = [false, false];
  let [lastRound, failure]: [number | null, string | null] = [null, null];
  let unread: readonly DeviceId[] = [];
  let due = 0;
  let watched: { readonly folder: string; readonly end: () => void } | null = null;
  let waiters: (() => void)[] = [];

  const standing = (): ExchangeStanding | null => {
    if (facts === null) return null;
    const office = facts.peers.filter(({ isOffice }) => isOffice);
    const keepers = office.length > 0 ? office : facts.peers.filter((peer) => peer.chosen && !peer.gone);
    const vectors = keepers.map(heardBy);
    const best = (device: DeviceId): number => Math.max(0, ...vectors.map((vector) => vector?.get(device) ?? 0));
    const peers = facts.peers.map((peer) => {
      const vector = heardBy(peer);
      return { ...peer, waiting: vector ? lacking(own, (device) => vector.get(device) ?? 0) : null };
    });
    const known = new Set(peers.map(({ device }) => device));
    const strangers = facts.folder === null || away ? [] : unread.filter((device) => !known.has(device));
    const { folder } = facts;
    return { folder, away, running, lastRound, failure, strangers, peers, waiting: lacking(own, best) };
  };
  const takeFacts = async (): Promise<Facts> => {
    facts = await askExchange('exchange.facts', null);
    own = vectorOfPairs((await ask('sync.facts', null)).vector);
    const said = standing();
    if (said && !over.signal.aborted) tell(said);
    return facts;
  };

  const desk: ExchangeDesk = {
    self: async () => ({ ...(await ask('sync.prepare', null)), vouch: facts?.vouch ?? null }),
    peers: async () => (await takeFacts()).peers.filter(({ writesTo }) => writesTo),
    shutOut: () => Promise.resolve((facts?.peers ?? []).filter((peer) => peer.shutOut).map(({ device }) => device)),
    keys: () => ask('sync.introductions', null),
    introduce: async (keys) => void (await ask('sync.learn', { keys })),
    memory: (device) => askExchange('exchange.memory', { device }),
    remember: async (device, memory) => void (await askExchange('exchange.remember', { device, memory })),
    now,
    log: {
      request: () => ask('sync.request', { beyond: [] }),
      pageFor: (held, to, holes) => ask('sync.pageFor', { held, without: [], to, holes }),
      receive: (bytes) => ask('sync.receive', { bytes }),
    },
    files: {
      wanted: () => ask('blob.wanted', null),
      toGive: (wanted) => ask('blob.toGive', { wanted }),
      bytes: (name) => ask('blob.bytes', { name }),
      keep: async (blob) => void (await ask('blob.keep', blob)),
    },
    digests: {
      own: () => ask('digest.own', null),
      hear: async (device, words) => void (await ask('digest.hear', { device, words })),
    },
  };

  /** Hears of new files where the system can tell; a folder that goes away ends it, and looking goes on. */
  const keepWatch = (folder: string): void => {
    if (watched?.folder === folder) return;
    watched?.end();
    watched = null;
    try {
      const watcher = watch(folder, { persistent: false }, () => soon(settle));
      const end = (): void => watcher.close();
      watcher.on('error', () => {
        end();
        if (watched?.folder === folder) watched = null;
      });
      watched = { folder, end };
    } catch {
      // Not every file system tells; the folder is looked into anyway.
    }
  };

  /** A round at the latest in so many ms. */
  function soon(ms: number): void {
    due = Math.min(due, performance.now() + ms);
    rest.abort();
  }

  const goRound = async (folder: string): Promise<void> => {
    running = true;
    try {
      const round: Round = await exchangeRound(folder, desk);
      away = round.away;
      failure = null;
      if (!round.away) {
        unread = round.unread;
        lastRound = now();
        keepWatch(folder);
      }
    } catch (error) {
      failure = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
      trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
    } finally {
      running = false;
    }
  };

  const run = async (): Promise<void> => {
    while (!over.signal.aborted) {
      due = performance.now() + look;
      const answered = waiters;
      waiters = [];
      try {
        const { folder } = await takeFacts();
        if (folder !== null) await goRound(folder);
        if (!over.signal.aborted) await takeFacts();
      } catch (error) {
        // The store is closing, or the disk is full: tried again when it is looked next.
        if (!over.signal.aborted) trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
      for (const done of answered) done();
      while (!over.signal.aborted && performance.now() < due) {
        rest = new AbortController();
        await pause(Math.max(1, due - performance.now()), AbortSignal.any([over.signal, rest.signal]));
      }
    }
    for (const done of waiters) done();
    watched?.end();
  };
  const ended = run();

  return {
    standing,
    wake(why) {
      if (why === 'saved') {
        soon(gather);
        return Promise.resolve();
      }
      if (over.signal.aborted) return Promise.resolve();
      const answer = new Promise<void>((resolve) => void waiters.push(resolve));
      soon(0);
      return answer;
    },
    async stop() {
      over.abort();
      const late = new AbortController();
      await Promise.race([ended, pause(longestStop, late.signal)]);
      late.abort();
    },
  };
}
