import { z } from '../zod.ts';
import { readers } from '../model/role.ts';
import { recordId } from './common.ts';
import { defineCall } from './define.ts';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Lists of codes, and lists of lines (careers) with their columns. */
const fieldValue = z.union([plain, z.array(z.string()), z.array(z.record(z.string(), plain))]);

/** One change of a record as people read it: who, when, on which laptop, and each field's old and new value. */
export const pastChange = z.object({
  at: z.string(),
  who: z.string(),
  laptop: z.string(),
  /** Whether the record was made by it. */
  made: z.boolean(),
  fields: z.array(z.object({ field: z.string(), before: fieldValue, after: fieldValue })),
});
export type PastChange = z.output<typeof pastChange>;

export const historyCalls = {
  /** 이력: every value that a record's fields have had (C6, C7); newest first, at most the last 200 changes. */
  'history.ofRecord': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ type: z.enum(['person', 'company']), id: recordId }),
    output: z.object({ changes: z.array(pastChange), more: z.boolean() }),
    logs: ({ type, id }) => ({ act: 'view', recordType: type, ids: [id], detail: { part: 'history' } }),
  }),
} as const;
