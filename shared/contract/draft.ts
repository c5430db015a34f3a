import { z } from '../zod.ts';
import { longestSignature } from '../model/consent.ts';
import { readers } from '../model/role.ts';
import { defineCall } from './define.ts';
import type { LogEntry } from './define.ts';
import { byField, nothing, recordId } from './common.ts';
import { companyPartKinds } from './companyPart.ts';
import type { CompanyPartKind } from './companyPart.ts';

/** Forms about a person: an edit of person 12, a consultation of person 12, … */
export const personDrafts = [
  'person',
  'consultation',
  'study',
  'wish',
  'stay',
  'support',
  'sensitive',
  'consent',
] as const;
export type PersonDraft = (typeof personDrafts)[number];

/** The form that adds a part to a company, by its kind; the form that changes one has the kind's own name. */
export const newPartDrafts = {
  site: 'newSite',
  contact: 'newContact',
  certificate: 'newCertificate',
  promise: 'newPromise',
} as const satisfies Readonly<Record<CompanyPartKind, string>>;
const newParts = ['newSite', 'newContact', 'newCertificate', 'newPromise'] as const;

/** What a form was for. */
const draftSubject = z.object({
  form: z.enum([...personDrafts, 'correction', 'company', ...companyPartKinds, ...newParts]),
  /**
   * The record being edited; for a consultation and 동의 the person, for a correction the talk, for a new part the company;
   * null for a new person or company.
   */
  about: z.int().positive().nullable(),
});
export type DraftSubject = z.output<typeof draftSubject>;

/** The kind of part that a form adds or changes; null for any other form. */
export function partOfDraft(
  form: DraftSubject['form'],
): { readonly kind: CompanyPartKind; readonly isNew: boolean } | null {
  for (const kind of companyPartKinds) {
    if (form === kind) return { kind, isNew: false };
    if (form === newPartDrafts[kind]) return { kind, isNew: true };
  }
  return null;
}

/** Whether a form is about a person, whose data its draft shows. */
export function isPersonDraft(form: DraftSubject['form']): form is PersonDraft {
  return (personDrafts as readonly string[]).includes(form);
}

const draft = z.object({
  subject: draftSubject,
  /** Field name → what was typed, as typed. */
  values: byField(z.string().max(longestSignature)),
  savedAt: z.number(),
  /** For the list of open drafts: whose record it is about, or the name typed so far. */
  title: z.string(),
  /** Of a part of a company: the company on whose page it goes on. */
  companyId: recordId.nullable(),
});
export type Draft = z.output<typeof draft>;

/** A draft about somebody shows their name. What was typed about nobody yet is its author's own. */
function viewed(drafts: readonly Draft[]): LogEntry {
  const ids = drafts.flatMap(({ subject: { form, about } }) => (isPersonDraft(form) && about !== null ? [about] : []));
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
  /** Parts of a company that the asker began to write and did not save: its page opens them again. `id` null: a new one. */
  'draft.ofCompany': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ companyId: recordId }),
    output: z.object({ parts: z.array(z.object({ kind: z.enum(companyPartKinds), id: recordId.nullable() })) }),
    logs: 'nothing',
  }),
  'draft.list': defineCall({
    room: 'read',
    roles: readers,
    input: nothing,
    output: z.object({ drafts: z.array(draft) }),
    logs: (_input, { drafts }) => viewed(drafts),
  }),
} as const;
