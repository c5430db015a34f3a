import { z } from '../zod.ts';
import { companyStaff, readers } from '../model/role.ts';
import { companyFields, companyInput } from '../model/company.ts';
import { defineCall } from './define.ts';
import { direction, formSeen, listOf, pageOf, recordId } from './common.ts';
import { companyFilter } from './listFilter.ts';

const companyRow = z.object({
  id: recordId,
  name: z.string(),
  businessNumber: z.string().nullable(),
  district: z.string().nullable(),
  complex: z.string().nullable(),
  rootTechnology: z.string().nullable(),
  phone: z.string().nullable(),
});
export type CompanyRow = z.output<typeof companyRow>;

const companyRecord = z.object({
  id: recordId,
  fields: companyFields,
  factoryId: recordId.nullable(),
  createdBy: z.string(),
  createdAt: z.number(),
  changedAt: z.number(),
  /** What the form was read with; goes back with the change, so that an edit replaces only what its author saw. */
  seen: formSeen,
});
export type CompanyRecord = z.output<typeof companyRecord>;

const saved = z.object({ id: recordId });

/**
 * So many lines of the 공장명부 become companies in one step: a 기업 is whom the centre deals with, never a whole list
 * (domain §13).
 */
export const mostMadeAtOnce = 100;

export const companyCalls = {
  'company.create': defineCall({
    room: 'write',
    roles: companyStaff,
    input: companyInput,
    output: saved,
    logs: (_input, { id }) => ({ act: 'create', recordType: 'company', ids: [id] }),
  }),
  /** Makes a 기업 of a line of the 공장명부, at first contact (domain §13). Made once: again gives the same record. */
  'company.fromFactory': defineCall({
    room: 'write',
    roles: companyStaff,
    input: z.object({ factoryId: recordId }),
    output: z.object({ id: recordId, already: z.boolean() }),
    logs: (_input, { id, already }) => ({ act: already ? 'view' : 'create', recordType: 'company', ids: [id] }),
  }),
  /** The same of some marked lines at once; those that are companies already stay as they are and are counted. */
  'company.fromFactories': defineCall({
    room: 'write',
    roles: companyStaff,
    input: z.object({ factoryIds: z.array(recordId).min(1).max(mostMadeAtOnce) }),
    output: z.object({ made: z.array(recordId), already: z.int() }),
    logs: (_input, { made }) => (made.length === 0 ? null : { act: 'create', recordType: 'company', ids: made }),
  }),
  'company.change': defineCall({
    room: 'write',
    roles: companyStaff,
    /** `before` is the form as it was opened: only what its author changed is written. */
    input: z.object({ id: recordId, seen: formSeen, before: companyInput, company: companyInput }),
    output: saved,
    logs: ({ id }) => ({ act: 'change', recordType: 'company', ids: [id] }),
  }),
  'company.get': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ id: recordId }),
    output: companyRecord,
    logs: ({ id }) => ({ act: 'view', recordType: 'company', ids: [id] }),
  }),
  'company.list': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ filter: companyFilter.optional(), sort: z.enum(['name', 'district']), direction, ...pageOf }),
    output: listOf(companyRow),
    logs: 'nothing',
  }),
} as const;
