import { refuse } from '../../shared/model/problem.ts';
import type { Connection } from './connection.ts';

/** One step of the store's shape. Runs and is recorded in one transaction. */
export interface Migration {
  readonly number: number;
  readonly title: string;
  readonly up: (db: Connection) => void;
}

/** The version a store file is at; 0 for a new one. */
export function storeVersion(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings a store to the newest version. A store that is newer than the app is refused (`storeTooNew`) and left
 * untouched: nothing destructive is ever offered.
 */
export function migrate(db: Connection, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.number ?? 0;
  if (storeVersion(db) > newest) refuse('storeTooNew');
  for (const migration of migrations) {
    if (migration.number <= storeVersion(db)) continue;
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version = ${migration.number}`);
    }).immediate();
  }
}
