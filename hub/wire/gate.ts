/**
 * What the server of a wire asks about those who knock: a hub's registry, or a laptop's device records when it opens the
 * event network. The log itself is `PeerLog` (shared/sync/peer.ts).
 */
import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import type { DeviceReport, PeerKeys } from '../../shared/sync/peer.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import type { DeviceId, RecordId, Scope, Vector } from '../../shared/sync/types.ts';

/**
 * - `enrolled`: gives and gets. - `recalled`: gives what it still has, gets nothing, is told to wipe itself. - `revoked`: as
 *   if it had never been known.
 */
export type Standing = 'enrolled' | 'recalled' | 'revoked';

/** What a word over the wire may make of a device: there is no way back but at this end itself. */
export type Verdict = Exclude<Standing, 'enrolled'>;

export type Guest = { readonly device: DeviceId; readonly standing: Standing };

/** A laptop that asks to be enrolled. It has proved to hold both private keys. `scopes`: what it says to have been lent; absent or null: all. */
export type Newcomer = PeerKeys & { readonly netKey: string; readonly scopes?: readonly Scope[] | null | undefined };

/** `refused`: no such code, used, too old, or the name or key is another's: the newcomer is not told which. */
type Enrolled = 'enrolled' | 'refused';

/** A device as the others may hear of it: random ids, times and numbers. */
type KnownDevice = {
  readonly device: DeviceId;
  readonly standing: Standing;
  /** Milliseconds since 1970 by the clock of this end; null: never. */
  readonly lastSeenAt: number | null;
  /** What it last said to hold. */
  readonly vector: Vector;
  /** 관리 노트북: its word on others that are none counts. */
  readonly warden: boolean;
};

/** `notAllowed`: from one who may not, or on one whom only this end itself judges. `notFound`: no such device, or a step back. */
export type Judged = 'set' | 'notAllowed' | 'notFound';

/** `full`: there is no room now, so that nothing is wanted; an older peer does not say it. */
export type BlobsKnown = {
  readonly held: readonly string[];
  readonly wanted: readonly string[];
  readonly full?: boolean | undefined;
};

/**
 * `erased`: its subject was, and it is not to be brought again; `unwanted`: not now; `full`: nor any other, for want of room.
 * Nothing was kept of these.
 */
export type BlobTaken = 'kept' | 'erased' | 'unwanted' | 'full';

export interface Gate {
  /** What this end calls itself to people, e.g. the centre's hub. Never a person's name. */
  readonly name: string;
  /** Who holds this TLS key; asked anew for every request, so that a revocation counts at once. Null: nobody we know. */
  who(netKey: string): Promise<Guest | null>;
  /** Takes a newcomer in by its one-time code. The same newcomer with the same code gets the same answer again. */
  enrol(code: string, newcomer: Newcomer): Promise<Enrolled>;
  /** A device has shown up and, if it asked for a page, what it holds. */
  seen(device: DeviceId, vector?: Vector): Promise<void>;
  /** Bodies that are lacking here, at most 1,000: told with the state, so that who has them can send them. */
  holes(): Promise<readonly PartRef[]>;
  devices(): Promise<readonly KnownDevice[]>;
  /** The centre's word on a device, brought by another, `by`, in good standing, where a 관리자 has said so. */
  judge(device: DeviceId, standing: Verdict, by: DeviceId): Promise<Judged>;
  report(device: DeviceId, report: DeviceReport): Promise<void>;
  /** Of these blobs those that are here, and those that would be taken. */
  whichBlobs(hashes: readonly string[]): Promise<BlobsKnown>;
  /** Keeps ciphertext under its own SHA-256 (checked by the server before) until `subject`, a root record, is erased. */
  putBlob(hash: string, bytes: Uint8Array, subject: RecordId): Promise<BlobTaken>;
  getBlob(hash: string): Promise<Uint8Array | undefined>;
  /**
   * Keeps what a device tells of its records, and gives what the others in good standing have told of the same scope and the
   * same change sets: only that they have where the device tells no digest, and what lies behind a digest only where it is
   * another.
   */
  compare(device: DeviceId, word: ScopeWord): Promise<readonly OtherWord[]>;
}
