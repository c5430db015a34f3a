import type { z } from '../zod.ts';
import type { Problem } from '../model/problem.ts';
import { accessLogCalls } from './accessLog.ts';
import { appCalls } from './app.ts';
import { attachmentCalls } from './attachment.ts';
import { centreCalls } from './centre.ts';
import { backupCalls } from './backup.ts';
import { consentCalls } from './consent.ts';
import { codeCalls } from './code.ts';
import { companyCalls } from './company.ts';
import { companyPartCalls } from './companyPart.ts';
import { consultationCalls } from './consultation.ts';
import { consultationTemplateCalls } from './consultationTemplate.ts';
import { draftCalls } from './draft.ts';
import { erasureCalls } from './erasure.ts';
import { eventCalls } from './event.ts';
import { exchangeCalls } from './exchange.ts';
import { factoryCalls } from './factory.ts';
import { historyCalls } from './history.ts';
import { importCalls } from './import.ts';
import { leaseCalls } from './lease.ts';
import { listCalls } from './list.ts';
import { personCalls } from './person.ts';
import { printCalls } from './print.ts';
import { recoveryCalls } from './recovery.ts';
import { packCalls } from './pack.ts';
import { projectCalls } from './project.ts';
import { searchCalls } from './search.ts';
import { sessionCalls } from './session.ts';
import type { SessionState } from './session.ts';
import { staffCalls } from './staff.ts';
import { syncCalls } from './sync.ts';
import type { SyncStatus } from './sync.ts';
import { todayCalls } from './today.ts';

/** THE list of calls a screen can make. There is no other way from the page to main. */
export const contract = {
  ...appCalls,
  ...sessionCalls,
  ...staffCalls,
  ...centreCalls,
  ...recoveryCalls,
  ...searchCalls,
  ...personCalls,
  ...historyCalls,
  ...leaseCalls,
  ...listCalls,
  ...consentCalls,
  ...attachmentCalls,
  ...consultationCalls,
  ...consultationTemplateCalls,
  ...codeCalls,
  ...packCalls,
  ...projectCalls,
  ...companyCalls,
  ...companyPartCalls,
  ...erasureCalls,
  ...eventCalls,
  ...exchangeCalls,
  ...factoryCalls,
  ...importCalls,
  ...draftCalls,
  ...todayCalls,
  ...backupCalls,
  ...printCalls,
  ...accessLogCalls,
  ...syncCalls,
} as const;

type Contract = typeof contract;
export type CallName = keyof Contract;
export type Input<N extends CallName> = z.output<Contract[N]['input']>;
export type Output<N extends CallName> = z.output<Contract[N]['output']>;

type NamesIn<R extends 'window' | 'read' | 'write'> = {
  [N in CallName]: Contract[N]['room'] extends R ? N : never;
}[CallName];
export type WindowCall = NamesIn<'window'>;
export type ReadCall = NamesIn<'read'>;
export type WriteCall = NamesIn<'write'>;

/** What every call answers: a value, or a problem that a person can act on. Nothing is thrown across the bridge. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/**
 * After a commit: which records changed. At most 1,000 ids; `all` when there were more; none of a type where only the type
 * is known. Never names.
 */
export interface Changed {
  readonly types: readonly string[];
  readonly ids: readonly {
    readonly type: string;
    readonly id: number;
    /** Local id of the person or company that it hangs on; left out where it hangs on none or that is not known. */
    readonly on?: number;
  }[];
  readonly all: boolean;
}

/** Progress of a long job: `done` of `total` in a stage (Korean label). */
export interface Progress {
  readonly job: string;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** Main → page events. */
export interface DeskEvents {
  changed: Changed;
  progress: Progress;
  /** The clock of this computer cannot be right; the frame shows the sentence until it comes again empty. */
  clock: { readonly message: string };
  /** Main has changed this window's session: locked, ended, another role or other rules. */
  session: SessionState;
  /** What should be seen to about backups, as sentences; empty once all is well. */
  backup: { readonly warnings: readonly string[] };
  /** How this laptop and its hub stand, whenever that changes. Nothing in it is about a person. */
  sync: SyncStatus;
}

/** What preload puts on `window.desk`; frozen, generic, nothing else. */
export interface DeskBridge {
  /** `commandId` makes a repeated write harmless; reads leave it out. */
  call(name: string, input: unknown, commandId?: string): Promise<Answer<unknown>>;
  on<E extends keyof DeskEvents>(event: E, listener: (payload: DeskEvents[E]) => void): () => void;
}
