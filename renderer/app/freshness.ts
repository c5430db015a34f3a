import type { Changed, ReadCall } from '../../shared/contract/index.ts';

/** Record types as main names them in `changed`. */
export type RecordType = 'person' | 'consultation' | 'company' | 'factory' | 'draft';

/** Which record types an answer is made of: when one of them changes, what shows it is read again. */
export const madeOf: Readonly<Record<ReadCall, readonly RecordType[]>> = {
  'search.find': ['person', 'company', 'factory'],
  'person.get': ['person'],
  'person.list': ['person', 'consultation'],
  'person.duplicates': ['person'],
  'consultation.ofPerson': ['consultation'],
  'consultation.list': ['consultation', 'person'],
  'company.get': ['company'],
  'company.list': ['company'],
  'factory.list': ['factory', 'company'],
  'factory.get': ['factory', 'company'],
  'draft.get': ['draft'],
  'draft.list': ['draft', 'person', 'company'],
  'today.get': ['person', 'consultation', 'company', 'factory'],
};

/** Whether an answer made of `types` may be out of date after `changed`. */
export function isStale(types: readonly string[], changed: Changed): boolean {
  return types.some((type) => changed.types.includes(type));
}
