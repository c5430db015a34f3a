import type { Changed, ReadCall } from '../../shared/contract/index.ts';

/** Record types as main names them in `changed`. */
export type RecordType =
  | 'person'
  | 'consultation'
  | 'attachment'
  | 'company'
  | 'site'
  | 'contact'
  | 'certificate'
  | 'promise'
  | 'snooze'
  | 'sensitive'
  | 'consent'
  | 'consentTemplate'
  | 'factory'
  | 'erasure'
  | 'erasureDone'
  | 'draft'
  | 'listView'
  | 'staff'
  | 'centre'
  | 'device'
  | 'codeEntry'
  | 'project'
  | 'consultationTemplate'
  | 'log'
  | 'sync'
  | 'event';

/** Calls that main answers itself, and whose answers screens keep as they keep those of reads. */
type WindowAsk =
  | 'sync.state'
  | 'sync.devices'
  | 'sync.troubles'
  | 'sync.comparison'
  | 'sync.tasks'
  | 'exchange.state'
  | 'lease.state'
  | 'event.state';
export type AskCall = ReadCall | WindowAsk;

/** Which record types an answer is made of: when one of them changes, what shows it is read again. */
export const madeOf: Readonly<Record<AskCall, readonly RecordType[]>> = {
  'search.find': ['person', 'company', 'factory'],
  'person.get': ['person'],
  'person.reveal': ['person'],
  'person.sensitive': ['sensitive', 'consent', 'person'],
  'consent.templates': ['consentTemplate'],
  'consent.ofPerson': ['consent', 'person'],
  'person.list': ['person', 'consultation'],
  'person.duplicates': ['person'],
  'attachment.ofPerson': ['attachment', 'person', 'consultation'],
  'consultation.ofPerson': ['consultation', 'person'],
  'consultation.list': ['consultation', 'person'],
  'consultation.versions': ['consultation', 'person'],
  'list.ids': ['person', 'consultation', 'company', 'certificate', 'factory'],
  'list.views': ['listView'],
  'history.ofRecord': ['person', 'company', 'staff', 'device'],
  'erasure.preview': ['person', 'consultation', 'consent', 'sensitive', 'attachment'],
  'erasure.ledger': ['erasure', 'erasureDone', 'device'],
  'code.list': ['codeEntry'],
  'project.list': ['project'],
  'consultationTemplate.list': ['consultationTemplate'],
  'company.get': ['company'],
  'company.list': ['company', 'certificate'],
  'companyPart.list': ['company', 'site', 'contact', 'certificate', 'promise'],
  'factory.list': ['factory', 'company'],
  'factory.get': ['factory', 'company'],
  'draft.get': ['draft', 'person'],
  'draft.ofCompany': ['draft'],
  'draft.list': ['draft', 'person', 'company'],
  'staff.names': ['staff'],
  'centre.get': ['centre'],
  'device.list': ['device', 'centre'],
  'log.list': ['log'],
  'log.ofPerson': ['log'],
  'log.months': ['log'],
  // How the hub stands is told by the event `sync` (screens/sync/useSync.ts).
  'sync.state': [],
  'sync.devices': ['sync', 'device'],
  'sync.troubles': ['sync', 'device'],
  'sync.comparison': ['sync', 'device'],
  'sync.tasks': ['sync', 'person', 'company'],
  'exchange.state': ['sync', 'device'],
  'lease.state': ['sync', 'device'],
  // Told by main, not by a commit.
  'event.state': ['event'],
  'sync.cards': ['sync', 'person', 'company', 'staff', 'device'],
  'today.get': ['person', 'consultation', 'company', 'factory', 'promise', 'certificate', 'snooze'],
};

/** Whether an answer made of `types` may be out of date after `changed`. */
export function isStale(types: readonly string[], changed: Changed): boolean {
  return types.some((type) => changed.types.includes(type));
}
