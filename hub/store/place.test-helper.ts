/** What the conformance suite needs of a database, and laptops that speak with a hub over it. */
import { createHash, randomBytes } from 'node:crypto';
import { decodePage, decodeRequest, encodePage, encodeRequest } from '../../shared/sync/bytes.ts';
import { pageFor, receive, request, type Page, type Receipt } from '../../shared/sync/exchange.ts';
import type { PushReceipt } from '../../shared/sync/peer.ts';
import { laptop, type Laptop } from '../../shared/sync/replica.test-helper.ts';
import { LIMITS, type Limits } from '../../shared/sync/types.ts';
import { keyring, type Keys } from '../../test/sim/suite.ts';
import type { BlobKept, Device, HubStore, Newcomer } from './hubStore.ts';
import type { Database } from './script.ts';
import { hubStore, type StoreOptions } from './store.ts';

/** A database of one test. Several hubs may have it open. */
export type Place = {
  readonly connect: () => Promise<Database>;
  /** Every byte of it, as it can be read from outside. */
  readonly dump: () => Promise<Buffer>;
  /** Runs SQL beside the hub, as nobody should. */
  readonly alter: (sql: string) => Promise<void>;
  /** Says that the tables are of an older hub; they are made so by `alter`. */
  readonly becomeVersion: (version: number) => Promise<void>;
  /** Ends the connections that are open, as a restarted server does; undefined where there is no server. */
  readonly cut: (() => Promise<void>) | undefined;
};

/** The instant of all hubs here; nothing may depend on it but what is shown. */
export const now = Date.UTC(2026, 10, 22, 9);

export async function openHub(
  place: Place,
  limits: Limits = LIMITS,
  rest: Partial<StoreOptions> = {},
): Promise<HubStore> {
  return hubStore(await place.connect(), { clock: () => now, limits, ...rest });
}

/** Brings pages of attachments; gives what became of each. */
export async function putBlobs(
  hub: HubStore,
  subject: string,
  ...blobs: readonly Uint8Array[]
): Promise<readonly BlobKept[]> {
  return Promise.all(blobs.map((bytes) => hub.putBlob(nameOf(bytes), bytes, subject)));
}

export const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const codeHashOf = (code: string): string => createHash('sha256').update(code).digest('hex');
export const spkiOf = (keys: Keys, device: string): Uint8Array =>
  keys.device(device).publicKey.export({ format: 'der', type: 'spki' });
export const netKey = (): string => randomBytes(32).toString('base64url');
export const newcomer = (keys: Keys, device: string): Newcomer => ({
  device,
  signKey: spkiOf(keys, device),
  netKey: netKey(),
});

export async function invited(hub: HubStore, code: string, expiresAt = now + 600_000): Promise<string> {
  const codeHash = codeHashOf(code);
  await hub.invite({ codeHash, note: '2층 상담 창구', madeAt: now, expiresAt });
  return codeHash;
}

export async function enrol(hub: HubStore, keys: Keys, device: string): Promise<Device> {
  const redeemed = await hub.redeem(await invited(hub, randomBytes(8).toString('hex')), newcomer(keys, device), now);
  if (!redeemed.ok) throw new Error(redeemed.reason);
  return redeemed.device;
}

/** Laptops of one centre, enrolled; as many as are named. */
export async function enrolled<N extends readonly string[]>(
  hub: HubStore,
  keys: Keys,
  ...names: N
): Promise<{ readonly [At in keyof N]: Laptop }> {
  const laptops: Laptop[] = [];
  for (const name of names) {
    await enrol(hub, keys, name);
    laptops.push(laptop(name, keys));
  }
  return laptops as { readonly [At in keyof N]: Laptop };
}

/** A new hub with laptops that are enrolled there. */
export async function centre<N extends readonly string[]>(fresh: () => Promise<Place>, ...names: N) {
  const keys = keyring();
  const place = await fresh();
  const hub = await openHub(place);
  return { keys, place, hub, laptops: await enrolled(hub, keys, ...names) };
}

const everything = (): boolean => true;
const text = laptop('text', { device: () => never(), scope: () => never() }).replica.suite;
function never(): never {
  throw new Error('no key is needed for text');
}

/** As it comes off the wire. */
function overWire(page: Page): Page {
  const same = decodePage(encodePage(page, text), text);
  if (same === undefined) throw new Error('a page that does not survive the wire');
  return same;
}

/** What a laptop would push now. */
export async function pageTo(hub: HubStore, from: Laptop): Promise<Page> {
  return overWire(pageFor(from.replica, { vector: await hub.vector(), holes: await hub.holes(1000) }, everything));
}

export async function push(hub: HubStore, from: Laptop): Promise<PushReceipt> {
  return hub.take(await pageTo(hub, from), from.replica.device);
}

async function pulled(hub: HubStore, to: Laptop): Promise<Page> {
  const asked = decodeRequest(encodeRequest(request(to.replica), text), text);
  if (asked === undefined) throw new Error('a request that does not survive the wire');
  return overWire(await hub.pageFor(asked, to.replica.device));
}

export async function pull(hub: HubStore, to: Laptop): Promise<Receipt> {
  return receive(to.replica, await pulled(hub, to), { agreed: true });
}

/** Everything that a laptop has, laid out as one page for a hub that has nothing. */
export function allOf(from: Laptop): Page {
  return overWire(pageFor(from.replica, { vector: new Map(), holes: [] }, everything));
}

export function changedSpans(page: Page, change: (span: Page['spans'][number]) => Page['spans'][number]): Page {
  return { ...page, spans: page.spans.map(change) };
}

/** All that is held, by another device that asks from nothing, page after page. */
export async function heldBy(hub: HubStore, asker: Laptop): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (;;) {
    const page = await pulled(hub, asker);
    if (page.spans.length === 0 && page.fills.length === 0) return pages;
    pages.push(page);
    const receipt = receive(asker.replica, page, { agreed: true });
    if (!receipt.ok) throw new Error(`${receipt.reason} of ${receipt.device}`);
    if (receipt.sets + receipt.fills === 0) return pages;
  }
}

/** A body that a laptop has written. */
export function bodyOf({ replica }: Laptop, seq: number, index = 0): Uint8Array {
  const body = replica.storage.sets(replica.device, seq, seq)[0]?.parts[index]?.body;
  if (body === undefined) throw new Error('no such body');
  return body;
}

/** Of each set only the first body, as from a relay that was not lent the other scopes. */
export function firstBodiesOnly(page: Page): Page {
  return changedSpans(page, (span) => ({
    ...span,
    sets: span.sets.map((set) => ({
      ...set,
      bodies: set.bodies.map((body, index) => (index === 0 ? body : 'absent')),
    })),
  }));
}

/** Do these bytes stand anywhere in the database? */
export async function stands(place: Place, bytes: Uint8Array | string): Promise<boolean> {
  return (await place.dump()).includes(Buffer.from(bytes));
}
