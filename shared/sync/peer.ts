/**
 * What one end of a wire is to the other: a hub, or a laptop that has opened the event network. The two calls of the
 * protocol (docs/protocol.md §9), as a server answers them; asynchronous, because behind it may be a database far away.
 */
import type { Page, Receipt, Request } from './exchange.ts';
import type { DeviceId, Vector } from './types.ts';

/**
 * - what `receive` refuses, and besides: - `unknownDevice`: a stream whose key nobody has introduced. - `busy`: try again
 *   later; nothing was kept.
 */
export type PushReceipt =
  | { readonly ok: true; readonly sets: number; readonly fills: number; readonly vector: Vector }
  | (Omit<Extract<Receipt, { ok: false }>, 'reason'> & {
      readonly reason: Extract<Receipt, { ok: false }>['reason'] | 'unknownDevice' | 'busy';
    });

/** A device as its peers must know it. Public keys only; the names people use are in the device records. */
export type PeerKeys = {
  readonly device: DeviceId;
  /** Ed25519, SPKI: what it seals its stream with. */
  readonly signKey: Uint8Array;
};

/** What a device says it has done. What it has destroyed it says in records that every laptop can read (ADR 0042). */
export type DeviceReport = {
  /** It has wiped itself, as it was told to. */
  readonly wiped: boolean;
};

export interface PeerLog {
  /** What is held. */
  vector(): Promise<Vector>;
  /** Takes in what the device `from` sends: all of the page or nothing. Repeats are harmless. */
  take(page: Page, from: DeviceId): Promise<PushReceipt>;
  /** The next page for the device `to`; empty when it lacks nothing. */
  pageFor(asked: Request, to: DeviceId): Promise<Page>;
  /** Keys of streams, told by an enrolled device: new ones are kept, known ones compared (another key: not taken, told). */
  introduce(keys: readonly PeerKeys[], by: DeviceId): Promise<{ readonly refused: readonly DeviceId[] }>;
  /** The keys of all streams known here. */
  introductions(): Promise<readonly PeerKeys[]>;
  /** Calls back after something new was committed, by whatever process; until the returned function is called. */
  onNews(listener: () => void): () => void;
}
