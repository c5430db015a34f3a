import type { RecordTypes } from '../sync/types.ts';
import type { Upcast } from '../sync/upcast.ts';
import { companyFields } from './company.ts';
import { consultationFields } from './consultation.ts';
import { personFields } from './person.ts';

/** The version of the model that this program writes; counts up with every upcast rule below. */
export const modelVersion = 1;

/** How patches of older versions are read with today's names. None yet. */
export const upcastRules: readonly Upcast[] = [];

/** Everything of the centre that all staff work on; event packs for a fair will be scopes of their own. */
export const centreScope = 'centre';

const stamp = ['createdBy', 'createdAt', 'changedAt'];

/**
 * What replication must know of each record. The 공장명부 is not here: it is a file of the city that each laptop reads for
 * itself, not something the centre wrote (ADR 0008). Guarded fields are those where the machine must not choose between
 * two people's words (sync.md, Merge).
 */
export const recordTypes: RecordTypes = {
  staff: { kind: 'record', fields: ['loginId', 'name', 'role', ...stamp], guarded: ['role'] },
  person: {
    kind: 'record',
    fields: [...Object.keys(personFields.shape), 'number', 'intakeDay', ...stamp],
    guarded: ['name', 'birth', 'mobile'],
    mergeable: true,
    alike: ['name', 'birth', 'mobile'],
  },
  // Written once; corrections after 24 hours are records of their own (C7).
  consultation: {
    kind: 'event',
    fields: [...Object.keys(consultationFields.shape), 'person', 'counsellor', ...stamp],
    guarded: [],
    parent: { field: 'person', type: 'person' },
  },
  company: {
    kind: 'record',
    fields: [...Object.keys(companyFields.shape), 'factory', ...stamp],
    guarded: ['name', 'businessNumber', 'phone'],
    alike: ['businessNumber'],
  },
};
