import { createHash, createPrivateKey, hash } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { decodeRequest } from '../../shared/sync/bytes.ts';
import type { ScopeWord } from '../../shared/sync/digest.ts';
import type { PeerKeys } from '../../shared/sync/peer.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import { includesAll } from '../../shared/sync/vector.ts';
import type { PeerMemory } from '../store/exchangePeers.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { ExchangeEnd, Hello, NamedBlob } from './exchangeFile.ts';
import { exchangeEnding, readExchange, writeExchange } from './exchangeFile.ts';
import type { OutgoingPage, Pairs, Self, Taken } from './port.ts';
import { pairsOf } from './port.ts';

/**
 * Replication through a folder that several laptops reach, at once (NAS) or in turn (USB). For every pair of laptops
 * there is at most one file in each direction, `<receiver>~<sender>.ppurix`, replaced as a whole. It holds what the
 * receiver lacked by its last word, and says what the sender holds. Nothing is counted or marked as sent: a file that is
 * lost, old or read twice changes nothing, because the next one is made from what the receiver says it holds.
 */

/** This laptop's log, as the folder needs it (electron/jobs/syncJobs.ts answers). */
interface OwnLog {
  /** The encoded request: what this laptop holds. */
  request(): Promise<Uint8Array>;
  /** The next page for the laptop `to`, which holds `held` and lacks these bodies; null when it lacks nothing. */
  pageFor(held: Pairs, to: DeviceId, holes: readonly PartRef[]): Promise<Pick<OutgoingPage, 'bytes' | 'after'> | null>;
  receive(page: Uint8Array): Promise<Pick<Taken, 'readable' | 'refused'>>;
}

/** The pages of documents here, as the folder needs them. */
interface OwnFiles {
  /** Names of all that is waited for, 32 bytes each; null: too many to say. */
  wanted(): Promise<Uint8Array | null>;
  /** Of what another waits for, the names of what is here and goes into one file. */
  toGive(wanted: Uint8Array): Promise<readonly string[]>;
  bytes(name: string): Promise<Uint8Array | null>;
  /** Takes in what was waited for; everything else counts as not received. */
  keep(blob: NamedBlob): Promise<void>;
}

/** What laptops tell each other of their records. */
interface OwnDigests {
  own(): Promise<readonly ScopeWord[]>;
  hear(from: DeviceId, words: readonly ScopeWord[]): Promise<void>;
}

/** A laptop to exchange with. */
interface Peer {
  readonly device: DeviceId;
  /** age recipient; null: a laptop of before there were any, which writes first. */
  readonly sealKey: string | null;
  /** It is told only what we hold: it was called back, has said its last word, and gets nothing more (ADR 0048). */
  readonly isLast?: boolean;
}

export interface ExchangeDesk {
  self(): Promise<Pick<Self, 'device' | 'signing' | 'sealIdentity'> & { readonly vouch: Hello['vouch'] }>;
  peers(): Promise<readonly Peer[]>;
  /** Stream keys known here, this laptop's own first. */
  keys(): Promise<readonly PeerKeys[]>;
  /** Laptops that give nothing any more (차단). */
  shutOut(): Promise<readonly DeviceId[]>;
  introduce(keys: readonly PeerKeys[]): Promise<void>;
  memory(device: DeviceId): Promise<PeerMemory>;
  remember(device: DeviceId, memory: PeerMemory): Promise<void>;
  readonly log: OwnLog;
  readonly files: OwnFiles;
  readonly digests: OwnDigests;
  now(): number;
}

type Own = Awaited<ReturnType<ExchangeDesk['self']>>;

/** What one round did. `away`: the folder is not there (a USB that is not plugged in, a NAS out of reach). */
export type Round =
  | { readonly away: true }
  | {
      readonly away: false;
      readonly read: number;
      readonly wrote: number;
      readonly faults: readonly DeviceId[];
      /** Of whom a file lies here that could not be read, now or before. */
      readonly unread: readonly DeviceId[];
    };

