import { z } from '../zod.ts';
import { counsellors, readers } from '../model/role.ts';
import { personFields, personInput } from '../model/person.ts';
import { sectionFields, sectionNames } from '../model/personSections.ts';
import { sensitiveFields } from '../model/sensitive.ts';
import { defineCall, idsByLine } from './define.ts';
import { byField, dayText, direction, formSeen, listOf, longText, pageOf, recordId } from './common.ts';
import { mostMarked } from './list.ts';
import { personFilter } from './listFilter.ts';

const personRow = z.object({
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
  /** 담당 상담사. */
  counsellor: z.string(),
  /** 열람제한: told to those who see it at all. */
  restricted: z.boolean(),
  /** Name and telephone are hidden, because the case is not the reader's own; `person.reveal` tells them. */
  masked: z.boolean(),
});
export type PersonRow = z.output<typeof personRow>;

const personRecord = z.object({
  id: recordId,
  /** 관리번호: laptop number and sequence, so that laptops apart never collide. */
  number: z.string(),
  fields: personFields,
  /** What the sections of the 구직신청서 hold. */
  more: sectionFields,
  intakeDay: dayText,
  validUntil: dayText,
  /** 담당 상담사; null when it is nobody who is known here. */
  counsellor: z.object({ id: recordId, name: z.string() }).nullable(),
  /** 열람제한: only the counsellor and 관리자 see that the person is there. */
  restricted: z.boolean(),
  restrictedReason: z.string().nullable(),
  /** Whether the reader may see and change the 민감정보. */
  seesSensitive: z.boolean(),
  /** Whether the reader may hand the case on and restrict it. */
  manages: z.boolean(),
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

/** Longest reason for an 열람제한. */
export const longestReason = 200;

/** A section's form as typed; the section's own reader judges it. */
const typed = byField(longText);

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
  /** Saves one section of the 구직신청서; only what differs from `before` is written. */
  'person.changeSection': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ id: recordId, section: z.enum(sectionNames), seen: formSeen, before: typed, values: typed }),
    output: z.object({ id: recordId }),
    logs: ({ id, section }) => ({ act: 'change', recordType: 'person', ids: [id], detail: { part: section } }),
  }),
  /** 민감정보 of a person whose case is the reader's own, or any for 관리자 (domain §9.4). Read only when asked for. */
  'person.sensitive': defineCall({
    room: 'read',
    roles: counsellors,
    input: z.object({ id: recordId }),
    output: z.object({
      /** Empty while nothing is kept. */
      fields: sensitiveFields,
      /** Whether consent to 민감정보 holds now; without it nothing may be written but its being taken out. */
      consented: z.boolean(),
      changedAt: z.number().nullable(),
      seen: formSeen.nullable(),
    }),
    logs: ({ id }) => ({ act: 'view', recordType: 'person', ids: [id], detail: { part: 'sensitive' } }),
  }),
  'person.changeSensitive': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ id: recordId, seen: formSeen.nullable(), before: typed, values: typed }),
    output: z.object({ id: recordId }),
    logs: ({ id }) => ({ act: 'change', recordType: 'person', ids: [id], detail: { part: 'sensitive' } }),
  }),
  'person.list': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({
      filter: personFilter.optional(),
      sort: z.enum(['name', 'intakeDay', 'birth']),
      direction,
      ...pageOf,
    }),
    output: listOf(personRow),
    /** A masked row tells nobody who it is: its being seen is `person.reveal` or `person.get`. */
    logs: (_input, { rows }) => ({
      act: 'view',
      recordType: 'person',
      ids: rows.filter(({ masked }) => !masked).map(({ id }) => id),
    }),
  }),
  /** 보기: the name and telephone of one masked row (domain §9.3). */
  'person.reveal': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ id: recordId }),
    output: z.object({ id: recordId, name: z.string(), phone: z.string().nullable() }),
    logs: ({ id }) => ({ act: 'reveal', recordType: 'person', ids: [id] }),
  }),
  /**
   * 담당 변경: the counsellor of the case and 관리자 hand it on; any 상담사 takes one whose counsellor works no more. Who
   * gives a restricted person away does not see it again.
   */
  'person.assign': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ id: recordId, counsellorId: recordId }),
    output: z.object({ id: recordId }),
    logs: ({ id, counsellorId }) => ({
      act: 'change',
      recordType: 'person',
      ids: [id],
      detail: { counsellor: counsellorId },
    }),
  }),
  /**
   * 담당 변경 of many people in one command. What the asker may not hand on stays as it is and is counted as `refused`;
   * people who do not exist for them are refused likewise.
   */
  'person.assignMany': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ ids: z.array(recordId).min(1).max(mostMarked), counsellorId: recordId }),
    output: z.object({ changed: z.array(recordId), refused: z.int() }),
    logs: ({ counsellorId }, { changed }) =>
      idsByLine(changed).map((ids) => ({
        act: 'change',
        recordType: 'person',
        ids,
        count: ids.length,
        detail: { counsellor: counsellorId },
      })),
  }),
  /** 열람제한 on or off, by who may hand the case on. The reason stays with the record, never in the log. */
  'person.restrict': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ id: recordId, restricted: z.boolean(), reason: z.string().max(4 * longestReason) }),
    output: z.object({ id: recordId }),
    logs: ({ id, restricted }) => ({ act: 'change', recordType: 'person', ids: [id], detail: { restricted } }),
  }),
  /**
   * Who this could already be, before saving (C3): warns, never blocks. `except` is the record being edited.
   * `restricted`: somebody matches whom the reader may not see; nothing more is told.
   */
  'person.duplicates': defineCall({
    room: 'read',
    roles: counsellors,
    input: personInput.pick({ name: true, birth: true, mobile: true }).extend({ except: recordId.optional() }),
    output: z.object({ matches: z.array(duplicate), restricted: z.boolean() }),
    logs: (_input, { matches, restricted }) =>
      matches.length > 0 || restricted
        ? {
            act: 'search',
            recordType: 'person',
            ids: matches.map((match) => match.id),
            // Asking for restricted people by their data leaves a line too.
            count: matches.length + (restricted ? 1 : 0),
          }
        : null,
  }),
} as const;
