/** The hub's database as one SQLite file, for a centre that wants no database server. */
import SqliteDatabase from 'better-sqlite3';
import { HubBusy, type HubStore } from './hubStore.ts';
import { steps, type Words } from './schema.ts';
import type { Database, Row, Script, SqlValue, Step } from './script.ts';
import { hubStore, type StoreOptions } from './store.ts';

export type SqliteOptions = StoreOptions & {
  /** Made when it is not there. */
  readonly file: string;
  /** 32 bytes: encrypts the whole file (SQLCipher). Bodies are ciphertext with or without it. */
  readonly key?: Uint8Array;
  /** Milliseconds to wait for another process that writes; then the answer is 'busy'. */
  readonly patience?: number;
};

const words: Words = {
  bytes: 'BLOB',
  number: 'INTEGER',
  counted: 'INTEGER PRIMARY KEY',
  table: ' STRICT',
  slim: ' STRICT, WITHOUT ROWID',
};

/**
 * Opens the file and brings it to the newest version.
 *
 * @throws Error when it was written by a newer hub; SqliteError for a wrong key or a file that is not a store.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<HubStore> {
  return hubStore(openSqlite(options), options);
}

/** The database under the store, for what wraps it (tests that kill it between two steps). */
export function openSqlite(options: Omit<SqliteOptions, keyof StoreOptions>): Database {
  return sqliteDatabase(connect(options));
}

function connect({ file, key, patience = 5_000 }: Omit<SqliteOptions, keyof StoreOptions>): SqliteDatabase.Database {
  const db = new SqliteDatabase(file);
  try {
    if (key !== undefined) {
      db.pragma("cipher='sqlcipher'");
      db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    }
    db.pragma(`busy_timeout = ${patience}`);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    // Pages that change again and again while many sets come are then carried into the file once.
    db.pragma('wal_autocheckpoint = 8000');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -64000');
    db.transaction(() => migrate(db)).immediate();
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function migrate(db: SqliteDatabase.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > steps.length) throw new Error(`the store is of version ${version}, this hub knows ${steps.length}`);
  for (const step of steps.slice(version)) db.exec(step(words));
  db.pragma(`user_version = ${steps.length}`);
}

/** The file is in use by another process, or there is no room: later it may go. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL)/;

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof SqliteDatabase.SqliteError && passing.test(cause.code))
      throw new HubBusy('the hub store is busy', { cause });
    throw cause;
  }
}

function sqliteDatabase(db: SqliteDatabase.Database): Database {
  const statements = new Map<string, SqliteDatabase.Statement>();
  const prepared = (sql: string): SqliteDatabase.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    // The one thing that SQLite says otherwise: a list is JSON.
    const statement = db.prepare(sql.replaceAll(/= ANY\((\$\d+)::\w+\[\]\)/g, 'IN (SELECT value FROM json_each($1))'));
    statements.set(sql, statement);
    return statement;
  };
  const perform = (step: Step): readonly Row[] => {
    switch (step.kind) {
      case 'ask': {
        const statement = prepared(step.sql);
        const values = Object.fromEntries(step.values.map((value, index) => [index + 1, bound(value)]));
        if (statement.reader) return statement.all(values) as Row[];
        statement.run(values);
        return [];
      }
      case 'insert': {
        const names = Object.keys(step.columns);
        const statement = prepared(
          `INSERT ${step.keepOld ? 'OR IGNORE ' : ''}INTO ${step.table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        );
        for (const row of step.rows) statement.run(...row);
        return [];
      }
      case 'lock':
        // A transaction that writes has the whole file to itself.
        return [];
    }
  };
  const run = <T>(script: Script<T>): T => {
    let next = script.next([]);
    while (next.done !== true) next = script.next(perform(next.value));
    return next.value;
  };
  const listeners = new Set<() => void>();
  return {
    write: async (script) => attempt(() => db.transaction(() => run(script())).immediate()),
    read: async (script) => attempt(() => db.transaction(() => run(script())).deferred()),
    tell: () => {
      for (const listener of listeners) listener();
    },
    onNews(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // What stood in a page before it was overwritten stands in the WAL until that is emptied; if a reader is in the way,
    // the next erasure or checkpoint does it.
    scour() {
      try {
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch (cause) {
        if (!(cause instanceof SqliteDatabase.SqliteError)) throw cause;
      }
    },
    close: async () => {
      listeners.clear();
      db.close();
    },
  };
}

function bound(value: SqlValue | readonly SqlValue[]): SqlValue {
  return Array.isArray(value) ? JSON.stringify(value) : (value as SqlValue);
}
