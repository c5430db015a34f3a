import { rmSync } from 'node:fs';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import { laptopNameFault, readLentUntil } from '../../../shared/model/device.ts';
import { readPackName } from '../../../shared/model/pack.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { JoiningLaptop } from '../../store/backupFacts.ts';
import type { BackupDeskOptions } from './backupDesk.ts';
import { backupEnd, backupsIn, folderTakes, outgoingFile } from './backupFolder.ts';
import type { BackupWriter } from './backupWriter.ts';
import type { From } from '../from.ts';
import { stillHere } from '../session/stillHere.ts';

export interface JoinFileDesk extends Pick<BackupDeskOptions, 'dialogs' | 'folder' | 'sessions'> {
  readonly writer: BackupWriter;
  /** ms UTC. */
  readonly now: () => number;
  /** Runs while no other backup does. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
}

/**
 * Makes a 참여 파일 where a dialog says: all of the centre, for one new laptop, which gets its name, number and keys with
 * it. Then a backup, which knows the number. Gives null where the dialog was cancelled.
 *
 * @throws Refusal: `checkFields`, `notSignedIn`, `vaultOlderAccounts`, `fileNotWritten`, `diskFull`, `backupBusy`.
 */
export async function makeJoinFile(
  desk: JoinFileDesk,
  { name, place, lentUntil = '', pack = null }: Input<'backup.makeJoinFile'>,
  from: From,
): Promise<Output<'backup.makeJoinFile'>> {
  const { dialogs, folder, sessions, writer, now, alone } = desk;
  const fault = laptopNameFault(name);
  if (fault !== null) return refuse('checkFields', { fields: { name: fault } });
  const today = todayInSeoul(now());
  const lent = readLentUntil(lentUntil, today);
  if (!lent.ok) return refuse('checkFields', { fields: { lentUntil: lent.problem } });
  if (lent.lentUntil !== null && lent.lentUntil < today)
    return refuse('checkFields', { fields: { lentUntil: '오늘이나 그 뒤의 날짜를 입력해 주십시오.' } });
  // Who was given a pack only gives that on, whatever is asked for.
  const here = sessions.state(from.window);
  const isPart = pack !== null || (here.phase === 'open' && here.pack !== null);
  if (isPart && lent.lentUntil === null)
    return refuse('checkFields', {
      fields: { lentUntil: '자료 묶음만 담는 노트북은 빌려 준 마지막 날을 입력해 주십시오.' },
    });
  if (pack !== null && pack.id === null) {
    const read = readPackName(pack.name);
    if (!read.ok) return refuse('checkFields', { fields: { packName: read.problem } });
  }
  const day = today.replaceAll('-', '');
  const to = await dialogs.saveFile(from.sender, `뿌리데스크-참여-${day}${backupEnd}`);
  if (to === null) return { laptop: null };
  const actor = stillHere(sessions, from);
  return await alone(async () => {
    const store = await sessions.keeper.store();
    // A laptop that has just come in has no backup yet, and no folder for one.
    const inTheWay = folderTakes(folder.backups, true);
    if (inTheWay) refuse(inTheWay.code);
    writer.mustHaveRoom();
    const vault = writer.vault();
    // Who still has a password of format 1 could not be given the new laptop's key.
    if (vault.format === 1 || vault.older.length > 0) refuse('vaultOlderAccounts');
    const taken = backupsIn(folder.backups).flatMap(({ label }) => label.numbers);
    const laptop = (await store.job(
      'writer',
      'backup.newLaptop',
      { name, place, lentUntil: lent.lentUntil, pack, taken },
      actor,
      now(),
    )) as JoiningLaptop;
    const file = outgoingFile(folder.backups);
    try {
      await writer.write(store, 'backup.writeJoin', { file, kind: 'join', vault, laptop });
      await store.job('heavy', 'backup.copy', { from: file, to }, actor, now()).catch(() => refuse('fileNotWritten'));
    } finally {
      rmSync(file, { force: true });
    }
    // Its number is given out: backups from before do not know it.
    await writer.backUp(actor);
    return { laptop: { number: laptop.number, name: laptop.name } };
  });
}
