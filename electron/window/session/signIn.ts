import type { UnlockedBy } from '../../../shared/contract/backup.ts';
import { normalizeText } from '../../../shared/korean/text.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { nobody } from '../../../shared/model/role.ts';
import { problemOf } from '../../store/trouble.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { OpenStore } from './openStore.ts';
import type { BackupTry, OpenedVault, Refused, Vault } from '../vault/index.ts';
import {
  forgiven,
  guarded,
  lockedLogins,
  readAttempts,
  refused,
  settleRotation,
  told,
  unlock,
  unlockWithRecovery,
  writeAttempts,
} from '../vault/index.ts';

export interface SignInOptions {
  readonly store: OpenStore;
  readonly folder: DataFolder;
  readonly now: () => number;
  /** Waits as long as a wrong password costs, ms. */
  readonly pause: (ms: number) => Promise<void>;
}

/** What a recovery key is refused with that opens nothing, and who may not open a backup though their password was right. */
const inVain: readonly string[] = ['recoveryMistyped', 'wrongRecoveryKey', 'accountEnded', 'restoreNotAdmin'];
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
    return await this.#heard(this.#waited(() => this.#tryPassword(loginId, password, tries)));
  }

  /**
   * Opens the vault with the centre's recovery key. Refuses with `recoveryMistyped` or `wrongRecoveryKey`, of which the
   * access log hears as of a wrong password.
   */
  async proveRecovery(recoveryKey: string): Promise<OpenedVault> {
    const opening = this.#unlocked((vault) => unlockWithRecovery(vault, recoveryKey));
    return await this.#heard(opening, this.#options.folder.attempts, { loginId: null, by: 'recovery' });
  }

  /**
   * Opens the vault of a backup, as it was then. Wrong passwords cost time here too, but lock no account of today. Refuses
   * with `wrongLogin`, `recoveryMistyped` or `wrongRecoveryKey`, of which the access log hears as of others.
   */
  async proveBackup(vault: Vault, by: UnlockedBy, backup: BackupTry): Promise<OpenedVault> {
    const { folder, now, pause } = this.#options;
    const file = folder.restoreAttempts;
    if ('recoveryKey' in by)
      return await this.#heard(unlockWithRecovery(vault, by.recoveryKey), file, {
        loginId: null,
        by: 'recovery',
        ...backup,
      });
    const { loginId, password } = by;
    const run = (): Promise<OpenedVault> => unlock(vault, normalizeText(loginId), password, now());
    const tries = Number.MAX_SAFE_INTEGER;
    return await this.#heard(
      this.#turn(() => guarded({ file, vault, loginId, tries, now: now(), pause, backup, run })),
    );
  }

  /** Waits for what the opened copy of a backup says of who opened it with a password; the log hears of who may not. */
  async allowed<T>(asking: Promise<T>, loginId: string, backup: BackupTry): Promise<T> {
    const file = this.#options.folder.restoreAttempts;
    return await this.#heard(asking, file, { loginId: normalizeText(loginId), ...backup });
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
    const { folder, now } = this.#options;
    const store = await this.#options.store.store();
    await this.#turn(async () => {
      for (const file of [folder.attempts, folder.restoreAttempts]) {
        const attempts = readAttempts(file);
        if (attempts.untold.length === 0) continue;
        await store.job('writer', 'session.failed', { failed: attempts.untold }, nobody, now());
        writeAttempts(file, told(attempts, attempts.untold.length));
      }
    });
  }

  /** Waits for a try. Of one in vain an open store's log hears at once; `line` is what it is told where no count did it. */
  async #heard<T>(trying: Promise<T>, file?: string, line?: Omit<Refused, 'at'>): Promise<T> {
    try {
      return await trying;
    } catch (error) {
      if (file && line && inVain.includes(problemOf(error).code)) {
        const at = this.#options.now();
        await this.#turn(async () => writeAttempts(file, refused(readAttempts(file), { ...line, at })));
      }
      await this.carryOver().catch(() => undefined);
      throw error;
    }
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

  /** The files of wrong ones are read and written by one at a time. */
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
