import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import type { AskStore } from './port.ts';

export interface DigestLoopOptions {
  /** The store's writer. */
  readonly ask: AskStore;
  /** A reader that may take its time. */
  readonly askHeavy: AskStore;
  /** Tells the hub and the laptop that has opened the event network, as far as they answer, and gives what they say. */
  readonly tellOthers: (word: ScopeWord) => Promise<readonly OtherWord[]>;
  /** ms UTC. */
  readonly now: () => number;
  /** A clock that only goes forward, ms. */
  readonly monotonic: () => number;
  /** Resolves after so many ms, or at once when the signal comes. Never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** What has been compared has changed. */
  readonly tell: () => void;
  readonly trouble: (cause: string) => void;
}

/** Compares this laptop's records with those of others that hold the same, when all is quiet. */
export interface DigestLoop {
  /** Makes digests and compares at once. False: changes came in meanwhile, or some that are here are not whole. */
  compare(): Promise<boolean>;
  /** Ends it. What is under way in the reader ends with the reader. */
  stop(): void;
}

const minute = 60_000;
/** How often it is looked whether anything is to be done, ms: the question costs the reader two short statements. */
const lookEvery = minute;
/** Records are gone through when nothing has come or gone for so long, ms. */
const settle = 3 * minute;
/** The others are asked again about the same records after so long, ms. */
const askAgain = 10 * minute;
/** Without anybody to compare with now, digests are made at most so often, ms. */
const makeAgain = 4 * 60 * minute;
/** Digests of what has not moved are made anew after so long, ms: tables can be damaged where they lie. */
const stale = 24 * 60 * minute;

type State = Awaited<ReturnType<typeof stateOf>>;
const stateOf = (askHeavy: AskStore) => askHeavy('digest.state', null);

export function startDigests(options: DigestLoopOptions): DigestLoop {
  const { ask, askHeavy, tellOthers, now, monotonic, pause, tell } = options;
  const over = new AbortController();
  let basis = '';
  let since = 0;
  let asked = -Infinity;

  /** Tells each word, and takes in what is said of the same; gives whether anybody else has told anything. */
  const tellAll = async (words: readonly ScopeWord[]): Promise<boolean> => {
    let isAnswered = false;
    for (const word of words)
      for (const { device, ...said } of await tellOthers(word)) {
        isAnswered = true;
        if (word.digest === undefined || said.digest === undefined) continue;
        const { scope, basis: of } = word;
        await ask('digest.hear', { device, words: [{ scope, basis: of, ...said }] });
      }
    asked = monotonic();
    if (isAnswered) tell();
    return isAnswered;
  };

  const make = async (): Promise<boolean> => {
    // What was saved in the middle of it is most often all that is saved for a while.
    const made = (await askHeavy('digest.make', null)) ?? (await askHeavy('digest.make', null));
    if (made === null || made.words.length === 0) return false;
    await ask('digest.keep', made);
    await tellAll(made.words);
    tell();
    return true;
  };

  const isOld = (at: number | null, ms: number): boolean => at === null || Math.abs(now() - at) >= ms;

  /** Whether digests are to be made now of what stands still. */
  const isDue = async ({ words, scopes, madeAt, madeNowAt, isTold, basis: of }: State): Promise<boolean> => {
    if (scopes.length === 0) return false;
    if (words.length > 0) return isOld(madeNowAt, stale);
    if (isTold || isOld(madeAt, makeAgain)) return true;
    if (monotonic() - asked < askAgain) return false;
    return await tellAll(scopes.map((scope) => ({ scope, basis: of })));
  };

  const look = async (): Promise<void> => {
    const state = await stateOf(askHeavy);
    if (state.basis !== basis) {
      basis = state.basis;
      since = monotonic();
      asked = -Infinity;
    }
    if (monotonic() - since < settle) return;
    if (await isDue(state)) await make();
    else if (state.words.length > 0 && monotonic() - asked >= askAgain) await tellAll(state.words);
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: a person may ask while it is under way. */
  const inTurn = async <T>(deed: () => Promise<T>): Promise<T> => {
    const turn = last.then(deed);
    last = turn.catch(() => undefined);
    return await turn;
  };

  const run = async (): Promise<void> => {
    for (;;) {
      await pause(lookEvery, over.signal);
      if (over.signal.aborted) return;
      try {
        await inTurn(look);
      } catch (error) {
        // The store is closing, or a reader died: it is looked again.
        if (!over.signal.aborted)
          options.trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  };
  void run();

  return {
    compare: () => inTurn(make),
    stop: () => over.abort(),
  };
}
