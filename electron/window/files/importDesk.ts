import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import type { ImportList } from '../../../shared/contract/import.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { openDialog, saveDialog } from '../dialogs.ts';
import type { From } from '../from.ts';
import type { Sessions } from '../session/session.ts';
import { stillHere } from '../session/stillHere.ts';

interface Running {
  readonly list: ImportList;
  readonly job: string;
  readonly file: string;
  /** Set to 1 to stop the step that runs now: read by the workers between rows. Each step has its own. */
  cancel: SharedArrayBuffer;
  /** What writing the plan came to, or will; absent until it is asked for and after a failure. */
  written?: Promise<Written> | undefined;
}

function stop({ cancel }: Running): void {
  Atomics.store(new Int32Array(cancel), 0, 1);
}

/** Ends what may still run and gives the next step a flag that no earlier cancel has set. */
function nextStep(running: Running): SharedArrayBuffer {
  stop(running);
  running.cancel = new SharedArrayBuffer(4);
  return running.cancel;
}

type Written = Output<'factoryImport.run'>;

/** Sheets that the file dialog offers; what a file really is, its content says. */
const sheets = ['xlsx', 'xls', 'csv', 'txt', 'tsv', 'ods', 'xlsm', 'xlsb', 'htm', 'html'];

/** What a list is called in dialogs and in the names of files. */
const listNames: Readonly<Record<ImportList, string>> = {
  factory: '공장명부',
  person: '구직자명부',
  company: '기업명부',
};

/**
 * Import of a list, step by step: main opens the dialogs and keeps the path, the heavy reader reads and judges, the
 * writer writes in one transaction. Files never travel through the page. One import is under way at a time.
 */
export class ImportDesk {
  readonly #sessions: Pick<Sessions, 'store' | 'actor'>;
  readonly #now: () => number;
  #running: Running | undefined;

  constructor(sessions: Pick<Sessions, 'store' | 'actor'>, now: () => number) {
    this.#sessions = sessions;
    this.#now = now;
  }

  /**
   * The calls of one kind of list, as the contract has them. A job of another kind is not there for them: who may make which
   * call differs.
   */
  of(list: ImportList) {
    return {
      choose: (from: From) => this.#choose(list, from),
      dryRun: (input: Input<'factoryImport.dryRun'>, from: From) => this.#dryRun(list, input, from),
      rows: (input: Input<'factoryImport.rows'>, from: From) => this.#rows(list, input, from),
      run: (input: Input<'factoryImport.run'>, from: From) => this.#run(list, input, from),
      cancel: (input: Input<'factoryImport.cancel'>) => this.#cancel(list, input),
      exportRefused: (input: Input<'factoryImport.exportRefused'>, from: From) =>
        this.#exportRefused(list, input, from),
    };
  }

  async #choose(list: ImportList, from: From): Promise<Output<'factoryImport.choose'>> {
    const options = {
      title: `${listNames[list]} 파일 고르기`,
      properties: ['openFile' as const],
      filters: [
        { name: '엑셀·CSV 파일', extensions: sheets },
        { name: '모든 파일', extensions: ['*'] },
      ],
    };
    const file = await openDialog(from.sender, options);
    if (file === null) return { preview: null };
    stillHere(this.#sessions, from);
    if (this.#running) stop(this.#running);
    const running: Running = { list, job: randomUUID(), file, cancel: new SharedArrayBuffer(4) };
    this.#running = running;
    const preview = await this.#heavy(from, 'import.open', { list, job: running.job, cancel: running.cancel, file });
    return { preview: preview as Output<'factoryImport.choose'>['preview'] };
  }

  async #dryRun(
    list: ImportList,
    input: Input<'factoryImport.dryRun'>,
    from: From,
  ): Promise<Output<'factoryImport.dryRun'>> {
    const running = this.#need(list, input.job);
    // A plan made while another is written would not know what that one adds.
    await running.written?.catch(() => undefined);
    running.written = undefined;
    const cancel = nextStep(running);
    return (await this.#heavy(from, 'import.plan', { ...input, cancel })) as Output<'factoryImport.dryRun'>;
  }

  async #rows(list: ImportList, input: Input<'factoryImport.rows'>, from: From): Promise<Output<'factoryImport.rows'>> {
    this.#need(list, input.job);
    return (await this.#heavy(from, 'import.rows', input)) as Output<'factoryImport.rows'>;
  }

  /** Writes what was checked, once: a second press, or a repeated call, gets the answer of the first. */
  async #run(list: ImportList, { job, chosen }: Input<'factoryImport.run'>, from: From): Promise<Written> {
    const running = this.#need(list, job);
    running.written ??= this.#write(running, chosen, from).catch((error: unknown) => {
      running.written = undefined;
      throw error;
    });
    return await running.written;
  }

  async #write(running: Running, chosen: readonly number[], from: From): Promise<Written> {
    const { job, file } = running;
    const cancel = nextStep(running);
    const accepted = await this.#heavy(from, 'import.accepted', { job, chosen });
    const store = await this.#sessions.store();
    const input = { ...(accepted as object), job, cancel, source: path.basename(file).normalize('NFC') };
    const written = await store.job('writer', 'import.write', input, this.#actor(from), this.#now());
    return written as Written;
  }

  /** Stops whatever runs; nothing of it is kept. */
  #cancel(list: ImportList, { job }: Input<'factoryImport.cancel'>): Output<'factoryImport.cancel'> {
    if (this.#running?.list === list && this.#running.job === job) stop(this.#running);
    return {};
  }

  async #exportRefused(
    list: ImportList,
    { job }: Input<'factoryImport.exportRefused'>,
    from: From,
  ): Promise<Output<'factoryImport.exportRefused'>> {
    const { file: read } = this.#need(list, job);
    const day = todayInSeoul(this.#now()).replaceAll('-', '');
    const options = {
      title: '거절된 행 저장',
      defaultPath: path.join(path.dirname(read), `인천뿌리산업일자리센터_${listNames[list]}_거절_${day}.xlsx`),
      filters: [{ name: '엑셀 파일', extensions: ['xlsx'] }],
    };
    const file = await saveDialog(from.sender, options);
    if (file === null) return { file };
    const actor = stillHere(this.#sessions, from);
    const { total } = await this.#rows(list, { job, kind: 'refused', offset: 0, limit: 1 }, from);
    const purpose = '가져오기에서 거절된 행을 고치려고';
    const entry = { act: 'export', recordType: list, ids: [], count: total, purpose } as const;
    // Before the file is there: an export that cannot be logged does not happen.
    await (await this.#sessions.store()).log({ userId: actor.userId, now: this.#now(), entry });
    await this.#heavy(from, 'import.export', { job, file });
    return { file };
  }

  /** The import that is asked for. */
  #need(list: ImportList, job: string): Running {
    if (this.#running?.job !== job || this.#running.list !== list) refuse('importGone');
    return this.#running;
  }

  #actor(from: From): Actor {
    return from.actor ?? refuse('notSignedIn');
  }

  async #heavy(from: From, name: string, input: unknown): Promise<unknown> {
    const store = await this.#sessions.store();
    return await store.job('heavy', name, input, this.#actor(from), this.#now());
  }
}
