import { isPersonDraft } from '../../shared/contract/draft.ts';
import type { Changed, Input, ReadCall } from '../../shared/contract/index.ts';
import { recordTypes } from '../../shared/model/recordTypes.ts';

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
  | 'pack'
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
  'pack.list': ['pack', 'device'],
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

/** The one record that an answer is about, by its local id. */
interface About {
  readonly type: 'person' | 'company';
  readonly id: number;
  /** A type that the call's answers are made of, and this one is not. */
  readonly without?: RecordType;
}

const person = (id: number): About => ({ type: 'person', id });
const company = (id: number): About => ({ type: 'company', id });

/**
 * Answers about one record, read again only when that or what hangs on it changes: reading again is logged as another
 * look at it. What is not here is read again whenever a record of its types changes.
 */
const aboutOf: { readonly [N in AskCall]?: (input: Input<N>) => About | null } = {
  'person.get': ({ id }) => person(id),
  'person.sensitive': ({ id }) => person(id),
  'consent.ofPerson': ({ id }) => person(id),
  'attachment.ofPerson': ({ personId }) => person(personId),
  'consultation.ofPerson': ({ personId }) => person(personId),
  'history.ofRecord': ({ type, id }) => ({ type, id, without: type === 'person' ? 'company' : 'person' }),
  'draft.get': ({ subject: { form, about } }) => (about !== null && isPersonDraft(form) ? person(about) : null),
  'company.get': ({ id }) => company(id),
  'companyPart.list': ({ companyId }) => company(companyId),
};

/** What `isStale` asks of a query. */
export function metaOf<N extends AskCall>(
  name: N,
  input: Input<N>,
): { madeOf: readonly RecordType[]; about: About | null } {
  const about: ((given: Input<N>) => About | null) | undefined = aboutOf[name];
  return { madeOf: madeOf[name], about: about?.(input) ?? null };
}

/** Whether a change of records of this type can have changed an answer about that record. */
function reaches(changed: Changed, type: string, about: About): boolean {
  const told = changed.ids.filter((each) => each.type === type);
  if (type === about.without) return false;
  if (changed.all || told.length === 0) return true;
  if (type === about.type) return told.some(({ id }) => id === about.id);
  // What hangs on one tells of whose it is, unless main does not know.
  if (recordTypes[type]?.parent?.type === about.type) return told.some(({ on }) => on === undefined || on === about.id);
  return true;
}

const isAbout = (value: unknown): value is About => typeof value === 'object' && value !== null && 'id' in value;

/** Whether an answer made of `types`, and about one record where it is, may be out of date after `changed`. */
export function isStale(types: unknown, about: unknown, changed: Changed): boolean {
  if (!Array.isArray(types)) return false;
  return types.some(
    (type: unknown) =>
      typeof type === 'string' && changed.types.includes(type) && (!isAbout(about) || reaches(changed, type, about)),
  );
}
