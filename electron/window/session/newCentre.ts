import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Input } from '../../../shared/contract/index.ts';
import { orNull } from '../../../shared/model/fields.ts';
import { refuse, Refusal } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { readSetUp } from '../../../shared/model/staff.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { folderProblem } from '../dataFolder.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { SessionsOptions } from './session.ts';
import type { OpenedVault } from '../vault/index.ts';
import { newVault, readVault, writeVault } from '../vault/index.ts';
import { moveFile } from '../writeFile.ts';

/**
 * First run: vault, encrypted store and the first 관리자 are made together, with the centre's and this laptop's records. The key is safe on disk before anything is
 * encrypted with it, but under a name of its own; the vault takes its name as the last step. So whatever stops a set-up
 * half-way (a full disk, a power cut) leaves a first run that can be done again, and never a centre that no one can enter.
 */
export async function makeCentre(
  { folder, open, now, cost }: SessionsOptions,
  input: Input<'session.setUp'>,
): Promise<{ store: StoreDesk; opened: OpenedVault; recoveryKey: string }> {
  if (readVault(folder.vault)) refuse('alreadySetUp');
  const inTheWay = folderProblem(folder);
  if (inTheWay) throw new Refusal(inTheWay);
  const reading = readSetUp(input);
  if (!reading.ok) throw new Refusal(reading.problem);
  const { centre, operator, name, loginId } = reading.value;
  const first = { loginId, password: input.password, now: now(), ...(cost ? { cost } : {}) };
  const { vault, opened, recoveryKey } = await newVault({ centre, ...first });
  setAside(folder, now());
  writeVault(folder.newVault, vault);
  let store: StoreDesk | undefined;
  try {
    store = await open(folder.store, opened.lock);
    const maker: Actor = { userId: 0, name, role: 'admin' };
    const records = { loginId, name, centre: { name: centre, operator: orNull(operator) }, place: input.place };
    await store.job('writer', 'staff.first', records, maker, now());
    moveFile(folder.newVault, folder.vault);
    return { store, opened, recoveryKey };
  } catch (error) {
    await store?.close();
    for (const file of [...storeFiles(folder), folder.logAnchor, folder.newVault]) rmSync(file, { force: true });
    throw error;
  }
}

function storeFiles({ store }: DataFolder): string[] {
  return ['', '-wal', '-shm'].map((end) => `${store}${end}`);
}

/**
 * Moves the store of a set-up that was cut off out of the way. Nobody has ever entered it; still it is not deleted: a
 * store that was restored without its vault would lie under the same name.
 */
function setAside(folder: DataFolder, now: number): void {
  for (const file of [...storeFiles(folder), folder.logAnchor])
    if (existsSync(file)) renameSync(file, `${file}.unfinished-${now}`);
}
