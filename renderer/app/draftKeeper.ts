import type { Problem } from '../../shared/model/problem.ts';

/** Quiet time after which a draft is saved, and the longest it may wait while the typing goes on, in ms. */
export const quietTime = 400;
export const longestWait = 1500;

export type Typed = Readonly<Record<string, string>>;

/** Where drafts go. Both answer null when done, else the problem. */
export interface DraftPlace {
  readonly save: (values: Typed) => Promise<{ readonly savedAt: number } | Problem>;
  readonly discard: () => Promise<Problem | null>;
}

export interface DraftKeeper {
  /** The form changed. */
  readonly typed: (values: Typed) => void;
  /** Saves now what waits. */
  readonly flush: () => Promise<void>;
  /** A draft is already in the store (it was found on opening). */
  readonly takeOver: () => void;
  /** The record is saved: nothing more is kept, and the draft goes. */
  readonly end: () => Promise<void>;
}

export interface DraftNews {
  /** Saved at (epoch ms), or null: there is no draft now, or it could not be saved. */
  readonly onSaved: (at: number | null) => void;
  /** Nobody is signed in any more: the values must be held in memory for their user. */
  readonly onSignedOut: (values: Typed) => void;
}

/**
 * Saves what is typed: after 400 ms of quiet, at the latest every 1.5 s, one save at a time and always the newest
 * values. A form that is back at `base` has no draft. What could not be saved is tried again with the next key or flush.
 */
export function keepDraft(base: Typed, place: DraftPlace, news: DraftNews): DraftKeeper {
  let pending: Typed | null = null;
  let kept = false;
  let ended = false;
  let running: Promise<void> = Promise.resolve();
  let soon: ReturnType<typeof setTimeout> | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;

  const settle = (problem: Problem, values: Typed): void => {
    if (problem.code === 'notSignedIn' || problem.code === 'laptopLeaving') {
      news.onSignedOut(values);
      return;
    }
    news.onSaved(null);
    pending ??= values;
  };

  const write = async (): Promise<void> => {
    const values = pending;
    pending = null;
    if (!values || ended) return;
    if (Object.keys(base).every((field) => values[field] === base[field])) {
      if (!kept) return;
      const problem = await place.discard();
      if (problem) {
        settle(problem, values);
        return;
      }
      kept = false;
      news.onSaved(null);
      return;
    }
    const answer = await place.save(values);
    if ('code' in answer) {
      settle(answer, values);
      return;
    }
    kept = true;
    news.onSaved(answer.savedAt);
  };

  const flush = (): Promise<void> => {
    clearTimeout(soon);
    clearTimeout(late);
    late = undefined;
    running = running.then(write);
    return running;
  };
  const start = (): void => {
    void flush();
  };

  return {
    typed(values) {
      if (ended) return;
      pending = { ...values };
      clearTimeout(soon);
      soon = setTimeout(start, quietTime);
      late ??= setTimeout(start, longestWait);
    },
    flush,
    takeOver() {
      kept = true;
    },
    async end() {
      ended = true;
      pending = null;
      clearTimeout(soon);
      clearTimeout(late);
      await running;
      if (kept) await place.discard();
    },
  };
}
