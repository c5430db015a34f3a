import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { ImportList, ImportPreview, ImportSummary } from '../../../shared/contract/import.ts';
import type { Answer, Output, Progress } from '../../../shared/contract/index.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Desk } from '../../app/desk.ts';
import type { Mapping } from './columns.ts';
import { mappingFor } from './columns.ts';

/** What the user has said about the file: which sheet, where its header is, which column is what. */
export interface Connection {
  readonly sheet: number;
  /** Null where no header was found and none has been chosen yet. */
  readonly headerRow: number | null;
  readonly mapping: Mapping;
}

/** What an import came to. */
export type ImportResult = Output<'factoryImport.run'>;

export type ImportStep =
  | { readonly name: 'choose'; readonly problem: Problem | null }
  | { readonly name: 'connect'; readonly problem: Problem | null }
  | { readonly name: 'check'; readonly summary: ImportSummary; readonly problem: Problem | null }
  | { readonly name: 'done'; readonly summary: ImportSummary; readonly result: ImportResult };

export interface Work {
  readonly what: 'choosing' | 'checking' | 'writing';
  readonly progress: Progress | null;
  readonly isCancelling: boolean;
}

/** The import of one file, from choosing it to its numbers. Stays while the session lasts, so that a call in between loses nothing. */
export interface ImportFlow {
  readonly step: ImportStep;
  readonly preview: ImportPreview | null;
  readonly connection: Connection;
  readonly work: Work | null;
  /** Lines of doubtful rows that are to come in all the same. */
  readonly chosen: ReadonlySet<number>;
  /** Takes a doubtful row in, or out again. */
  readonly take: (line: number, isTaken: boolean) => void;
  readonly choose: () => Promise<void>;
  readonly takeSheet: (sheet: number) => void;
  readonly takeHeader: (row: number) => void;
  readonly connect: (field: string, column: number | null) => void;
  readonly check: () => Promise<void>;
  /** Back from the results to the columns. */
  readonly reconnect: () => void;
  readonly write: () => Promise<void>;
  /** Stops what runs. What then comes back decides: a cancelled job is over, nothing of it is stored. */
  readonly cancel: () => void;
  /** Everything from the beginning, for another file. */
  readonly restart: () => void;
}

const unconnected: Connection = { sheet: 0, headerRow: null, mapping: {} };

/** The sheet to begin with: the first whose header was found, since lists often come with a sheet of instructions. */
export function firstConnection(preview: ImportPreview): Connection {
  const sheet = Math.max(
    0,
    preview.sheets.findIndex((each) => each.headerRow !== null),
  );
  const found = preview.sheets[sheet];
  return { sheet, headerRow: found?.headerRow ?? null, mapping: found?.mapping ?? {} };
}

/** Makes the flow over the page's way to main. `onWritten` is told when an import is stored, also after one has left the screen. */
export function createImportFlow(
  desk: Desk,
  list: ImportList,
  onWritten: (result: ImportResult) => void,
): StoreApi<ImportFlow> {
  return createStore<ImportFlow>()((set, get) => {
    /** Runs a call with its progress on the screen; one at a time. */
    const during = async <T>(what: Work['what'], call: () => Promise<Answer<T>>): Promise<Answer<T> | null> => {
      if (get().work) return null;
      set({ work: { what, progress: null, isCancelling: false } });
      const stop = desk.on('progress', (progress) => {
        const { work, preview } = get();
        // While choosing, the job has no name yet: the first word of its progress tells it.
        const isOurs = work?.what === 'choosing' ? true : progress.job === preview?.job;
        if (work && isOurs) set({ work: { ...work, progress } });
      });
      const answer = await call();
      stop();
      set({ work: null });
      return answer;
    };
    /** A job that was stopped or is gone cannot go on: its file must be chosen again. */
    const fail = (problem: Problem, otherwise: ImportStep): void => {
      const isOver = problem.code === 'importCancelled' || problem.code === 'importGone';
      set(isOver ? { step: { name: 'choose', problem }, preview: null, connection: unconnected } : { step: otherwise });
    };
    return {
      step: { name: 'choose', problem: null },
      preview: null,
      connection: unconnected,
      work: null,
      chosen: new Set<number>(),
      take(line, isTaken) {
        const chosen = new Set(get().chosen);
        if (isTaken) chosen.add(line);
        else chosen.delete(line);
        set({ chosen });
      },
      async choose() {
        const answer = await during('choosing', () => desk.call(`${list}Import.choose`, {}));
        if (!answer) return;
        if (!answer.ok) {
          set({ step: { name: 'choose', problem: answer.problem }, preview: null, connection: unconnected });
          return;
        }
        const { preview } = answer.value;
        // The dialog was closed: everything stays as it was.
        if (!preview) return;
        set({ step: { name: 'connect', problem: null }, preview, connection: firstConnection(preview) });
      },
      takeSheet(sheet) {
        const chosen = get().preview?.sheets[sheet];
        if (chosen) set({ connection: { sheet, headerRow: chosen.headerRow, mapping: chosen.mapping } });
      },
      takeHeader(headerRow) {
        const { preview, connection } = get();
        const sheet = preview?.sheets[connection.sheet];
        if (!preview || !sheet) return;
        const mapping = mappingFor(sheet, headerRow, preview.fields, connection.mapping);
        set({ connection: { ...connection, headerRow, mapping } });
      },
      connect(field, column) {
        const { connection } = get();
        const { [field]: _before, ...others } = connection.mapping;
        set({ connection: { ...connection, mapping: column === null ? others : { ...others, [field]: column } } });
      },
      async check() {
        const { preview, connection } = get();
        const { sheet, headerRow, mapping } = connection;
        if (!preview || headerRow === null) return;
        const answer = await during('checking', () =>
          desk.call(`${list}Import.dryRun`, { job: preview.job, sheet, headerRow, mapping }),
        );
        if (!answer) return;
        if (answer.ok) set({ step: { name: 'check', summary: answer.value, problem: null }, chosen: new Set() });
        else fail(answer.problem, { name: 'connect', problem: answer.problem });
      },
      reconnect() {
        if (get().preview) set({ step: { name: 'connect', problem: null } });
      },
      async write() {
        const { preview, step } = get();
        if (!preview || step.name !== 'check') return;
        const { summary } = step;
        const answer = await during('writing', () =>
          desk.call(`${list}Import.run`, { job: preview.job, chosen: [...get().chosen] }),
        );
        if (!answer) return;
        if (!answer.ok) {
          fail(answer.problem, { name: 'check', summary, problem: answer.problem });
          return;
        }
        set({ step: { name: 'done', summary, result: answer.value } });
        onWritten(answer.value);
      },
      cancel() {
        const { work, preview } = get();
        const job = work?.progress?.job ?? (work?.what === 'choosing' ? undefined : preview?.job);
        if (!work || work.isCancelling || job === undefined) return;
        set({ work: { ...work, isCancelling: true } });
        void desk.call(`${list}Import.cancel`, { job });
      },
      restart() {
        if (!get().work) set({ step: { name: 'choose', problem: null }, preview: null, connection: unconnected });
      },
    };
  });
}
