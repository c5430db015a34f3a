import Database from 'better-sqlite3';
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import type { Access, Connection, StoreLock } from './connection.ts';
import { connect } from './connection.ts';
import { problemOf } from './trouble.ts';

/** Where a copy of the store goes, and under which key. */
export interface StoreCopy {
  readonly file: string;
  readonly lock: StoreLock;
}

/**
 * Copies the store under another key (and cipher, if the lock says so): exported, rekeyed, opened with the new key,
 * compared and flushed. Only the copy is rekeyed, which nobody depends on yet. The given connection must be the only one;
 * it is left without a write-ahead log, so that nothing of the old store lies beside a new one. Nothing may be written
 * afterwards.
 *
 * @throws SqliteError SQLITE_BUSY when somebody else has the store open, SQLITE_FULL …
 */
export function copyUnderKey(db: Connection, from: StoreLock, { file, lock }: StoreCopy): void {
  // Fails while another connection is there; takes the log and the shared memory away.
  const mode = String(db.pragma('journal_mode = DELETE', { simple: true }));
  if (mode !== 'delete') throw new Error(`The store keeps its journal as ${mode}.`);
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
  db.prepare('VACUUM INTO ?').run(file);
  rekeyCopy(file, from, lock);
  const copy = connect(file, lock, 'readonly');
  try {
    const faults = copy.pragma('integrity_check', { simple: true });
    if (faults !== 'ok') throw new Error(`The copy is not whole: ${String(faults)}`);
    if (fingerprint(copy) !== fingerprint(db)) throw new Error('The copy does not hold what the store holds.');
  } finally {
    copy.close();
  }
  flush(file);
}

/**
 * Whether this key opens the store. Anything but a wrong key is thrown. The file stays as it is, unless it was cut off in
 * the middle of a change of its journal: who has the right key then undoes the half of it, as every opening would.
 */
export function opensWith(file: string, lock: StoreLock): boolean {
  return opens(file, lock, 'readonly') ?? opens(file, lock, 'readwrite') ?? false;
}

/** Undefined when the file must be written to before it can be read. */
function opens(file: string, lock: StoreLock, access: Access): boolean | undefined {
  try {
    connect(file, lock, access).close();
    return true;
  } catch (error) {
    if (problemOf(error).code === 'storeDamaged') return false;
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK') return undefined;
    throw error;
  }
}

function rekeyCopy(file: string, from: StoreLock, to: StoreLock): void {
  const copy = new Database(file, { fileMustExist: true });
  try {
    copy.pragma(`cipher='${from.cipher}'`);
    copy.pragma(`key="x'${Buffer.from(from.key).toString('hex')}'"`);
    copy.pragma('temp_store = MEMORY');
    // Nobody goes on with a copy that was cut off: it needs no journal on the disk.
    copy.pragma('journal_mode = MEMORY');
    copy.pragma(`cipher='${to.cipher}'`);
    copy.pragma(`rekey="x'${Buffer.from(to.key).toString('hex')}'"`);
  } finally {
    copy.close();
  }
}

/** Shape, version and number of rows of every table. */
function fingerprint(db: Connection): string {
  const shape = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all() as {
    type: string;
    name: string;
  }[];
  const rows = shape
    .filter(({ type }) => type === 'table')
    .map(({ name }) =>
      db
        .prepare(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`)
        .pluck()
        .get(),
    );
  return JSON.stringify([db.pragma('user_version', { simple: true }), shape, rows]);
}

/** Puts a file's bytes on the disk. */
function flush(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
