import { z } from '../zod.ts';
import { counsellors, readers } from '../model/role.ts';
import { consultationFields, consultationInput } from '../model/consultation.ts';
import { longestReason } from '../model/correction.ts';
import { defineCall } from './define.ts';
import { dayText, direction, listOf, pageOf, recordId } from './common.ts';
import { consultationFilter } from './listFilter.ts';

const consultationRow = z.object({
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

const consultationRecord = z.object({
  id: recordId,
  personId: recordId,
  fields: consultationFields,
  counsellor: z.string(),
  restricted: z.boolean(),
  /** When it was first saved, ms UTC: for a day after that a correction needs no reason. */
  createdAt: z.number(),
  /** How often it was corrected; `fields` are as the newest correction says. */
  corrections: z.int(),
  /** Whether the asker may correct it: its author and 관리자. */
  mayCorrect: z.boolean(),
});
export type ConsultationRecord = z.output<typeof consultationRecord>;

/** What a consultation said: first as saved, then as each correction made it. */
const consultationVersion = z.object({
  /** ms UTC. */
  at: z.number(),
  who: z.string(),
  /** 고친 사유; null where none was needed. */
  reason: z.string().nullable(),
  fields: consultationFields,
});

export const consultationCalls = {
  /** Saves one 상담일지 entry. A day in the future is refused; the past is allowed (domain §4.2). */
  'consultation.create': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ personId: recordId, consultation: consultationInput }),
    output: z.object({ id: recordId }),
    logs: ({ personId }) => ({ act: 'create', recordType: 'consultation', ids: [personId] }),
  }),
  /** 정정: what the consultation should have said. What it said stays (C7). */
  'consultation.correct': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ id: recordId, consultation: consultationInput, reason: z.string().max(longestReason * 2) }),
    output: z.object({ id: recordId, personId: recordId }),
    logs: (_input, { personId }) => ({ act: 'change', recordType: 'consultation', ids: [personId] }),
  }),
  /** All that a consultation ever said, oldest first; the last is what is shown. */
  'consultation.versions': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ id: recordId }),
    output: z.object({ personId: recordId, versions: z.array(consultationVersion) }),
    logs: (_input, { personId }) => ({ act: 'view', recordType: 'consultation', ids: [personId] }),
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
    input: z.object({ filter: consultationFilter.optional(), sort: z.enum(['day']), direction, ...pageOf }),
    output: listOf(consultationRow),
    logs: (_input, { rows }) => ({
      act: 'view',
      recordType: 'consultation',
      ids: [...new Set(rows.map((row) => row.personId))],
    }),
  }),
} as const;
