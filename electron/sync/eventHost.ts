import type { Gate } from '../../hub/wire/gate.ts';
import { startPeerServer } from '../../hub/wire/server.ts';
import type { PeerServer } from '../../hub/wire/server.ts';
import { decodeRequest } from '../../shared/sync/bytes.ts';
import { EVENT_PORT } from '../../shared/sync/eventAddress.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { eventLog } from './eventLog.ts';
import { isAboutLaptops } from './eventPort.ts';
import type { AskEvent, EventLaptop } from './eventPort.ts';
import type { AskStore } from './port.ts';

export interface EventHostOptions {
  readonly ask: AskStore;
  readonly askEvent: AskEvent;
  /** Addresses of this computer in its local networks, now. */
  readonly addresses: () => readonly string[];
  /** The ports that are tried, in this order. */
  readonly ports?: readonly number[];
  /** ms UTC, shown to people. */
  readonly now: () => number;
  /** Resolves after so many ms, or at once when the signal comes. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Something that people see has changed. */
  readonly tell: () => void;
  /** The centre does not let this laptop host any more. */
  readonly shutOut: () => void;
  readonly trouble: (cause: string) => void;
}

interface EventGuestSeen {
  readonly laptop: string;
  readonly since: number;
  readonly lastContact: number;
  /** Whether it is there now, as far as can be told. */
  readonly here: boolean;
}

/** The event network that this laptop has opened. */
export interface EventHost {
  readonly port: number;
  readonly netKey: string;
  addresses(): readonly string[];
  guests(): readonly EventGuestSeen[];
  /** Something was committed here. */
  heard(types: readonly string[]): void;
  close(): Promise<void>;
}

/** Ports where one is tried after the other: whatever holds the first of them will not hold all. */
const usualPorts = Array.from({ length: 10 }, (_, index) => EVENT_PORT + index);
/** How often it is looked whether the computer has another address, ms: the router of a hall gives new ones. */
const lookEvery = 10_000;
/** How long a running answer may take when it is closed, ms: a page more or less is asked for again elsewhere. */
const closeMs = 1000;
/** A guest that is there is told of at most so often, ms. */
const tellEvery = 5000;
/** A guest that is there waits for news at most 25 s at a time and asks again at once: who was silent for so long has left, ms. */
const goneAfter = 45_000;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Starts to listen under all addresses of the computer; null when none of the ports is free, or there is no address. */
export async function openEventHost(options: EventHostOptions): Promise<EventHost | null> {
  const { ask, askEvent, now, pause, tell, trouble } = options;
  const self = await ask('sync.prepare', null);
  const over = new AbortController();
  const listeners = new Set<() => void>();
  const guests = new Map<DeviceId, { since: number; lastContact: number; told: number }>();
  const names = new Map<DeviceId, string>();

  const isHere = ({ lastContact }: { readonly lastContact: number }): boolean =>
    Math.abs(now() - lastContact) < goneAfter;
  const howMany = (): number => [...guests.values()].filter(isHere).length;

  let laptops: Promise<readonly EventLaptop[]> | null = null;
  /** Asked of the store once after each change of a laptop's record, so that a 차단 counts at once. */
  const allLaptops = (): Promise<readonly EventLaptop[]> => {
    const asked = laptops ?? askEvent('event.laptops', null);
    laptops = asked;
    asked.catch(() => {
      if (laptops === asked) laptops = null;
    });
    return asked;
  };

  const gate: Gate = {
    name: '행사 네트워크',
    async who(netKey) {
      const found = (await allLaptops()).find((laptop) => laptop.netKey === netKey && !laptop.here);
      // Who was called back may hand over what it has, as at a hub.
      if (found === undefined || !(found.inUse || found.isRecalled)) return null;
      names.set(found.device, found.laptop);
      return { device: found.device, standing: found.inUse ? 'enrolled' : 'recalled' };
    },
    enrol: () => Promise.resolve('refused'),
    seen(device) {
      const before = guests.get(device);
      const at = now();
      // A clock that was set back must not stop the telling.
      const isTold = before !== undefined && Math.abs(at - before.told) < tellEvery;
      guests.set(device, { since: before?.since ?? at, lastContact: at, told: isTold ? before.told : at });
      if (!isTold) tell();
      return Promise.resolve();
    },
    holes: async () => decodeRequest(await ask('sync.request', { beyond: [] }), plainText)?.holes ?? [],
    // The centre's word on a laptop comes with the records; nobody gives it by hand here.
    devices: () => Promise.resolve([]),
    judge: () => Promise.resolve('notFound'),
    report: () => Promise.resolve(),
    whichBlobs: (names) => ask('blob.sort', { names }),
    // Whom it belongs to stands in the record here; what nobody here waits for is not kept.
    putBlob: async (name, bytes) => ((await ask('blob.keep', { name, bytes })) === 'kept' ? 'kept' : 'unwanted'),
    getBlob: async (name) => (await ask('blob.bytes', { name })) ?? undefined,
    compare: (device, word) => ask('digest.hear', { device, words: [word] }),
  };
  const log = eventLog(ask, askEvent, (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  const listen = (host: string, port: number): Promise<PeerServer> =>
    startPeerServer({
      identity: { certificate: self.certificate, privateKey: self.netKey },
      log,
      gate,
      host,
      port,
      limits: { closeMs },
      // The store is closing, or has no room: the guest tries again.
      isBusy: () => true,
      note: (event) => {
        if (event.kind === 'fault' && !over.signal.aborted) trouble(String(event.error));
      },
    });

  let servers = new Map<string, PeerServer>();
  const listenAll = async (port: number): Promise<boolean> => {
    const open = new Map<string, PeerServer>();
    try {
      for (const address of options.addresses()) open.set(address, await listen(address, port));
    } catch (error) {
      await Promise.all([...open.values()].map((server) => server.close()));
      // An address that went away between looking and listening is no reason to give up.
      if (['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].includes(String(codeOf(error)))) return false;
      throw error;
    }
    servers = open;
    return open.size > 0;
  };

  let port: number | null = null;
  for (const one of options.ports ?? usualPorts) {
    if (!(await listenAll(one))) continue;
    port = [...servers.values()][0]?.port ?? one;
    break;
  }
  const [first] = servers.values();
  if (port === null || first === undefined) return null;
  const opened = port;

  const follow = async (): Promise<void> => {
    for (let before = howMany(); ;) {
      await pause(lookEvery, over.signal);
      if (over.signal.aborted) return;
      // Nobody says that they go.
      if (howMany() !== before) tell();
      before = howMany();
      const there = options.addresses();
      for (const [address, server] of servers) {
        if (there.includes(address)) continue;
        servers.delete(address);
        await server.close();
        tell();
      }
      for (const address of there) {
        if (servers.has(address)) continue;
        const server = await listen(address, opened).catch(() => null);
        if (server === null) continue;
        servers.set(address, server);
        tell();
      }
    }
  };
  const followed = follow();

  const checkOwn = async (): Promise<void> => {
    const own = (await allLaptops()).find(({ here }) => here);
    if (!over.signal.aborted && own?.inUse === false) options.shutOut();
  };

  return {
    port: opened,
    netKey: first.netKey,
    addresses: () => [...servers.keys()],
    guests: () =>
      [...guests].map(([device, guest]) => {
        const { since, lastContact } = guest;
        return { laptop: names.get(device) ?? '', since, lastContact, here: isHere(guest) };
      }),
    heard(types) {
      if (isAboutLaptops(types)) {
        laptops = null;
        checkOwn().catch(() => undefined);
      }
      for (const listener of listeners) listener();
    },
    async close() {
      over.abort();
      await followed;
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}