/** Enough of a file to know it again: age begins each with a key that is made for it alone. */
const fingerprintBytes = 400;

async function fingerprint(file: string): Promise<string | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(fingerprintBytes), 0, fingerprintBytes, 0);
    const hash = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('base64url');
    return `${size}.${hash}`;
  } finally {
    await handle.close();
  }
}

const nameOf = (to: DeviceId, from: DeviceId): string => `${to}~${from}${exchangeEnding}`;

/** Laptops that have left something for this one. */
async function sendersIn(folder: string, device: DeviceId): Promise<DeviceId[]> {
  const start = `${device}~`;
  const names = await readdir(folder);
  return names
    .filter((name) => name.startsWith(start) && name.endsWith(exchangeEnding))
    .map((name) => name.slice(start.length, -exchangeEnding.length));
}

/** Everything the laptop `to` lacks, which has told us `heard`, page by page. */
async function* pagesFor(log: OwnLog, heard: Uint8Array, to: DeviceId): AsyncGenerator<Uint8Array> {
  const asked = decodeRequest(heard, plainText);
  let held = asked && pairsOf(asked.vector);
  // Bodies first: what it got through a laptop that was lent less came without them.
  let holes = asked?.holes ?? [];
  while (held) {
    const page = await log.pageFor(held, to, holes);
    holes = [];
    if (page) yield page.bytes;
    held = page?.after;
  }
}

/** Thrown through the reader when a page is not taken in. */
class PageRefused extends Error {}

async function readFrom(
  folder: string,
  from: DeviceId,
  desk: ExchangeDesk,
  own: Own,
): Promise<'read' | 'fault' | 'same'> {
  const file = path.join(folder, nameOf(own.device, from));
  const memory = await desk.memory(from);
  const read = await fingerprint(file);
  if (read === undefined) return 'same';
  // Whoever was nobody then may be known by now.
  const wasStranger = memory.fault === 'unknownSender';
  if (read === memory.read && !wasStranger) return 'same';
  const keys = new Map((await desk.keys()).map(({ device, signKey }) => [device, signKey]));
  for (const device of await desk.shutOut()) keys.delete(device);
  if (read === memory.read && !keys.has(from)) return 'same';
  let refused: string | null = null;
  let ended: ExchangeEnd | undefined;
  try {
    ended = await readExchange(file, {
      device: own.device,
      identity: own.sealIdentity,
      keyOf: (device) => keys.get(device),
      onHello: (hello) => desk.introduce(hello.keys),
      onPage: async (page) => {
        const { readable, refused: streams } = await desk.log.receive(page);
        const reason = readable ? streams[0]?.reason : 'malformed';
        if (reason === undefined) return;
        refused = reason;
        throw new PageRefused();
      },
      onBlob: (blob) => desk.files.keep(blob),
    });
  } catch (error) {
    if (!(error instanceof PageRefused)) throw error;
  }
  const readAt = desk.now();
  if (ended?.ok && ended.hello.from === from) {
    const { at: saidAt = null } = ended.hello;
    const { request: heard, wanted, digests } = ended;
    await desk.remember(from, { ...memory, heard, wanted, saidAt, read, readAt, fault: null, reason: null });
    if (digests.length > 0) await desk.digests.hear(from, digests);
    return 'read';
  }
  // A refused page is tried again at every round: what stood in its way (a set that comes by another way, a person's
  // word) may be there by then. A damaged or foreign file stays what it is until another takes its place.
  const again = refused === null ? read : null;
  const fault = refused === null ? (ended && !ended.ok ? ended.fault : 'unknownSender') : 'refused';
  await desk.remember(from, { ...memory, read: again, readAt, fault, reason: refused });
  return 'fault';
}

