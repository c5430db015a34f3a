/**
 * What the hub keeps: the log of all streams and the registry of who may speak with it. One interface, two stores behind
 * it (sqlite.ts, postgres.ts), one conformance suite for both (conformance.test-helper.ts).
 *
 * Instants are milliseconds since 1970 UTC and are given by the caller; they are shown to operators and limit invitations,
 * and decide nothing about the log. Hashes are lower-case hex. A store that cannot be reached throws `HubBusy`, but `take`
 * answers 'busy'.
 */
import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import type { DeviceReport, PeerKeys, PeerLog } from '../../shared/sync/peer.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import type { DeviceId, Dot, RecordId, Scope, Vector } from '../../shared/sync/types.ts';
import type { RoomNow } from './room.ts';

/** The database does not answer or is too busy: nothing is known of the call's outcome; repeating it is harmless. */
export class HubBusy extends Error {}

/**
 * - `enrolled`: pushes and pulls. - `recalled`: pushes what it still has, pulls nothing, is told to wipe itself. - `revoked`:
 *   gives and gets nothing.
 */
export type Standing = 'enrolled' | 'recalled' | 'revoked';

export type Device = PeerKeys & {
  /** SHA-256 of the SPKI of its TLS key, base64url: what a connection is recognised by (ADR 0039). */
  readonly netKey: string;
  /** For the operator; never a person's name. From the invitation. */
  readonly note: string;
  readonly standing: Standing;
  /** Scopes whose bodies it may have; null: all. */
  readonly scopes: readonly Scope[] | null;
  readonly enrolledAt: number;
  readonly lastSeenAt: number | null;
  /** What it last said to hold. */
  readonly vector: Vector;
  /** When it said that it has wiped itself. */
  readonly wipedAt: number | null;
  /** 관리 노트북: it may recall and revoke those that are none (ADR 0052). Only while it is enrolled. */
  readonly warden: boolean;
  /** When its standing was last changed, and by which warden; null: at the hub itself. */
  readonly judgedAt: number | null;
  readonly judgedBy: DeviceId | null;
};

/** `notAllowed`: by none that may, or of one that only the hub itself judges. `notFound`: none of that name, or a step back. */
export type Judged = 'set' | 'notAllowed' | 'notFound';

export type Invitation = {
  /** SHA-256 of the one-time code; the code itself is never stored. */
  readonly codeHash: string;
  readonly note: string;
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly usedBy: DeviceId | null;
  readonly usedAt: number | null;
  /** Who uses it becomes a warden. */
  readonly warden: boolean;
};

/** An invitation as it is made. */
export type Invited = Pick<Invitation, 'codeHash' | 'note' | 'madeAt' | 'expiresAt'> & { readonly warden?: boolean };

/**
 * What a laptop shows of itself to be enrolled; that it holds both private keys was proved before. `scopes`: what it says to
 * have been lent, so that it is sent no more; absent or null: all.
 */
export type Newcomer = PeerKeys & { readonly netKey: string; readonly scopes?: readonly Scope[] | null | undefined };

/**
 * `notInvited`: no such code, expired, or used by another: the newcomer is not told which. `taken`: the name or the TLS key
 * is another enrolment's (the same laptop in good standing is taken in again); `otherKey`: the stream is known under another key (an alarm is kept); `malformed`: not a name, not
 * an Ed25519 key, not a netKey.
 */
export type Redeemed =
  | { readonly ok: true; readonly device: Device }
  | { readonly ok: false; readonly reason: 'notInvited' | 'taken' | 'otherKey' | 'malformed' };

/**
 * What a person at the hub must look at; each is kept once, however often it happens.
 * - `fork`: two laptops write one stream (`seq`: the first set that differs). - `key`: another key was told for a known
 *   stream. - `erasure`: a page that would erase more than 200 root records at once waits for agreement; `rows` says how many,
 *   `seq` up to where in the stream.
 */
export type Alarm = {
  readonly id: number;
  readonly kind: 'fork' | 'key' | 'erasure';
  readonly device: DeviceId;
  readonly seq: number;
  readonly rows: number;
  /** Who brought it. */
  readonly by: DeviceId;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly times: number;
  readonly settledAt: number | null;
};

/** One erasure: the set that ordered it, and when the hub carried it out. */
export type Erasure = {
  readonly subject: RecordId;
  readonly order: Dot;
  readonly at: number;
};

/** For metrics: numbers only. `sets` and `streams` are of the log; `holes` are parts whose body never came. */
export type Counts = {
  readonly streams: number;
  readonly sets: number;
  readonly holes: number;
  readonly erased: number;
  readonly blobs: number;
  readonly openAlarms: number;
  readonly openInvitations: number;
  readonly devices: Readonly<Record<Standing, number>>;
};

/** `erased`: its subject was; it is not to be brought again. `full`: there is no room now; it may be brought later. */
export type BlobKept = 'kept' | 'notItsContent' | 'tooLarge' | 'malformed' | 'erased' | 'full';

