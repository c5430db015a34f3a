import path from 'node:path';
import type { Input, Output, Progress } from '../../shared/contract/index.ts';
import type { ImportList } from '../../shared/contract/import.ts';
import { districts } from '../../shared/codes/district.ts';
import { codeName } from '../../shared/codes/index.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { Engine, ReadableStore } from '../store/store.ts';
import { cellText } from './cell.ts';
import { companyKind } from './companyKind.ts';
import { factoryKind } from './factoryKind.ts';
import { findHeader, guessMapping, type Mapping } from './header.ts';
import type { ImportKind, Judged, Verdict } from './importKind.ts';
import { headerKey, recalledMapping } from './importMemory.ts';
import { personKind } from './personKind.ts';
import type { PaperProblem, PaperResult } from './problems.ts';
import type { CancelFlag } from './reading.ts';
import { residentSieve } from './residentSieve.ts';
import type { SheetFile, SheetHead } from './sheet.ts';
import { openSheets, readHeads, rowTexts } from './sheet.ts';
import { writeRefusedXlsx } from './writeTable.ts';

/** Rows of each sheet shown before the import; the header is looked for among the first ten. */
const previewed = 14;
/** Rows of each sheet by which columns of resident numbers are found. */
const sifted = 300;

/** The calls are the same for all lists; these are the forms they share. */
export type PreviewOutput = Output<'factoryImport.choose'>['preview'];
export type DryRunInput = Input<'factoryImport.dryRun'>;
export type DryRunOutput = Output<'factoryImport.dryRun'>;
export type RowsInput = Input<'factoryImport.rows'>;
export type RowsOutput = Output<'factoryImport.rows'>;

/** What the writer is to write, and what its answer will say. */
export interface Accepted {
  readonly list: ImportList;
  readonly add: readonly unknown[];
  readonly update: readonly unknown[];
  readonly refused: number;
  readonly doubtful: number;
  /** The newest record of the kind when the rows were judged: a newer one may be one of them. */
  readonly newest: number;
  /** The mapping to be remembered, and the header that it is for. */
  readonly header: string;
  readonly mapping: Mapping;
}

interface Plan {
  readonly rows: Readonly<Record<Verdict, readonly Judged<unknown>[]>>;
  readonly titles: readonly string[];
  readonly newest: number;
  readonly header: string;
  readonly mapping: Mapping;
}

interface Opened {
  readonly kind: ImportKind<unknown>;
  readonly file: SheetFile;
  readonly heads: readonly SheetHead[];
  plan?: Plan;
}

const kinds: Readonly<Record<ImportList, ImportKind<unknown>>> = {
  factory: factoryKind,
  person: personKind,
  company: companyKind,
};

/** A flag in shared memory that main sets while the worker is busy. */
function flagOf(cancel: SharedArrayBuffer): CancelFlag {
  const cell = new Int32Array(cancel);
  return {
    get aborted() {
      return Atomics.load(cell, 0) !== 0;
    },
  };
}

/** The value, or the refusal that carries the paper's own sentence to the screen. */
function taken<T>(result: PaperResult<T>, writing = false): T {
  if (result.ok) return result.value;
  return refusePaper(result.problem, writing);
}

function refusePaper({ code, message }: PaperProblem, writing: boolean): never {
  if (code === 'cancelled') refuse('importCancelled');
  return refuse(writing ? 'fileNotWritten' : 'fileUnreadable', { message });
}

/** How often each thing occurs, most first. */
function tally(things: Iterable<string>): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of things) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

/** The greatest id of a kind of record: it grows with every new one. */
export function newestOf(engine: Pick<ReadableStore, 'sql'>, list: ImportList): number {
  return engine.sql(`SELECT coalesce(max(id), 0) FROM ${list}`).pluck().get() as number;
}

/**
 * Imports inside the heavy reader: a file is opened, judged row by row against the store, looked at, and handed to the
 * writer. Nothing is written here; one file is open at a time. Resident numbers are taken out as rows are read: what
 * stands behind the sieve has none.
 */
