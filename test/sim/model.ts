/** A small model in two versions, with one of each thing the core treats differently. */
import type { RecordTypes } from '../../shared/sync/types.ts';
import type { Upcast } from '../../shared/sync/upcast.ts';

const consultation = {
  kind: 'record',
  fields: ['person', 'text', 'result'],
  guarded: ['result'],
  parent: { field: 'person', type: 'person' },
} as const;
const interview = {
  kind: 'record',
  fields: ['consultation', 'at', 'result'],
  guarded: ['at', 'result'],
  parent: { field: 'consultation', type: 'consultation' },
} as const;
const checkIn = {
  kind: 'event',
  fields: ['person', 'door'],
  guarded: [],
  parent: { field: 'person', type: 'person' },
} as const;
const booth = { kind: 'record', fields: ['label', 'count'], guarded: ['count'] } as const;

/** What the first version knows. */
export const types1: RecordTypes = {
  person: {
    kind: 'record',
    fields: ['name', 'birth', 'phone', 'memo'],
    guarded: ['name', 'birth', 'phone'],
    mergeable: true,
    alike: ['name', 'birth'],
  },
  consultation,
  interview,
  checkIn,
  booth,
};

/** The second: `phone` became `mobile` with another writing, `email` and surveys are new. */
export const types2: RecordTypes = {
  ...types1,
  person: {
    kind: 'record',
    fields: ['name', 'birth', 'mobile', 'memo', 'email'],
    guarded: ['name', 'birth', 'mobile'],
    mergeable: true,
    alike: ['name', 'birth'],
  },
  survey: { kind: 'event', fields: ['person', 'score'], guarded: [], parent: { field: 'person', type: 'person' } },
};

export const upcastRules: readonly Upcast[] = [
  {
    to: 2,
    type: 'person',
    from: 'phone',
    into: ['mobile'],
    value: (value) => ({ mobile: typeof value === 'string' ? `+82 ${value}` : null }),
  },
];
