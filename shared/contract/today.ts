import { z } from '../zod.ts';
import { companyStaff, counsellors, readers } from '../model/role.ts';
import { snoozable, snoozeInput } from '../model/snooze.ts';
import { defineCall } from './define.ts';
import { dayText, recordId } from './common.ts';

const dated = {
  /** The day the thing is due. */
  due: dayText,
  /** Days until due; negative when it is past. */
  daysLeft: z.int(),
  note: z.string(),
};

const todayItem = z.object({
  personId: recordId,
  name: z.string(),
  phone: z.string().nullable(),
  /** Name and telephone are hidden, because the case is not the reader's own; `person.reveal` tells them. */
  masked: z.boolean(),
  ...dated,
});
export type TodayItem = z.output<typeof todayItem>;

const todayCompanyItem = z.object({
  companyId: recordId,
  /** The promise or certificate. */
  id: recordId,
  name: z.string(),
  phone: z.string().nullable(),
  ...dated,
});
export type TodayCompanyItem = z.output<typeof todayCompanyItem>;

/** Whose work is shown: one's own cases and promises, or everybody's. */
const todayOf = z.enum(['mine', 'team']);

export const todayCalls = {
  /** 오늘: what is due, derived and never typed (C9). Each group gives its first 15 and how many there are. */
  'today.get': defineCall({
    room: 'read',
    roles: readers,
    /** Left out: the team's. */
    input: z.object({ of: todayOf.optional() }),
    output: z.object({
      day: dayText,
      groups: z.array(
        z.object({
          kind: z.enum(['nextConsultation', 'expiring', 'stay']),
          total: z.int(),
          items: z.array(todayItem),
        }),
      ),
      companyGroups: z.array(
        z.object({
          kind: z.enum(['promise', 'certificate']),
          total: z.int(),
          items: z.array(todayCompanyItem),
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
  /** 미루기: takes things about people off 오늘 until a day, all with one reason. */
  'today.snooze': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({
      items: z
        .array(z.object({ kind: z.enum(snoozable), personId: recordId, due: dayText }))
        .min(1)
        .max(100),
      ...snoozeInput.shape,
    }),
    output: z.object({ snoozed: z.int() }),
    logs: ({ items }) => ({
      act: 'change',
      recordType: 'person',
      ids: [...new Set(items.map((item) => item.personId))],
    }),
  }),
  /** 약속 지킴: notes that a promise was kept today. */
  'today.keepPromise': defineCall({
    room: 'write',
    roles: companyStaff,
    input: z.object({ id: recordId }),
    output: z.object({ companyId: recordId }),
    logs: (_input, { companyId }) => ({ act: 'change', recordType: 'company', ids: [companyId] }),
  }),
} as const;
