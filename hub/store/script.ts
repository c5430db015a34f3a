/**
 * What the hub does with its database, written once for both: a _script_ is a generator that gives out one step after the
 * other and is handed back the rows. SQLite runs it to its end at once, PostgreSQL waits for each answer; neither knows what
 * it is about. The SQL is PostgreSQL's as far as SQLite speaks it too; `$1 …` are the values, lists are `= ANY($1::text[])`.
 */

export type SqlValue = string | number | Uint8Array | null;
/** The types of columns that can be inserted many at a time. */
type ColumnType = 'text' | 'bigint' | 'bytea';
export type Columns = Readonly<Record<string, ColumnType>>;

export type Step =
  | { readonly kind: 'ask'; readonly sql: string; readonly values: readonly (SqlValue | readonly SqlValue[])[] }
  | {
      readonly kind: 'insert';
      readonly table: string;
      readonly columns: Columns;
      readonly rows: readonly (readonly SqlValue[])[];
      /** Rows whose key is there already are left as they are; without this they are an error. */
      readonly keepOld: boolean;
    }
  /** Held until the transaction ends. `shared` keeps out only who wants the same `alone`. */
  | { readonly kind: 'lock'; readonly mode: 'shared' | 'alone'; readonly names: readonly string[] };

export type Row = Readonly<Record<string, unknown>>;
export type Script<T> = Generator<Step, T, readonly Row[]>;

/** Runs scripts against one database. Throws HubBusy when it cannot be had. */
export interface Database {
  /** As one transaction: all or nothing. */
  readonly write: <T>(script: () => Script<T>) => Promise<T>;
  /** What it reads was committed; two steps may see different states, the later never the older one. */
  readonly read: <T>(script: () => Script<T>) => Promise<T>;
  /** Tells all processes that have this database open that something new was committed. */
  readonly tell: () => void;
  readonly onNews: (listener: () => void) => () => void;
  /** After erasures: what the bytes stood in is freed, at once or in the background. Never throws. */
  readonly scour: () => void;
  /** Writes what held destroyed bytes anew; undefined where `scour` leaves nothing behind. Throws HubBusy. */
  readonly rewrite?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Rows of a query, as the caller says they are. */
export function* ask<T extends object>(
  sql: string,
  ...values: readonly (SqlValue | readonly SqlValue[])[]
): Script<readonly T[]> {
  return (yield { kind: 'ask', sql, values }) as readonly T[];
}

export function* insert(
  table: string,
  columns: Columns,
  rows: readonly (readonly SqlValue[])[],
  keepOld = false,
): Script<void> {
  if (rows.length > 0) yield { kind: 'insert', table, columns, rows, keepOld };
}

/** Several names at once are taken in one order by everybody, so that nobody waits in a circle. */
export function* lock(mode: 'shared' | 'alone', names: readonly string[]): Script<void> {
  if (names.length > 0) yield { kind: 'lock', mode, names: [...new Set(names)].sort() };
}
