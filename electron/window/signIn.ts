import { refuse } from '../../shared/model/problem.ts';
import { nobody } from '../../shared/model/role.ts';
import { problemOf } from '../store/trouble.ts';
import type { DataFolder } from './dataFolder.ts';
import type { OpenStore } from './openStore.ts';
import type { OpenedVault, Vault } from './vault/index.ts';
import {
  failedRecovery,
  forgiven,
  guarded,
  lockedLogins,
  readAttempts,
  settleRotation,
  told,
  unlock,
  unlockWithRecovery,
  writeAttempts,
} from './vault/index.ts';

export interface SignInOptions {
  readonly store: OpenStore;
  readonly folder: DataFolder;
  readonly now: () => number;
  /** Waits as long as a wrong password costs, ms. */
  readonly pause: (ms: number) => Promise<void>;
}

/** What a recovery key is refused with that opens nothing. */
const wrongKeys: readonly string[] = ['recoveryMistyped', 'wrongRecoveryKey'];
/** Tries that may wait behind the one that runs; more at once are no person's. */
const mostWaiting = 3;

/**
 * The way through the vault: one password at a time, each wrong one counted and paused (안전성 확보조치 기준 §5⑥), all of
 * them told to the access log once it is open. The pause holds nobody up but who types passwords.
 */
export class SignInDesk {
  readonly #options: SignInOptions;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /**
   * Opens the vault with a password. Refuses with `wrongLogin`, `accountLocked` after `tries` wrong ones in a row, and
   * with `signInPaused`, untried, where many come at once. What an open store's log should hear of wrong ones it hears at
   * once.
   */
  async prove(loginId: string, password: string, tries: number): Promise<OpenedVault> {
    try {
      return await this.#waited(() => this.#tryPassword(loginId, password, tries));
    } catch (error) {
      await this.carryOver().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Opens the vault with the centre's recovery key. Refuses with `recoveryMistyped` or `wrongRecoveryKey`, of which the
   * access log hears as of a wrong password.
   */
  async proveRecovery(recoveryKey: string): Promise<OpenedVault> {
    try {
      return await this.#unlocked((vault) => unlockWithRecovery(vault, recoveryKey));
    } catch (error) {
      if (wrongKeys.includes(problemOf(error).code)) {
        await this.#turn(async () => {
          const file = this.#options.folder.attempts;
          writeAttempts(file, failedRecovery(readAttempts(file), this.#options.now()));
        });
        await this.carryOver().catch(() => undefined);
      }
      throw error;
    }
  }

  /** Login ids that are locked on this laptop. */
  locked(): readonly string[] {
    return lockedLogins(readAttempts(this.#options.folder.attempts));
  }

  /** An account begins anew: a 관리자 has unlocked it or given it a password. */
  clear(loginId: string): Promise<void> {
    return this.#turn(async () => {
      const file = this.#options.folder.attempts;
      const attempts = readAttempts(file);
      if (attempts.accounts.length > 0) writeAttempts(file, forgiven(attempts, loginId));
    });
  }

  /** Hands what the access log has not been told to an open store; once that is on disk, it is told. */
  async carryOver(): Promise<void> {
    if (!this.#options.store.opened) return;
    const store = await this.#options.store.store();
    await this.#turn(async () => {
      const file = this.#options.folder.attempts;
      const attempts = readAttempts(file);
      if (attempts.untold.length === 0) return;
      await store.job('writer', 'session.failed', { failed: attempts.untold }, nobody, this.#options.now());
      writeAttempts(file, told(attempts, attempts.untold.length));
    });
  }

  /** A turn, unless many wait for theirs. */
  async #waited<T>(run: () => Promise<T>): Promise<T> {
    if (this.#waiting > mostWaiting) return refuse('signInPaused');
    this.#waiting += 1;
    try {
      return await this.#turn(run);
    } finally {
      this.#waiting -= 1;
    }
  }

  /** attempts.json is read and written by one at a time. */
  #turn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #tryPassword(loginId: string, password: string, tries: number): Promise<OpenedVault> {
    const { store, folder, now, pause } = this.#options;
    const vault = store.vault() ?? refuse('vaultMissing');
    const run = (): Promise<OpenedVault> => this.#unlocked((known) => unlock(known, loginId, password, now()));
    return await guarded({ file: folder.attempts, vault, loginId, tries, now: now(), pause, run });
  }

  /** What an unlock brings to an end: a vault of format 1 is written anew, a rotation that was cut off is settled. */
  #unlocked(open: (vault: Vault) => Promise<OpenedVault>): Promise<OpenedVault> {
    const { store, folder } = this.#options;
    return store.turn(async () => {
      const vault = store.vault() ?? refuse('vaultMissing');
      const keys = await open(vault);
      if (keys.upgraded) store.write(keys.upgraded);
      // An opened store has settled it; its file is not to be looked into from here.
      return store.opened ? keys : settleRotation(folder, keys.upgraded ?? vault, keys).opened;
    });
  }
}
