import { z } from '../zod.ts';
import { readers } from '../model/role.ts';
import { defineCall } from './define.ts';
import { recordId } from './common.ts';

/** One find. People carry birth year and the phone's last four, so that two of one name can be told apart (C1). */
const searchHit = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    id: recordId,
    name: z.string(),
    birthYear: z.int().nullable(),
    phoneTail: z.string().nullable(),
    district: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('company'),
    id: recordId,
    name: z.string(),
    district: z.string().nullable(),
    industry: z.string().nullable(),
  }),
  /** A line of the 공장명부 that is not a 기업 yet. */
  z.object({
    kind: z.literal('factory'),
    id: recordId,
    name: z.string(),
    district: z.string().nullable(),
    industry: z.string().nullable(),
  }),
]);
export type SearchHit = z.output<typeof searchHit>;

export const searchCalls = {
  /** Finds people, companies and factories while typing (C1). `ready` is false while the index is still being read. */
  'search.find': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ text: z.string().max(80), limit: z.int().min(1).max(50) }),
    output: z.object({ hits: z.array(searchHit), more: z.boolean(), ready: z.boolean() }),
    logs: 'nothing',
  }),
  /** A settled search (a result opened, or a second's pause): logs ids, never the text (T2). */
  'search.settled': defineCall({
    room: 'write',
    roles: readers,
    input: z.object({ people: z.array(recordId).max(50) }),
    /** Those of the people who are there. */
    output: z.object({ people: z.array(recordId) }),
    logs: (_input, { people }) => (people.length > 0 ? { act: 'search', recordType: 'person', ids: people } : null),
  }),
} as const;
