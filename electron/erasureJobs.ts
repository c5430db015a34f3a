import type { Destroyed } from './desk/erasure.ts';
import {
  backupsDue,
  destroyAgain,
  destroyedHere,
  hasOpenErasures,
  tellBackupsGone,
  tellCarriedOut,
} from './desk/erasure.ts';
import type { RunJob } from './jobs.ts';
import type { Engine } from './store/store.ts';

/** What main asks the writer after an erasure, and after one came from elsewhere. */
export function erasureJobs(engine: Engine): Record<string, RunJob> {
  return {
    /** Tells the other laptops what was carried out here; gives up to when backups must go now, or null. */
    'erasure.settle': ({ actor, now }) => {
      const store = engine.readable(now);
      if (!hasOpenErasures(store)) return { value: { due: null } };
      const { touched } = engine.transact(actor, now, (writable) => tellCarriedOut(writable));
      // What was destroyed must not lie on in the write-ahead log until that is full.
      engine.db.pragma('wal_checkpoint(TRUNCATE)');
      return { value: { due: backupsDue(store) }, touched };
    },
    'erasure.destroyed': ({ now }) => ({ value: destroyedHere(engine.readable(now)) }),
    'erasure.again': ({ actor, now, input }) =>
      engine.transact(actor, now, (store) => destroyAgain(store, input as Destroyed)),
    'erasure.backupsGone': ({ actor, now, input }) =>
      engine.transact(actor, now, (store) => tellBackupsGone(store, (input as { until: number }).until)),
  };
}
