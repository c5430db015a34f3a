import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { Rehearsal, UnlockedBy } from '../../../shared/contract/backup.ts';
import type { BackupCounts } from '../../../shared/contract/backup.ts';
import type { DeviceFields } from '../../../shared/model/device.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { aboutBackup, backupsIn } from './backupFolder.ts';
import { anchorRestored } from '../logAnchor.ts';
import type { Sessions } from '../session/session.ts';
import { dropStaged, stageBackup } from './stageBackup.ts';
import type { Staged, StagingDesk } from './stageBackup.ts';
import { swapStore } from './swapStore.ts';
import { rotateDataKey } from '../vault/index.ts';

export interface RestoreDeskOptions extends StagingDesk {
  readonly sessions: Pick<Sessions, 'whileClosed' | 'keeper' | 'signIns'>;
  /** Called after each step of the swap; tests stop the program there. */
  readonly reached?: (step: string) => void;
}

/**
 * Restore, its rehearsal, and joining by file. All that can go wrong goes wrong in a folder beside the store; the swap at
 * the end is renames that a start finishes where they were stopped (swapStore.ts).
 */
export class RestoreDesk {
  readonly #options: RestoreDeskOptions;

  constructor(options: RestoreDeskOptions) {
    this.#options = options;
  }

  /** Puts a backup in the place of what is there. Ends every session. `userId`: who is signed in, if anybody. */
  async restore(file: string, by: UnlockedBy, userId?: number): Promise<void> {
    const staged = await stageBackup(this.#options, { file, by, tried: { what: 'restore', userId } });
    try {
      await this.#renew(staged);
      await this.#destroyAgain(staged);
      await staged.store.close();
      await this.#swap(staged, { ...staged.read.label });
    } catch (error) {
      await this.#drop(staged);
      throw error;
    }
  }

  /** Does everything that a restore does but the swap, and says how long it took and what it found. */
  async rehearse(file: string, by: UnlockedBy, userId: number, now: BackupCounts): Promise<Rehearsal> {
    const staged = await stageBackup(this.#options, { file, by, tried: { what: 'rehearsal', userId } });
    try {
      const began = performance.now();
      await this.#renew(staged);
      const steps = [...staged.steps, { name: '새 이름 주기', took: Math.round(performance.now() - began) }];
      const { counts, changes } = staged.found;
      return { about: aboutBackup(staged.read), steps, counts, now, changes };
    } finally {
      await dropStaged(staged);
    }
  }

  /**
   * Takes a 참여 파일 in where nothing is yet: under a data key and a log key that no other laptop has, with the name, the
   * number and the place that the file brings.
   */
  async join(
    file: string,
    by: { readonly loginId: string; readonly password: string },
    laptop: { readonly name: string; readonly place?: DeviceFields['place'] },
  ): Promise<void> {
    const { now, sessions } = this.#options;
    if (this.#isSetUp()) refuse('alreadySetUp');
    const staged = await stageBackup(this.#options, { file, by, tried: { what: 'join' } });
    try {
      await staged.store.job('writer', 'backup.takeIn', laptop, staged.actor, now());
      const { vault, opened, store } = staged;
      await rotateDataKey({
        files: { vault: path.join(staged.folder, 'vault.json'), store: path.join(staged.folder, 'store.db') },
        vault,
        opened,
        now: now(),
        newLog: true,
        copy: (to) => store.closeInto(opened.lock, to, now()),
      });
      await sessions.whileClosed(async () => {
        if (this.#isSetUp()) refuse('alreadySetUp');
        this.#putInPlace(staged);
      });
    } catch (error) {
      await this.#drop(staged);
      throw error;
    }
  }

  /** Whether a centre is here; what a set-up left that was cut off is none (dataFolder.ts) and goes aside. */
  #isSetUp(): boolean {
    const { store, vault, newVault } = this.#options.folder;
    return existsSync(vault) || (existsSync(store) && !existsSync(newVault));
  }

  /** Gives the copy the new name it will write under; the numbers in backups at hand are not given again. */
  async #renew({ store, actor, read }: Staged): Promise<void> {
    const { folder, now } = this.#options;
    const taken = [read, ...backupsIn(folder.backups)].flatMap(({ label }) => label.numbers);
    await store.job('writer', 'backup.renew', { taken }, actor, now());
  }

  /** Who was destroyed since the backup stays destroyed. Where the store cannot be asked, the other laptops tell it again. */
  async #destroyAgain({ store, actor }: Staged): Promise<void> {
    const { sessions, now } = this.#options;
    if (!sessions.keeper.opened) return;
    const present = await sessions.keeper.store();
    const destroyed = await present.job('writer', 'erasure.destroyed', null, actor, now());
    await store.job('writer', 'erasure.again', destroyed, actor, now());
  }

  async #swap(staged: Staged, { created }: { created: number }): Promise<void> {
    const { folder, sessions, now } = this.#options;
    const earlier = sessions.keeper.opened ? sessions.keeper.keys().lock.logKey : undefined;
    await sessions.whileClosed(async () => {
      const anchor = path.join(staged.folder, path.basename(folder.logAnchor));
      if (existsSync(folder.logAnchor)) copyFileSync(folder.logAnchor, anchor);
      await anchorRestored(anchor, staged.opened.lock.logKey, {
        by: staged.actor.userId,
        backup: new Date(created).toISOString(),
        at: now(),
        ...(earlier ? { earlier } : {}),
      });
      this.#putInPlace(staged);
    });
  }

  #putInPlace({ folder: staged }: Staged): void {
    const { folder, now, reached } = this.#options;
    // A log beside the store would mean that it is still open.
    if (existsSync(path.join(staged, 'store.db-wal'))) throw new Error('The staged store is still open.');
    swapStore({ folder, staged, now: now(), ...(reached ? { reached } : {}) });
  }

  /** After a failure: before the swap began nothing of the copy is needed; afterwards it belongs to the swap. */
  async #drop(staged: Staged): Promise<void> {
    const { root } = this.#options.folder;
    if (existsSync(path.join(root, 'restore.json'))) return await staged.store.close();
    await dropStaged(staged);
  }
}
