import { z } from '../zod.ts';
import { companyStaff, readers } from '../model/role.ts';
import { factoryFields } from '../model/factory.ts';
import { defineCall } from './define.ts';
import { direction, listOf, nothing, pageOf, recordId } from './common.ts';

export const factoryRow = z.object({
  id: recordId,
  name: z.string(),
  district: z.string().nullable(),
  complex: z.string().nullable(),
  /** True where the complex is our guess from dong and distance: shown as 추정. */
  complexGuessed: z.boolean(),
  industry: z.string(),
  rootTechnology: z.string().nullable(),
  /** How many doubts the import left on this line (possible duplicate, no address …). */
  doubts: z.int(),
  companyId: recordId.nullable(),
});
export type FactoryRow = z.output<typeof factoryRow>;

export const factoryRecord = z.object({
  id: recordId,
  fields: factoryFields,
  companyId: recordId.nullable(),
  /** Other lines of the directory that may be the same factory. */
  lookalikes: z.array(z.object({ id: recordId, name: z.string(), address: z.string(), why: z.string() })),
  source: z.string(),
});
export type FactoryRecord = z.output<typeof factoryRecord>;

const jobId = z.string().max(60);

/** A field of the 공장명부 that a column of the file can be connected to. */
export const importField = z.object({ key: z.string(), label: z.string(), required: z.boolean() });

/** A sheet as first seen: enough to check the header and the mapping by eye. */
export const importPreview = z.object({
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
    }),
  ),
});
export type ImportPreview = z.output<typeof importPreview>;

export const importSummary = z.object({
  rows: z.int(),
  add: z.int(),
  update: z.int(),
  same: z.int(),
  refused: z.int(),
  doubtful: z.int(),
  guessedComplex: z.int(),
  byDistrict: z.array(z.object({ district: z.string(), count: z.int() })),
  refusedBy: z.array(z.object({ reason: z.string(), count: z.int() })),
  doubtfulBy: z.array(z.object({ reason: z.string(), count: z.int() })),
});
export type ImportSummary = z.output<typeof importSummary>;

export const factoryCalls = {
  'factory.list': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({
      text: z.string().max(80),
      district: z.string().max(20).nullable(),
      rootOnly: z.boolean(),
      doubtfulOnly: z.boolean(),
      sort: z.enum(['name', 'district']),
      direction,
      ...pageOf,
    }),
    output: listOf(factoryRow),
    logs: 'nothing',
  }),
  'factory.get': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ id: recordId }),
    output: factoryRecord,
    logs: 'nothing',
  }),
} as const;

/**
 * Import of the 공장명부 (a list of registered factories that a city office sends): choose → dry run → run. What is written
 * and what is exported is logged where it happens: in the import's transaction, and before the file is there.
 */
export const factoryImportCalls = {
  /** Opens the file dialog in main, reads the file in its own worker. Null when the dialog was closed. */
  'factoryImport.choose': defineCall({
    room: 'window',
    roles: companyStaff,
    input: nothing,
    output: z.object({ preview: importPreview.nullable() }),
    logs: 'nothing',
  }),
  /** Judges every row without writing anything. */
  'factoryImport.dryRun': defineCall({
    room: 'window',
    roles: companyStaff,
    input: z.object({
      job: jobId,
      sheet: z.int().min(0),
      headerRow: z.int().min(0),
      mapping: z.record(z.string().max(40), z.int().min(0)),
    }),
    output: importSummary,
    logs: 'nothing',
  }),
  /** The rows behind the summary's numbers. */
  'factoryImport.rows': defineCall({
    room: 'window',
    roles: companyStaff,
    input: z.object({ job: jobId, kind: z.enum(['refused', 'doubtful']), ...pageOf }),
    output: z.object({
      total: z.int(),
      rows: z.array(z.object({ line: z.int(), name: z.string(), address: z.string(), reasons: z.array(z.string()) })),
    }),
    logs: 'nothing',
  }),
  /** Writes all accepted rows in one transaction, or none. */
  'factoryImport.run': defineCall({
    room: 'window',
    roles: companyStaff,
    input: z.object({ job: jobId }),
    output: z.object({ added: z.int(), updated: z.int(), refused: z.int(), doubtful: z.int() }),
    logs: 'nothing',
  }),
  'factoryImport.cancel': defineCall({
    room: 'window',
    roles: companyStaff,
    input: z.object({ job: jobId }),
    output: nothing,
    logs: 'nothing',
  }),
  /** Saves the refused rows with their reasons as xlsx. `file` is null when the dialog was closed. */
  'factoryImport.exportRefused': defineCall({
    room: 'window',
    roles: companyStaff,
    input: z.object({ job: jobId }),
    output: z.object({ file: z.string().nullable() }),
    logs: 'nothing',
  }),
} as const;
