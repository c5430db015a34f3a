import type { Access, StoreLock } from './connection.ts';
import { connect } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { Engine } from './store.ts';

/** Opens the store; a writer makes it if need be and brings it to the newest version. Refuses with `storeTooNew`. */
export function openEngine(file: string, lock: StoreLock, access: Access): Engine {
  const db = connect(file, lock, access);
  try {
    if (access === 'readwrite') migrate(db, migrations);
    const engine = new Engine(db, access, lock.logKey);
    if (access === 'readwrite') db.transaction(() => engine.accessLog.begin()).immediate();
    return engine;
  } catch (error) {
    db.close();
    throw error;
  }
}