async function writeFor(folder: string, peer: Peer, desk: ExchangeDesk, own: Own): Promise<boolean> {
  if (peer.sealKey === null) return false;
  const memory = await desk.memory(peer.device);
  const { isLast = false } = peer;
  const before = await desk.log.request();
  const wanted = await desk.files.wanted();
  const given = memory.wanted === null || isLast ? [] : await desk.files.toGive(memory.wanted);
  const digests = isLast ? [] : await desk.digests.own();
  const content = createHash('sha256')
    // What comes in here later is nothing to who has said its last word.
    .update(isLast ? `${holds(before, memory.heard)}` : before)
    .update(memory.heard ?? '')
    .update(wanted === null ? 'many' : hash('sha256', wanted))
    .update(given.join())
    .update(digests.map(({ digest }) => digest).join())
    .digest('base64url');
  const file = path.join(folder, nameOf(peer.device, own.device));
  // Also when another file lies there: one that was cut by a full disk, or brought back from an old copy.
  if (memory.wrote === `${content}/${await fingerprint(file)}`) return false;
  await writeExchange(file, {
    hello: { from: own.device, to: peer.device, keys: await desk.keys(), vouch: own.vouch, at: desk.now() },
    sealKey: peer.sealKey,
    signing: createPrivateKey({ key: Buffer.from(own.signing), format: 'der', type: 'pkcs8' }),
    pages: memory.heard && !isLast ? pagesFor(desk.log, memory.heard, peer.device) : nothing(),
    blobs: blobsOf(desk.files, given),
    request: () => desk.log.request(),
    wanted: () => desk.files.wanted(),
    digests,
  });
  const wrote = `${content}/${await fingerprint(file)}`;
  await desk.remember(peer.device, { ...(await desk.memory(peer.device)), wrote, wroteAt: desk.now() });
  return true;
}

/** Whether we hold everything that another holds, by its last word. */
function holds(own: Uint8Array, heard: Uint8Array | null): boolean {
  const [here, there] = [own, heard].map((bytes) => bytes && decodeRequest(bytes, plainText)?.vector);
  return here !== undefined && here !== null && !!there && includesAll(here, there);
}

async function* blobsOf(files: OwnFiles, names: readonly string[]): AsyncGenerator<NamedBlob> {
  for (const name of names) {
    const bytes = await files.bytes(name);
    // Erased, or found damaged, since it was chosen.
    if (bytes !== null) yield { name, bytes };
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // A laptop that has said nothing yet gets no log of years: it answers with what it holds, and the next file is small.
}

/**
 * One round: reads what others have left for this laptop, then leaves what they lack. `peers` says with whom; files of
 * others are read too when this centre's laptops have written them. Throws what the file system says, but for a folder
 * that is not there.
 */
export async function exchangeRound(folder: string, desk: ExchangeDesk): Promise<Round> {
  const own = await desk.self();
  let senders: readonly DeviceId[];
  try {
    senders = await sendersIn(folder, own.device);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return { away: true };
    throw error;
  }
  let read = 0;
  let wrote = 0;
  const faults: DeviceId[] = [];
  // What one laptop sends may need what another has sent: again, until nothing more is taken in.
  for (let found = true; found;) {
    found = false;
    faults.length = 0;
    for (const from of senders) {
      const came = await readFrom(folder, from, desk, own);
      if (came === 'fault') faults.push(from);
      if (came !== 'read') continue;
      found = true;
      read += 1;
    }
    found &&= faults.length > 0;
  }
  for (const peer of await desk.peers()) if (await writeFor(folder, peer, desk, own)) wrote += 1;
  // What was left before for a laptop that was shut out: whoever has it reads no more than it had read.
  for (const device of await desk.shutOut()) await rm(path.join(folder, nameOf(device, own.device)), { force: true });
  const unread: DeviceId[] = [];
  for (const from of senders) if ((await desk.memory(from)).fault !== null) unread.push(from);
  return { away: false, read, wrote, faults, unread };
}
