import type { Output, Progress } from '../../shared/contract/index.ts';
import { idsByLine } from '../../shared/contract/define.ts';
import type { CompanyFields } from '../../shared/model/company.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { Writing } from '../desk/factoryWrite.ts';
import { writeFactories } from '../desk/factoryWrite.ts';
import { writeCompanies, writePeople } from '../paper/listWrite.ts';
import type { RunJob } from './index.ts';
import type { FactoryLine } from '../paper/factoryKind.ts';
import { rememberMapping } from '../paper/importMemory.ts';
import type { Accepted } from '../paper/imports.ts';
import { Imports, newestOf } from '../paper/imports.ts';
import type { PersonLine } from '../paper/personRows.ts';
import type { Engine, WritableStore } from '../store/store.ts';

type Written = Output<'factoryImport.run'>;

/** Accepted rows go to the writer of their kind; what `Imports` accepted of a kind is what its judge made. */
function write(store: WritableStore, actor: Actor, accepted: Accepted, writing: Writing): Written {
  const { list, add, update, refused, doubtful } = accepted;
  switch (list) {
    case 'factory':
      return writeFactories(
        store,
        {
          add: (add as FactoryLine[]).map(({ fields }) => fields),
          update: (update as FactoryLine[]).flatMap(({ id, fields }) => (id === null ? [] : [{ id, fields }])),
          refused,
          doubtful,
        },
        writing,
      );
    case 'person':
      return writePeople(store, actor, { add: add as PersonLine[], refused, doubtful }, writing);
    case 'company':
      return writeCompanies(store, { add: add as CompanyFields[], refused, doubtful }, writing);
  }
}

/** Whose data came in, line by line. One line of nobody where nobody came, and for the 공장명부, which is no one's data. */
function importedIds(engine: Engine, { list, newest }: Accepted): readonly (readonly number[])[] {
  const ids =
    list === 'factory'
      ? []
      : (engine.sql(`SELECT id FROM ${list} WHERE id > ? ORDER BY id`).pluck().all(newest) as number[]);
  return ids.length === 0 ? [[]] : idsByLine(ids);
}

/** The steps of an import that run in a worker: opening and judging in the heavy reader, writing in the writer. */
export function importJobs(engine: Engine, tell: (progress: Progress) => void): Record<string, RunJob> {
  const imports = new Imports(engine, tell);
  return {
    'import.open': async ({ input }) => ({ value: await imports.open(input as Parameters<Imports['open']>[0]) }),
    'import.plan': async ({ actor, now, input }) => ({
      value: await imports.plan(input as Parameters<Imports['plan']>[0], actor, now),
    }),
    'import.rows': ({ input }) => ({ value: imports.rows(input as Parameters<Imports['rows']>[0]) }),
    'import.accepted': ({ input }) => ({ value: imports.accepted(input as Parameters<Imports['accepted']>[0]) }),
    'import.export': async ({ input }) => ({
      value: await imports.exportRefused(input as Parameters<Imports['exportRefused']>[0]),
    }),
    'import.write': ({ actor, now, input }) => {
      const { job, source, cancel, ...accepted } = input as Accepted & {
        job: string;
        source: string;
        cancel: SharedArrayBuffer;
      };
      const flag = new Int32Array(cancel);
      const writing: Writing = {
        source,
        cancelled: () => Atomics.load(flag, 0) !== 0,
        progress: (done, total) => tell({ job, stage: '저장하는 중', done, total }),
      };
      return engine.transact(
        actor,
        now,
        (store) => {
          // Somebody who came since the rows were judged may be one of them.
          if (newestOf(store, accepted.list) !== accepted.newest) refuse('importStale');
          const written = write(store, actor, accepted, writing);
          rememberMapping(store, accepted);
          return written;
        },
        ({ added, updated }) => {
          for (const ids of importedIds(engine, accepted)) {
            const count = accepted.list === 'factory' ? added + updated : ids.length;
            engine.log(actor.userId, now, { act: 'import', recordType: accepted.list, ids, count });
          }
        },
      );
    },
  };
}
