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
  /** The form is not on the page any more: saves what waits; what cannot be saved is held. */
  readonly leave: () => Promise<void>;
  /** A draft is already in the store (it was found on opening). */
  readonly takeOver: () => void;
  /** The record is saved: nothing more is kept, and the draft goes. */
  readonly end: () => Promise<void>;
}

export interface DraftNews {
  /** Saved at (epoch ms), or null: there is no draft now, or it could not be saved. */
  readonly onSaved: (at: number | null) => void;
  /** The store cannot have them now, and there is nobody here to try again: to be held in memory for their user. */
  readonly onHeld: (values: Typed) => void;
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

  const isBase = (values: Typed): boolean => Object.keys(base).every((field) => values[field] === base[field]);
  const hold = (values: Typed): void => {
    if (isBase(values)) return;
    // Whoever holds them saves them: then there is a draft to throw away.
    kept = true;
    news.onHeld(values);
  };

  const settle = (problem: Problem, values: Typed): void => {
    if (problem.code === 'notSignedIn' || problem.code === 'laptopLeaving') {
      hold(values);
      return;
    }
    news.onSaved(null);
    pending ??= values;
  };

  const write = async (): Promise<void> => {
    const values = pending;
    pending = null;
    if (!values || ended) return;
    if (isBase(values)) {
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
    async leave() {
      await flush();
      const values = pending;
      if (!values || ended) return;
      pending = null;
      hold(values);
    },
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
