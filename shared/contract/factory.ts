import { z } from '../zod.ts';
import { readers } from '../model/role.ts';
import { factoryFields } from '../model/factory.ts';
import { defineCall } from './define.ts';
import { direction, listOf, pageOf, recordId } from './common.ts';
import { factoryFilter } from './listFilter.ts';

const factoryRow = z.object({
  id: recordId,
  name: z.string(),
  district: z.string().nullable(),
  complex: z.string().nullable(),
  /** True where the complex is our guess from dong and distance: shown as 추정. */
  complexGuessed: z.boolean(),
  industry: z.string(),
  rootTechnology: z.string().nullable(),
  /** How many doubts the import left on this line (possible duplicate, no address …). */
  doubts: z.int(),
  companyId: recordId.nullable(),
  address: z.string(),
  phone: z.string().nullable(),
  product: z.string().nullable(),
  employees: z.int().nullable(),
});
export type FactoryRow = z.output<typeof factoryRow>;

const factoryRecord = z.object({
  id: recordId,
  fields: factoryFields,
  companyId: recordId.nullable(),
  /** Other lines of the directory that may be the same factory. */
  lookalikes: z.array(z.object({ id: recordId, name: z.string(), address: z.string(), why: z.string() })),
  source: z.string(),
});
export type FactoryRecord = z.output<typeof factoryRecord>;

export const factoryCalls = {
  'factory.list': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ filter: factoryFilter.optional(), sort: z.enum(['name', 'district']), direction, ...pageOf }),
    output: listOf(factoryRow),
    logs: 'nothing',
  }),
  'factory.get': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ id: recordId }),
    output: factoryRecord,
    logs: 'nothing',
  }),
} as const;
