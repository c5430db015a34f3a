import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Input } from '../../shared/contract/index.ts';
import { parsePersonName } from '../../shared/korean/name.ts';
import { normalizeText } from '../../shared/korean/text.ts';
import { refuse, Refusal } from '../../shared/model/problem.ts';
import { isStrong } from '../../shared/model/password.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { StoreDesk } from '../store/desk.ts';
import { folderProblem } from './dataFolder.ts';
import type { DataFolder } from './dataFolder.ts';
import type { SessionsOptions } from './session.ts';
import { newVault, readVault, writeVault } from './vault/index.ts';
import { moveFile } from './writeFile.ts';

/**
 * First run: vault, encrypted store and the first 관리자 are made together. The key is safe on disk before anything is
 * encrypted with it, but under a name of its own; the vault takes its name as the last step. So whatever stops a set-up
 * half-way (a full disk, a power cut) leaves a first run that can be done again, and never a centre that no one can enter.
 */
export async function makeCentre(
  { folder, open, now }: SessionsOptions,
  input: Input<'session.setUp'>,
): Promise<{ store: StoreDesk; actor: Actor }> {
  if (readVault(folder.vault)) refuse('alreadySetUp');
  const inTheWay = folderProblem(folder);
  if (inTheWay) throw new Refusal(inTheWay);
  const fields = setUpProblems(input);
  if (Object.keys(fields).length > 0) refuse('checkFields', { fields });
  const loginId = normalizeText(input.loginId);
  const name = normalizeText(input.name);
  const centre = normalizeText(input.centre);
  const { vault, opened } = await newVault({ centre, loginId, password: input.password, now: now() });
  setAside(folder, now());
  writeVault(folder.newVault, vault);
  let store: StoreDesk | undefined;
  try {
    store = await open(folder.store, opened.lock);
    const maker: Actor = { userId: 0, name, role: 'admin' };
    const actor = (await store.job('writer', 'staff.first', { loginId, name }, maker, now())) as Actor;
    moveFile(folder.newVault, folder.vault);
    return { store, actor };
  } catch (error) {
    await store?.close();
    for (const file of [...storeFiles(folder), folder.newVault]) rmSync(file, { force: true });
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
  for (const file of storeFiles(folder)) if (existsSync(file)) renameSync(file, `${file}.unfinished-${now}`);
}

function setUpProblems(input: Input<'session.setUp'>): Record<string, string> {
  const fields: Record<string, string> = {};
  if (normalizeText(input.centre) === '') fields['centre'] = '센터 이름을 입력해 주십시오.';
  if (!parsePersonName(input.name).ok) fields['name'] = '담당자 성명을 입력해 주십시오.';
  if (!/^[a-z0-9._-]{3,30}$/i.test(normalizeText(input.loginId))) {
    fields['loginId'] = '아이디는 영문자와 숫자로 3자에서 30자까지 입력해 주십시오.';
  }
  if (!isStrong(input.password)) {
    fields['password'] = '비밀번호는 두 종류 이상의 문자로 10자 이상, 또는 세 종류 이상으로 8자 이상이어야 합니다.';
  } else if (input.password !== input.again) fields['again'] = '두 비밀번호가 다릅니다. 다시 입력해 주십시오.';
  return fields;
}
