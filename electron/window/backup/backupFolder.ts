import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BackupAbout } from '../../../shared/contract/backup.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { problem } from '../../../shared/model/problem.ts';
import { backupsToKeep } from '../../../shared/rules/backupKeep.ts';
import { readLabel } from '../../store/backupFile.ts';
import type { BackupLabel } from '../../store/backupFile.ts';
import { migrations } from '../../store/migrations/index.ts';
import { problemOf } from '../../store/trouble.ts';

export const backupEnd = '.desk-backup';
const ownName = /^뿌리데스크-\d{8}-\d{6}(?:-\d+)?\.desk-backup$/;

/** What a program may leave that ended half-way. */
const leftover = /\.desk-backup\.part(?:-wal|-shm|-journal)?$|^outgoing-[0-9a-f-]{36}\.desk-backup$/;

/** A 참여 파일 while it is being made, before it goes where a person wants it. */
export function outgoingFile(folder: string): string {
  return path.join(folder, `outgoing-${randomUUID()}${backupEnd}`);
}

/** A backup that lies in a folder and whose label is whole. */
export interface LyingBackup {
  readonly file: string;
  readonly label: BackupLabel;
  /** Bytes of the whole file. */
  readonly bytes: number;
}

/** `뿌리데스크-20261122-120000.desk-backup`, KST. */
export function backupName(created: number): string {
  const korean = new Date(created + 9 * 3_600_000).toISOString();
  const [day = '', time = ''] = korean.split('T');
  return `뿌리데스크-${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}${backupEnd}`;
}

/** What the page may know of a backup. */
export function aboutBackup({ label, bytes }: Pick<LyingBackup, 'label' | 'bytes'>): BackupAbout {
  const { kind, created, app, centre, laptop, counts, store } = label;
  const newest = migrations.at(-1)?.number ?? 0;
  return { kind, created, version: app, centre, laptop, counts, bytes, tooNew: store > newest };
}

/** The backups in a folder, newest first. What is none, or is damaged at its end, is left out. */
export function backupsIn(folder: string): LyingBackup[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.normalize('NFC').endsWith(backupEnd))
    .flatMap((name) => {
      try {
        const file = path.join(folder, name);
        const { label, bytes } = readLabel(file);
        return [{ file, label, bytes }];
      } catch {
        return [];
      }
    })
    .toSorted((a, b) => b.label.created - a.label.created);
}

/** Of these, the ones that this laptop made (under its present name or an earlier one). */
export function madeHere(all: readonly LyingBackup[], devices: readonly string[]): LyingBackup[] {
  return all.filter(({ label }) => label.kind === 'backup' && devices.includes(label.device));
}

/**
 * Thins a folder to 7 days, 4 weeks and 12 months, of what this laptop made only: the second folder may be shared. The
 * newest always stays.
 */
export function thinBackups(folder: string, devices: readonly string[]): void {
  const mine = madeHere(backupsIn(folder), devices).filter(({ file }) =>
    ownName.test(path.basename(file).normalize('NFC')),
  );
  const kept = backupsToKeep(mine.map(({ label }) => label.created));
  for (const { file, label } of mine) if (!kept.has(label.created)) rmSync(file, { force: true });
}

/**
 * Removes what a program that ended in the middle of a backup left: parts, and 참여 파일 on their way out. In a folder that
 * others may be writing to, only what is older than `before` (ms UTC).
 */
export function sweepParts(folder: string, before = Infinity): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names.filter((each) => leftover.test(each.normalize('NFC')))) {
    const file = path.join(folder, name);
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (made < before) rmSync(file, { force: true });
  }
}

/** Free bytes of the disk that a folder is on; null where the system does not say. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Bytes of the store and its log, 0 where there is none. */
export function storeBytes(store: string): number {
  return ['', '-wal'].reduce((sum, end) => sum + (statSync(store + end, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** A name in a folder that nobody has: another laptop may have made its backup in the same second. */
export function freePath(folder: string, name: string): string {
  for (let count = 1; ; count += 1) {
    const file = path.join(folder, count === 1 ? name : name.replace(backupEnd, `-${count}${backupEnd}`));
    if (!existsSync(file)) return file;
  }
}

/** Tries whether a folder takes files: what stands in the way, or null. A folder that is gone is not made again. */
export function folderTakes(folder: string, make: boolean): Problem | null {
  const probe = path.join(folder, `probe-${randomUUID()}`);
  try {
    if (make) mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(probe, 'x');
    } finally {
      rmSync(probe, { force: true });
    }
    return null;
  } catch (error) {
    const { code } = problemOf(error);
    return code === 'diskFull' ? problem('diskFull') : problem('backupNotWritten');
  }
}
