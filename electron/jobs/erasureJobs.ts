import type { LogDetail } from '../../shared/contract/define.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { Destroyed } from '../desk/erasure.ts';
import {
  backupsDue,
  destroyAgain,
  destroyedHere,
  hasOpenErasures,
  tellBackupsGone,
  tellCarriedOut,
} from '../desk/erasure.ts';
import type { RunJob } from './index.ts';
import type { Engine } from '../store/store.ts';

/** What main asks the writer after an erasure, and after one came from elsewhere. */
export function erasureJobs(engine: Engine): Record<string, RunJob> {
  /** People who are destroyed without a command that says so by itself (안전성 확보조치 기준 §8). */
  const log = (now: number, actor: Actor, ids: readonly number[], count: number, detail: LogDetail): void =>
    engine.log(actor.userId, now, { act: 'erase', recordType: 'person', ids, count, detail });

  return {
    /** Tells the other laptops what was carried out here; gives up to when backups must go now, or null. */
    'erasure.settle': ({ actor, now }) => {
      const store = engine.readable(now);
      if (!hasOpenErasures(store)) return { value: { due: null } };
      const { touched } = engine.transact(actor, now, tellCarriedOut, (lines) => {
        // Their rows went when the erasure came in: whom it was is in the 파기대장, by 관리번호.
        for (const { numbers, reason, counts } of lines)
          log(now, actor, [], numbers.length, { by: 'otherLaptop', reason, ...counts });
      });
      // What was destroyed must not lie on in the write-ahead log until that is full.
      engine.db.pragma('wal_checkpoint(TRUNCATE)');
      return { value: { due: backupsDue(store) }, touched };
    },
    'erasure.destroyed': ({ now }) => ({ value: destroyedHere(engine.readable(now)) }),
    'erasure.again': ({ actor, now, input }) =>
      engine.transact(
        actor,
        now,
        (store) => destroyAgain(store, input as Destroyed),
        (ids) => {
          if (ids.length > 0) log(now, actor, ids, ids.length, { by: 'restore' });
        },
      ),
    'erasure.backupsGone': ({ actor, now, input }) =>
      engine.transact(actor, now, (store) => tellBackupsGone(store, (input as { until: number }).until)),
  };
}
