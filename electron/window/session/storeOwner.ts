import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Problem } from '../../../shared/model/problem.ts';
import { problem } from '../../../shared/model/problem.ts';
import { problemOf } from '../../store/trouble.ts';

/**
 * One program at a time works on a data folder, whichever way it came to it (another profile with a link to it, another
 * Windows account). The lock is one that the system takes back when the program dies, so a crash leaves nothing to clean:
 * an empty SQLite file, held exclusively. It holds no data.
 */
export interface StoreOwner {
  /** Takes the folder, or finds that it is ours already; the problem that stands in the way, or null. */
  take(): Problem | null;
  release(): void;
}

/** The owner of a data folder; nothing is taken, nor made on disk, until it is asked to. */
export function storeOwner(root: string): StoreOwner {
  let held: Database.Database | undefined;
  return {
    take() {
      if (held) return null;
      let db: Database.Database | undefined;
      try {
        mkdirSync(root, { recursive: true });
        db = new Database(path.join(root, 'owner.lock.db'), { timeout: 0 });
        db.exec('BEGIN EXCLUSIVE');
        held = db;
        return null;
      } catch (error) {
        db?.close();
        const known = problemOf(error);
        return known.code === 'storeBusy' ? problem('storeInUse') : known;
      }
    },
    release() {
      held?.close();
      held = undefined;
    },
  };
}
