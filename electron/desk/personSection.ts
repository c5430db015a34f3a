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
import { staffName } from './person.ts';

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

/** The record of a person's 민감정보: its own, or after a merge of two people the older one. */
function sensitiveId(store: ReadableStore, personId: number): number | null {
  const own = store.idOf('sensitive', sensitiveUuid(store.uuidOf('person', personId)));
  if (own !== null) return own;
  const row = store.sql('SELECT id FROM sensitive WHERE person_id = ? ORDER BY id LIMIT 1').get(personId);
  return (row as { id: number } | undefined)?.id ?? null;
}

const unknown: SensitiveFields = { sensitiveGroups: null, health: null };

/** Refuses whom 민감정보 does not concern; a person who does not exist for them as if there were none. */
function needSensitive(store: ReadableStore, actor: Actor, id: number): void {
  needPerson(store, actor, id);
  if (!seesSensitive(store, actor, id)) refuse('notYourCase');
}

export function getSensitive(
  store: ReadableStore,
  actor: Actor,
  { id }: Input<'person.sensitive'>,
): Output<'person.sensitive'> {
  needSensitive(store, actor, id);
  const known = sensitiveId(store, id);
  const doc = known === null ? null : store.need('sensitive', known);
  return {
    fields: doc ? sensitiveFields.parse(doc) : unknown,
    consented: hasConsent(store, id, 'sensitive'),
    changedBy: doc ? staffName(store, doc.createdBy) : '',
    changedAt: doc?.changedAt ?? null,
    seen: known === null ? null : store.formRead('sensitive', known),
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
  const known = sensitiveId(store, id);
  if (known === null) {
    const person = store.uuidOf('person', id);
    store.insert('sensitive', { ...unknown, ...reading.value, person }, sensitiveUuid(person));
  } else {
    const changed = changedFields(readSensitive(before, store.today), reading.value);
    store.change('sensitive', known, changed, seen ?? undefined);
  }
  return { id };
}
