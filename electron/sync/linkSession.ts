import type { Answered, PeerClient, Trouble } from '../../hub/wire/client.ts';
import type { PushReceipt } from '../../shared/sync/peer.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import { includesAll } from '../../shared/sync/vector.ts';
import type { HubStanding } from '../store/hubLink.ts';
import type { Blocked } from './backOff.ts';
import type { AskStore, OutgoingPage, Pairs, SyncJobMap } from './port.ts';
import { isFullOf, isOfPage, isPageEmpty, lookAt } from './pageLook.ts';
import { pairsOf, vectorOfPairs } from './port.ts';
import { untoldAt } from './untold.ts';

/** How long a pull may wait for news, ms: shorter than what routers on the way forget a quiet line after. */
const longestPull = 25_000;
/** Pause where a peer sends what changes nothing and is no refusal, ms: a peer that is broken must not be hammered. */
const stuck = 1000;

/** The line ended: why is in `trouble`. */
export class LineEnded extends Error {
  readonly trouble: Trouble | { readonly kind: 'busy' };
  constructor(trouble: LineEnded['trouble']) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}

/** The value of an answer; throws LineEnded where it is a trouble. */
export function valueOf<T>(answered: Answered<T>): T {
  if (answered.ok) return answered.value;
  throw new LineEnded(answered.trouble);
}

/** What main sees of a session while it runs. */
interface SessionEyes {
  /** The hub has answered; what it holds, and what it says of this laptop. */
  contact(standing: HubStanding | null, name: string | null): void;
  /** Pages are on their way, or none are. */
  busy(isBusy: boolean): void;
  /** The hub has more, or what needs people has changed. */
  news(): void;
}

