import { vectorOf } from '../../shared/sync/replica.ts';
import type { RunJob } from './index.ts';
import type { Engine } from '../store/store.ts';
import type { EventJob, EventJobMap, EventLaptop } from '../sync/eventPort.ts';
import { pairsOf } from '../sync/port.ts';

type Flag = 'inUse' | 'isRecalled' | 'here';
type Row = Omit<EventLaptop, Flag> & { readonly [F in Flag]: number };

function laptops(engine: Engine): EventLaptop[] {
  const rows = engine
    .sql(
      `SELECT uuid AS device, number || ' ' || name AS laptop, doc ->> '$.netKey' AS netKey,
         coalesce(doc ->> '$.endedOn', doc ->> '$.recalledAt', doc ->> '$.revokedAt') IS NULL AS inUse,
         doc ->> '$.recalledAt' IS NOT NULL
           AND coalesce(doc ->> '$.endedOn', doc ->> '$.revokedAt') IS NULL AS isRecalled,
         uuid = (SELECT device FROM device_key) AS here
       FROM device WHERE doc ->> '$.netKey' IS NOT NULL ORDER BY number, id`,
    )
    .all() as Row[];
  return rows.map((row) => ({
    ...row,
    inUse: row.inUse === 1,
    isRecalled: row.isRecalled === 1,
    here: row.here === 1,
  }));
}

/** The jobs behind the event network; all run in the writer. */
export function eventJobs(engine: Engine): Record<string, RunJob> {
  const jobs: { readonly [J in EventJob]: RunJob } = {
    'event.laptops': () => ({ value: laptops(engine) }),
    'event.vector': () => ({ value: pairsOf(vectorOf(engine.replica.storage)) }),
    'event.note': ({ input, actor, now }) => {
      const { did } = input as EventJobMap['event.note']['input'];
      engine.db
        .transaction(() =>
          engine.log(actor.userId, now, { act: 'change', recordType: 'event', ids: [], detail: { did } }),
        )
        .immediate();
      return { value: null };
    },
  };
  return jobs;
}
