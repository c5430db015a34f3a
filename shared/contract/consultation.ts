import { z } from '../zod.ts';
import { counsellors, readers } from '../model/role.ts';
import { consultationFields, consultationInput } from '../model/consultation.ts';
import { defineCall } from './define.ts';
import { dayText, direction, listOf, pageOf, recordId } from './common.ts';

export const consultationRow = z.object({
  id: recordId,
  personId: recordId,
  personName: z.string(),
  /** The person's name is hidden; `person.reveal` tells it. */
  masked: z.boolean(),
  day: dayText,
  time: z.string(),
  method: z.string(),
  type: z.string(),
  counsellor: z.string(),
  excerpt: z.string(),
  /** 열람제한: only its author and 관리자 see it. */
  restricted: z.boolean(),
  nextDay: dayText.nullable(),
});
export type ConsultationRow = z.output<typeof consultationRow>;

export const consultationRecord = z.object({
  id: recordId,
  personId: recordId,
  fields: consultationFields,
  counsellor: z.string(),
  restricted: z.boolean(),
  createdAt: z.number(),
});
export type ConsultationRecord = z.output<typeof consultationRecord>;

export const consultationCalls = {
  /** Saves one 상담일지 entry. A day in the future is refused; the past is allowed (domain §4.2). */
  'consultation.create': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ personId: recordId, consultation: consultationInput }),
    output: z.object({ id: recordId }),
    logs: ({ personId }) => ({ act: 'create', recordType: 'consultation', ids: [personId] }),
  }),
  /** A person's consultations with their text, newest first. */
  'consultation.ofPerson': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ personId: recordId, offset: pageOf.offset, limit: z.int().min(1).max(20) }),
    output: listOf(consultationRecord),
    logs: ({ personId }) => ({ act: 'view', recordType: 'consultation', ids: [personId] }),
  }),
  'consultation.list': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ sort: z.enum(['day']), direction, ...pageOf }),
    output: listOf(consultationRow),
    logs: (_input, { rows }) => ({
      act: 'view',
      recordType: 'consultation',
      ids: [...new Set(rows.map((row) => row.personId))],
    }),
  }),
} as const;
