import { z } from '../zod.ts';
import { erasedKinds, erasureFields, erasureInput, mostErasedAtOnce } from '../model/erasure.ts';
import { dayText, listOf, pageOf, recordId } from './common.ts';
import { defineCall } from './define.ts';

const people = z.array(recordId).min(1).max(mostErasedAtOnce);
const counts = z.record(z.enum(erasedKinds), z.int().min(0));

/** What one laptop has said of a line of the 파기대장. */
const carriedOut = z.object({
  /** Number and name of the laptop. */
  laptop: z.string(),
  here: z.boolean(),
  /** Instants by its own clock; null: not yet. */
  store: z.number().nullable(),
  backups: z.number().nullable(),
});

const ledgerLine = erasureFields.omit({ notResident: true }).extend({
  id: recordId,
  by: z.string(),
  at: z.number(),
  /** All laptops in use at the time and now, this one first. */
  laptops: z.array(carriedOut),
  /** The day by which the last backup here that could hold them is gone; null when it is. */
  backupsUntil: dayText.nullable(),
});
export type ErasureLine = z.output<typeof ledgerLine>;

/** 파기 (domain §13, behaviours N6): destroys people for ever, here and on every laptop, and keeps the 파기대장. */
export const erasureCalls = {
  /** What would be destroyed. */
  'erasure.preview': defineCall({
    room: 'read',
    roles: ['admin'],
    input: z.object({ ids: people }),
    output: z.object({ numbers: z.array(z.string()), counts }),
    logs: ({ ids }) => ({ act: 'view', recordType: 'person', ids, detail: { part: 'erasure' } }),
  }),
  /**
   * Destroys them. There is no way back. Refuses with `checkFields`, `notFound`. People who were said to be the same
   * person go with them.
   */
  'erasure.carryOut': defineCall({
    room: 'write',
    roles: ['admin'],
    input: z.object({ ids: people, values: erasureInput }),
    output: z.object({ id: recordId, counts }),
    logs: ({ ids, values }, { counts: gone }) => ({
      act: 'erase',
      recordType: 'person',
      ids,
      detail: { reason: values.reason, ...gone },
    }),
  }),
  /** 파기대장, newest first. */
  'erasure.ledger': defineCall({
    room: 'read',
    roles: ['admin'],
    input: z.object(pageOf),
    output: listOf(ledgerLine),
    logs: 'nothing',
  }),
} as const;
