import type { Progress } from '../shared/contract/index.ts';
import type { Actor } from '../shared/model/role.ts';
import { addStaff, staffByLogin } from './desk/staff.ts';
import type { Engine } from './store/store.ts';
import type { Outcome, Question } from './store/wire.ts';

/** Work inside a store worker that is not a contract call by itself: main asks for it step by step. */
export type Job = Extract<Question, { ask: 'job' }>;
export type RunJob = (job: Job) => Promise<Outcome> | Outcome;

/** The jobs of one store worker, by name. */
export function makeJobs(engine: Engine, _progress: (progress: Progress) => void): RunJob {
  const jobs: Record<string, RunJob> = {
    'staff.first': ({ actor, now, input }) => {
      const { loginId, name } = input as { loginId: string; name: string };
      return engine.transact(actor, now, (store) => addStaff(store, actor, { loginId, name, role: 'admin' }));
    },
    'staff.signIn': ({ now, input }) => {
      const signedIn: Actor = staffByLogin(engine.readable(now), (input as { loginId: string }).loginId);
      engine.log(signedIn.userId, now, { act: 'login', recordType: 'staff', ids: [signedIn.userId] });
      return { value: signedIn };
    },
    'log.lastEntry': () => ({ value: engine.sql('SELECT coalesce(max(at), 0) FROM access_log').pluck().get() }),
  };
  return (job) => {
    const run = Object.hasOwn(jobs, job.name) ? jobs[job.name] : undefined;
    if (!run) throw new Error(`No job ${job.name}`);
    return run(job);
  };
}
