import type { Progress } from '../shared/contract/index.ts';
import { backupJobs } from './backupJobs.ts';
import type { FactoryToWrite } from './desk/factoryWrite.ts';
import { writeFactories } from './desk/factoryWrite.ts';
import { listJobs } from './listJobs.ts';
import { logJobs } from './logJobs.ts';
import type { PersonDocument } from './desk/paperCode.ts';
import { allotPaperCode } from './desk/paperCode.ts';
import { FactoryImports } from './paper/factoryImport.ts';
import { makePrint } from './paper/printJob.ts';
import type { PaperOrder } from './paper/printJob.ts';
import { sessionJobs } from './sessionJobs.ts';
import type { StoreLock } from './store/connection.ts';
import type { StoreCopy } from './store/rekey.ts';
import { copyUnderKey } from './store/rekey.ts';
import type { Engine } from './store/store.ts';
import type { Outcome, Question } from './store/wire.ts';

/** Work inside a store worker that is not a contract call by itself: main asks for it step by step. */
export type Job = Extract<Question, { ask: 'job' }>;
export type RunJob = (job: Job) => Promise<Outcome> | Outcome;

/** The jobs of one store worker, by name. */
export function makeJobs(engine: Engine, lock: StoreLock, tell: (progress: Progress) => void): RunJob {
  const imports = new FactoryImports(engine, tell);
  const jobs: Record<string, RunJob> = {
    ...sessionJobs(engine),
    ...backupJobs(engine, lock),
    ...logJobs(engine),
    ...listJobs(engine),
    'factoryImport.open': async ({ input }) => ({
      value: await imports.open(input as Parameters<FactoryImports['open']>[0]),
    }),
    'factoryImport.plan': async ({ input }) => ({
      value: await imports.plan(input as Parameters<FactoryImports['plan']>[0]),
    }),
    'factoryImport.rows': ({ input }) => ({ value: imports.rows(input as Parameters<FactoryImports['rows']>[0]) }),
    'factoryImport.accepted': ({ input }) => ({
      value: imports.accepted(input as Parameters<FactoryImports['accepted']>[0]),
    }),
    'factoryImport.export': async ({ input }) => ({
      value: await imports.exportRefused(input as Parameters<FactoryImports['exportRefused']>[0]),
    }),
    'factoryImport.write': ({ actor, now, input }) => {
      const { job, source, cancel, ...rows } = input as FactoryToWrite & {
        job: string;
        source: string;
        cancel: SharedArrayBuffer;
      };
      const flag = new Int32Array(cancel);
      const writing = {
        source,
        cancelled: () => Atomics.load(flag, 0) !== 0,
        progress: (done: number, total: number) => tell({ job, stage: '저장하는 중', done, total }),
      };
      return engine.transact(
        actor,
        now,
        (store) => writeFactories(store, rows, writing),
        ({ added, updated }) =>
          engine.log(actor.userId, now, { act: 'import', recordType: 'factory', ids: [], count: added + updated }),
      );
    },
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
