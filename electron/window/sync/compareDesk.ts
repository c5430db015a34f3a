import { performance } from 'node:perf_hooks';
import type { Output } from '../../../shared/contract/index.ts';
import { theProgram } from '../../../shared/model/role.ts';
import type { OtherWord, ScopeWord } from '../../../shared/sync/digest.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { startDigests } from '../../sync/digestLoop.ts';
import type { DigestLoop } from '../../sync/digestLoop.ts';
import type { AskStore, SyncJobMap } from '../../sync/port.ts';
import { askWriter } from './askWriter.ts';
import { pause } from '../pause.ts';
import type { Sessions } from '../session/session.ts';

export interface CompareDeskOptions {
  readonly sessions: Pick<Sessions, 'store'>;
  readonly now: () => number;
  /** What the hub, and the laptop that has opened the event network, say to a word; none that does not answer. */
  readonly ways: readonly ((word: ScopeWord) => Promise<readonly OtherWord[]>)[];
  /** Tells the windows that something has been compared. */
  readonly tell: () => void;
  readonly trouble: (cause: string) => void;
}

/** The comparison of records as main has it: the loop over the opened store, and the calls of its screen. */
export class CompareDesk {
  readonly #options: CompareDeskOptions;
  #loop: DigestLoop | null = null;

  constructor(options: CompareDeskOptions) {
    this.#options = options;
  }

  /** A store was opened: the loop begins, also while every window is locked. */
  attach(store: StoreDesk): void {
    const { now, ways, tell, trouble } = this.#options;
    const askHeavy: AskStore = async (name, input) => await job(store, 'heavy', name, input, now());
    this.#loop = startDigests({
      ask: askWriter<SyncJobMap>(store, theProgram, now),
      askHeavy,
      tellOthers: async (word) => (await Promise.all(ways.map((way) => way(word)))).flat(),
      now,
      monotonic: () => performance.now(),
      pause,
      tell,
      trouble,
    });
  }

  detach(): void {
    this.#loop?.stop();
    this.#loop = null;
  }

  async state(): Promise<Output<'sync.comparison'>> {
    const { sessions, now } = this.#options;
    const { madeAt, rows } = await job(await sessions.store(), 'heavy', 'digest.met', null, now());
    return { madeAt, rows: [...rows] };
  }

  async compare(): Promise<Output<'sync.compare'>> {
    const isMade = (await this.#loop?.compare()) ?? false;
    return { ...(await this.state()), isMade };
  }
}

async function job<J extends keyof SyncJobMap>(
  store: StoreDesk,
  where: 'heavy',
  name: J,
  input: SyncJobMap[J]['input'],
  now: number,
): Promise<SyncJobMap[J]['value']> {
  return (await store.job(where, name, input, theProgram, now)) as SyncJobMap[J]['value'];
}
