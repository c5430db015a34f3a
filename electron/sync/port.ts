import type { PeerKeys } from '../../shared/sync/peer.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import type { DeviceId, Scope, Vector } from '../../shared/sync/types.ts';
import type { HubRow, HubStanding, NewTrouble, TroubleRow } from '../store/hubLink.ts';
import type { LaptopSecrets } from '../store/laptopSecrets.ts';
import type { BlobJobMap } from './blobPort.ts';
import type { DigestJobMap } from './digestPort.ts';

/**
 * What the loop in main asks of the store's writer (electron/jobs/syncJobs.ts), job by job. Vectors travel as pairs: a map is
 * cloned dearly, and an object could have a device called `__proto__`.
 */
export type Pairs = readonly (readonly [DeviceId, number])[];

/** This laptop's name and keys. `netKey`: the private half, PEM. `scopes`: all that it was lent; null: the whole centre. */
export type Self = LaptopSecrets & { readonly device: DeviceId; readonly scopes: readonly Scope[] | null };

/** How this laptop stands, without looking at a single record. */
export interface SyncFacts {
  readonly device: DeviceId;
  readonly vector: Pairs;
  readonly items: { readonly in: number; readonly applied: number; readonly held: number; readonly trouble: number };
  readonly cards: number;
  /** Items of 확인 필요 that are shown. */
  readonly troubles: number;
  readonly hub: HubRow | null;
  /** Documents with pages that are waited for, and with pages that the hub has not said to hold. */
  readonly files: { readonly toCome: number; readonly toGo: number };
  /** What the centre's own word on this laptop is, from its record. */
  readonly standing: HubStanding;
}

/** The centre's word on another laptop. */
export interface Verdict {
  readonly device: DeviceId;
  readonly standing: 'recalled' | 'revoked';
}

/** A page for the hub: the vector that it has once it has taken it. */
export interface OutgoingPage {
  readonly bytes: Uint8Array;
  readonly after: Pairs;
  readonly sets: number;
}

/** A stream that was not (wholly) taken in. `follows`: only because it stands on another that was refused. */
export interface RefusedStream {
  readonly device: DeviceId;
  readonly reason: string;
  readonly follows: boolean;
}

/** What became of a page from a peer. Streams that were refused stopped no other. */
export interface Taken {
  readonly sets: number;
  readonly fills: number;
  readonly refused: readonly RefusedStream[];
  /** Up to where the page went in each stream it held. */
  readonly reached: Pairs;
  /** Whether the bytes were a page at all. */
  readonly readable: boolean;
}

export interface SyncJobMap extends BlobJobMap, DigestJobMap {
  /** Makes the keys that are missing and tells them in the laptop's record; rereads what an older program could not read. */
  'sync.prepare': { input: null; value: Self };
  'sync.facts': { input: null; value: SyncFacts };
  /** `beyond`: streams of which nothing is asked for now, up to there. */
  'sync.request': { input: { readonly beyond: Pairs }; value: Uint8Array };
  /** Null when the peer lacks nothing that may be sent. `without`: streams that are left out; `only`: all but this one. */
  'sync.pageFor': {
    input: {
      readonly held: Pairs;
      readonly without: readonly DeviceId[];
      readonly only?: DeviceId;
      /** The laptop it is for, which gets the bodies it may have (docs/adr/0054); null, left out: a hub, which relays all and reads none. */
      readonly to?: DeviceId | null;
      /** Bodies that the peer says it lacks. */
      readonly holes?: readonly PartRef[];
    };
    value: OutgoingPage | null;
  };
  'sync.receive': { input: { readonly bytes: Uint8Array }; value: Taken };
  'sync.refusedByHub': { input: NewTrouble; value: null };
  'sync.settled': { input: { readonly stream: DeviceId }; value: null };
  /** Laptops that the centre has called back or shut out, by their records. */
  'sync.verdicts': { input: null; value: readonly Verdict[] };
  'sync.introductions': { input: null; value: readonly PeerKeys[] };
  /** Gives the streams that are known here under another key. */
  'sync.learn': { input: { readonly keys: readonly PeerKeys[] }; value: readonly DeviceId[] };
  'sync.link': { input: HubRow | null; value: null };
  'sync.noteHub': {
    input: Partial<Pick<HubRow, 'name' | 'standing' | 'vector' | 'lastContact' | 'lastError' | 'failures'>>;
    value: null;
  };
  'sync.troubles': { input: null; value: readonly TroubleRow[] };
}
export type SyncJob = keyof SyncJobMap;

/** What became of an item that was tried again. `isLeft`: its page was refused here once more. */
export interface TriedAgain {
  readonly stream: DeviceId;
  readonly isLeft: boolean;
}

/** A list of jobs of the writer: what each is asked and what it gives. */
export type JobMap<M> = { readonly [J in keyof M]: { readonly input: unknown; readonly value: unknown } };
/** Runs a job of a list in the writer. Rejects with a Refusal, also when the store closes meanwhile. */
export type Ask<M extends JobMap<M>> = <J extends keyof M & string>(
  name: J,
  input: M[J]['input'],
) => Promise<M[J]['value']>;
export type AskStore = Ask<SyncJobMap>;

export const pairsOf = (vector: Vector): Pairs => [...vector];
export const vectorOfPairs = (pairs: Pairs): Map<DeviceId, number> => new Map(pairs);
