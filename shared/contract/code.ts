import { z } from '../zod.ts';
import { codeTableNames } from '../codes/tables.ts';
import { codeEntryFields, codeEntryInput } from '../model/codeEntry.ts';
import { roleCodes } from '../model/role.ts';
import { formSeen, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

const codeEntryRecord = z.object({ id: recordId, fields: codeEntryFields, seen: formSeen });
export type CodeEntryRecord = z.output<typeof codeEntryRecord>;

export const codeCalls = {
  /** What this centre has said of its code tables; the tables themselves ship with the program. */
  'code.list': defineCall({
    room: 'read',
    roles: roleCodes,
    input: nothing,
    output: z.object({ entries: z.array(codeEntryRecord) }),
    logs: 'nothing',
  }),
  /** Changes a code or, with `code` null, adds one to a table: its code is given (`L` + laptop + number). */
  'code.save': defineCall({
    room: 'write',
    roles: ['admin'],
    input: z.object({
      table: z.enum(codeTableNames),
      code: z.string().max(20).nullable(),
      seen: formSeen.nullable(),
      entry: codeEntryInput,
    }),
    output: z.object({ id: recordId, code: z.string() }),
    logs: (_input, { id }) => ({ act: 'change', recordType: 'codeEntry', ids: [id] }),
  }),
} as const;
