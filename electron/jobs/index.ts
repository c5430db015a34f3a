import type { Progress } from '../../shared/contract/index.ts';
import { attachmentJobs } from './attachmentJobs.ts';
import { backupJobs } from './backupJobs.ts';
import { erasureJobs } from './erasureJobs.ts';
import { eventJobs } from './eventJobs.ts';
import { exchangeJobs } from './exchangeJobs.ts';
import { importJobs } from './importJobs.ts';
import { leaseJobs } from './leaseJobs.ts';
import { listJobs } from './listJobs.ts';
import { logJobs } from './logJobs.ts';
import type { PersonDocument } from '../desk/paperCode.ts';
import { allotPaperCode } from '../desk/paperCode.ts';
import { makePrint } from '../paper/printJob.ts';
import type { PaperOrder } from '../paper/printJob.ts';
import { sessionJobs } from './sessionJobs.ts';
import { syncDeskJobs } from './syncDeskJobs.ts';
import { syncJobs } from './syncJobs.ts';
import type { StoreLock } from '../store/connection.ts';
import type { StoreCopy } from '../store/rekey.ts';
import { copyUnderKey } from '../store/rekey.ts';
import type { Engine } from '../store/store.ts';
import type { Outcome, Question } from '../store/wire.ts';

/** Work inside a store worker that is not a contract call by itself: main asks for it step by step. */
export type Job = Extract<Question, { ask: 'job' }>;
export type RunJob = (job: Job) => Promise<Outcome> | Outcome;

/** The jobs of one store worker, by name. */
export function makeJobs(engine: Engine, lock: StoreLock, tell: (progress: Progress) => void): RunJob {
  const jobs: Record<string, RunJob> = {
    ...sessionJobs(engine),
    ...backupJobs(engine, lock),
    ...logJobs(engine),
    ...listJobs(engine),
    ...erasureJobs(engine),
    ...eventJobs(engine),
    ...exchangeJobs(engine),
    ...importJobs(engine, tell),
    ...leaseJobs(engine),
    ...syncJobs(engine),
    ...syncDeskJobs(engine),
    ...attachmentJobs(engine),
    'store.copy': ({ input }) => {
      const { from, to } = input as { from: StoreLock; to: StoreCopy };
      copyUnderKey(engine.db, from, to);
      // Whatever were written from here on would not be in the copy.
      engine.close();
      return { value: null };
    },
    'print.code': ({ actor, now, input }) =>
      engine.transact(actor, now, (store) => allotPaperCode(store, actor, input as PersonDocument)),
    'print.make': ({ actor, now, input }) => ({
      value: makePrint(engine, input as PaperOrder, actor, now),
    }),
  };
  return (job) => {
    const run = Object.hasOwn(jobs, job.name) ? jobs[job.name] : undefined;
    if (!run) throw new Error(`No job ${job.name}`);
    return run(job);
  };
}
