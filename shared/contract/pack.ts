import { z } from '../zod.ts';
import { nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

export const packCalls = {
  /** The 자료 묶음 of the centre by name, to give one to a new laptop; `own`: what this laptop holds, null for all of the centre. */
  'pack.list': defineCall({
    room: 'read',
    roles: ['admin'],
    input: nothing,
    output: z.object({
      packs: z.array(z.object({ id: recordId, name: z.string() })),
      own: z.string().nullable(),
    }),
    logs: 'nothing',
  }),
} as const;
