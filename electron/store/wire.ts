import type { CallName, Progress } from '../../shared/contract/index.ts';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { AnchorReading, LogTail } from './accessLog.ts';
import type { StoreLock } from './connection.ts';
import type { Touched } from './store.ts';

/** What main and the store's workers say to one another. Everything is structured-cloned. */

export type WorkerRole = 'writer' | 'reader' | 'heavy';

/** Handed to a worker at its start. */
export interface WorkerStart {
  readonly role: WorkerRole;
  readonly file: string;
  readonly lock: StoreLock;
}

/** A question to a worker; each is answered by one `Reply` with its id. */
export type Question =
  | {
      readonly ask: 'call';
      readonly name: CallName;
      readonly input: unknown;
      readonly actor: Actor;
      readonly now: number;
      readonly commandId?: string | undefined;
    }
  | { readonly ask: 'log'; readonly entries: readonly { userId: number; now: number; entry: LogEntry }[] }
  /** Before anything else is asked of a writer: what main found in the anchor of the access log. */
  | { readonly ask: 'meetAnchor'; readonly reading: AnchorReading; readonly now: number }
  | { readonly ask: 'refresh'; readonly touched: readonly Touched[] }
  | { readonly ask: 'job'; readonly name: string; readonly input: unknown; readonly actor: Actor; readonly now: number }
  | { readonly ask: 'close' };

/** `anchored` is up to which line main has the anchor of the access log on disk. */
export type Envelope = { readonly id: number; readonly question: Question; readonly anchored: number };

/** An answer with what it touched, a problem with its cause for the log, or the progress of a job. */
export type Reply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly value: unknown;
      readonly touched: readonly Touched[];
      readonly telling?: Outcome['telling'];
      /** The end of the access log, where this answer made it longer; main anchors it. */
      readonly tail?: LogTail;
    }
  | { readonly id: number; readonly ok: false; readonly problem: Problem; readonly cause: string }
  | { readonly id: typeof unasked; readonly progress: Progress };

/** The id of what a worker tells without being asked. */
export const unasked = 0;

/** The id of the reply that a worker gives to its own start. */
export const opening = 1;

/** What a question came to inside a worker. */
export interface Outcome {
  readonly value: unknown;
  readonly touched?: readonly Touched[];
  /**
   * When the answer is given. `soon`: at once; search and screens hear what it touched a moment later, with that of others.
   * `settled`: when they have heard all that was touched before. Otherwise: when they have heard what it touched.
   */
  readonly telling?: 'soon' | 'settled' | undefined;
}
