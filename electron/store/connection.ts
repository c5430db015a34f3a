import Database from 'better-sqlite3';

export type Connection = Database.Database;

/**
 * How a store file is encrypted. The cipher's name is kept in the vault beside the key, so that a public body that
 * demands another algorithm changes one setting (architecture.md, The store).
 */
export interface StoreLock {
  readonly cipher: 'sqlcipher' | 'aegis';
  /** The raw 256-bit data key. */
  readonly key: Uint8Array;
  /** The access log's own 256-bit key: its chain is not the data key's affair, and outlives a rotation of that. */
  readonly logKey: Uint8Array;
}

export type Access = 'readwrite' | 'readonly';

/** SQLite must have the WAL-reset fix; older versions can lose commits when two connections checkpoint. */
const oldestSqlite = [3, 51, 3] as const;

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}

/**
 * Opens the encrypted store with the settings that keep it safe. Why these (all measured, architecture.md):
 * FULL, because NORMAL lost acknowledged commits when power went; temp_store MEMORY, because sorting otherwise writes
 * plaintext to temp files; secure_delete, so that deleted rows leave no bytes inside the file.
 *
 * @throws SqliteError SQLITE_NOTADB for a wrong key or a file that is not ours, SQLITE_CANTOPEN, SQLITE_READONLY …
 */
export function connect(file: string, lock: StoreLock, access: Access): Connection {
  const db = new Database(file, { readonly: access === 'readonly', fileMustExist: access === 'readonly' });
  try {
    db.pragma(`cipher='${lock.cipher}'`);
    db.pragma(`key="x'${Buffer.from(lock.key).toString('hex')}'"`);
    const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
    if (isOlder(version)) throw new Error(`SQLite ${version} is older than ${oldestSqlite.join('.')}`);
    db.pragma('temp_store = MEMORY');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    db.pragma('cache_size = -16000');
    if (access === 'readwrite') {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('secure_delete = ON');
    }
    // The first read of a page proves the key.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}
