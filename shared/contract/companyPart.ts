import { z } from '../zod.ts';
import { certificateFields } from '../model/certificate.ts';
import { contactFields } from '../model/contact.ts';
import { promiseFields } from '../model/promise.ts';
import { companyStaff, readers } from '../model/role.ts';
import { siteFields } from '../model/site.ts';
import { byField, formSeen, recordId } from './common.ts';
import { defineCall } from './define.ts';

/** What hangs on a company: 사업장, 담당자, 확인서·인증, 약속. */
export const companyPartKinds = ['site', 'contact', 'certificate', 'promise'] as const;
export type CompanyPartKind = (typeof companyPartKinds)[number];

function partsOf<T extends z.ZodType>(fields: T) {
  return z.array(z.object({ id: recordId, fields, seen: formSeen, changedAt: z.number() }));
}

export const companyParts = z.object({
  site: partsOf(siteFields),
  contact: partsOf(contactFields),
  certificate: partsOf(certificateFields),
  promise: partsOf(promiseFields),
});
export type CompanyParts = z.output<typeof companyParts>;

/** A form as typed; the part's own reader judges it. */
const typed = byField(z.string().max(4000));

/** In the access log a part counts as its company: that is whose data was touched. */
export const companyPartCalls = {
  /** All parts of one company that were not removed: a few dozen at most (the first 200 of each kind). */
  'companyPart.list': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ companyId: recordId }),
    output: companyParts,
    logs: ({ companyId }) => ({ act: 'view', recordType: 'company', ids: [companyId] }),
  }),
  /** Adds a part (`id` null) or changes one; only what differs from `before` is written. */
  'companyPart.save': defineCall({
    room: 'write',
    roles: companyStaff,
    input: z.object({
      companyId: recordId,
      kind: z.enum(companyPartKinds),
      id: recordId.nullable(),
      seen: formSeen.nullable(),
      before: typed,
      values: typed,
    }),
    output: z.object({ id: recordId }),
    logs: ({ companyId }) => ({ act: 'change', recordType: 'company', ids: [companyId] }),
  }),
  /** Takes a part off its company; its history stays. `undo` puts it back. */
  'companyPart.remove': defineCall({
    room: 'write',
    roles: companyStaff,
    input: z.object({
      companyId: recordId,
      kind: z.enum(companyPartKinds),
      id: recordId,
      undo: z.boolean(),
    }),
    output: z.object({ id: recordId }),
    logs: ({ companyId, undo }) => ({ act: undo ? 'change' : 'delete', recordType: 'company', ids: [companyId] }),
  }),
} as const;
