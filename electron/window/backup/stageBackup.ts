import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { UnlockedBy } from '../../../shared/contract/backup.ts';
import { Refusal, problem, refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { CopyFacts } from '../../store/backupFacts.ts';
import { readLabel, takeOutStore } from '../../store/backupFile.ts';
import type { ReadLabel } from '../../store/backupFile.ts';
import type { StoreLock } from '../../store/connection.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { problemOf } from '../../store/trouble.ts';
import { aboutBackup, freeBytes } from './backupFolder.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Sessions } from '../session/session.ts';
import { newStaged } from './swapStore.ts';
import { vaultIn, writeVault } from '../vault/index.ts';
import type { BackupTry, OpenedVault, Vault } from '../vault/index.ts';

/** Free bytes that are left alone beside the copy: the log of what runs needs room. */
const reserve = 8 * 1024 * 1024;

export interface StagingDesk {
  readonly folder: DataFolder;
  readonly sessions: Pick<Sessions, 'signIns'>;
  /** Opens a store that nobody else works with; what it tells is not the desk's. */
  readonly openCopy: (file: string, lock: StoreLock) => Promise<StoreDesk>;
  readonly now: () => number;
  /** Stage (Korean), done of total. */
  readonly progress: (stage: string, done: number, total: number) => void;
}

export interface StagingOrder {
  readonly file: string;
  readonly by: UnlockedBy;
  /**
   * What for, and who is signed in; the access log is told it of a try in vain. A joining takes a 참여 파일 from anybody
   * in it, the others a backup from a 관리자; a rehearsal follows every change set too.
   */
  readonly tried: BackupTry;
}

/** A store that was taken out of a backup, proved, and lies open in a folder of its own. */
export interface Staged {
  readonly read: ReadLabel;
  readonly folder: string;
  readonly store: StoreDesk;
  readonly opened: OpenedVault;
  readonly vault: Vault;
  /** Who opened it, as the copy knows them; user 0 where it was the recovery key. */
  readonly actor: Actor;
  readonly found: CopyFacts;
  readonly steps: { readonly name: string; readonly took: number }[];
}

/** A person, but nobody's account: whoever holds the recovery key. Not the program, which acts by itself. */
const recoverer: Actor = { userId: 0, name: '', role: 'admin' };

/**
 * Takes the store out of a backup into a folder of its own, opens it as a restore would, and proves it: label, every byte,
 * key, every page, counts. Nothing that is in use is touched. Who takes it calls `dropStaged` or swaps it in.
 *
 * @throws Refusal: `backupGone`, `notABackup`, `backupDamaged`, `backupTooNew`, `isJoinFile`, `notJoinFile`, `diskFull`,
 *   `wrongLogin`, `wrongRecoveryKey`, `recoveryMistyped`, `accountEnded`, `restoreNotAdmin`; nothing is left then.
 */
export async function stageBackup(desk: StagingDesk, order: StagingOrder): Promise<Staged> {
  const { folder, progress } = desk;
  const { by, tried } = order;
  const steps: { name: string; took: number }[] = [];
  const step = async <T>(name: string, run: () => Promise<T> | T): Promise<T> => {
    const began = performance.now();
    progress(name, 0, 1);
    const value = await run();
    steps.push({ name, took: Math.round(performance.now() - began) });
    return value;
  };

  const read = await step('파일 확인', () => mustFit(order));
  const { label } = read;
  const free = freeBytes(folder.root);
  if (free !== null && free < label.bytes + reserve) refuse('diskFull');
  const { vault, opened } = await step('열쇠 확인', () => openVault(desk, read, order));
  const staged = newStaged(folder, randomUUID());
  let store: StoreDesk | undefined;
  try {
    const file = path.join(staged, 'store.db');
    await step('자료 꺼내기', () =>
      takeOutStore(order.file, label, file, (done, total) => progress('자료 꺼내기', done, total)),
    );
    writeVault(path.join(staged, 'vault.json'), vault);
    const copy = await step('자료 열기', () => desk.openCopy(file, opened.lock));
    store = copy;
    const ask = (name: string, input: unknown): Promise<unknown> =>
      copy.job('heavy', name, input, recoverer, desk.now());
    const found = (await step('검사', () => ask('backup.check', { streams: tried.what === 'rehearsal' }))) as CopyFacts;
    if (JSON.stringify(found.counts) !== JSON.stringify(label.counts)) refuse('backupDamaged');
    const actor =
      'loginId' in by
        ? ((await desk.sessions.signIns.allowed(
            ask('backup.who', { loginId: by.loginId, adminOnly: tried.what !== 'join' }),
            by.loginId,
            tried,
          )) as Actor)
        : recoverer;
    return { read, folder: staged, store: copy, opened, vault, actor, found, steps };
  } catch (error) {
    await store?.close();
    rmSync(staged, { recursive: true, force: true });
    throw asBackup(error);
  }
}

/** Closes a staged store and removes its folder. */
export async function dropStaged({ store, folder }: Staged): Promise<void> {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

function mustFit({ file, tried }: StagingOrder): ReadLabel {
  const kind = tried.what === 'join' ? 'join' : 'backup';
  const read = readLabel(file);
  if (aboutBackup(read).tooNew) refuse('backupTooNew');
  if (read.label.kind !== kind) refuse(kind === 'join' ? 'notJoinFile' : 'isJoinFile');
  return read;
}

/** The vault of the backup, opened as it was then. */
async function openVault(
  { sessions }: StagingDesk,
  read: ReadLabel,
  { by, tried }: StagingOrder,
): Promise<{ vault: Vault; opened: OpenedVault }> {
  let vault: Vault;
  try {
    vault = vaultIn(JSON.stringify(read.label.vault));
  } catch {
    return refuse('backupDamaged');
  }
  const opened = await sessions.signIns.proveBackup(vault, by, tried);
  if (!read.signedBy(opened.lock)) refuse('backupDamaged');
  return { vault: opened.upgraded ?? vault, opened };
}

/** What is wrong with the copy is wrong with the backup. */
function asBackup(error: unknown): unknown {
  const { code } = problemOf(error);
  if (code === 'storeDamaged') return new Refusal(problem('backupDamaged'));
  if (code === 'storeTooNew') return new Refusal(problem('backupTooNew'));
  return error;
}
