import { z } from '../zod.ts';
import { counsellors, readers } from '../model/role.ts';
import { personFields, personInput } from '../model/person.ts';
import { defineCall } from './define.ts';
import { dayText, direction, formSeen, listOf, pageOf, recordId } from './common.ts';

export const personRow = z.object({
  id: recordId,
  number: z.string(),
  name: z.string(),
  birth: dayText.nullable(),
  sex: personFields.shape.sex,
  mobile: z.string().nullable(),
  district: z.string().nullable(),
  intakeDay: dayText,
  validUntil: dayText,
  lastConsultation: dayText.nullable(),
});
export type PersonRow = z.output<typeof personRow>;

export const personRecord = z.object({
  id: recordId,
  /** 관리번호: laptop number and sequence, so that laptops apart never collide. */
  number: z.string(),
  fields: personFields,
  intakeDay: dayText,
  validUntil: dayText,
  createdBy: z.string(),
  createdAt: z.number(),
  changedAt: z.number(),
  /** What the form was read with; goes back with the change, so that an edit replaces only what its author saw. */
  seen: formSeen,
});
export type PersonRecord = z.output<typeof personRecord>;

export const duplicate = z.object({
  id: recordId,
  name: z.string(),
  birth: dayText.nullable(),
  mobile: z.string().nullable(),
  reason: z.enum(['same', 'sameNameBirth', 'samePhone', 'nearNameSameBirth']),
});

export const personCalls = {
  /** 접수: saves a person with a name, one contact and 유입경로 (C2). Refuses with a sentence per field. */
  'person.create': defineCall({
    room: 'write',
    roles: counsellors,
    input: personInput,
    output: z.object({ id: recordId }),
    logs: (_input, { id }) => ({ act: 'create', recordType: 'person', ids: [id] }),
  }),
  'person.change': defineCall({
    room: 'write',
    roles: counsellors,
    /** `before` is the form as it was opened: only what its author changed is written. */
    input: z.object({ id: recordId, seen: formSeen, before: personInput, person: personInput }),
    output: z.object({ id: recordId }),
    logs: ({ id }) => ({ act: 'change', recordType: 'person', ids: [id] }),
  }),
  'person.get': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ id: recordId }),
    output: personRecord,
    logs: ({ id }) => ({ act: 'view', recordType: 'person', ids: [id] }),
  }),
  'person.list': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ sort: z.enum(['name', 'intakeDay', 'birth']), direction, ...pageOf }),
    output: listOf(personRow),
    logs: (_input, { rows }) => ({ act: 'view', recordType: 'person', ids: rows.map((row) => row.id) }),
  }),
  /** Who this could already be, before saving (C3): warns, never blocks. `except` is the record being edited. */
  'person.duplicates': defineCall({
    room: 'read',
    roles: counsellors,
    input: personInput.pick({ name: true, birth: true, mobile: true }).extend({ except: recordId.optional() }),
    output: z.object({ matches: z.array(duplicate) }),
    logs: (_input, { matches }) =>
      matches.length > 0 ? { act: 'search', recordType: 'person', ids: matches.map((match) => match.id) } : null,
  }),
} as const;
