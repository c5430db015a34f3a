import { z } from '../zod.ts';
import { readers } from '../model/role.ts';
import { defineCall } from './define.ts';
import { dayText, nothing, recordId } from './common.ts';

export const todayItem = z.object({
  personId: recordId,
  name: z.string(),
  phone: z.string().nullable(),
  /** Name and telephone are hidden, because the case is not the reader's own; `person.reveal` tells them. */
  masked: z.boolean(),
  /** The day the thing is due. */
  due: dayText,
  /** Days until due; negative when it is past. */
  daysLeft: z.int(),
  note: z.string(),
});
export type TodayItem = z.output<typeof todayItem>;

export const todayCalls = {
  /** 오늘: what is due, derived and never typed (C9). Each group gives its first 15 and how many there are. */
  'today.get': defineCall({
    room: 'read',
    roles: readers,
    input: nothing,
    output: z.object({
      day: dayText,
      groups: z.array(
        z.object({
          kind: z.enum(['nextConsultation', 'expiring']),
          total: z.int(),
          items: z.array(todayItem),
        }),
      ),
      counts: z.object({ people: z.int(), companies: z.int(), factories: z.int(), consultationsThisMonth: z.int() }),
    }),
    logs: (_input, { groups }) => ({
      act: 'view',
      recordType: 'person',
      ids: [...new Set(groups.flatMap((group) => group.items.map((item) => item.personId)))],
    }),
  }),
} as const;
