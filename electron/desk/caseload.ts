import type { Input, Output } from '../../shared/contract/index.ts';
import { longestReason } from '../../shared/contract/person.ts';
import { normalizeText } from '../../shared/korean/text.ts';
import { residentSentence } from '../../shared/model/person.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { findResidentNumbers } from '../../shared/rules/residentNumber.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needPerson, personFilter } from '../store/visibility.ts';
import { standingOf } from './staff.ts';

/** Local id of a person's counsellor (담당 상담사), null when it is nobody who is known here. */
export function counsellorOf(store: ReadableStore, personId: number): number | null {
  const row = store.sql('SELECT counsellor_id AS id FROM person WHERE id = ?').get(personId);
  return (row as { id: number | null } | undefined)?.id ?? null;
}

/**
 * Whether the actor may hand the case on or restrict it: its counsellor, 관리자, and any 상담사 while its counsellor is
 * nobody or works no more. Says nothing about seeing it.
 */
export function managesCase(store: ReadableStore, actor: Actor, personId: number): boolean {
  if (actor.role === 'admin') return true;
  if (actor.role !== 'counsellor') return false;
  const counsellor = counsellorOf(store, personId);
  return counsellor === null || counsellor === actor.userId || standingOf(store, counsellor).ended;
}

/** 담당 변경: the case goes to another counsellor. Refuses who may not hand it on, and whom it cannot go to. */
export function assignPerson(
  store: WritableStore,
  actor: Actor,
  { id, counsellorId }: Input<'person.assign'>,
): Output<'person.assign'> {
  needPerson(store, actor, id);
  if (!managesCase(store, actor, id)) refuse('notYourCase');
  if (!takesCases(store, counsellorId))
    refuse('checkFields', { fields: { counsellorId: '지금 일하는 상담사를 골라 주십시오.' } });
  store.change('person', id, { counsellor: store.uuidOf('staff', counsellorId) });
  return { id };
}

/** 담당 변경 of many: those whom the actor sees and may hand on go over, the others stay and are counted. */
export function assignPeople(
  store: WritableStore,
  actor: Actor,
  { ids, counsellorId }: Input<'person.assignMany'>,
): Output<'person.assignMany'> {
  if (!takesCases(store, counsellorId))
    refuse('checkFields', { fields: { counsellorId: '지금 일하는 상담사를 골라 주십시오.' } });
  const counsellor = store.uuidOf('staff', counsellorId);
  const sees = personFilter(store, actor);
  const all = [...new Set(ids)];
  const changed = all.filter(
    (id) => store.get('person', id) !== null && (sees === null || sees(id)) && managesCase(store, actor, id),
  );
  for (const id of changed) store.change('person', id, { counsellor });
  return { changed, refused: all.length - changed.length };
}

/** Whether cases can be given to this account: a 상담사 or 관리자 who works now. */
function takesCases(store: ReadableStore, staffId: number): boolean {
  if (store.get('staff', staffId) === null) return false;
  const { actor, ended } = standingOf(store, staffId);
  return !ended && (actor.role === 'counsellor' || actor.role === 'admin');
}

/** 열람제한 on or off, with its reason. A 상담사 who restricts a case that nobody has takes it: else it were lost to them. */
export function restrictPerson(
  store: WritableStore,
  actor: Actor,
  input: Input<'person.restrict'>,
): Output<'person.restrict'> {
  const { id, restricted } = input;
  needPerson(store, actor, id);
  if (!managesCase(store, actor, id)) refuse('notYourCase');
  const reason = normalizeText(input.reason);
  if (restricted) {
    const wrong = reasonProblem(reason);
    if (wrong !== null) refuse('checkFields', { fields: { reason: wrong } });
  }
  const taken = actor.role === 'admin' ? {} : { counsellor: store.uuidOf('staff', actor.userId) };
  store.change('person', id, { restricted, restrictedReason: restricted ? reason : null, ...taken });
  return { id };
}

function reasonProblem(reason: string): string | null {
  if (reason === '') return '열람제한의 까닭을 적어 주십시오.';
  if (reason.length > longestReason) return `열람제한의 까닭은 ${longestReason}자까지 적어 주십시오.`;
  return findResidentNumbers(reason).length > 0 ? residentSentence : null;
}
