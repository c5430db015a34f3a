import type { Input, Output } from '../../shared/contract/index.ts';
import { timeInSeoul } from '../../shared/korean/day.ts';
import { consultationFields, readConsultation } from '../../shared/model/consultation.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ConsultationDoc } from '../store/records.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { page } from './page.ts';
import { staffName } from './person.ts';

/** How much of a consultation's text a list shows. */
const excerptLength = 80;

export function createConsultation(
  store: WritableStore,
  actor: Actor,
  input: Input<'consultation.create'>,
): Output<'consultation.create'> {
  const reading = readConsultation(input.consultation, store.today, timeInSeoul(store.now));
  if (!reading.ok) throw new Refusal(reading.problem);
  const person = store.uuidOf('person', input.personId);
  return {
    id: store.insert('consultation', {
      ...reading.value,
      person,
      counsellor: store.uuidOf('staff', actor.userId),
      restricted: false,
    }),
  };
}

export function consultationsOfPerson(
  store: ReadableStore,
  _actor: Actor,
  input: Input<'consultation.ofPerson'>,
): Output<'consultation.ofPerson'> {
  const { rows, ...rest } = page<{ id: number; personId: number; doc: string }>(store, input, {
    count: 'SELECT count(*) FROM consultation WHERE person_id = ?',
    rows: 'SELECT id, person_id AS personId, doc FROM consultation WHERE person_id = ? ORDER BY day DESC, time DESC, id DESC LIMIT ? OFFSET ?',
    args: [input.personId],
  });
  return {
    ...rest,
    rows: rows.map(({ id, personId, doc }) => {
      const record = JSON.parse(doc) as ConsultationDoc;
      return {
        id,
        personId,
        fields: consultationFields.parse(record),
        counsellor: staffName(store, record.counsellor),
        createdAt: record.createdAt,
      };
    }),
  };
}

const orderings = {
  asc: 'consultation.day, consultation.time, consultation.id',
  desc: 'consultation.day DESC, consultation.time DESC, consultation.id DESC',
} as const;

export function listConsultations(
  store: ReadableStore,
  _actor: Actor,
  input: Input<'consultation.list'>,
): Output<'consultation.list'> {
  const { rows, ...rest } = page<{ id: number; personId: number; doc: string; personName: string }>(store, input, {
    count: 'SELECT count(*) FROM consultation',
    rows: `SELECT consultation.id, person.id AS personId, consultation.doc, person.name AS personName
           FROM consultation
             JOIN (SELECT id AS pick FROM consultation ORDER BY ${orderings[input.direction]} LIMIT ? OFFSET ?) ON consultation.id = pick
             JOIN person ON person.id = consultation.person_id
           ORDER BY ${orderings[input.direction]}`,
    args: [],
  });
  return {
    ...rest,
    rows: rows.map(({ id, personId, doc, personName }) => {
      const record = JSON.parse(doc) as ConsultationDoc;
      return {
        id,
        personId,
        personName,
        day: record.day,
        time: record.time,
        method: record.method,
        type: record.type,
        counsellor: staffName(store, record.counsellor),
        excerpt: record.content.slice(0, excerptLength),
        nextDay: record.nextDay,
      };
    }),
  };
}
