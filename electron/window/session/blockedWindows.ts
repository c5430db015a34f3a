import type { SessionState } from '../../../shared/contract/session.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { problemOf } from '../../store/trouble.ts';

/** Problems of a store that a backup would mend. */
const mendable: readonly string[] = ['storeDamaged', 'storeMissing', 'vaultDamaged', 'vaultMissing', 'vaultTampered'];
/** Problems of a sign-in that are no matter of the password: the page shows them instead of the login. */
const blocking: readonly string[] = ['storeDamaged', 'storeTooNew', 'storeInUse', 'vaultTampered', 'vaultDamaged'];

/** What is shown where a problem stands in the way of any sign-in; `detail` says where, for whoever helps. */
export function blockedBy({ message, code }: Problem, detail: string): SessionState {
  return { phase: 'blocked', message, detail, code, canRestore: mendable.includes(code) };
}

/** What stood in the way of each window's last sign-in and is no matter of the password. */
export class BlockedWindows {
  readonly #blocked = new Map<number, Problem>();

  get(window: number): Problem | undefined {
    return this.#blocked.get(window);
  }

  set(window: number, shown: Problem): void {
    this.#blocked.set(window, shown);
  }

  delete(window: number): void {
    this.#blocked.delete(window);
  }

  clear(): void {
    this.#blocked.clear();
  }

  /** Runs a way in; what is wrong with the store itself is kept to be shown, all else is thrown. */
  async orBlocked(window: number, run: () => Promise<void>): Promise<void> {
    this.delete(window);
    try {
      await run();
    } catch (error) {
      const refused = problemOf(error);
      if (!blocking.includes(refused.code)) throw error;
      this.set(window, refused);
    }
  }
}
