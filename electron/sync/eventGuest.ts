import { peerClient } from '../../hub/wire/client.ts';
import type { PeerClient } from '../../hub/wire/client.ts';
import type { EventAddress, EventPlace } from '../../shared/sync/eventAddress.ts';
import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import { backOff, blockedStreams } from './backOff.ts';
import { openBlobLoop } from './blobLoop.ts';
import { isAboutLaptops } from './eventPort.ts';
import type { AskEvent } from './eventPort.ts';
import { LineEnded, openSession } from './linkSession.ts';
import type { Session } from './linkSession.ts';
import { askKeeper } from './keeperWord.ts';
import type { KeeperWord } from './leasePort.ts';
import type { AskStore, Self, SyncJob, SyncJobMap } from './port.ts';

export interface EventGuestOptions {
  readonly ask: AskStore;
  readonly askEvent: AskEvent;
  readonly address: EventAddress;
  /** A clock that only goes forward, ms. */
  readonly monotonic: () => number;
  readonly random: () => number;
  /** Resolves after so many ms, or at once when the signal comes. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The laptop that has opened it says that the centre has called this one back. */
  readonly recalled: () => Promise<void>;
  /** Something that people see has changed. */
  readonly tell: () => void;
  readonly trouble: (cause: string) => void;
}

export interface EventGuestStanding {
  readonly connected: boolean;
  /** Number and name of the laptop that has answered last; null before. */
  readonly host: string | null;
  /** Why the last try failed, a word of hub/wire/client.ts; null after a good one. */
  readonly failure: string | null;
  /** Streams that the host does not take now. They are tried again; nothing of them is dropped. */
  readonly refused: number;
}

/** The loop between this laptop and the one that has opened the event network. It touches nothing of the hub's link. */
export interface EventGuest {
  standing(): EventGuestStanding;
  /** Something was committed here. */
  heard(types: readonly string[]): void;
  /** The computer is awake again, or a person says: try at once. */
  resumed(): void;
  /** What the laptop that has opened it says when it is asked now; null while none answers, or it is of an older program. */
  word(): Promise<(KeeperWord & { readonly from: DeviceId }) | null>;
  /** What the laptop that has opened it tells of its records; none while none answers, or it is of an older program. */
  compare(word: ScopeWord): Promise<readonly OtherWord[]>;
  /** Ends it, at the latest after two seconds. */
  stop(): Promise<void>;
}

/** How long a stop waits for what is under way, ms. */
const longestStop = 2000;
/** How long a single question waits, ms. */
const longestQuestion = 3000;
/** Tries are put off no longer than this, ms: an event lasts a day, and the laptop that is opened next is waited for. */
const longestWait = 15_000;

/** A client of the laptop at a place; `trusts` says whether the key that is shown there is a laptop's of this centre. */
export function clientOf(
  place: EventPlace,
  { certificate, netKey: privateKey }: Self,
  trusts: (netKey: string) => boolean,
): PeerClient {
  return peerClient({ identity: { certificate, privateKey }, ...place, netKey: trusts });
}