export class Imports {
  readonly #engine: Engine;
  readonly #tell: (progress: Progress) => void;
  #job = '';
  #opened: Opened | undefined;

  constructor(engine: Engine, tell: (progress: Progress) => void) {
    this.#engine = engine;
    this.#tell = tell;
  }

  async open(input: {
    list: ImportList;
    job: string;
    file: string;
    cancel: SharedArrayBuffer;
  }): Promise<NonNullable<PreviewOutput>> {
    const { job, cancel, list } = input;
    const kind = kinds[list];
    this.#opened = undefined;
    const options = { cancel: flagOf(cancel), onProgress: this.#progress(job, '파일을 여는 중') };
    const file = taken(await openSheets(input.file, options));
    const heads = taken(await readHeads(file, sifted, options));
    this.#job = job;
    this.#opened = { kind, file, heads };
    return {
      job,
      fileName: path.basename(input.file).normalize('NFC'),
      format: file.encoding ? `${file.format} (${file.encoding})` : file.format,
      fields: kind.fields.map(({ key, label, required = false }) => ({ key, label, required })),
      sheets: heads.map((sheet) => {
        const header = findHeader(sheet.rows, kind.fields);
        const sieve = residentSieve(sheet.rows, header?.titles);
        const guessed: Record<string, number> = header ? asRecord(guessMapping(header.titles, kind.fields)) : {};
        const recalled = header && recalledMapping(this.#engine, kind, headerKey(header.titles));
        return {
          name: sheet.name,
          head: sheet.rows.slice(0, previewed).map((row) => rowTexts(sieve.clean(row).row)),
          headerRow: header?.row ?? null,
          mapping: recalled ?? guessed,
          remembered: recalled !== null && JSON.stringify(recalled) !== JSON.stringify(guessed),
          dropped: [...sieve.dropped],
        };
      }),
    };
  }

  /** Judges every row of the sheet: dry run, nothing written. */
  async plan(input: DryRunInput & { cancel: SharedArrayBuffer }, actor: Actor, now: number): Promise<DryRunOutput> {
    const opened = this.#need(input.job);
    const { kind } = opened;
    const sheet = opened.heads[input.sheet];
    const headerRow = sheet?.rows[input.headerRow];
    if (!sheet || !headerRow || input.headerRow >= previewed) return refuse('badRequest');
    const columns = new Set(kind.fields.map(({ key }) => key));
    const mapping: Mapping = Object.fromEntries(Object.entries(input.mapping).filter(([key]) => columns.has(key)));
    for (const { key, label, required } of kind.fields) {
      if (required === true && mapping[key] === undefined)
        refuse('importNoName', {
          message: `${label} 열을 고르지 않았습니다. 열 연결에서 ${label} 열을 지정해 주십시오.`,
        });
    }

    const found = findHeader(sheet.rows, kind.fields);
    const isFound = found?.row === input.headerRow;
    const titles = isFound ? found.titles : headerRow.cells.map(cellText);
    const height = isFound ? found.height : 1;
    const lastHeaderLine = sheet.rows[input.headerRow + height - 1]?.line ?? headerRow.line;
    const sieve = residentSieve(sheet.rows, titles);
    const newest = newestOf(this.#engine, kind.list);
    const judge = kind.judge({ mapping, store: this.#engine.readable(now), actor });
    const rows: Record<Verdict, Judged<unknown>[]> = { add: [], update: [], same: [], maybe: [], refused: [] };
    let count = 0;
    taken(
      await opened.file.readRows(
        input.sheet,
        (portion) => {
          for (const each of portion) {
            if (each.line <= lastHeaderLine) continue;
            const { row, found: blackened } = sieve.clean(each);
            const judged = judge(row, blackened);
            rows[judged.verdict].push(judged);
            count += 1;
          }
        },
        { cancel: flagOf(input.cancel), onProgress: this.#progress(input.job, '행을 검사하는 중') },
      ),
    );
    // Cancelled, or overtaken by a later check: its plan must not stand.
    if (flagOf(input.cancel).aborted) refuse('importCancelled');
    const clean = sieve.clean({ line: 0, cells: titles }).row;
    opened.plan = { rows, titles: rowTexts(clean), newest, header: headerKey(titles), mapping };
    return summary(rows, count);
  }

  /** A page of the rows behind the summary's numbers. */
  rows({ job, kind, offset, limit }: RowsInput): RowsOutput {
    const { rows } = this.#planned(job);
    const listed = kind === 'doubtful' ? doubtful(rows) : rows[kind];
    return {
      total: listed.length,
      rows: listed.slice(offset, offset + limit).map(({ line, name, about, cells, reasons }) => ({
        line,
        name: kind === 'refused' ? firstTexts(cells.map(cellText)) : name,
        about: kind === 'refused' ? '' : about,
        reasons: [...reasons],
      })),
    };
  }

  /** What the writer is to write: all that comes in, and of the doubtful ones those chosen by their line. */
  accepted({ job, chosen }: { job: string; chosen: readonly number[] }): Accepted {
    const { kind } = this.#need(job);
    const { rows, newest, header, mapping } = this.#planned(job);
    const lines = new Set(chosen);
    const added = [...rows.add, ...rows.maybe.filter(({ line }) => lines.has(line))];
    return {
      list: kind.list,
      add: added.map(({ value }) => value),
      update: rows.update.map(({ value }) => value),
      refused: rows.refused.length,
      doubtful: doubtful(rows).length,
      newest,
      header,
      mapping,
    };
  }

  async exportRefused({ job, file }: { job: string; file: string }): Promise<null> {
    const { rows, titles } = this.#planned(job);
    taken(await writeRefusedXlsx(file, titles, rows.refused), true);
    return null;
  }

  #need(job: string): Opened {
    return this.#job === job && this.#opened ? this.#opened : refuse('importGone');
  }

  #planned(job: string): Plan {
    return this.#need(job).plan ?? refuse('importGone');
  }

  #progress(job: string, stage: string): (progress: { share: number }) => void {
    return ({ share }) => this.#tell({ job, stage, done: Math.round(share * 100), total: 100 });
  }
}

/** A mapping as it crosses to the screen: fields without a column are not in it. */
function asRecord(mapping: Mapping): Record<string, number> {
  return Object.fromEntries(
    Object.entries(mapping).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/** What a refused row is known by: its first texts. */
function firstTexts(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .slice(0, 3)
    .join(' · ')
    .slice(0, 120);
}

/** Rows that come in with something to look at. */
function doubtful(rows: Plan['rows']): readonly Judged<unknown>[] {
  return [...rows.add, ...rows.update].filter(({ reasons }) => reasons.length > 0);
}

function reasonCounts(things: Iterable<string>): { reason: string; count: number }[] {
  return tally(things).map(({ name, count }) => ({ reason: name, count }));
}

function summary(rows: Plan['rows'], count: number): DryRunOutput {
  const coming = [...rows.add, ...rows.update];
  const doubts = doubtful(rows);
  return {
    rows: count,
    add: rows.add.length,
    update: rows.update.length,
    same: rows.same.length,
    maybe: rows.maybe.length,
    refused: rows.refused.length,
    doubtful: doubts.length,
    guessedComplex: coming.filter(({ complexGuessed }) => complexGuessed).length,
    byDistrict: tally(
      coming.map(({ district }) => (district === null ? '구·군 미상' : codeName(districts, district))),
    ).map(({ name, count: number }) => ({ district: name, count: number })),
    refusedBy: reasonCounts(rows.refused.flatMap(({ counted }) => counted)),
    doubtfulBy: reasonCounts([...rows.maybe, ...doubts].flatMap(({ counted }) => counted)),
  };
}