/**
 * Names of blobs: `damaged` are not what their names say or cannot be read, `stray` belong to nobody or to somebody erased.
 * `early`: how many belong to somebody of whom no change set is here; it may still come.
 */
export type BlobsChecked = {
  readonly blobs: number;
  readonly damaged: readonly string[];
  readonly stray: readonly string[];
  readonly early: number;
};

/** The largest blob: one encrypted page of an attachment. */
export const BLOB_BYTES = 4 * 1024 * 1024;

export interface HubStore extends PeerLog {
  // PeerLog: `take` refuses a stranger or a revoked device with 'unknownDevice'; `pageFor` gives it, and a recalled one,
  // an empty page. `introduce` counts unless `by` is a stranger or revoked.

  /** Parts whose body did not come or came damaged, oldest first: what to ask pushing devices for. */
  holes(limit: number): Promise<readonly PartRef[]>;

  // Invitations
  /** Keeps an invitation; false when this code was given out before. */
  invite(invitation: Invited): Promise<boolean>;
  invitations(): Promise<readonly Invitation[]>;
  /** Takes an unused invitation back; false when there is none. */
  withdraw(codeHash: string): Promise<boolean>;
  /**
   * Enrols a laptop by its code, in one step: of two who use one code at once, one wins. The same newcomer asking again
   * with the same code gets the same answer (an answer can be lost). The first that ever comes is a warden.
   */
  redeem(codeHash: string, newcomer: Newcomer, at: number): Promise<Redeemed>;

  // Devices
  devices(): Promise<readonly Device[]>;
  device(device: DeviceId): Promise<Device | undefined>;
  deviceByNetKey(netKey: string): Promise<Device | undefined>;
  /**
   * The word of the hub itself. False for an unknown device, and for a step back: revoked stays revoked. Recalled may become
   * enrolled again. Who is not enrolled any more is no warden either, also not when it comes back.
   */
  setStanding(device: DeviceId, standing: Standing): Promise<boolean>;
  /** The word of another device, `by`: counts when that is an enrolled warden and `device` is none. */
  judge(device: DeviceId, standing: Exclude<Standing, 'enrolled'>, by: DeviceId): Promise<Judged>;
  /** Names or dismisses a warden. False for a device that is not enrolled. */
  setWarden(device: DeviceId, isWarden: boolean): Promise<boolean>;
  /** Which scopes' bodies it may have; null: all. False for an unknown device. */
  setScopes(device: DeviceId, scopes: readonly Scope[] | null): Promise<boolean>;
  /** Notes that a device was here and, if it said so, what it holds. Costs a commit: not for every request. */
  seen(device: DeviceId, at: number, vector?: Vector): Promise<void>;

  // Reports and the ledger
  report(device: DeviceId, report: DeviceReport, at: number): Promise<void>;
  /** All erasures known here, in the order of their subjects. */
  erasures(): Promise<readonly Erasure[]>;

  // Alarms
  alarms(): Promise<readonly Alarm[]>;
  /**
   * A person has looked at it. For `erasure` this is the agreement: the stream's erasures up to the alarm's `seq` count no
   * more towards the limit. False for an unknown or settled alarm.
   */
  settle(alarm: number, at: number): Promise<boolean>;

  // Attachments: ciphertext under its own hash
  /** `subject`: the root record whose erasure destroys it. */
  putBlob(hash: string, bytes: Uint8Array, subject: RecordId): Promise<BlobKept>;
  blob(hash: string): Promise<Uint8Array | undefined>;
  /** Those of the hashes that are kept here. */
  keptBlobs(hashes: readonly string[]): Promise<readonly string[]>;
  /** What blobs take and may take. */
  blobRoom(): Promise<RoomNow>;

  /**
   * Keeps what a device tells of its records, the last few of each scope, and gives what the others that are enrolled have
   * told of the same scope and basis.
   */
  compare(device: DeviceId, word: ScopeWord, at: number): Promise<readonly OtherWord[]>;

  counts(): Promise<Counts>;
  /** Follows every stream from its first set: hashes, bodies, seals, end. `fault` in words for the log; null: none. */
  check(): Promise<{ readonly changes: number; readonly fault: string | null }>;
  checkBlobs(): Promise<BlobsChecked>;
  /** Takes blobs away, whatever they are: for those that `checkBlobs` names. */
  dropBlobs(hashes: readonly string[]): Promise<void>;
  /**
   * How many erased subjects may still stand as ciphertext in room of the database that was given back but not written over;
   * 0 where that is done at once. Backups, and what the database logs for itself, are beside it.
   */
  residue(): Promise<number>;
  /** Writes what may hold such residue anew, without it. Takes as long as copying it, and everybody waits. */
  rewrite(): Promise<void>;
  /** Ends connections and listeners. Later calls throw. */
  close(): Promise<void>;
}
