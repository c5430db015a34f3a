import { readdirSync, rmSync } from 'node:fs';
import { theProgram } from '../../../shared/model/role.ts';
import type { BackupFacts } from '../../store/backupFacts.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { backupsIn, madeHere } from '../backup/backupFolder.ts';
import type { DataFolder } from '../dataFolder.ts';
import { dropAside } from '../backup/swapStore.ts';

export interface Settling {
  readonly store: StoreDesk;
  readonly folder: DataFolder;
  readonly facts: () => Promise<BackupFacts>;
  /** Makes a backup; throws when none could be made. */
  readonly backUp: () => Promise<void>;
  readonly now: () => number;
}

/** Whether a folder can be looked into; a stick that is at home cannot. */
function isThere(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/**
 * After 파기: tells the other laptops what was carried out here, and once the centre's days of grace are over takes away
 * this laptop's backups from before it, in both folders, and what restores have moved aside (표준 개인정보 보호지침 §10). Not
 * before a newer backup has been proved: without one nothing is taken away. Where the second folder is not there, it is
 * tried again when it is. Throws what `backUp` throws.
 */
export async function settleErasures({ store, folder, facts, backUp, now }: Settling): Promise<void> {
  const { due } = (await store.job('writer', 'erasure.settle', null, theProgram, now())) as { due: number | null };
  if (due === null) return;
  const { second, devices } = await facts();
  const mine = (where: string) => madeHere(backupsIn(where), devices);
  if (!mine(folder.backups).some(({ label }) => label.created > due)) await backUp();
  if (!mine(folder.backups).some(({ label }) => label.created > due)) return;
  const folders = second === null ? [folder.backups] : [folder.backups, second];
  let backups = 0;
  let aside = 0;
  try {
    for (const { file } of folders.flatMap(mine).filter(({ label }) => label.created <= due)) {
      rmSync(file, { force: true });
      backups += 1;
    }
    dropAside(folder, due, () => (aside += 1));
  } finally {
    // Also when one of them cannot be removed: what has gone has gone (안전성 확보조치 기준 §8).
    const entry = {
      act: 'erase',
      recordType: 'backup',
      ids: [],
      count: backups,
      detail: { until: due, aside },
    } as const;
    if (backups + aside > 0) await store.log({ userId: theProgram.userId, now: now(), entry });
  }
  if (folders.every(isThere)) await store.job('writer', 'erasure.backupsGone', { until: due }, theProgram, now());
}
