import type { Input, Output } from '../../shared/contract/index.ts';
import { timeInSeoul } from '../../shared/korean/day.ts';
import { consentFields, emptyConsent, readConsent } from '../../shared/model/consent.ts';
import type { ConsentItem, Template } from '../../shared/model/consentTemplate.ts';
import { readTemplate, shippedTemplates, templateFields, templateOn } from '../../shared/model/consentTemplate.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { asSaid, consentState, covers } from '../../shared/rules/consentState.ts';
import type { ConsentDoc, ConsentTemplateDoc } from '../store/records.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needPerson } from '../store/visibility.ts';
import { staffName } from './person.ts';

/** The centre's templates and those that ship with the program. */
function templates(store: ReadableStore): readonly (Template & { readonly by: string })[] {
  const rows = store.sql('SELECT uuid, doc FROM consentTemplate ORDER BY uuid').all() as {
    uuid: string;
    doc: string;
  }[];
  const own = rows.map(({ uuid, doc }) => {
    const record = JSON.parse(doc) as ConsentTemplateDoc;
    return { ...templateFields.parse(record), key: uuid, by: staffName(store, record.createdBy) };
  });
  return [...shippedTemplates.map((each) => ({ ...each, by: '프로그램' })), ...own];
}

/** Newest first. */
function byAge(a: Template, b: Template): number {
  return a.from === b.from ? b.version - a.version : a.from < b.from ? 1 : -1;
}

export function listTemplates(store: ReadableStore): Output<'consent.templates'> {
  return { templates: templates(store).toSorted(byAge) };
}

export function saveTemplate(
  store: WritableStore,
  _actor: Actor,
  { kind, values }: Input<'consent.saveTemplate'>,
): Output<'consent.saveTemplate'> {
  const reading = readTemplate(kind, values, store.today);
  if (!reading.ok) throw new Refusal(reading.problem);
  const versions = templates(store).flatMap((each) => (each.kind === kind ? [each.version] : []));
  return { id: store.insert('consentTemplate', { ...reading.value, version: Math.max(0, ...versions) + 1 }) };
}

interface Event extends ConsentDoc {
  readonly id: number;
  readonly order: number;
}

/**
 * All that a person was told and said, in the order of replication: whoever holds the same reads the same, in whatever
 * order it came (local ids count arrivals).
 */
function eventsOf(store: ReadableStore, personId: number): Event[] {
  const rows = store
    .sql(
      `SELECT c.id, c.doc FROM consent c
         LEFT JOIN world_id w ON w.uuid = c.uuid
         LEFT JOIN merged_record m ON m.record = w.id AND m.type = 'consent'
         LEFT JOIN stream t ON t.id = m.stream
       WHERE c.person_id = ? ORDER BY m.lamport IS NULL, m.lamport, t.device, c.uuid`,
    )
    .all(personId) as { id: number; doc: string }[];
  return rows.map(({ id, doc }, order) => ({ ...(JSON.parse(doc) as ConsentDoc), id, order }));
}

/**
 * Whether a person's consent covers an item now (C5); 제3자 제공 for a recipient that was named. What a referral asks
 * before it is made.
 */
export function hasConsent(store: ReadableStore, personId: number, item: ConsentItem, recipient?: string): boolean {
  return covers(eventsOf(store, personId), item, recipient);
}

export function consentOfPerson(
  store: ReadableStore,
  actor: Actor,
  { id }: Input<'consent.ofPerson'>,
): Output<'consent.ofPerson'> {
  needPerson(store, actor, id);
  const events = eventsOf(store, id);
  const noticed = events.filter(({ notice }) => notice !== null).map(({ day }) => day);
  return {
    items: consentState(events).map(({ item, state, recipients, by }) => ({
      item,
      state,
      recipients: [...recipients],
      day: by?.day ?? null,
      method: by?.method ?? null,
    })),
    noticedOn: noticed.toSorted((a, b) => (a < b ? -1 : 1)).at(-1) ?? null,
    events: asSaid(events)
      .toReversed()
      .map((event) => ({
        ...consentFields.parse(event),
        id: event.id,
        by: staffName(store, event.createdBy),
        createdAt: event.createdAt,
      })),
  };
}

/** The forms that were in use on the day it was said, as a consent names them: paper is written down days later. */
function inUse(store: ReadableStore, day: string): { template: string; version: number; notice: string } {
  const all = templates(store);
  const form = templateOn(all, 'consent', day);
  return { template: form.key, version: form.version, notice: templateOn(all, 'notice', day).key };
}

export function recordConsent(
  store: WritableStore,
  actor: Actor,
  { id, values }: Input<'consent.record'>,
): Output<'consent.record'> {
  needPerson(store, actor, id);
  const reading = readConsent({ ...emptyConsent, noticed: '', ...values }, store.today, timeInSeoul(store.now));
  if (!reading.ok) throw new Refusal(reading.problem);
  const { noticed, ...said } = reading.value;
  const { notice, ...form } = inUse(store, said.day);
  const person = store.uuidOf('person', id);
  store.insert('consent', { act: 'answered', ...form, notice: noticed ? notice : null, ...said, person });
  return { id };
}

type Moment = readonly [day: ConsentDoc['day'], time: ConsentDoc['time']];
const laterOf = (a: Moment, b: Moment): Moment => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? b : a);

export function withdrawConsent(
  store: WritableStore,
  actor: Actor,
  { id, item, recipients, method }: Input<'consent.withdraw'>,
): Output<'consent.withdraw'> {
  needPerson(store, actor, id);
  const now = consentState(eventsOf(store, id)).find((each) => each.item === item);
  if (now?.state !== 'granted' || now.by === null) return refuse('notFound');
  const { notice: _notice, ...form } = inUse(store, store.today);
  // It stops what it was said about, also by a clock that is behind that of who wrote it down.
  const [day, time] = laterOf([store.today, timeInSeoul(store.now)], [now.by.day, now.by.time]);
  store.insert('consent', {
    act: 'withdrawn',
    ...form,
    notice: null,
    answers: [{ item, granted: false }],
    recipients: item === 'thirdParty' ? recipients : [],
    method,
    day,
    time,
    paper: null,
    signature: null,
    notResident: null,
    person: store.uuidOf('person', id),
  });
  return { id };
}
