import path from 'node:path';
import type { Input, Output, Progress } from '../../shared/contract/index.ts';
import { districts } from '../../shared/codes/district.ts';
import { codeName } from '../../shared/codes/index.ts';
import type { FactoryFields } from '../../shared/model/factory.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { FactoryToWrite } from '../desk/factoryWrite.ts';
import type { Engine } from '../store/store.ts';
import { cellText } from './cell.ts';
import { factoryColumns } from './factoryColumns.ts';
import type { FactoryMapping } from './factoryColumns.ts';
import type { FactoryDirectory, FactoryPlan, KnownFactory } from './factoryPlan.ts';
import { collectPlan, factoryPlanner } from './factoryPlan.ts';
import { doubts as doubtWords, refusals } from './factoryWords.ts';
import { findHeader, guessMapping } from './header.ts';
import type { PaperProblem, PaperResult } from './problems.ts';
import type { CancelFlag } from './reading.ts';
import type { SheetFile, SheetHead } from './sheet.ts';
import { openSheets, readHeads, rowTexts } from './sheet.ts';
import { writeRefusedXlsx } from './writeTable.ts';

/** Rows of each sheet shown before the import; the header is looked for among the first ten. */
const previewed = 14;

interface Opened {
  readonly file: SheetFile;
  readonly heads: readonly SheetHead[];
  plan?: { readonly judged: FactoryPlan; readonly titles: readonly string[] };
}

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

function known(row: unknown): KnownFactory {
  const { id, doc } = row as { id: number; doc: string };
  return { id, fields: JSON.parse(doc) as FactoryFields };
}

/** What of the directory the planner asks for, read from the store as it was before the import. */
function directoryOf(engine: Engine): FactoryDirectory {
  return {
    byNumber: (number) => {
      const row = engine.sql('SELECT id, doc FROM factory WHERE factory_number = ? LIMIT 1').get(number);
      return row === undefined ? undefined : known(row);
    },
    byName: (key) =>
      engine.sql('SELECT id, doc FROM factory WHERE name_key = ? ORDER BY id LIMIT 60').all(key).map(known),
  };
}

/** How often each thing occurs, most first. */
function tally(things: Iterable<string>): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of things) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

/**
 * Imports of the 공장명부 inside the heavy reader: a file is opened, judged row by row against the directory, looked
 * at, and handed to the writer. Nothing is written here; one file is open at a time.
 */
export class FactoryImports {
  readonly #engine: Engine;
  readonly #tell: (progress: Progress) => void;
  #job = '';
  #opened: Opened | undefined;

  constructor(engine: Engine, tell: (progress: Progress) => void) {
    this.#engine = engine;
    this.#tell = tell;
  }

