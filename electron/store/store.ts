import { randomUUID } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { Day } from '../../shared/korean/day.ts';
import { todayInSeoul } from '../../shared/korean/day.ts';
import type { Actor } from '../../shared/model/role.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Connection } from './connection.ts';
import { projections } from './project.ts';
import type { Content, Docs, RecordType, Stamp } from './records.ts';
import type { FoundRecord } from './searchIndex.ts';

/** Finds by key press; lives in the interactive reader's memory. */
export interface Finder {
  readonly ready: boolean;
  find(text: string, limit: number): { hits: readonly FoundRecord[]; more: boolean };
}

/** What a read call may do. A function that takes this cannot write (model: Signal's branded databases). */
export interface ReadableStore {
  /** The prepared statement for this SQL, prepared once per connection. */
  sql(text: string): Statement;
  /** A record's whole content, or null. */
  get<T extends RecordType>(type: T, id: number): Docs[T] | null;
  /** A record's whole content; refuses with `notFound`. */
  need<T extends RecordType>(type: T, id: number): Docs[T];
  /** Counts commits that changed records: two pages with one `asOf` belong together. */
  asOf(): number;
  readonly finder: Finder;
  /** The instant of this call, ms UTC, passed in from outside. */
  readonly now: number;
  /** The calendar day of `now` in KST. */
  readonly today: Day;
}

declare const writable: unique symbol;

/** What a command may do, inside its transaction. */
export interface WritableStore extends ReadableStore {
  readonly [writable]: true;
  /** Makes a record and gives its local id. */
  insert<T extends RecordType>(type: T, content: Content<T>): number;
  /** Changes some fields of a record; refuses with `notFound`. */
  change<T extends RecordType>(type: T, id: number, patch: Partial<Content<T>>): void;
  /** Says that something outside the record tables changed (drafts), so that screens re-read. */
  touch(type: string, id: number): void;
}

/** A record that a command touched. */
export interface Touched {
  readonly type: string;
  readonly id: number;
}

const noFinder: Finder = {
  ready: false,
  find: () => ({ hits: [], more: false }),
};

/** A connection with its prepared statements; the life of a store in one worker. */
export class Engine {
  readonly db: Connection;
  readonly #statements = new Map<string, Statement>();
  readonly #shapes = new Map<RecordType, { insert: Statement; update: Statement }>();

  constructor(db: Connection) {
    this.db = db;
  }

  sql(text: string): Statement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** The two statements that write a record type; a projection always gives the same columns in the same order. */
  #shape(type: RecordType, columns: object): { insert: Statement; update: Statement } {
    let shape = this.#shapes.get(type);
    if (!shape) {
      const names = Object.keys(columns);
      shape = {
        insert: this.sql(
          `INSERT INTO ${type} (uuid, doc, ${names.join(', ')}) VALUES (?, ?${', ?'.repeat(names.length)})`,
        ),
        update: this.sql(
          `UPDATE ${type} SET ${['doc', ...names].map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
        ),
      };
      this.#shapes.set(type, shape);
    }
    return shape;
  }

  /** A store to read from, as of `now`. */
  readable(now: number, finder: Finder = noFinder): ReadableStore {
    const sql = (text: string): Statement => this.sql(text);
    const get = <T extends RecordType>(type: T, id: number): Docs[T] | null => {
      const row = sql(`SELECT doc FROM ${type} WHERE id = ?`).get(id) as { doc: string } | undefined;
      return row ? (JSON.parse(row.doc) as Docs[T]) : null;
    };
    return {
      sql,
      get,
      need: (type, id) => get(type, id) ?? refuse('notFound'),
      asOf: () =>
        Number(
          (sql(`SELECT value FROM meta WHERE key = 'changes'`).get() as { value: string } | undefined)?.value ?? 0,
        ),
      finder,
      now,
      today: todayInSeoul(now),
    };
  }

  /**
   * Runs a command in one immediate transaction: its records, the change counter and what `after` adds (access log,
   * remembered answer) commit together or not at all.
   */
  transact<T>(
    actor: Actor,
    now: number,
    run: (store: WritableStore) => T,
    after?: (value: T) => void,
  ): { value: T; touched: Touched[] } {
    const touched: Touched[] = [];
    const readable = this.readable(now);
    const write = <R extends RecordType>(type: R, id: number, uuid: string | null, doc: Docs[R]): number => {
      const columns = projections[type](doc);
      const { insert, update } = this.#shape(type, columns);
      const values = Object.values(columns);
      const made = uuid === null ? id : Number(insert.run(uuid, JSON.stringify(doc), ...values).lastInsertRowid);
      if (uuid === null) update.run(JSON.stringify(doc), ...values, id);
      touched.push({ type, id: made });
      return made;
    };
    const store = {
      ...readable,
      insert: <R extends RecordType>(type: R, content: Content<R>) =>
        write(type, 0, randomUUID(), {
          ...content,
          createdBy: actor.userId,
          createdAt: now,
          changedAt: now,
        } as Content<R> & Stamp as Docs[R]),
      change: <R extends RecordType>(type: R, id: number, patch: Partial<Content<R>>) => {
        write(type, id, null, { ...readable.need(type, id), ...patch, changedAt: now });
      },
      touch: (type: string, id: number) => {
        touched.push({ type, id });
      },
    } as WritableStore;
    const value = this.db
      .transaction(() => {
        const result = run(store);
        if (touched.some(({ type }) => type in projections)) {
          this.sql(
            `INSERT INTO meta (key, value) VALUES ('changes', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
          ).run();
        }
        after?.(result);
        return result;
      })
      .immediate();
    return { value, touched };
  }

  /** Adds lines to the access log; call inside a transaction or alone. */
  log(userId: number, now: number, entry: LogEntry): void {
    this.sql(
      'INSERT INTO access_log (at, user_id, act, record_type, ids, count, purpose) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(
      now,
      userId,
      entry.act,
      entry.recordType,
      JSON.stringify(entry.ids),
      entry.count ?? entry.ids.length,
      entry.purpose ?? null,
    );
  }

  close(): void {
    this.db.close();
  }
}
