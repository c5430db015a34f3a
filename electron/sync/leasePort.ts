import type { Lease, Leaving, LeaveStage } from '../../shared/rules/lease.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { Ask, Pairs } from './port.ts';

/** What is asked about this laptop's lease, job by job (electron/jobs/leaseJobs.ts). */
export interface LeaseView {
  readonly lease: Lease;
  /** Null: nothing below is counted. */
  readonly leaving: Leaving | null;
  readonly stage: LeaveStage | null;
  readonly vector: Pairs;
  readonly waiting: number;
  readonly pages: number;
  readonly hasHub: boolean;
  /** 사무실 노트북, where it is another laptop than this one. */
  readonly office: { readonly device: DeviceId; readonly laptop: string } | null;
}

/** What a keeper has said. */
export interface KeeperWord {
  /** What it holds. */
  readonly vector: Pairs;
  /** Bodies of change sets in it that it lacks, as many as it says at once. */
  readonly holes: readonly PartRef[];
  /** Names of the pages here that it lacks (electron/store/pageBlob.ts). */
  readonly missing: readonly string[];
  /** What its clock says, ms UTC. */
  readonly at: number;
}

export interface LeaseJobMap {
  /**
   * How it stands, after what time has done to it is written down: the laptop's last word when it is locked, none when it is
   * lent anew. `hub`: what it has just said; `hint`: as it said last; `none`: its word counts not.
   */
  'lease.look': { input: { readonly hub: KeeperWord | 'hint' | 'none' }; value: LeaseView };
  /** The hub (null) or a laptop has said what it holds and what time it is; counts where it is the 사무실 노트북. */
  'lease.heard': { input: { readonly from: DeviceId | null } & KeeperWord; value: null };
  /** The hub says that the centre has called this laptop back: its last word goes before all is handed over. */
  'lease.recalled': { input: null; value: null };
  /** A 관리자 says that the date is right. */
  'lease.confirmDay': { input: null; value: null };
  /** A 관리자 prolongs the lease here. Refuses with `checkFields`. */
  'lease.extend': { input: { readonly lentUntil: string }; value: null };
}

export type AskLease = Ask<LeaseJobMap>;