  async open(input: {
    job: string;
    file: string;
    cancel: SharedArrayBuffer;
  }): Promise<Output<'factoryImport.choose'>['preview']> {
    const { job, cancel } = input;
    this.#opened = undefined;
    const options = { cancel: flagOf(cancel), onProgress: this.#progress(job, '파일을 여는 중') };
    const file = taken(await openSheets(input.file, options));
    const heads = taken(await readHeads(file, previewed, options));
    this.#job = job;
    this.#opened = { file, heads };
    return {
      job,
      fileName: path.basename(input.file).normalize('NFC'),
      format: file.encoding ? `${file.format} (${file.encoding})` : file.format,
      fields: factoryColumns.map(({ key, label, required = false }) => ({ key, label, required })),
      sheets: heads.map((sheet) => {
        const header = findHeader(sheet.rows, factoryColumns);
        return {
          name: sheet.name,
          head: sheet.rows.map(rowTexts),
          headerRow: header?.row ?? null,
          mapping: header ? { ...guessMapping(header.titles, factoryColumns) } : {},
        };
      }),
    };
  }

  /** Judges every row of the sheet: dry run, nothing written. */
  async plan(
    input: Input<'factoryImport.dryRun'> & { cancel: SharedArrayBuffer },
  ): Promise<Output<'factoryImport.dryRun'>> {
    const opened = this.#need(input.job);
    const sheet = opened.heads[input.sheet];
    const headerRow = sheet?.rows[input.headerRow];
    if (!sheet || !headerRow) return refuse('badRequest');
    const columns = new Set<string>(factoryColumns.map(({ key }) => key));
    const mapping: FactoryMapping = Object.fromEntries(
      Object.entries(input.mapping).filter(([key]) => columns.has(key)),
    );
    if (mapping.name === undefined) refuse('importNoName');

    const found = findHeader(sheet.rows, factoryColumns);
    const height = found?.row === input.headerRow ? found.height : 1;
    const lastHeaderLine = sheet.rows[input.headerRow + height - 1]?.line ?? headerRow.line;
    // The file comes from an office of this city, so a bare 서구 is Incheon's; an address that names another city is not.
    const planner = factoryPlanner({ mapping, assumeIncheon: true }, directoryOf(this.#engine));
    const { plan: judged, keep } = collectPlan();
    let rows = 0;
    taken(
      await opened.file.readRows(
        input.sheet,
        (portion) => {
          for (const row of portion) {
            if (row.line <= lastHeaderLine) continue;
            keep(planner.take(row));
            rows += 1;
          }
        },
        { cancel: flagOf(input.cancel), onProgress: this.#progress(input.job, '행을 검사하는 중') },
      ),
    );
    // Cancelled, or overtaken by a later check: its plan must not stand.
    if (flagOf(input.cancel).aborted) refuse('importCancelled');
    opened.plan = { judged, titles: found?.row === input.headerRow ? found.titles : headerRow.cells.map(cellText) };
    return summary(judged, rows);
  }

  /** A page of the rows behind the summary's numbers. */
  rows({ job, kind, offset, limit }: Input<'factoryImport.rows'>): Output<'factoryImport.rows'> {
    const { judged } = this.#planned(job);
    if (kind === 'refused') {
      return {
        total: judged.refused.length,
        rows: judged.refused.slice(offset, offset + limit).map(({ line, cells, reasons }) => ({
          line,
          name: cells
            .map(cellText)
            .filter((text) => text !== '')
            .slice(0, 3)
            .join(' · ')
            .slice(0, 120),
          address: '',
          reasons: reasons.map(({ message }) => message),
        })),
      };
    }
    const doubtful = [...judged.add, ...judged.update].filter(({ row }) => row.fields.doubts.length > 0);
    return {
      total: doubtful.length,
      rows: doubtful.slice(offset, offset + limit).map(({ line, row: { fields } }) => ({
        line,
        name: fields.name,
        address: fields.address,
        reasons: fields.doubts,
      })),
    };
  }

  /** What the writer is to write, and what the answer will say. */
  accepted({ job }: Input<'factoryImport.run'>): FactoryToWrite {
    const { judged } = this.#planned(job);
    return {
      add: judged.add.map(({ row }) => row.fields),
      update: judged.update.map(({ id, row }) => ({ id, fields: row.fields })),
      refused: judged.refused.length,
      doubtful: [...judged.add, ...judged.update].filter(({ row }) => row.fields.doubts.length > 0).length,
    };
  }

  async exportRefused({ job, file }: { job: string; file: string }): Promise<null> {
    const { judged, titles } = this.#planned(job);
    const lines = judged.refused.map(({ line, cells, reasons }) => ({
      line,
      cells,
      reasons: reasons.map(({ message }) => message),
    }));
    taken(await writeRefusedXlsx(file, titles, lines), true);
    return null;
  }

  #need(job: string): Opened {
    return this.#job === job && this.#opened ? this.#opened : refuse('importGone');
  }

  #planned(job: string): NonNullable<Opened['plan']> {
    return this.#need(job).plan ?? refuse('importGone');
  }

  #progress(job: string, stage: string): (progress: { share: number }) => void {
    return ({ share }) => this.#tell({ job, stage, done: Math.round(share * 100), total: 100 });
  }
}

function summary(judged: FactoryPlan, rows: number): Output<'factoryImport.dryRun'> {
  const coming = [...judged.add, ...judged.update].map(({ row }) => row);
  const doubtful = coming.filter(({ fields }) => fields.doubts.length > 0);
  return {
    rows,
    add: judged.add.length,
    update: judged.update.length,
    same: judged.same.length,
    refused: judged.refused.length,
    doubtful: doubtful.length,
    guessedComplex: coming.filter(({ fields }) => fields.complexGuessed).length,
    byDistrict: tally(
      coming.map(({ fields }) => (fields.district ? codeName(districts, fields.district) : '구·군 미상')),
    ).map(({ name, count }) => ({ district: name, count })),
    refusedBy: tally(
      judged.refused.flatMap(({ reasons }) => reasons.slice(0, 1).map(({ code }) => refusals[code])),
    ).map(({ name, count }) => ({ reason: name, count })),
    doubtfulBy: tally(doubtful.flatMap((row) => row.doubts.map((code) => doubtWords[code]))).map(({ name, count }) => ({
      reason: name,
      count,
    })),
  };
}
