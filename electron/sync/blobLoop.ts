import type { PeerClient, Trouble } from '../../hub/wire/client.ts';
import type { BlobsKnown } from '../../hub/wire/gate.ts';
import type { AwaitedBlob, HeldBlob } from '../store/attachmentBlobs.ts';
import { backOff, blockedStreams } from './backOff.ts';
import { LineEnded, valueOf } from './linkSession.ts';
import type { AskStore } from './port.ts';

/** The other end, as far as pages of documents are concerned. */
export type BlobPeer = Pick<PeerClient, 'blobs' | 'putBlob' | 'getBlob'>;

export interface BlobLoopOptions {
  readonly ask: AskStore;
  /**
   * `hub`: what it has said to hold is written down, and asked anew when the program was started, and from time to time: a
   * hub can be set back to an older backup. `laptop`: it takes only what it waits for, and is remembered only here.
   */
  readonly peer: 'hub' | 'laptop';
  /** Change sets are on their way: they go first. */
  readonly isBusy: () => boolean;
  /** A page came or went. */
  readonly news: () => void;
  /** A clock that only goes forward, ms. */
  readonly monotonic: () => number;
  readonly random: () => number;
  /** Resolves after so many ms, or at once when the signal comes. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly trouble: (cause: string) => void;
}

/** The pages of documents on their way to another end and from it, line after line. */
export interface BlobLoop {
  /** Runs beside `live`, for as long as that does, on lines of its own; what fails here ends nothing. */
  beside<T>(client: BlobPeer, signal: AbortSignal, live: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * 회수: brings everything that the other end lacks. True when it holds all pages that are here. Throws LineEnded.
   */
  handOver(client: BlobPeer, signal: AbortSignal): Promise<boolean>;
  /** The other end had no room for a page when it was last asked: what is here stays here and is offered again. */
  isFull(): boolean;
  /** Something was committed here; `isAsked`: a person or the system says that everything is to be tried at once. */
  wake(isAsked?: boolean): void;
}

/** What is saved within this time goes in one round, ms. */
const gather = 200;
/** While change sets are on their way, it is looked so often whether they have arrived, ms. */
const look = 50;
/** What nobody holds yet is asked for again after this, ms, then seldomer and seldomer. */
const shortestPoll = 300;
const longestPoll = 60_000;
/** So often all that the other end has said is asked anew, ms. */
const again = { hub: 6 * 3_600_000, laptop: 60_000 };
/** So many go one way before it is looked whether something waits to go the other. */
const turn = 20;
/** Single blobs that may go wrong in a round. */
const mostStrikes = 3;
const newest = Number.MAX_SAFE_INTEGER;
const forEver = 2 ** 31 - 1;

export function openBlobLoop(options: BlobLoopOptions): BlobLoop {
  const { ask, peer, isBusy, news, monotonic, random, pause } = options;
  const which = peer === 'hub' ? 'owed' : 'all';
  /** Names that went wrong: each is left alone for a while. */
  const blocked = blockedStreams(monotonic, random);
  /** Another laptop holds these, or will never take them. */
  let there = new Set<string>();
  /** How far all that is here has been gone through, and when that was begun anew. */
  let passed = 0;
  let askedAll = -Infinity;
  let before = newest;
  let strikes = 0;
  let isFull = false;
  let heard = Promise.withResolvers<void>();

  const isQuiet = async (signal: AbortSignal): Promise<void> => {
    while (isBusy() && !signal.aborted) await pause(look, signal);
    signal.throwIfAborted();
  };

  const noteFull = (full: boolean): void => {
    if (full === isFull) return;
    isFull = full;
    news();
  };

  const note = async (names: readonly string[], isThere: boolean): Promise<void> => {
    if (names.length === 0) return;
    if (peer === 'hub') await ask('blob.atHub', { names, isThere });
    else for (const name of names) there.add(name);
    news();
  };

  /** Asks of all that is here whether the hub holds it. */
  const askAll = async (client: BlobPeer, signal: AbortSignal): Promise<void> => {
    passed = 0;
    if (peer === 'hub')
      for (let behind = 0; ;) {
        const rows = await ask('blob.held', { which: 'all', behind });
        const last = rows.at(-1);
        if (last === undefined) break;
        behind = last.id;
        const held = new Set(valueOf(await client.blobs(names(rows), { signal })).held);
        await note([...held], true);
        await note(
          names(rows).filter((name) => !held.has(name)),
          false,
        );
      }
    askedAll = monotonic();
  };

  /**
   * One that did not go or come is left alone for a while, whatever it was: a page too large for a slow line, or one that
   * the other end stumbles over, must not stop those behind it. After a few in a round the line itself is in question.
   */
  const leave = (name: string, trouble: Trouble): void => {
    blocked.add(name, 0);
    strikes += 1;
    if (strikes === mostStrikes || !isOfBlob(trouble)) throw new LineEnded(trouble);
  };

  const sendOne = async (client: BlobPeer, { name, subject }: HeldBlob, signal: AbortSignal): Promise<void> => {
    await isQuiet(signal);
    const bytes = await ask('blob.bytes', { name });
    const given = bytes === null ? null : await client.putBlob(bytes, subject, { signal });
    if (given?.ok === false) return leave(name, given.trouble);
    const taken = given?.value.taken ?? 'unwanted';
    if (taken === 'full') noteFull(true);
    // What was erased is not to be brought again: for this laptop it is done.
    else if (taken === 'unwanted') blocked.add(name, 0);
    else await note([name], true);
  };

  /** Sends what the other end lacks and takes. `now`: there is more; `later`: it may take more another time. */
  const sendSome = async (client: BlobPeer, signal: AbortSignal): Promise<'now' | 'later' | 'nothing'> => {
    let isLeft = false;
    let sent = 0;
    for (let behind = peer === 'hub' ? 0 : passed; ;) {
      const rows = await ask('blob.held', { which, behind });
      const last = rows.at(-1);
      if (last === undefined) {
        if (!isLeft) noteFull(false);
        return isLeft ? 'later' : 'nothing';
      }
      behind = last.id;
      const left = new Set(blocked.now());
      const asked = rows.filter(({ name }) => !there.has(name));
      const known = asked.length === 0 ? nothing : valueOf(await client.blobs(names(asked), { signal }));
      const { held, wanted } = known;
      await note(held, true);
      if (asked.length > 0) noteFull(known.full === true);
      const takes = new Set(wanted);
      const sorted = new Set([...held, ...wanted]);
      const sendable = asked.filter(({ name }) => takes.has(name));
      for (const row of sendable) {
        if (left.has(row.name)) continue;
        await sendOne(client, row, signal);
        if (isFull) return 'later';
        sent += 1;
        if (sent === turn) return 'now';
      }
      // Another laptop takes a page when it has got its record.
      isLeft ||=
        asked.some(({ name }) => !sorted.has(name)) || sendable.some(({ name }) => blocked.now().includes(name));
      if (!isLeft) passed = behind;
    }
  };

  const fetchOne = async (client: BlobPeer, name: string, signal: AbortSignal): Promise<boolean> => {
    await isQuiet(signal);
    const given = await client.getBlob(name, { signal });
    if (!given.ok) {
      leave(name, given.trouble);
      return false;
    }
    const bytes = given.value;
    if (bytes === undefined) return false;
    const keeping = await ask('blob.keep', { name, bytes });
    if (keeping === 'wrong') blocked.add(name, 0);
    if (keeping !== 'kept') return false;
    blocked.settle(name);
    await note([name], true);
    return true;
  };

  /** Fetches what is waited for, a thousand at most; the next time those before them. */
  const fetchSome = async (client: BlobPeer, signal: AbortSignal): Promise<{ came: boolean; isWaiting: boolean }> => {
    let rows: readonly AwaitedBlob[] = await ask('blob.awaited', { before });
    if (rows.length === 0 && before !== newest) {
      before = newest;
      rows = await ask('blob.awaited', { before });
    }
    if (rows.length === 0) return { came: false, isWaiting: false };
    const held = new Set(valueOf(await client.blobs(names(rows), { signal })).held);
    const left = new Set(blocked.now());
    let came = 0;
    for (const { name } of rows) {
      if (!held.has(name) || left.has(name) || !(await fetchOne(client, name, signal))) continue;
      came += 1;
      // From the same place again: what has come is not waited for any more.
      if (came === turn) return { came: true, isWaiting: true };
    }
    before = rows.at(-1)?.id ?? newest;
    return { came: came > 0, isWaiting: true };
  };

  const run = async (client: BlobPeer, signal: AbortSignal): Promise<void> => {
    let [failures, idle] = [0, 0];
    while (!signal.aborted) {
      const wakes = heard.promise;
      let wait = forEver;
      try {
        strikes = 0;
        await isQuiet(signal);
        if (monotonic() - askedAll > again[peer]) await askAll(client, signal);
        const left = await sendSome(client, signal);
        const { came, isWaiting } = await fetchSome(client, signal);
        failures = 0;
        idle = came || left === 'now' ? 0 : idle + 1;
        if (idle === 0) wait = 0;
        else if (left === 'later' || isWaiting)
          wait = Math.min(longestPoll, shortestPoll * 2 ** Math.min(idle - 1, 10));
        wait = Math.min(wait, again[peer]);
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        if (!(error instanceof LineEnded))
          options.trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
        await pause(backOff(failures, random), signal);
        continue;
      }
      const ended = new AbortController();
      const slept = pause(wait, AbortSignal.any([signal, ended.signal])).then(() => false);
      const isWoken = await Promise.race([wakes.then(() => true), slept]);
      ended.abort();
      if (!isWoken) continue;
      idle = 0;
      before = newest;
      await pause(gather, signal);
    }
  };

  return {
    async beside(client, signal, live) {
      const end = new AbortController();
      const inner = AbortSignal.any([signal, end.signal]);
      // Another laptop may answer now.
      if (peer === 'laptop') {
        there = new Set();
        askedAll = -Infinity;
      }
      const running = run(client, inner);
      try {
        return await live(signal);
      } finally {
        end.abort();
        await running;
      }
    },
    async handOver(client, signal) {
      strikes = 0;
      await askAll(client, signal);
      while ((await sendSome(client, signal)) === 'now') signal.throwIfAborted();
      return (await ask('blob.owed', null)) === 0;
    },
    isFull: () => isFull,
    wake(isAsked = false) {
      if (isAsked) blocked.hurry();
      const { resolve } = heard;
      heard = Promise.withResolvers();
      resolve();
    },
  };
}

const nothing: BlobsKnown = { held: [], wanted: [] };
const names = (rows: readonly AwaitedBlob[]): string[] => rows.map(({ name }) => name);

/** Whether it is about this one blob, and not about who asks or when: other bytes than its name says, or not to be taken. */
function isOfBlob(trouble: Trouble): boolean {
  if (trouble.kind === 'malformed') return true;
  return trouble.kind === 'refused' && ['malformed', 'tooLarge', 'encoding', 'internal'].includes(trouble.code);
}
