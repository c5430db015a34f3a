/** A peer to talk with in the tests of the wire: an in-memory replica behind a real server, and laptops that know it. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterEach } from 'vitest';
import { decodePage, encodePage, encodeRequest } from '../../shared/sync/bytes.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import type { DeviceReport, PeerLog } from '../../shared/sync/peer.ts';
import { keyring, laptop, type Laptop } from '../../shared/sync/replica.test-helper.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { peerClient, type Answered, type PeerClient } from './client.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { Gate, Guest, Newcomer } from './gate.ts';
import { makeIdentity } from './identity.ts';
import type { WireLimits } from './limits.ts';
import type { Identity } from './netKey.ts';
import { startPeerServer, type PeerServer, type WireEvent } from './server.ts';

const keys = keyring();

/** How long to look for what will surely come, on however slow a machine. */
export const soon = { timeout: 30_000 };

const clean: (() => void | Promise<void>)[] = [];
/** Runs when the test is over, last first. */
export function later(work: () => void | Promise<void>): void {
  clean.push(work);
}
afterEach(async () => {
  for (const work of clean.splice(0).toReversed()) await work();
});

/** The log of an in-memory replica as a peer gives it. */
function memoryPeer(at: Laptop): PeerLog & { readonly asked: () => number } {
  const listeners = new Set<() => void>();
  let asked = 0;
  const tell = (): void => listeners.forEach((listener) => listener());
  return {
    asked: () => asked,
    vector: async () => vectorOf(at.replica.storage),
    async take(page) {
      const receipt = receive(at.replica, page);
      if (!receipt.ok) return receipt;
      if (receipt.sets > 0) tell();
      return { ...receipt, vector: vectorOf(at.replica.storage) };
    },
    async pageFor(request) {
      asked++;
      return pageFor(at.replica, request, () => true);
    },
    introduce: async (told) => ({ refused: told.slice(1).map(({ device }) => device) }),
    introductions: async () => [{ device: 'a', signKey: plainText.encode('key of a') }],
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type MemoryGate = Gate & {
  readonly guests: Map<string, Guest>;
  readonly codes: Map<string, Newcomer | null>;
  readonly reports: DeviceReport[];
  readonly blobs: Map<string, Uint8Array>;
  /** Subjects whose blobs it refuses. */
  readonly erased: Set<string>;
  readonly wardens: Set<string>;
  readonly room: { isFull: boolean };
};

function memoryGate(): MemoryGate {
  const guests = new Map<string, Guest>();
  const codes = new Map<string, Newcomer | null>();
  const reports: DeviceReport[] = [];
  const blobs = new Map<string, Uint8Array>();
  const erased = new Set<string>();
  const wardens = new Set<string>();
  const room = { isFull: false };
  return {
    wardens,
    room,
    name: '시험 허브',
    guests,
    codes,
    reports,
    blobs,
    erased,
    who: async (netKey) => guests.get(netKey) ?? null,
    async enrol(code, newcomer) {
      const used = codes.get(code);
      if (used === undefined || (used !== null && used.netKey !== newcomer.netKey)) return 'refused';
      codes.set(code, newcomer);
      guests.set(newcomer.netKey, { device: newcomer.device, standing: 'enrolled' });
      return 'enrolled';
    },
    seen: async () => undefined,
    holes: async () => [],
    devices: async () =>
      [...guests.values()].map((guest) => ({
        ...guest,
        lastSeenAt: null,
        vector: new Map<string, number>(),
        warden: wardens.has(guest.device),
      })),
    async judge(device, standing, by) {
      if (!wardens.has(by) || wardens.has(device)) return 'notAllowed';
      const entry = [...guests].find(([, guest]) => guest.device === device);
      if (entry !== undefined) guests.set(entry[0], { device, standing });
      return entry === undefined ? 'notFound' : 'set';
    },
    async report(_device, report) {
      reports.push(report);
    },
    whichBlobs: async (names) => ({
      held: names.filter((one) => blobs.has(one)),
      wanted: names.filter((one) => !room.isFull && !blobs.has(one)),
      ...(room.isFull && { full: true }),
    }),
    async putBlob(name, bytes, subject) {
      if (room.isFull) return 'full';
      if (erased.has(subject)) return 'erased';
      blobs.set(name, bytes);
      return 'kept';
    },
    getBlob: async (name) => blobs.get(name),
    compare: async () => [],
  };
}

export type TestPeer = {
  readonly at: Laptop;
  readonly log: ReturnType<typeof memoryPeer>;
  readonly gate: MemoryGate;
  readonly server: PeerServer;
  readonly events: WireEvent[];
};

export async function startPeer(limits: Partial<WireLimits> = {}, port = 0): Promise<TestPeer> {
  const at = laptop('hub', keys);
  const log = memoryPeer(at);
  const gate = memoryGate();
  const events: WireEvent[] = [];
  const server = await startPeerServer({
    identity: await makeIdentity(),
    log,
    gate,
    host: '127.0.0.1',
    port,
    limits: { closeMs: 2000, ...limits },
    note: (event) => events.push(event),
  });
  later(() => server.close());
  return { at, log, gate, server, events };
}

export type Caller = {
  readonly at: Laptop;
  readonly identity: Identity & { readonly netKey: string };
  readonly client: PeerClient;
};

/** A laptop that the peer knows, or not. `port`: of something that stands between. */
export async function caller(
  peer: Pick<TestPeer, 'server' | 'gate'>,
  device: string,
  options: {
    readonly known?: boolean;
    readonly port?: number;
    readonly netKey?: string;
    readonly address?: string;
    readonly callMs?: number;
  } = {},
): Promise<Caller> {
  const identity = await makeIdentity();
  if (options.known !== false) peer.gate.guests.set(identity.netKey, { device, standing: 'enrolled' });
  const client = peerClient({
    identity,
    address: options.address ?? '127.0.0.1',
    port: options.port ?? peer.server.port,
    netKey: options.netKey ?? peer.server.netKey,
    connectMs: 30_000,
    callMs: options.callMs ?? 60_000,
  });
  later(() => client.close());
  return { at: laptop(device, keys), identity, client };
}

/** What a laptop lacks of another, as the bytes of a page. */
export function pageBytes(from: Laptop, vector: ReadonlyMap<string, number> = new Map()): Uint8Array {
  return encodePage(
    pageFor(from.replica, { vector, holes: [] }, () => true),
    plainText,
  );
}

/** Asks until there is no more; gives what the last answer was. */
export async function pullAll({ at, client }: Caller): Promise<Answered<Uint8Array>> {
  for (;;) {
    const given = await client.pull(encodeRequest(request(at.replica), plainText));
    if (!given.ok) return given;
    const page = decodePage(given.value, plainText);
    if (page === undefined) throw new Error('not a page');
    if (page.spans.length === 0 && page.fills.length === 0) return given;
    const receipt = receive(at.replica, page);
    if (!receipt.ok) throw new Error(receipt.reason);
  }
}

/** Sends what the peer says it lacks. */
export async function pushAll({ at, client }: Caller): Promise<Answered<unknown>> {
  for (;;) {
    const state = await client.state();
    if (!state.ok) return state;
    const page = pageFor(at.replica, { vector: state.value.vector, holes: [] }, () => true);
    if (page.spans.length === 0) return state;
    const pushed = await client.push(encodePage(page, plainText));
    if (!pushed.ok) return pushed;
    if (!pushed.value.ok) throw new Error(pushed.value.reason);
  }
}

export function signingKey(): { readonly signing: KeyObject; readonly signKey: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { signing: privateKey, signKey: publicKey.export({ format: 'der', type: 'spki' }) };
}
