import { isSensitiveKind } from '../../shared/codes/attachment.ts';
import type { Actor } from '../../shared/model/role.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { AttachmentDoc, ConsultationDoc, PersonDoc } from './records.ts';
import type { ReadableStore } from './store.ts';

/**
 * Who may see which people and consultations (열람제한; domain §4.2, §9.2): the one rule for search, lists, counts,
 * duplicates, 오늘, drafts, records and writes about them.
 *
 * - A restricted person exists only for its counsellor and 관리자.
 * - A restricted consultation exists only for its author and 관리자; one about a person who does not exist for somebody
 *   does not either.
 * - A document (첨부 서류) exists where its person does, and its talk if it has one; one that is 민감정보 by its kind exists
 *   only for those who may see the person's 민감정보.
 * - For the fair desk no person exists at all; its own calls will give it what it needs.
 *
 * Few records are restricted, so what somebody does not see is subtracted by id from what there is: a list stays a walk
 * along its own index (docs/adr/0033-visibility.md).
 */

/** A piece of SQL with the values of its marks, in their order. */
export interface Condition {
  readonly sql: string;
  readonly args: readonly number[];
}

const everything: Condition = { sql: 'TRUE', args: [] };
const nothing: Condition = { sql: 'FALSE', args: [] };

/** Ids of the restricted people that are not this user's. */
function othersPeople({ userId }: Actor): Condition {
  return { sql: 'SELECT id FROM person WHERE restricted = 1 AND counsellor_id IS NOT ?', args: [userId] };
}

/** Ids of the restricted consultations of others, and of all those about others' restricted people. */
function othersConsultations({ userId }: Actor): Condition {
  // CROSS JOIN keeps the few people as the outer loop.
  const sql = `SELECT id FROM consultation WHERE restricted = 1 AND counsellor_id IS NOT ?
    UNION ALL
    SELECT about.id FROM person CROSS JOIN consultation AS about ON about.person_id = person.id
      WHERE person.restricted = 1 AND person.counsellor_id IS NOT ?`;
  return { sql, args: [userId, userId] };
}

/** What holds for the rows that the actor sees, given the SQL of what is not theirs. */
function seen(store: ReadableStore, actor: Actor, column: string, others: Condition): Condition {
  if (actor.role === 'admin') return everything;
  if (actor.role === 'fairDesk') return nothing;
  const any = store
    .sql(`SELECT EXISTS (${others.sql})`)
    .pluck()
    .get(...others.args);
  return any === 1 ? { sql: `${column} NOT IN (${others.sql})`, args: others.args } : everything;
}

/** The condition on a column of person ids that holds for those the actor sees. */
export function seenPeople(store: ReadableStore, actor: Actor, column: string): Condition {
  return seen(store, actor, column, othersPeople(actor));
}

/** The condition on a column of consultation ids that holds for those the actor sees. */
export function seenConsultations(store: ReadableStore, actor: Actor, column: string): Condition {
  return seen(store, actor, column, othersConsultations(actor));
}

/** The question how many people, or consultations, exist for the actor; counts what is not theirs and takes it away. */
export function howMany(actor: Actor, type: 'person' | 'consultation'): Condition {
  const all = `SELECT count(*) FROM ${type}`;
  if (actor.role === 'admin') return { sql: all, args: [] };
  if (actor.role === 'fairDesk') return { sql: 'SELECT 0', args: [] };
  const others = type === 'person' ? othersPeople(actor) : othersConsultations(actor);
  return { sql: `SELECT (${all}) - (SELECT count(DISTINCT id) FROM (${others.sql}))`, args: others.args };
}

/** Whether a person exists for the actor. */
export function seesPerson(store: ReadableStore, actor: Actor, id: number): boolean {
  const { sql, args } = seenPeople(store, actor, 'id');
  return store.sql(`SELECT 1 FROM person WHERE id = ? AND ${sql}`).get(id, ...args) !== undefined;
}

/** A person's whole record; refuses with `notFound` one that does not exist for the actor, as if there were none. */
export function needPerson(store: ReadableStore, actor: Actor, id: number): PersonDoc {
  return seesPerson(store, actor, id) ? store.need('person', id) : refuse('notFound');
}

/** Whether a consultation exists for the actor. */
export function seesConsultation(store: ReadableStore, actor: Actor, id: number): boolean {
  const { sql, args } = seenConsultations(store, actor, 'id');
  return store.sql(`SELECT 1 FROM consultation WHERE id = ? AND ${sql}`).get(id, ...args) !== undefined;
}

/** A consultation's record; refuses with `notFound` one that does not exist for the actor, as if there were none. */
export function needConsultation(store: ReadableStore, actor: Actor, id: number): ConsultationDoc {
  return seesConsultation(store, actor, id) ? store.need('consultation', id) : refuse('notFound');
}

/**
 * Whether the actor may see and change a person's 민감정보 (domain §9.4): its counsellor and 관리자, of whom exists for them.
 */
export function seesSensitive(store: ReadableStore, actor: Actor, id: number): boolean {
  if (actor.role === 'admin') return seesPerson(store, actor, id);
  if (actor.role !== 'counsellor') return false;
  const own = store.sql('SELECT 1 FROM person WHERE id = ? AND counsellor_id = ?').get(id, actor.userId);
  return own !== undefined;
}

/**
 * Whether a document exists for the actor. While its talk is not here yet nobody can tell whether it is restricted: until
 * then the document is there for who made it and 관리자.
 */
export function seesAttachment(store: ReadableStore, actor: Actor, id: number): boolean {
  const row = store
    .sql(`SELECT person_id AS person, consultation, kind, doc ->> '$.createdBy' AS author FROM attachment WHERE id = ?`)
    .get(id) as { person: number; consultation: string | null; kind: string; author: string } | undefined;
  if (!row || !seesPerson(store, actor, row.person)) return false;
  if (isSensitiveKind(row.kind) && !seesSensitive(store, actor, row.person)) return false;
  if (row.consultation === null || actor.role === 'admin') return true;
  const talk = store.idOf('consultation', row.consultation);
  return talk === null ? store.idOf('staff', row.author) === actor.userId : seesConsultation(store, actor, talk);
}

/** A document's record; refuses with `notFound` one that does not exist for the actor, as if there were none. */
export function needAttachment(store: ReadableStore, actor: Actor, id: number): AttachmentDoc {
  return seesAttachment(store, actor, id) ? store.need('attachment', id) : refuse('notFound');
}

/** Tells of many people at once who exists for the actor; null when all do. */
export function personFilter(store: ReadableStore, actor: Actor): ((id: number) => boolean) | null {
  if (actor.role === 'admin') return null;
  if (actor.role === 'fairDesk') return () => false;
  const { sql, args } = othersPeople(actor);
  const others = new Set(
    store
      .sql(sql)
      .pluck()
      .all(...args) as number[],
  );
  return others.size === 0 ? null : (id) => !others.has(id);
}
