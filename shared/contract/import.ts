import { z } from '../zod.ts';
import type { Role } from '../model/role.ts';
import { companyStaff, counsellors } from '../model/role.ts';
import { defineCall } from './define.ts';
import { byField, nothing, pageOf } from './common.ts';

/**
 * Import of a list from a spreadsheet: choose → dry run → run. What is written and what is exported is logged where it
 * happens: in the import's transaction, and before the file is there.
 */
const jobId = z.string().max(60);

/** What a list is of. */
const importLists = ['factory', 'person', 'company'] as const;
export type ImportList = (typeof importLists)[number];

/** A field that a column of the file can be connected to. */
const importField = z.object({ key: z.string(), label: z.string(), required: z.boolean() });

/** A sheet as first seen: enough to check the header and the mapping by eye. */
const importPreview = z.object({
  job: jobId,
  fileName: z.string(),
  format: z.string(),
  fields: z.array(importField),
  sheets: z.array(
    z.object({
      name: z.string(),
      /** The first rows as text. */
      head: z.array(z.array(z.string())),
      /** Index of the header row within `head`, null where none was found. */
      headerRow: z.int().nullable(),
      /** Field key → column index. */
      mapping: z.record(z.string(), z.int()),
      /** The mapping is the one with which a list with this header was last imported. */
      remembered: z.boolean(),
      /** Columns of resident numbers: dropped while reading, nothing of them is shown or stored. */
      dropped: z.array(z.int()),
    }),
  ),
});
export type ImportPreview = z.output<typeof importPreview>;

const counted = z.array(z.object({ reason: z.string(), count: z.int() }));

const importSummary = z.object({
  rows: z.int(),
  add: z.int(),
  update: z.int(),
  /** There already: does not come in. */
  same: z.int(),
  /** May be one who is there already: comes in only when chosen. */
  maybe: z.int(),
  refused: z.int(),
  /** Come in, with something to look at. */
  doubtful: z.int(),
  guessedComplex: z.int(),
  byDistrict: z.array(z.object({ district: z.string(), count: z.int() })),
  refusedBy: counted,
  doubtfulBy: counted,
});
export type ImportSummary = z.output<typeof importSummary>;

/** The rows behind the summary's numbers that can be looked at. */
const judgedKinds = ['refused', 'maybe', 'doubtful', 'same'] as const;
export type JudgedKind = (typeof judgedKinds)[number];

/** Rows that may be chosen by hand in one import. */
const mostChosen = 20_000;

/** The calls of one kind of list: who may make them differs, and nothing else. */
function callsFor(roles: readonly Role[]) {
  return {
    /** Opens the file dialog in main, reads the file in its own worker. Null when the dialog was closed. */
    choose: defineCall({
      room: 'window',
      roles,
      input: nothing,
      output: z.object({ preview: importPreview.nullable() }),
      logs: 'nothing',
    }),
    /** Judges every row without writing anything. */
    dryRun: defineCall({
      room: 'window',
      roles,
      input: z.object({
        job: jobId,
        sheet: z.int().min(0),
        headerRow: z.int().min(0),
        mapping: byField(z.int().min(0)),
      }),
      output: importSummary,
      logs: 'nothing',
    }),
    rows: defineCall({
      room: 'window',
      roles,
      input: z.object({ job: jobId, kind: z.enum(judgedKinds), ...pageOf }),
      output: z.object({
        total: z.int(),
        rows: z.array(z.object({ line: z.int(), name: z.string(), about: z.string(), reasons: z.array(z.string()) })),
      }),
      logs: 'nothing',
    }),
    /** Writes all accepted rows, and those `chosen` (by line) of the `maybe` ones, in one transaction, or none. */
    run: defineCall({
      room: 'window',
      roles,
      input: z.object({ job: jobId, chosen: z.array(z.int()).max(mostChosen) }),
      output: z.object({ added: z.int(), updated: z.int(), refused: z.int(), doubtful: z.int() }),
      logs: 'nothing',
    }),
    cancel: defineCall({ room: 'window', roles, input: z.object({ job: jobId }), output: nothing, logs: 'nothing' }),
    /** Saves the refused rows with their reasons as xlsx. `file` is null when the dialog was closed. */
    exportRefused: defineCall({
      room: 'window',
      roles,
      input: z.object({ job: jobId }),
      output: z.object({ file: z.string().nullable() }),
      logs: 'nothing',
    }),
  } as const;
}

const factories = callsFor(companyStaff);
const people = callsFor(counsellors);
const companies = callsFor(companyStaff);

export const importCalls = {
  'factoryImport.choose': factories.choose,
  'factoryImport.dryRun': factories.dryRun,
  'factoryImport.rows': factories.rows,
  'factoryImport.run': factories.run,
  'factoryImport.cancel': factories.cancel,
  'factoryImport.exportRefused': factories.exportRefused,
  'personImport.choose': people.choose,
  'personImport.dryRun': people.dryRun,
  'personImport.rows': people.rows,
  'personImport.run': people.run,
  'personImport.cancel': people.cancel,
  'personImport.exportRefused': people.exportRefused,
  'companyImport.choose': companies.choose,
  'companyImport.dryRun': companies.dryRun,
  'companyImport.rows': companies.rows,
  'companyImport.run': companies.run,
  'companyImport.cancel': companies.cancel,
  'companyImport.exportRefused': companies.exportRefused,
} as const;
