import { z } from '../zod.ts';
import { consentFields, longestSignature } from '../model/consent.ts';
import { consentItems, templateFields, templateKinds } from '../model/consentTemplate.ts';
import { counsellors, readers } from '../model/role.ts';
import { byField, dayText, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

const template = templateFields.extend({ key: z.string(), by: z.string() });
/** A consent form as typed. */
const typed = byField(z.string().max(longestSignature));

/** One thing that a person was told and said, for showing. */
const consentEvent = consentFields.extend({ id: recordId, by: z.string(), createdAt: z.number() });

const consentState = z.object({
  item: z.enum(consentItems),
  state: z.enum(['none', 'granted', 'refused', 'withdrawn']),
  /** Who may be given the data now; of 제3자 제공 only. */
  recipients: z.array(z.string()),
  /** The day and way of the last word; null while nothing was said. */
  day: dayText.nullable(),
  method: consentFields.shape.method.nullable(),
});

export const consentCalls = {
  /** All versions of the notice and the consent form, the program's own among them, newest first. */
  'consent.templates': defineCall({
    room: 'read',
    roles: readers,
    input: nothing,
    output: z.object({ templates: z.array(template) }),
    logs: 'nothing',
  }),
  /** A new version; what was said under older ones keeps their words. */
  'consent.saveTemplate': defineCall({
    room: 'write',
    roles: ['admin'],
    input: z.object({ kind: z.enum(templateKinds), values: byField(z.string().max(8000)) }),
    output: z.object({ id: recordId }),
    logs: (_input, { id }) => ({ act: 'create', recordType: 'consentTemplate', ids: [id] }),
  }),
  /** What holds now of each item, whether the notice was given, and all that was said, newest first. */
  'consent.ofPerson': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ id: recordId }),
    output: z.object({
      items: z.array(consentState),
      /** The day of the last notice; null when none was given. */
      noticedOn: dayText.nullable(),
      events: z.array(consentEvent),
    }),
    logs: ({ id }) => ({ act: 'view', recordType: 'person', ids: [id], detail: { part: 'consent' } }),
  }),
  /** 고지와 동의: what a person was told and said, once and for ever. By telephone it takes no more than the items. */
  'consent.record': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ id: recordId, values: typed }),
    output: z.object({ id: recordId }),
    logs: ({ id }) => ({ act: 'change', recordType: 'person', ids: [id], detail: { part: 'consent' } }),
  }),
  /** 동의 철회: stops use at once. `recipients` empty: of every recipient. */
  'consent.withdraw': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({
      id: recordId,
      item: z.enum(consentItems),
      recipients: z.array(z.string().max(200)).max(100),
      method: consentFields.shape.method,
    }),
    output: z.object({ id: recordId }),
    logs: ({ id, item }) => ({ act: 'change', recordType: 'person', ids: [id], detail: { withdrawn: item } }),
  }),
} as const;
export type ConsentEventShown = z.output<typeof consentEvent>;
export type ConsentStateShown = z.output<typeof consentState>;
