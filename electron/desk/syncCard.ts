import type { Input, Output } from '../../shared/contract/index.ts';
import type { SyncCard } from '../../shared/contract/sync.ts';
import { cardTypes } from '../../shared/contract/sync.ts';
import { formatBusinessNumber } from '../../shared/korean/businessNumber.ts';
import { formatDay, isDay } from '../../shared/korean/day.ts';
import { formatPhone } from '../../shared/korean/phone.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import { companyStaff, counsellors, roles } from '../../shared/model/role.ts';
import type { Card, Head, Value } from '../../shared/sync/types.ts';
import { includes } from '../../shared/sync/vector.ts';
import { readSeen } from '../store/seen.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { seesPerson } from '../store/visibility.ts';
import { laptopName } from './device.ts';
import { staffName } from './person.ts';
import { mustKeepAdmin } from './staff.ts';

type CardType = SyncCard['type'];

/** Cards shown at once: who has more has other troubles first. */
const most = 200;

interface Guarded {
  readonly label: string;
  /** A value as people read it. */
  readonly text: (value: Value) => string;
}

const plain = (value: Value): string => (typeof value === 'string' && value !== '' ? value : '(빈칸)');
const phone = (value: Value): string => (typeof value === 'string' && value !== '' ? formatPhone(value) : plain(value));
const day = (value: Value): string => (typeof value === 'string' && isDay(value) ? formatDay(value) : plain(value));
const business = (value: Value): string =>
  typeof value === 'string' && value !== '' ? formatBusinessNumber(value) : plain(value);
const role = (value: Value): string =>
  typeof value === 'string' && Object.hasOwn(roles, value) ? roles[value as Role] : plain(value);

/** The fields that recordTypes guards, in the words of their forms. */
const guarded: Readonly<Record<CardType, Readonly<Record<string, Guarded>>>> = {
  person: {
    name: { label: '성명', text: plain },
    birth: { label: '생년월일', text: day },
    mobile: { label: '휴대전화', text: phone },
  },
  company: {
    name: { label: '회사명', text: plain },
    businessNumber: { label: '사업자등록번호', text: business },
    phone: { label: '전화', text: phone },
  },
  staff: { role: { label: '역할', text: role } },
  device: { number: { label: '노트북 번호', text: plain } },
};

/** Whether somebody may settle the cards of a record: those who may change it. */
function settles(store: ReadableStore, actor: Actor, type: CardType, id: number): boolean {
  switch (type) {
    case 'person':
      return counsellors.includes(actor.role) && seesPerson(store, actor, id);
    case 'company':
      return companyStaff.includes(actor.role);
    case 'staff':
    case 'device':
      return actor.role === 'admin';
  }
}

function titleOf(store: ReadableStore, type: CardType, id: number): string {
  switch (type) {
    case 'person': {
      const { name, number } = store.need('person', id);
      return `${name} · ${number}`;
    }
    case 'company':
      return store.need('company', id).name;
    case 'staff':
      return store.need('staff', id).name;
    case 'device':
      return store.need('device', id).name;
  }
}

const headName = ({ write }: Head): string => `${write.device}:${write.seq}`;

function cardOf(store: ReadableStore, type: CardType, id: number, { field, heads }: Card): SyncCard | null {
  const known = guarded[type][field];
  if (!known) return null;
  const last = heads.at(-1);
  return {
    type,
    id,
    title: titleOf(store, type, id),
    field,
    label: known.label,
    seen: store.formRead(type, id),
    values: heads.map((head) => ({
      head: headName(head),
      text: known.text(head.value),
      who: staffName(store, head.write.actor),
      laptop: laptopName(store, head.write.device),
      at: head.write.at,
      // Heads stand in the order in which they outrank one another.
      shown: head === last,
    })),
  };
}

/** The conflict cards that the asker may settle (behaviours N1). */
export function listCards(store: ReadableStore, actor: Actor, _input: Input<'sync.cards'>): Output<'sync.cards'> {
  const cards: SyncCard[] = [];
  let total = 0;
  for (const type of cardTypes) {
    const ids = store
      .sql(
        `SELECT r.id FROM sync_standing s JOIN ${type} r ON r.uuid = s.uuid WHERE s.type = ? AND s.cards > 0 ORDER BY r.id`,
      )
      .pluck()
      .all(type) as number[];
    for (const id of ids) {
      if (!settles(store, actor, type, id)) continue;
      for (const card of store.cards(type, id)) {
        total += 1;
        const shown = cards.length < most ? cardOf(store, type, id, card) : null;
        if (shown) cards.push(shown);
      }
    }
  }
  return { cards, total };
}

/**
 * Settles a card by one of its values. Refuses with `notAllowed` who may not change the record, with `cardGone` where the
 * card was settled meanwhile or a value has come that the asker has not seen.
 */
export function chooseValue(
  store: WritableStore,
  actor: Actor,
  { type, id, field, head, seen }: Input<'sync.choose'>,
): Output<'sync.choose'> {
  if (type === 'person' && counsellors.includes(actor.role) && !seesPerson(store, actor, id)) refuse('notFound');
  if (!settles(store, actor, type, id)) refuse('notAllowed');
  const card = store.cards(type, id).find((each) => each.field === field) ?? refuse('cardGone');
  const vector = readSeen(seen);
  const chosen = card.heads.find((each) => headName(each) === head);
  if (!chosen || !card.heads.every(({ write }) => includes(vector, write))) return refuse('cardGone');
  store.settle(type, id, field, chosen.value, seen);
  if (type === 'staff') mustKeepAdmin(store);
  return { type, id };
}
