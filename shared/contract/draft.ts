import { z } from '../zod.ts';
import { readers } from '../model/role.ts';
import { defineCall } from './define.ts';
import type { LogEntry } from './define.ts';
import { byField, longText, nothing } from './common.ts';

/** What a form was for: a new person, an edit of person 12, a consultation of person 12, … */
const draftSubject = z.object({
  form: z.enum(['person', 'consultation', 'correction', 'company', 'study', 'wish', 'stay', 'support', 'sensitive']),
  /** The record being edited, or for a consultation the person it is about (a correction: the talk); null for a new one. */
  about: z.int().positive().nullable(),
});
export type DraftSubject = z.output<typeof draftSubject>;

const draft = z.object({
  subject: draftSubject,
  /** Field name → what was typed, as typed. */
  values: byField(longText),
  savedAt: z.number(),
  /** For the list of open drafts: whose record it is about, or the name typed so far. */
  title: z.string(),
});
export type Draft = z.output<typeof draft>;

/** A draft about somebody shows their name. What was typed about nobody yet is its author's own. */
function viewed(drafts: readonly Draft[]): LogEntry {
  const ids = drafts.flatMap(({ subject: { form, about } }) =>
    form === 'company' || form === 'correction' || about === null ? [] : [about],
  );
  const sensitive = drafts.some(({ subject }) => subject.form === 'sensitive');
  const detail = sensitive ? { detail: { part: 'sensitive' } } : {};
  return { act: 'view', recordType: 'person', ids: [...new Set(ids)], ...detail };
}

/** Drafts are each user's own, on this laptop only, and are never synced. */
export const draftCalls = {
  'draft.save': defineCall({
    room: 'write',
    roles: readers,
    input: z.object({ subject: draftSubject, values: draft.shape.values }),
    output: z.object({ savedAt: z.number() }),
    logs: 'nothing',
  }),
  'draft.discard': defineCall({
    room: 'write',
    roles: readers,
    input: z.object({ subject: draftSubject }),
    output: nothing,
    logs: 'nothing',
  }),
  'draft.get': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ subject: draftSubject }),
    output: z.object({ draft: draft.nullable() }),
    logs: (_input, { draft: found }) => viewed(found ? [found] : []),
  }),
  'draft.list': defineCall({
    room: 'read',
    roles: readers,
    input: nothing,
    output: z.object({ drafts: z.array(draft) }),
    logs: (_input, { drafts }) => viewed(drafts),
  }),
} as const;
