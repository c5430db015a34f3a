import { hash } from 'node:crypto';
import type { Input, Output } from '../../shared/contract/index.ts';
import { changedFields } from '../../shared/model/fields.ts';
import { personSections } from '../../shared/model/personSections.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { SensitiveFields } from '../../shared/model/sensitive.ts';
import { readSensitive, sensitiveFields } from '../../shared/model/sensitive.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needPerson, seesSensitive } from '../store/visibility.ts';
import { codesOf } from './code.ts';
import { hasConsent } from './consent.ts';

export function changeSection(
  store: WritableStore,
  actor: Actor,
  { id, section, seen, before, values }: Input<'person.changeSection'>,
): Output<'person.changeSection'> {
  needPerson(store, actor, id);
  const codes = codesOf(store);
  const { read } = personSections[section];
  const reading = read(values, store.today, codes);
  if (!reading.ok) throw new Refusal(reading.problem);
  store.change('person', id, changedFields(read(before, store.today, codes), reading.value), seen);
  return { id };
}

/** The UUID of a person's 민감정보, the same on every laptop: a version 8 one made of the person's. */
function sensitiveUuid(person: string): string {
  const hex = hash('sha256', `sensitive/${person}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The records of a person's 민감정보, oldest first: one, or after a merge of two people one of each. */
function sensitiveIds(store: ReadableStore, personId: number): number[] {
  return store
    .sql(`SELECT id FROM sensitive WHERE person_id = ? ORDER BY doc ->> '$.createdAt', uuid`)
    .pluck()
    .all(personId) as number[];
}

const unknown: SensitiveFields = { sensitiveGroups: null, health: null, notResident: null };

/** Refuses whom 민감정보 does not concern; a person who does not exist for them as if there were none. */
function needSensitive(store: ReadableStore, actor: Actor, id: number): void {
  needPerson(store, actor, id);
  if (!seesSensitive(store, actor, id)) refuse('notYourCase');
}

/** Texts that differ, one after the other; null where there is none. */
const joined = (texts: readonly (string | null)[], between: string): string | null =>
  [...new Set(texts.filter((text) => text !== null))].join(between) || null;

/** What several records say together: every type once, as first told, and all that was written. */
function together(all: readonly SensitiveFields[]): SensitiveFields {
  const groups = all.flatMap(({ sensitiveGroups }) => sensitiveGroups ?? []);
  const each = groups.filter(({ code }, index) => groups.findIndex((other) => other.code === code) === index);
  return {
    sensitiveGroups: each.length > 0 ? each : null,
    health: joined(
      all.map(({ health }) => health),
      '\n',
    ),
    notResident: joined(
      all.map(({ notResident }) => notResident),
      ', ',
    ),
  };
}

export function getSensitive(
  store: ReadableStore,
  actor: Actor,
  { id }: Input<'person.sensitive'>,
): Output<'person.sensitive'> {
  needSensitive(store, actor, id);
  const known = sensitiveIds(store, id);
  const docs = known.map((each) => store.need('sensitive', each));
  const [first] = known;
  const changes = docs.map(({ changedAt }) => changedAt);
  return {
    fields: together(docs.map((doc) => sensitiveFields.parse(doc))),
    consented: hasConsent(store, id, 'sensitive'),
    changedAt: changes.length > 0 ? Math.max(...changes) : null,
    seen: first === undefined ? null : store.formRead('sensitive', first),
  };
}

/** Writes 민감정보 while its consent holds. Taking all of it out is always possible: that is what a withdrawal asks for. */
export function changeSensitive(
  store: WritableStore,
  actor: Actor,
  { id, seen, before, values }: Input<'person.changeSensitive'>,
): Output<'person.changeSensitive'> {
  needSensitive(store, actor, id);
  const reading = readSensitive(values, store.today);
  if (!reading.ok) throw new Refusal(reading.problem);
  const empties = Object.values(reading.value).every((value) => value === null);
  if (!empties && !hasConsent(store, id, 'sensitive')) refuse('needsConsent');
  const [first, ...others] = sensitiveIds(store, id);
  if (first === undefined) {
    const person = store.uuidOf('person', id);
    store.insert('sensitive', { ...unknown, ...reading.value, person }, sensitiveUuid(person));
    return { id };
  }
  // Of several the first says it all from now on.
  const opened = others.length > 0 ? null : readSensitive(before, store.today);
  store.change('sensitive', first, opened ? changedFields(opened, reading.value) : reading.value, seen ?? undefined);
  for (const other of others) store.change('sensitive', other, unknown);
  return { id };
}