export function joinEvent(options: EventGuestOptions): EventGuest {
  const { ask, askEvent, address, monotonic, random, pause, tell } = options;
  const over = new AbortController();
  const toHub = blockedStreams(monotonic, random);
  const fromHub = blockedStreams(monotonic, random);
  const refused = new Set<string>();
  const at: { connected: boolean; host: string | null; failure: string | null } = {
    connected: false,
    host: null,
    failure: null,
  };
  let session: Session | null = null;
  /** The line that is open, and who is at its other end. */
  let there: { readonly client: PeerClient; readonly device: () => DeviceId | null } | null = null;
  let [line, rest] = [new AbortController(), new AbortController()];
  let failures = 0;

  /** What a host refuses is an item of 확인 필요 on the host; here only the hub's refusals are. */
  const askBeside: AskStore = async <J extends SyncJob>(name: J, input: SyncJobMap[J]['input']) => {
    if (name !== 'sync.refusedByHub' && name !== 'sync.settled') return await ask(name, input);
    const { stream } = input as SyncJobMap['sync.refusedByHub' | 'sync.settled']['input'];
    if (name === 'sync.settled') refused.delete(stream);
    else refused.add(stream);
    const nothing: unknown = null;
    return nothing as SyncJobMap[J]['value'];
  };

  let isBusy = false;
  const files = openBlobLoop({ ...options, peer: 'laptop', isBusy: () => isBusy, news: tell });

  /** 회수: gives everything, again and again until the laptop is emptied or the line breaks; it gets nothing any more. */
  const leave = async (here: Session, signal: AbortSignal): Promise<void> => {
    await options.recalled();
    while (!signal.aborted) {
      await here.handOver(signal);
      tell();
      await pause(longestWait, signal);
    }
  };

  const talk = async (place: EventPlace, self: Self): Promise<void> => {
    const laptops = await askEvent('event.laptops', null);
    let host: string | null = null;
    let device: DeviceId | null = null;
    const client = clientOf(place, self, (shown) => {
      const found = laptops.find(({ netKey, inUse, here }) => netKey === shown && inUse && !here);
      host = found?.laptop ?? null;
      device = found?.device ?? null;
      return found !== undefined && (address.netKey === null || address.netKey === shown);
    });
    const signal = AbortSignal.any([over.signal, line.signal]);
    const eyes = {
      contact(): void {
        failures = 0;
        if (at.connected) return;
        Object.assign(at, { connected: true, host, failure: null });
        tell();
      },
      busy(busy: boolean): void {
        isBusy = busy;
      },
      news: tell,
    };
    there = { client, device: () => device };
    const peer = () => device;
    const here = openSession({ ask: askBeside, client, peer, known: new Map(), eyes, toHub, fromHub, pause });
    session = here;
    try {
      const isRecalled = (await here.greet(signal)) === 'recalled';
      await files.beside(client, signal, (inner) => (isRecalled ? leave(here, inner) : here.live(inner)));
    } finally {
      session = null;
      there = null;
      client.close();
      at.connected = false;
    }
  };

  const failed = (error: unknown): void => {
    failures += 1;
    at.failure = error instanceof LineEnded ? error.trouble.kind : 'unexpected';
    if (at.failure === 'unexpected')
      options.trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  const run = async (): Promise<void> => {
    const { places } = address;
    for (let turn = 0; !over.signal.aborted;) {
      const place = places[turn % places.length];
      line = new AbortController();
      try {
        if (place) await talk(place, await ask('sync.prepare', null));
      } catch (error) {
        if (over.signal.aborted) return;
        if (line.signal.aborted) continue;
        failed(error);
      }
      turn += 1;
      tell();
      // The other addresses of the same laptop are tried at once.
      if (failures % places.length !== 0) continue;
      rest = new AbortController();
      const wait = Math.min(longestWait, backOff(failures / places.length, random));
      await pause(wait, AbortSignal.any([over.signal, rest.signal]));
    }
  };
  const ended = run();
  const restart = (): void => {
    line.abort();
    rest.abort();
  };

  return {
    standing: () => ({ ...at, refused: refused.size }),
    heard(types) {
      // Who answers there may have been shut out by what has come.
      if (isAboutLaptops(types)) restart();
      else {
        session?.wake();
        files.wake();
      }
    },
    resumed: restart,
    async word() {
      if (there === null) return null;
      const word = await askKeeper(there.client, ask, AbortSignal.timeout(longestQuestion));
      const from = there?.device() ?? null;
      return word === null || from === null ? null : { from, ...word };
    },
    async compare(word) {
      const given = await there?.client.compare(word, { signal: AbortSignal.timeout(longestQuestion) });
      return given?.ok === true ? given.value : [];
    },
    async stop() {
      over.abort();
      const late = new AbortController();
      await Promise.race([ended, pause(longestStop, late.signal)]);
      late.abort();
    },
  };
}
