import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BackupFolder, BackupStatus } from '../../../shared/contract/backup.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { BackupFacts } from '../../store/backupFacts.ts';
import { backupsIn, folderTakes, freeBytes, madeHere, storeBytes } from './backupFolder.ts';
import type { LyingBackup } from './backupFolder.ts';
import type { DataFolder } from '../dataFolder.ts';
import { storesAside } from './swapStore.ts';

const hour = 3_600_000;
/** Clocks stand apart by minutes; a backup from further ahead was made under a wrong clock and proves nothing. */
const ahead = hour;

/** What is asked about: the folders as they are, by the rules of the opened store. */
export interface Standing {
  readonly folder: DataFolder;
  readonly facts: BackupFacts;
  readonly now: number;
  /** Why the last backup could not be made; null when it could. */
  readonly failure: Problem | null;
  readonly running: boolean;
}

/** This laptop's good backups in a folder, newest first. */
function mine(at: string, { facts, now }: Standing): LyingBackup[] {
  return madeHere(backupsIn(at), facts.devices).filter(({ label }) => label.created <= now + ahead);
}

/** When the next backup is due, ms UTC; not later than now: it is. */
export function nextBackup(standing: Standing): number {
  const [last] = mine(standing.folder.backups, standing);
  return last ? last.label.created + standing.facts.hours * hour : standing.now;
}

function foldersOf(standing: Standing): BackupFolder[] {
  const look = (where: 'own' | 'second', at: string): BackupFolder => {
    const backups = mine(at, standing);
    return {
      where,
      path: at,
      problem: folderTakes(at, where === 'own')?.message ?? '',
      free: freeBytes(at),
      newest: backups[0]?.label.created ?? null,
      count: backups.length,
    };
  };
  const { folder, facts } = standing;
  const own = look('own', folder.backups);
  return facts.second === null ? [own] : [own, look('second', facts.second)];
}

function warningsOf({ folder, facts, now, failure }: Standing, [own, second]: readonly BackupFolder[]): string[] {
  const size = storeBytes(folder.store);
  const newest = own?.newest ?? null;
  const isOld = newest !== null && now > newest + 2 * facts.hours * hour;
  return [
    ...(own && own.problem !== ''
      ? ['백업 폴더에 쓸 수 없습니다. 자료 폴더의 쓰기 권한과 빈 공간을 확인해 주십시오.']
      : []),
    ...(own && own.free !== null && own.free < 2 * size
      ? [
          '디스크의 빈 공간이 자료의 두 배보다 적습니다. 빈 공간을 만들어 주십시오. 가득 차면 저장과 백업을 할 수 없습니다.',
        ]
      : []),
    ...(second && second.problem !== ''
      ? ['두 번째 백업 폴더에 쓸 수 없습니다. 저장 장치를 연결하거나 백업 화면에서 다른 폴더를 고르십시오.']
      : []),
    ...(second && second.problem === '' && (second.newest ?? 0) < (newest ?? 0)
      ? ['두 번째 백업 폴더에 마지막 백업이 없습니다. 저장 장치의 빈 공간을 확인한 뒤 지금 백업을 눌러 주십시오.']
      : []),
    ...(isOld
      ? [`마지막 백업이 ${formatInstant(newest)}에 만든 것입니다. 관리자가 백업 화면에서 지금 백업을 눌러 주십시오.`]
      : []),
    ...(failure && own?.problem === '' ? [failure.message] : []),
  ];
}

/** What should be seen to, as sentences; empty while all is well. */
export function backupWarnings(standing: Standing): string[] {
  return warningsOf(standing, foldersOf(standing));
}

/** Everything that the 백업 screen shows. */
export function backupStatus(standing: Standing): BackupStatus {
  const { folder, facts, running } = standing;
  const folders = foldersOf(standing);
  const [own] = mine(folder.backups, standing);
  return {
    last: own ? { created: own.label.created, bytes: own.bytes } : null,
    nextAt: nextBackup(standing),
    hours: facts.hours,
    running,
    folders,
    rehearsed: facts.rehearsed,
    warnings: warningsOf(standing, folders),
    aside: storesAside(folder).map(({ folder: aside, movedAt }) => ({ movedAt, bytes: bytesIn(aside) })),
  };
}

function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
