import { z } from '../zod.ts';
import { exportPurposes } from '../codes/exportPurpose.ts';
import { companyStaff, readers } from '../model/role.ts';
import { defineCall } from './define.ts';
import { direction, line, nothing, recordId } from './common.ts';
import { listAndFilter, listNames } from './listFilter.ts';

/** So many rows can be marked at once. */
export const mostMarked = 10_000;

/** So many filters of one list a user keeps by name. */
export const mostViews = 30;

/** Longest name of a kept filter. */
export const longestViewName = 40;

const list = z.enum(listNames);
const viewName = z.string().max(200);
/** Keys of columns, in their order. */
const columnKeys = z.array(z.string().max(40)).max(40);

/** A filter that a user keeps by name; each user's own, on this laptop only. */
const listView = z.object({ name: z.string(), of: listAndFilter });
export type ListView = z.output<typeof listView>;

const purposeCodes = exportPurposes.map(({ code }) => code) as [string, ...string[]];

export const listCalls = {
  /** Ids of a list's newest 10,000 rows and how many rows it has, so that all can be marked without being loaded. */
  'list.ids': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ of: listAndFilter }),
    output: z.object({ ids: z.array(recordId), total: z.int() }),
    logs: 'nothing',
  }),
  /** What a user has kept of a list: filters by name, and how they left it last. */
  'list.views': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ list }),
    output: z.object({
      views: z.array(listView),
      last: z.object({ of: listAndFilter, columns: columnKeys.nullable() }).nullable(),
    }),
    logs: 'nothing',
  }),
  /** Keeps a filter under a name; one of that name is replaced. */
  'list.keepView': defineCall({
    room: 'write',
    roles: readers,
    input: z.object({ name: viewName, of: listAndFilter }),
    output: nothing,
    logs: 'nothing',
  }),
  'list.dropView': defineCall({
    room: 'write',
    roles: readers,
    input: z.object({ list, name: viewName }),
    output: nothing,
    logs: 'nothing',
  }),
  /** Keeps how the list stands now: its filter and its columns (null: the usual ones). */
  'list.keepLast': defineCall({
    room: 'write',
    roles: readers,
    input: z.object({ of: listAndFilter, columns: columnKeys.nullable() }),
    output: nothing,
    logs: 'nothing',
  }),
  /**
   * 내보내기: saves what is filtered, or the marked rows of it, as xlsx by the save dialog. Masked unless `unmasked`,
   * which only tells people of the asker's own cases, and all to 관리자. The export with its purpose, count and ids is in
   * the access log before the file is written; nothing is logged when the dialog is closed.
   */
  'list.export': defineCall({
    room: 'window',
    roles: companyStaff,
    input: z.object({
      of: listAndFilter,
      /** Marked rows; null: all of the filter. */
      ids: z.array(recordId).max(mostMarked).nullable(),
      sort: z.string().max(20),
      direction,
      columns: columnKeys,
      unmasked: z.boolean(),
      purpose: z.enum(purposeCodes),
      reason: line,
    }),
    /** The file, null when the dialog was closed. */
    output: z.object({ file: z.string().nullable(), rows: z.int() }),
    logs: 'nothing',
  }),
} as const;
