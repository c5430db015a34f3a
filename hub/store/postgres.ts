/** The hub's database on PostgreSQL: several hub processes may have it open at once. */
import { randomUUID } from 'node:crypto';
import { DatabaseError, Pool, types, type PoolClient } from 'pg';
import { HubBusy, type HubStore } from './hubStore.ts';
import { listen } from './postgresNews.ts';
import { manyAtOnce } from './postgresRows.ts';
import { steps, type Words } from './schema.ts';
import type { Database, Row, Script, Step } from './script.ts';
import { hubStore, type StoreOptions } from './store.ts';

export type PostgresOptions = StoreOptions & {
  /** `postgres://…`. The database must be there; its tables are made. */
  readonly url: string;
  /** Connections for scripts, at most; one more listens. */
  readonly connections?: number;
};

const words: Words = {
  bytes: 'bytea',
  number: 'bigint',
  counted: 'integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  table: '',
  slim: '',
};

/** Keeps the hub's locks apart from those of others in the same database ("ppur"). */
const lockClass = 0x70707572;
/** Milliseconds. A lock is held for the taking of one page; who waits longer is told to come again. */
const patience = { connect: 5_000, lock: 5_000, statement: 60_000, idle: 60_000 } as const;

/**
 * Connects and brings the tables to the newest version, one process at a time.
 *
 * @throws HubBusy when the server does not answer; Error when the tables were made by a newer hub.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<HubStore> {
  return hubStore(await openPostgres(options), options);
}

/** The database under the store, for what wraps it (tests that kill it between two steps). */
export async function openPostgres({
  url,
  connections = 10,
}: Pick<PostgresOptions, 'url' | 'connections'>): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patience.connect,
    lock_timeout: patience.lock,
    statement_timeout: patience.statement,
    idle_in_transaction_session_timeout: patience.idle,
    application_name: 'ppuri-hub',
    types: { getTypeParser },
  });
  // A connection that breaks while nobody waits for it is no news: the next script gets another, or is told busy.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const inTransaction = async <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => {
    const client = await attempt(() => pool.connect());
    let broken = true;
    try {
      // What is read after a lock must be what was committed before it was got, whatever the server's default is.
      await query(client, 'BEGIN ISOLATION LEVEL READ COMMITTED');
      const result = await work(client);
      await query(client, 'COMMIT');
      broken = false;
      return result;
    } catch (cause) {
      broken = cause instanceof HubBusy || !(await rolledBack(client));
      throw cause;
    } finally {
      client.release(broken);
    }
  };
  const own = randomUUID();
  const news = listen(url, own);
  let telling: Promise<unknown> | undefined;
  let again = false;
  const notify = async (): Promise<void> => {
    // After the commit and not in it: PostgreSQL lets transactions that notify commit only one after the other.
    do {
      again = false;
      await pool.query("SELECT pg_notify('ppuri_news', $1)", [own]).catch(() => undefined);
    } while (again);
    telling = undefined;
  };
  let sweeping: Promise<void> | undefined;
  const sweep = async (): Promise<void> => {
    await pool.query('VACUUM change_set, blob').catch(() => undefined);
    sweeping = undefined;
  };
  const database: Database = {
    write: (script) => inTransaction((client) => run(client, script())),
    read: (script) => run(pool, script()),
    tell() {
      news.tell();
      again = true;
      telling ??= notify();
    },
    onNews: (listener) => news.onNews(listener),
    // Frees what destroyed bodies stood in. The server overwrites it when it needs the room.
    scour() {
      sweeping ??= sweep();
    },
    async rewrite() {
      await sweeping;
      const client = await attempt(() => pool.connect());
      let broken = true;
      try {
        await query(client, 'SET statement_timeout = 0');
        for (const table of ['change_set', 'blob']) await query(client, `VACUUM (FULL) ${table}`);
        await query(client, 'RESET statement_timeout');
        broken = false;
      } finally {
        client.release(broken);
      }
    },
    async close() {
      await news.close();
      await Promise.all([telling, sweeping]);
      await pool.end();
    },
  };
  try {
    await inTransaction(migrate);
    return database;
  } catch (cause) {
    await database.close();
    throw cause;
  }
}

async function migrate(client: PoolClient): Promise<void> {
  await query(client, 'SELECT pg_advisory_xact_lock($1, 0)', [lockClass]);
  await query(client, 'CREATE TABLE IF NOT EXISTS hub_version (version integer NOT NULL)');
  const found = await query<{ version: number }>(client, 'SELECT version FROM hub_version');
  const version = found.rows[0]?.version ?? 0;
  if (version > steps.length) throw new Error(`the tables are of version ${version}, this hub knows ${steps.length}`);
  if (version === steps.length) return;
  for (const step of steps.slice(version)) await query(client, step(words));
  await query(client, 'DELETE FROM hub_version');
  await query(client, 'INSERT INTO hub_version (version) VALUES ($1)', [steps.length]);
}

async function run<T>(client: Pool | PoolClient, script: Script<T>): Promise<T> {
  let next = script.next([]);
  while (next.done !== true) {
    next = script.next(await perform(client, next.value));
  }
  return next.value;
}

async function perform(client: Pool | PoolClient, step: Step): Promise<readonly Row[]> {
  switch (step.kind) {
    case 'ask':
      return (await query<Row>(client, step.sql, step.values)).rows;
    case 'insert': {
      const { sql, values } = manyAtOnce(step);
      const { rowCount } = await query(client, sql, values);
      // What was not inserted must never be acknowledged.
      if (!step.keepOld && rowCount !== step.rows.length) throw new Error(`${step.table} took ${rowCount} rows`);
      return [];
    }
    case 'lock': {
      const lock = step.mode === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
      await query(client, `SELECT ${lock}($1, hashtext(name)) FROM unnest($2::text[]) AS name`, [
        lockClass,
        step.names,
      ]);
      return [];
    }
  }
}

/** PostgreSQL's number of the type bigint. */
const bigint = 20;

/** 64-bit numbers of the hub are places and instants: all below 2⁵³. The rest is the driver's. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === bigint && format !== 'binary' ? Number : types.getTypeParser(oid, format);
}

/** Lost connections, serialization, deadlock, no room, locks, shutdown: later it may go. */
const passing = /^(08|40|53|55P03|57|58)/;

function query<R extends Row>(client: Pool | PoolClient, sql: string, values: readonly unknown[] = []) {
  return attempt(() => client.query<R>(sql, [...values]));
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DatabaseError && !passing.test(cause.code ?? '')) throw cause;
    throw new HubBusy('the hub database cannot be had', { cause });
  }
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}
