import { closeSync, copyFileSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type { BackupCounts } from '../../shared/contract/backup.ts';
import { refuse } from '../../shared/model/problem.ts';
import { addLabel, hashFile } from './backupFile.ts';
import type { BackupLabel } from './backupFile.ts';
import type { Connection, StoreLock } from './connection.ts';
import { connect } from './connection.ts';
import { storeVersion } from './migrate.ts';
import { moveFile } from './moveFile.ts';
import { problemOf } from './trouble.ts';

/** While a backup is written it has its name with this behind it; what was cut off is swept away by it. */
const partEnd = '.part';

export interface BackupOrder {
  /** Where the finished backup lies. */
  readonly file: string;
  readonly kind: BackupLabel['kind'];
  readonly created: number;
  readonly app: string;
  /** The vault as it lies beside the store. */
  readonly vault: unknown;
}

const counted = {
  people: 'person',
  consultations: 'consultation',
  attachments: 'attachment',
  companies: 'company',
  factories: 'factory',
  staff: 'staff',
} as const satisfies Record<keyof BackupCounts, string>;

/** How much is in a store. */
export function countsOf(db: Connection): BackupCounts {
  const count = (table: string): number => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return {
    people: count(counted.people),
    consultations: count(counted.consultations),
    attachments: count(counted.attachments),
    companies: count(counted.companies),
    factories: count(counted.factories),
    staff: count(counted.staff),
  };
}

/** What a label says of the store it stands behind. */
function facts(db: Connection): Pick<BackupLabel, 'store' | 'device' | 'laptop' | 'numbers' | 'centre' | 'counts'> {
  const device = String(db.prepare('SELECT device FROM device_key').pluck().get());
  const laptop = db.prepare('SELECT number, name FROM device WHERE uuid = ?').get(device) as
    | BackupLabel['laptop']
    | undefined;
  const centre = db.prepare('SELECT name FROM centre LIMIT 1').pluck().get();
  return {
    store: storeVersion(db),
    device,
    laptop: laptop ?? { number: '', name: '' },
    numbers: db.prepare('SELECT DISTINCT number FROM device ORDER BY number').pluck().all() as string[],
    centre: typeof centre === 'string' ? centre : '',
    counts: countsOf(db),
  };
}

/** Every page decrypts, and SQLite finds its tables and indexes whole; else refuses with `backupDamaged`. */
export function mustBeWhole(db: Connection): void {
  const found = db.pragma('integrity_check') as { integrity_check: string }[];
  if (found.length !== 1 || found[0]?.integrity_check !== 'ok') refuse('backupDamaged');
}

/** Opens and checks the copy that was just written; what is wrong with it is not the store's, but the disk's. */
function checked(part: string, lock: StoreLock): ReturnType<typeof facts> {
  let copy: Connection | undefined;
  try {
    copy = connect(part, lock, 'readonly');
    mustBeWhole(copy);
    return facts(copy);
  } catch (error) {
    const { code } = problemOf(error);
    return code === 'storeDamaged' || code === 'backupDamaged' ? refuse('backupNotWritten') : raise(error);
  } finally {
    copy?.close();
  }
}

function raise(error: unknown): never {
  throw error;
}

/**
 * Writes a backup of the store behind `db` (a reader will do), so that it is there whole or not at all: `VACUUM INTO`
 * beside its place, opened with the key and checked, labelled, flushed, renamed. `make` writes another copy than the whole
 * (a 참여 파일). Never `serialize()`, which is plaintext, nor `backup()`, which does not encrypt.
 *
 * @throws SqliteError or an Error with a code (SQLITE_CORRUPT: the store is damaged; ENOSPC, EACCES …: it could not be
 *   written), Refusal `backupNotWritten` where what was written is not what was to be; then nothing of it is left.
 */
export function writeBackup(
  db: Connection,
  lock: StoreLock,
  order: BackupOrder,
  make: (part: string) => void = (part) => copyWhole(db, part),
): BackupLabel {
  const part = order.file + partEnd;
  dropPart(part);
  try {
    make(part);
    const said = checked(part, lock);
    const { kind, created, app, vault } = order;
    const label: BackupLabel = { format: 1, kind, created, app, ...said, ...hashFile(part), vault };
    addLabel(part, label, lock);
    moveFile(part, order.file);
    return label;
  } catch (error) {
    dropPart(part);
    throw error;
  }
}

/** The store as it is, in one file that is not there yet. */
export function copyWhole(db: Connection, part: string): void {
  db.prepare('VACUUM INTO ?').run(part);
}

function dropPart(part: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(part + end, { force: true });
}

/**
 * Puts a finished backup elsewhere as well (a memory stick, a share), over what has that name, and reads it back there:
 * what has not arrived bit by bit does not take its name. Refuses with `backupNotWritten` then.
 */
export function copyBackup(from: string, to: string): void {
  const part = to + partEnd;
  rmSync(part, { force: true });
  try {
    copyFileSync(from, part);
    const handle = openSync(part, 'r+');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (hashFile(part).sha256 !== hashFile(from).sha256) refuse('backupNotWritten');
    moveFile(part, to);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