export interface SessionOptions {
  readonly ask: AskStore;
  readonly client: PeerClient;
  /** The laptop at the other end, once it is known; left out: a hub. */
  readonly peer?: () => DeviceId | null;
  /** What the hub held when it last said so; asked anew before anything is sent. */
  readonly known: ReadonlyMap<DeviceId, number>;
  readonly eyes: SessionEyes;
  /** Streams that the hub has refused, and those from it that were refused here; they outlive a line. */
  readonly toHub: Blocked;
  readonly fromHub: Blocked;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** One line to the hub, from the first word until it breaks. */
export interface Session {
  /** What the hub holds, as far as it has said. */
  readonly hub: ReadonlyMap<DeviceId, number>;
  /** Asks how things stand and exchanges keys; gives what the hub says of this laptop. */
  greet(signal: AbortSignal): Promise<HubStanding>;
  /** Pushes and pulls until the line breaks or the signal comes. Throws LineEnded, or what the store throws. */
  live(signal: AbortSignal): Promise<never>;
  /** 회수: sends everything. True when the hub has said that it holds all that is here. */
  handOver(signal: AbortSignal): Promise<boolean>;
  /** Something was committed here; `isLaptop`: a laptop's record among it. */
  wake(isLaptop?: boolean): void;
  /** Streams that were refused, or one of them, are to be tried at once. */
  retry(device?: DeviceId): void;
}

export function openSession({
  ask,
  client,
  peer = () => null,
  known,
  eyes,
  toHub,
  fromHub,
  pause,
}: SessionOptions): Session {
  let hub = new Map(known);
  /** Bodies that the hub lacks, the first of them; offered with the next page. */
  let holes: readonly PartRef[] = [];
  /** This laptop's name at the hub. */
  let own: DeviceId = '';
  /** A laptop's record has come: the centre's word may be in it. */
  let areVerdictsDue = false;
  let hasNews = Promise.withResolvers<void>();
  let again = new AbortController();
  const busy = { push: false, pull: false };
  const show = (which: keyof typeof busy, isBusy: boolean): void => {
    if (busy[which] === isBusy) return;
    busy[which] = isBusy;
    eyes.busy(busy.push || busy.pull);
  };
  const raise = (pairs: Pairs): void => {
    for (const [device, seq] of pairs) if ((hub.get(device) ?? 0) < seq) hub.set(device, seq);
  };
  const wake = (): void => {
    const { resolve } = hasNews;
    hasNews = Promise.withResolvers();
    resolve();
  };
  /** Asked once a line for each stream: the keys may have come to the other end meanwhile. */
  const introduced = new Set<DeviceId>();
  const looked = new Set<DeviceId>();
  const strikes = new Map<DeviceId, number>();

  const state = async (signal: AbortSignal): Promise<HubStanding> => {
    const said = valueOf(await client.state({ signal }));
    // As it says, not the greater of both: a hub that was set back to an older backup has less than before.
    hub = new Map(said.vector);
    ({ holes, device: own } = said);
    eyes.contact(said.standing, said.name);
    return said.standing;
  };

  const introduce = async (signal: AbortSignal): Promise<void> => {
    valueOf(await client.introduce(await ask('sync.introductions', null), { signal }));
    await ask('sync.learn', { keys: valueOf(await client.introductions({ signal })) });
  };

  /** Tells the hub whom the centre has called back or shut out, where it does not know yet and this laptop is heard. */
  const tellVerdicts = async (signal: AbortSignal): Promise<void> => {
    areVerdictsDue = false;
    const verdicts = await ask('sync.verdicts', null);
    if (verdicts.length === 0) return;
    const there = valueOf(await client.devices({ signal }));
    for (const verdict of verdicts)
      if (untoldAt(there, own, verdict) === 'soon')
        valueOf(await client.standing(verdict.device, verdict.standing, { signal }));
  };

  const item = async (device: DeviceId, why: string): Promise<void> => {
    toHub.add(device, 0);
    await ask('sync.refusedByHub', { kind: 'refusedByHub', stream: device, why });
    eyes.news();
  };

  const refused = async (
    { device, reason }: Extract<PushReceipt, { ok: false }>,
    signal: AbortSignal,
  ): Promise<void> => {
    if (reason === 'busy') throw new LineEnded({ kind: 'busy' });
    if (reason === 'gap' || reason === 'notReady') {
      const count = (strikes.get(device) ?? 0) + 1;
      strikes.set(device, count);
      await state(signal);
      // What it has said it holds was not true any more; said three times, something else is wrong.
      if (count < 3) return;
    }
    if (reason === 'unknownDevice' && !introduced.has(device)) {
      introduced.add(device);
      return await introduce(signal);
    }
    await item(device, reason);
  };

  const settle = async (device: DeviceId): Promise<void> => {
    if (!toHub.settle(device)) return;
    await ask('sync.settled', { stream: device });
    eyes.news();
  };

  /** What was refused once and has reached the hub by another way, or before this line, needs nobody any more. */
  const settleHeld = async (): Promise<void> => {
    const due = toHub.due();
    if (due.length === 0) return;
    const own = vectorOfPairs((await ask('sync.facts', null)).vector);
    for (const device of due) if ((hub.get(device) ?? 0) >= (own.get(device) ?? 0)) await settle(device);
  };

  const makeAhead = (held: Pairs): MadeAhead => {
    const page = ask('sync.pageFor', { held, without: toHub.now(), to: peer() });
    // Who has no use for it hears nothing of it.
    page.catch(() => undefined);
    return { held: vectorOfPairs(held), page };
  };
  const pageNow = async (asked: PageOrder, made: MadeAhead | null): Promise<OutgoingPage | null> => {
    const isFor = asked.only === undefined && holes.length === 0 && made !== null && isSame(hub, made.held);
    return isFor ? await made.page : await ask('sync.pageFor', asked);
  };

  /** Sends until the hub lacks nothing that may be sent. Gives the streams that were left out at the end. */
  const pushAll = async (signal: AbortSignal): Promise<readonly DeviceId[]> => {
    let only: DeviceId | undefined;
    let made: MadeAhead | null = null;
    // What the hub lacks may be more than it says at once, and may have come to it while this line stands.
    let areHolesDue = false;
    let offered = '';
    for (;;) {
      signal.throwIfAborted();
      const asked = {
        held: pairsOf(hub),
        without: toHub.now(),
        to: peer(),
        holes,
        ...(only === undefined ? {} : { only }),
      };
      const page: OutgoingPage | null = await pageNow(asked, made);
      made = null;
      holes = [];
      if (page === null) {
        if (only === undefined) {
          if (areHolesDue) {
            areHolesDue = false;
            await state(signal);
            // A hub that says the same again is not offered the same again.
            if (JSON.stringify(holes) !== offered) continue;
            holes = [];
          }
          await settleHeld();
          show('push', false);
          return asked.without;
        }
        only = undefined;
        continue;
      }
      show('push', true);
      const streams = page.after.filter(([device, seq]) => (hub.get(device) ?? 0) < seq).map(([device]) => device);
      // The next one is made while the hub takes this one in; it is for a hub that has done so.
      if (only === undefined && isFullOf(page.sets)) made = makeAhead(page.after);
      const answered = await client.push(page.bytes, { signal });
      if (!answered.ok && answered.trouble.kind === 'refused' && isOfPage(answered.trouble.code)) {
        // It does not say which stream of the page it cannot take: they are sent one by one.
        const [first] = streams;
        if (streams.length === 1 && first !== undefined) await item(first, answered.trouble.code);
        else only = first;
        continue;
      }
      const receipt = valueOf(answered);
      if (!receipt.ok) {
        areHolesDue ||= asked.holes.length > 0;
        await refused(receipt, signal);
        continue;
      }
      raise(pairsOf(receipt.vector));
      if (asked.holes.length > 0 || receipt.sets < page.sets) areHolesDue = true;
      // A page full of sets has no room for them.
      if (asked.holes.length > 0 && page.sets === 0) offered = JSON.stringify(asked.holes);
      eyes.contact(null, null);
      for (const device of streams) {
        strikes.delete(device);
        await settle(device);
      }
    }
  };

  const pusher = async (signal: AbortSignal): Promise<never> => {
    for (;;) {
      const news = hasNews.promise;
      if (areVerdictsDue) await tellVerdicts(signal);
      const left = await pushAll(signal);
      // Also what this very turn has seen refused comes due; on a slow day it has already.
      const due = toHub.due().some((device) => left.includes(device)) ? 0 : toHub.dueIn();
      const ended = new AbortController();
      const timer = due === null ? [] : [pause(due, AbortSignal.any([signal, ended.signal]))];
      await Promise.race([news, ...timer]);
      ended.abort();
    }
  };

  /** Takes in what refused streams of a page leave, and asks for them later. Gives whether nothing was refused. */
  const takeIn = async (bytes: Uint8Array, signal: AbortSignal): Promise<boolean> => {
    const taken = await ask('sync.receive', { bytes });
    if (!taken.readable) throw new LineEnded({ kind: 'malformed' });
    raise(taken.reached);
    const reached = vectorOfPairs(taken.reached);
    const left = new Set(taken.refused.map(({ device }) => device));
    for (const [device] of taken.reached) if (!left.has(device)) fromHub.settle(device);
    for (const { device, reason } of taken.refused) {
      if (reason === 'signature' && !looked.has(device)) {
        // Its key may have come to the hub after we asked.
        looked.add(device);
        await introduce(signal);
        continue;
      }
      fromHub.add(device, reached.get(device) ?? 0);
    }
    eyes.news();
    if (taken.sets === 0 && taken.fills === 0 && taken.refused.length === 0) await pause(stuck, signal);
    return taken.refused.length === 0;
  };

  /** Asks for what comes behind a page that is being taken in. It must be dropped where not all of that page is kept. */
  const askAhead = (reached: Pairs, signal: AbortSignal): Ahead => {
    const dropped = new AbortController();
    const both = AbortSignal.any([signal, dropped.signal]);
    const asked = (async () => {
      const request = await ask('sync.request', { beyond: [...fromHub.beyond(), ...reached] });
      return await client.pull(request, { ahead: true, signal: both });
    })();
    // Who drops it hears nothing of it.
    asked.catch(() => undefined);
    return { answer: asked, drop: () => dropped.abort() };
  };

  const puller = async (signal: AbortSignal): Promise<never> => {
    let ahead: Ahead | null = null;
    for (let isCaughtUp = false; ;) {
      signal.throwIfAborted();
      let answered: Answered<Uint8Array>;
      if (ahead === null) {
        const request = await ask('sync.request', { beyond: fromHub.beyond() });
        const wait = isCaughtUp ? Math.min(longestPull, fromHub.dueIn() ?? longestPull) : 0;
        answered = await client.pull(request, { wait, signal: AbortSignal.any([signal, again.signal]) });
      } else answered = await ahead.answer;
      ahead = null;
      if (!answered.ok && answered.trouble.kind === 'aborted' && again.signal.aborted && !signal.aborted) {
        again = new AbortController();
        isCaughtUp = false;
        continue;
      }
      const bytes = valueOf(answered);
      eyes.contact(null, null);
      const { isFull, reached } = lookAt(bytes);
      isCaughtUp = !isFull;
      if (!isPageEmpty(bytes)) {
        show('pull', true);
        const next = reached === null ? null : askAhead(reached, signal);
        const isWhole = await takeIn(bytes, signal).catch((error: unknown) => {
          next?.drop();
          throw error;
        });
        if (isWhole) ahead = next;
        else next?.drop();
      }
      if (isCaughtUp) show('pull', false);
    }
  };

  return {
    get hub() {
      return hub;
    },
    async greet(signal) {
      const standing = await state(signal);
      if (standing === 'enrolled') {
        await introduce(signal);
        await tellVerdicts(signal);
      }
      return standing;
    },
    async live(signal) {
      const end = new AbortController();
      const inner = AbortSignal.any([signal, end.signal]);
      inner.addEventListener('abort', wake, { once: true });
      const both = [pusher(inner), puller(inner)];
      try {
        return await Promise.race(both);
      } finally {
        end.abort();
        await Promise.allSettled(both);
        eyes.busy(false);
      }
    },
    async handOver(signal) {
      await pushAll(signal);
      await state(signal);
      const own = vectorOfPairs((await ask('sync.facts', null)).vector);
      // Nor may it lack a body that is here: the only one there is may be emptied then.
      const owed = await ask('sync.pageFor', { held: pairsOf(hub), without: [], to: peer(), holes });
      return owed === null && includesAll(hub, own);
    },
    wake(isLaptop = false) {
      areVerdictsDue ||= isLaptop;
      wake();
    },
    retry(device) {
      toHub.hurry(device);
      fromHub.hurry(device);
      wake();
      again.abort();
    },
  };
}

type PageOrder = SyncJobMap['sync.pageFor']['input'];
/** A page for a hub that holds so much. */
interface MadeAhead {
  readonly held: ReadonlyMap<DeviceId, number>;
  readonly page: Promise<OutgoingPage | null>;
}

const isSame = (a: ReadonlyMap<DeviceId, number>, b: ReadonlyMap<DeviceId, number>): boolean =>
  includesAll(a, b) && includesAll(b, a);

/** An answer that was asked for before it was known whether it would be wanted. */
interface Ahead {
  readonly answer: Promise<Answered<Uint8Array>>;
  drop(): void;
}
