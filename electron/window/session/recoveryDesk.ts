import type { Input, Output } from '../../../shared/contract/index.ts';
import type { LogEntry } from '../../../shared/contract/define.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Sessions } from './session.ts';
import {
  recoveryOf,
  rotateDataKey,
  unlockWithRecovery,
  withNewRecovery,
  withRecoveryConfirmed,
} from '../vault/index.ts';

export interface RecoveryDeskOptions {
  readonly sessions: Sessions;
  readonly folder: DataFolder;
  readonly now: () => number;
}

/** The centre's recovery key and the key of this laptop's store. Who changes one types their password again. */
export class RecoveryDesk {
  readonly #sessions: Sessions;
  readonly #folder: DataFolder;
  readonly #now: () => number;

  constructor({ sessions, folder, now }: RecoveryDeskOptions) {
    this.#sessions = sessions;
    this.#folder = folder;
    this.#now = now;
  }

  state(): Output<'recovery.state'> {
    const recovery = recoveryOf(this.#sessions.keeper.vault() ?? refuse('vaultMissing'));
    return { issuedAt: recovery?.issuedAt ?? null, confirmedAt: recovery?.confirmedAt ?? null };
  }

  async issue(window: number, { password }: Input<'recovery.issue'>): Promise<Output<'recovery.issue'>> {
    await this.#sessions.proveAgain(window, password);
    // On disk before the change: a key that could not be logged is not issued.
    await this.#log(window, { act: 'rotateKey', recordType: 'vault', ids: [], detail: { what: 'recovery' } });
    const issued = Promise.withResolvers<string>();
    await this.#sessions.keeper.changeVault((vault, keys) => {
      const next = withNewRecovery(vault, keys, this.#now());
      issued.resolve(next.recoveryKey);
      return next.vault;
    });
    return { recoveryKey: await issued.promise };
  }

  async confirm(window: number, { recoveryKey }: Input<'recovery.confirm'>): Promise<Output<'recovery.confirm'>> {
    await this.#sessions.keeper.changeVault(async (vault, keys) => {
      await unlockWithRecovery(vault, recoveryKey);
      return withRecoveryConfirmed(vault, keys, this.#now());
    });
    await this.#log(window, { act: 'change', recordType: 'vault', ids: [], detail: { what: 'recoveryConfirmed' } });
    return {};
  }

  /** The store under a new data key. What cannot be done leaves everything as it was. */
  async rotate(window: number, { password }: Input<'store.rotateKey'>): Promise<Output<'store.rotateKey'>> {
    await this.#sessions.proveAgain(window, password);
    await this.#log(window, { act: 'rotateKey', recordType: 'vault', ids: [], detail: { what: 'data' } });
    const { keeper } = this.#sessions;
    await keeper.reopened(async (store, keys) => {
      const vault = keeper.vault() ?? refuse('vaultMissing');
      const now = this.#now();
      const copy = (to: Parameters<typeof store.closeInto>[1]): Promise<void> => store.closeInto(keys.lock, to, now);
      return (await rotateDataKey({ files: this.#folder, vault, opened: keys, now, copy })).opened;
    });
    return {};
  }

  async #log(window: number, entry: LogEntry): Promise<void> {
    const { userId } = this.#sessions.actor(window) ?? refuse('notSignedIn');
    await (await this.#sessions.store()).log({ userId, now: this.#now(), entry });
  }
}
