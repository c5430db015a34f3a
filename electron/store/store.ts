import type { Statement } from 'better-sqlite3';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { Day } from '../../shared/korean/day.ts';
import { todayInSeoul } from '../../shared/korean/day.ts';
import type { Actor } from '../../shared/model/role.ts';
import { refuse } from '../../shared/model/problem.ts';
import { readForm } from '../../shared/sync/clip.ts';
import type { Card, Value } from '../../shared/sync/types.ts';
import { rowOf } from '../../shared/sync/view.ts';
import type { PastWrite } from '../../shared/sync/history.ts';
import { historyOf } from '../../shared/sync/history.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import type { AccessLog } from './accessLog.ts';
import { openAccessLog } from './accessLog.ts';
import type { Access, Connection } from './connection.ts';
import type { Content, Docs, RecordType } from './records.ts';
import { recordIds } from './recordId.ts';
import { openReplica, scopeOfNew } from './replica.ts';
import type { FoundRecord } from './searchIndex.ts';
import { Tables } from './tables.ts';
import { recordCommand } from './command.ts';
import { showSeen } from './seen.ts';

/** Finds by key press; lives in the interactive reader's memory. */
export interface Finder {
  readonly ready: boolean;
  /** `seesPerson` tells whom the asker may see (null: everybody): others are as if not there, for `more` too. */
  find(
    text: string,
    limit: number,
    seesPerson: ((id: number) => boolean) | null,
  ): { hits: readonly FoundRecord[]; more: boolean };
}

/** What a read call may do. A function that takes this cannot write (model: Signal's branded databases). */
export interface ReadableStore {
  /** The prepared statement for this SQL, prepared once per connection. */
  sql(text: string): Statement;
  /** A record's whole content, or null. */
  get<T extends RecordType>(type: T, id: number): Docs[T] | null;
  /** A record's whole content; refuses with `notFound`. */
  need<T extends RecordType>(type: T, id: number): Docs[T];
  /** The UUID by which the world knows a record; '' for local id 0 (the set-up); refuses with `notFound`. */
  uuidOf(type: RecordType, id: number): string;
  /** The local id of a record known by its UUID; null when it is not here. */
  idOf(type: RecordType, uuid: string): number | null;
  /** What a form about this record is read with, to be given back with the change. */
  formRead(type: RecordType, id: number): string;
  /** Guarded fields of a record whose values people must choose between, each with its heads, the shown one last. */
  cards(type: RecordType, id: number): readonly Card[];
  /** Every write of a record, oldest first, with the values before it. */
  history(type: RecordType, id: number): readonly PastWrite[];
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
  /** Makes a record and gives its local id. Its UUID is random unless what it stands for has a name of its own. */
  insert<T extends RecordType>(type: T, content: Content<T>, uuid?: string): number;
  /**
   * Changes some fields of a record; refuses with `notFound`. `seen` is what its form was read with (`formRead`);
   * without one, the record as it stands now.
   */
  change<T extends RecordType>(type: T, id: number, patch: Partial<Content<T>>, seen?: string): void;
  /**
   * Writes a field by who has seen all its values (`seen`): they are settled, also where the chosen one is shown already.
   * Refuses with `notFound`.
   */
  settle(type: RecordType, id: number, field: string, value: Value, seen: string): void;
  /**
   * Destroys a root record (UUID) with all that hangs on it and all who were said to be the same, here and everywhere,
   * when the command ends; it must write something too, which tells of it. There is no way back.
   */
  erase(uuid: string): void;
  /** Says that something outside the record tables changed (drafts), so that screens re-read. */
  touch(type: string, id: number): void;
}

/** A record that a command touched. */
export interface Touched {
  readonly type: string;
  readonly id: number;
  /** The person or company that it hangs on; left out where it hangs on none or that is not known. */
  readonly on?: number;
}

const noFinder: Finder = {
  ready: false,
  find: () => ({ hits: [], more: false }),
};

/** A connection with its prepared statements and this laptop's replica; the life of a store in one worker. */
export class Engine {
  readonly db: Connection;
  readonly tables: Tables;
  readonly replica: Replica;
  readonly accessLog: AccessLog;
  /** Where a new person or company of this store lives. */
  readonly scopeOfNew: string;
  /** A UUID for a new record. */
  readonly newId = recordIds();
  readonly #statements = new Map<string, Statement>();

  constructor(db: Connection, access: Access, logKey: Uint8Array) {
    this.db = db;
    this.accessLog = openAccessLog((text) => this.sql(text), logKey);
    this.tables = new Tables((text) => this.sql(text));
    this.replica = openReplica(db, access, this.tables);
    this.scopeOfNew = scopeOfNew(db);
  }

  sql(text: string): Statement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.db.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /** A store to read from, as of `now`. */
  readable(now: number, finder: Finder = noFinder): ReadableStore {
    const sql = (text: string): Statement => this.sql(text);
    const { tables, replica } = this;
    const uuidOf = (type: RecordType, id: number): string => {
      if (id === 0) return '';
      const row = sql(`SELECT uuid FROM ${type} WHERE id = ?`).get(id) as { uuid: string } | undefined;
      return row?.uuid ?? refuse('notFound');
    };
    return {
      sql,
      get: (type, id) => tables.get(type, id),
      need: (type, id) => tables.get(type, id) ?? refuse('notFound'),
      uuidOf,
      idOf: (type, uuid) => tables.idOf(type, uuid),
      formRead: (type, id) => showSeen(readForm(replica, [uuidOf(type, id)])),
      cards: (type, id) => {
        const state = replica.storage.record(type, uuidOf(type, id));
        return state === undefined ? [] : rowOf(replica, state).cards;
      },
      history: (type, id) => historyOf(replica, uuidOf(type, id), type, uuidOf(type, id)),
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
   * Runs a command in one immediate transaction: its records, its change set, the change counter and what `after` adds
   * (access log, remembered answer) commit together or not at all.
   */
  transact<T>(
    actor: Actor,
    now: number,
    run: (store: WritableStore) => T,
    after?: (value: T) => void,
  ): { value: T; touched: readonly Touched[] } {
    return this.db
      .transaction(() => {
        const command = recordCommand(this, actor, now);
        const value = run(command.store);
        const touched = command.finish();
        this.#countChange(touched);
        after?.(value);
        return { value, touched };
      })
      .immediate();
  }

  /** Runs what takes in changes of others, in one immediate transaction, counted and told as a command's are. */
  takeIn<T>(run: () => T): { value: T; touched: readonly Touched[] } {
    return this.db
      .transaction(() => {
        // What an earlier one that was refused had touched was rolled back with it.
        this.tables.takeTouched();
        const value = run();
        const touched = this.tables.takeTouched();
        this.#countChange(touched);
        return { value, touched };
      })
      .immediate();
  }

  #countChange(touched: readonly Touched[]): void {
    if (!touched.some(({ type }) => this.tables.holds(type))) return;
    this.sql(
      `INSERT INTO meta (key, value) VALUES ('changes', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`,
    ).run();
  }

  /** Adds a line to the access log; call inside a transaction or alone. */
  log(userId: number, now: number, entry: LogEntry): void {
    this.accessLog.append(userId, now, entry);
  }

  close(): void {
    this.db.close();
  }
}
