import type { Input, Output } from '../../shared/contract/index.ts';
import { timeInSeoul } from '../../shared/korean/day.ts';
import { consultationFields, readConsultation } from '../../shared/model/consultation.ts';
import { refuse, Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { maskName } from '../../shared/rules/masking.ts';
import type { ConsultationDoc } from '../store/records.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { howMany, needPerson, seenConsultations } from '../store/visibility.ts';
import { codesOf } from './code.ts';
import { page } from './page.ts';
import { staffName } from './person.ts';

/** How much of a consultation's text a list shows. */
const excerptLength = 80;

export function createConsultation(
  store: WritableStore,
  actor: Actor,
  input: Input<'consultation.create'>,
): Output<'consultation.create'> {
  needPerson(store, actor, input.personId);
  const reading = readConsultation(input.consultation, store.today, timeInSeoul(store.now), codesOf(store));
  if (!reading.ok) throw new Refusal(reading.problem);
  const { project } = reading.value;
  if (project !== null && store.idOf('project', project) === null)
    refuse('checkFields', { fields: { project: '사업을 목록에서 골라 주십시오.' } });
  const person = store.uuidOf('person', input.personId);
  return {
    id: store.insert('consultation', {
      ...reading.value,
      person,
      counsellor: store.uuidOf('staff', actor.userId),
      restricted: input.consultation.restricted === '1',
    }),
  };
}

export function consultationsOfPerson(
  store: ReadableStore,
  actor: Actor,
  input: Input<'consultation.ofPerson'>,
): Output<'consultation.ofPerson'> {
  needPerson(store, actor, input.personId);
  const talks = seenConsultations(store, actor, 'id');
  const of = `FROM consultation WHERE person_id = ? AND ${talks.sql}`;
  const args = [input.personId, ...talks.args];
  const { rows, ...rest } = page<{ id: number; personId: number; doc: string }>(store, input, {
    count: { sql: `SELECT count(*) ${of}`, args },
    rows: {
      sql: `SELECT id, person_id AS personId, doc ${of} ORDER BY day DESC, time DESC, id DESC LIMIT ? OFFSET ?`,
      args,
    },
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
        restricted: record.restricted === true,
        createdAt: record.createdAt,
      };
    }),
  };
}

const orderings = {
  asc: 'consultation.day, consultation.time, consultation.id',
  desc: 'consultation.day DESC, consultation.time DESC, consultation.id DESC',
} as const;

/** 상담일지 목록: the names of people whose case is not the reader's own are masked (domain §9.3). */
export function listConsultations(
  store: ReadableStore,
  actor: Actor,
  input: Input<'consultation.list'>,
): Output<'consultation.list'> {
  const talks = seenConsultations(store, actor, 'consultation.id');
  const order = orderings[input.direction];
  // CROSS JOIN: the few of the page lead, or all consultations would be walked for the order.
  const { rows, ...rest } = page<{
    id: number;
    personId: number;
    doc: string;
    personName: string;
    personCounsellor: number | null;
  }>(store, input, {
    count: howMany(actor, 'consultation'),
    rows: {
      sql: `SELECT consultation.id, person.id AS personId, consultation.doc, person.name AS personName,
             person.counsellor_id AS personCounsellor
           FROM (SELECT id AS pick FROM consultation WHERE ${talks.sql} ORDER BY ${order} LIMIT ? OFFSET ?)
             CROSS JOIN consultation ON consultation.id = pick
             CROSS JOIN person ON person.id = consultation.person_id
           ORDER BY ${order}`,
      args: talks.args,
    },
  });
  return {
    ...rest,
    rows: rows.map(({ id, personId, doc, personName, personCounsellor }) => {
      const record = JSON.parse(doc) as ConsultationDoc;
      const masked = personCounsellor !== actor.userId;
      return {
        id,
        personId,
        personName: masked ? maskName(personName) : personName,
        masked,
        day: record.day,
        time: record.time,
        method: record.method,
        type: record.type,
        counsellor: staffName(store, record.counsellor),
        excerpt: record.content.slice(0, excerptLength),
        restricted: record.restricted === true,
        nextDay: record.nextDay,
      };
    }),
  };
}
