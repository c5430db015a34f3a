import type { Storage } from '../../shared/sync/storage.ts';
import type { Connection } from './connection.ts';
import { logStorage } from './syncStorageLog.ts';
import { forget, newMemo, streamIds, worldIds } from './syncStorageMemo.ts';
import { stateStorage } from './syncStorageState.ts';

/**
 * The laptop's `Storage`: the encrypted store, brought to the newest version by `migrate`. Statements are prepared once,
 * here; make one per connection.
 *
 * `transact` begins an immediate transaction. Inside another one (a command's) it becomes a savepoint of it: what `work`
 * throws away is gone even if the caller catches the error, and all that it kept still commits or not with the rest.
 *
 * @throws SqliteError as the connection does; Error when something is written outside a transaction.
 */
export function syncStorage(db: Connection): Storage {
  const memo = newMemo();
  const streams = streamIds(db, memo);
  const worlds = worldIds(db, memo);
  return {
    ...logStorage(db, memo, streams, worlds),
    ...stateStorage(db, memo, streams, worlds),
    transact(work) {
      forget(memo);
      memo.depth += 1;
      try {
        return db.transaction(work).immediate();
      } finally {
        memo.depth -= 1;
        forget(memo);
      }
    },
  };
}
