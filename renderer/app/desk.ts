import type {
  Answer,
  CallName,
  DeskBridge,
  DeskEvents,
  Input,
  Output,
  WriteCall,
} from '../../shared/contract/index.ts';
import { contract } from '../../shared/contract/index.ts';
import { problem } from '../../shared/model/problem.ts';

/** The page's window: preload puts the bridge there; absent only where the page runs without its program. */
export type DeskWindow = Window & { readonly desk?: DeskBridge };

/**
 * The page's one way to main. Nothing is thrown: a broken bridge is answered as `unexpected`, so that a screen has
 * one kind of failure to show.
 */
export interface Desk {
  /**
   * Makes a call of the contract. Writes always carry a command id: give the same one again when the same submit is
   * tried again, so that it is done once (`useWrite` does so); left out, a new one is made.
   */
  call<N extends CallName>(name: N, input: Input<N>, commandId?: string): Promise<Answer<Output<N>>>;
  on<E extends keyof DeskEvents>(event: E, listener: (payload: DeskEvents[E]) => void): () => void;
}

export interface DeskParts {
  readonly bridge: DeskBridge;
  readonly newId: () => string;
  /** Told when main answers that nobody is signed in any more. */
  readonly onSignedOut: () => void;
}

function isWrite(name: CallName): name is WriteCall {
  return contract[name].room === 'write';
}

export function openDesk({ bridge, newId, onSignedOut }: DeskParts): Desk {
  return {
    async call<N extends CallName>(name: N, input: Input<N>, commandId?: string): Promise<Answer<Output<N>>> {
      try {
        const id = isWrite(name) ? (commandId ?? newId()) : undefined;
        const answer = (await (id === undefined ? bridge.call(name, input) : bridge.call(name, input, id))) as Answer<
          Output<N>
        >;
        if (!answer.ok && answer.problem.code === 'notSignedIn') onSignedOut();
        return answer;
      } catch {
        return { ok: false, problem: problem('unexpected') };
      }
    },
    on: (event, listener) => bridge.on(event, listener),
  };
}
