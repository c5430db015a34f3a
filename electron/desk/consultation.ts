import type { Input, Output } from '../../shared/contract/index.ts';
import { timeInSeoul } from '../../shared/korean/day.ts';
import type { ConsultationFields } from '../../shared/model/consultation.ts';
import { consultationFields, readConsultation } from '../../shared/model/consultation.ts';
import { readCorrection } from '../../shared/model/correction.ts';
import { refuse, Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { maskName } from '../../shared/rules/masking.ts';
import type { ConsultationDoc, CorrectionDoc } from '../store/records.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needConsultation, needPerson, seenConsultations } from '../store/visibility.ts';
import { codesOf } from './code.ts';
import { listOrders, orderOn, pickConsultations } from './listFilter.ts';
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
  mustHaveProject(store, reading.value);
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

function mustHaveProject(store: ReadableStore, { project }: ConsultationFields): void {
  if (project !== null && store.idOf('project', project) === null)
    refuse('checkFields', { fields: { project: '사업을 목록에서 골라 주십시오.' } });
}

/** Who may correct a consultation: who wrote it, and 관리자. */
function mayCorrect(store: ReadableStore, { userId, role }: Actor, counsellor: string): boolean {
  return role === 'admin' || (role === 'counsellor' && store.idOf('staff', counsellor) === userId);
}

/** What a consultation says now: as saved, or as its newest correction says (store/tables.ts). */
function shownFields(store: ReadableStore, id: number): ConsultationFields {
  const shown = store.sql('SELECT coalesce(corrected, doc) FROM consultation WHERE id = ?').pluck().get(id);
  return consultationFields.parse(JSON.parse(String(shown)));
}

export function correctConsultation(
  store: WritableStore,
  actor: Actor,
  input: Input<'consultation.correct'>,
): Output<'consultation.correct'> {
  const doc = needConsultation(store, actor, input.id);
  if (!mayCorrect(store, actor, doc.counsellor)) refuse('notYourTalk');
  const reading = readCorrection(
    { ...input.consultation, reason: input.reason },
    { fields: shownFields(store, input.id), savedAt: doc.createdAt },
    { now: store.now, today: store.today, time: timeInSeoul(store.now) },
    codesOf(store),
  );
  if (!reading.ok) throw new Refusal(reading.problem);
  mustHaveProject(store, reading.value);
  store.insert('correction', { ...reading.value, consultation: store.uuidOf('consultation', input.id) });
  return { id: input.id, personId: store.idOf('person', doc.person) ?? refuse('notFound') };
}

export function consultationVersions(
  store: ReadableStore,
  actor: Actor,
  { id }: Input<'consultation.versions'>,
): Output<'consultation.versions'> {
  const doc = needConsultation(store, actor, id);
  const corrections = store
    .sql('SELECT doc FROM correction WHERE consultation = ? ORDER BY lamport, device')
    .pluck()
    .all(store.uuidOf('consultation', id)) as string[];
  const version = (
    of: ConsultationDoc | CorrectionDoc,
    reason: string | null,
  ): Output<'consultation.versions'>['versions'][number] => ({
    at: of.createdAt,
    who: staffName(store, of.createdBy),
    reason,
    fields: consultationFields.parse(of),
  });
  return {
    personId: store.idOf('person', doc.person) ?? refuse('notFound'),
    versions: [
      version(doc, null),
      ...corrections.map((text) => {
        const correction = JSON.parse(text) as CorrectionDoc;
        return version(correction, correction.reason);
      }),
    ],
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
  const { rows, ...rest } = page<{
    id: number;
    personId: number;
    doc: string;
    corrected: string | null;
    corrections: number;
  }>(store, input, {
    count: { sql: `SELECT count(*) ${of}`, args },
    rows: {
      sql: `SELECT id, person_id AS personId, doc, corrected,
              (SELECT count(*) FROM correction WHERE correction.consultation = consultation.uuid) AS corrections
            ${of} ORDER BY day DESC, time DESC, id DESC LIMIT ? OFFSET ?`,
      args,
    },
  });
  return {
    ...rest,
    rows: rows.map(({ id, personId, doc, corrected, corrections }) => {
      const record = JSON.parse(doc) as ConsultationDoc;
      return {
        id,
        personId,
        corrections,
        mayCorrect: mayCorrect(store, actor, record.counsellor),
        fields: consultationFields.parse(corrected === null ? record : JSON.parse(corrected)),
        counsellor: staffName(store, record.counsellor),
        restricted: record.restricted === true,
        createdAt: record.createdAt,
      };
    }),
  };
}

/** 상담일지 목록: the names of people whose case is not the reader's own are masked (domain §9.3). */
export function listConsultations(
  store: ReadableStore,
  actor: Actor,
  input: Input<'consultation.list'>,
): Output<'consultation.list'> {
  const { count, pick } = pickConsultations(store, actor, input.filter ?? {});
  const order = listOrders.consultations[input.sort][input.direction];
  // CROSS JOIN: the few of the page lead, or all consultations would be walked for the order.
  const { rows, ...rest } = page<{
    id: number;
    personId: number;
    doc: string;
    corrected: string | null;
    personName: string;
    personCounsellor: number | null;
  }>(store, input, {
    count,
    rows: {
      sql: `SELECT consultation.id, person.id AS personId, consultation.doc, consultation.corrected, person.name AS personName,
             person.counsellor_id AS personCounsellor
           FROM (${pick.sql} ORDER BY ${order} LIMIT ? OFFSET ?)
             CROSS JOIN consultation ON consultation.id = pick
             CROSS JOIN person ON person.id = consultation.person_id
           ORDER BY ${orderOn('consultation', order)}`,
      args: pick.args,
    },
  });
  return {
    ...rest,
    rows: rows.map(({ id, personId, doc, corrected, personName, personCounsellor }) => {
      const record = JSON.parse(doc) as ConsultationDoc;
      const shown = corrected === null ? record : consultationFields.parse(JSON.parse(corrected));
      const masked = personCounsellor !== actor.userId;
      return {
        id,
        personId,
        personName: masked ? maskName(personName) : personName,
        masked,
        day: shown.day,
        time: shown.time,
        method: shown.method,
        type: shown.type,
        counsellor: staffName(store, record.counsellor),
        excerpt: shown.content.slice(0, excerptLength),
        restricted: record.restricted === true,
        nextDay: shown.nextDay,
      };
    }),
  };
}
