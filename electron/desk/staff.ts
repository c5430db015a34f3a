import type { Input, Output } from '../../shared/contract/index.ts';
import type { Day } from '../../shared/korean/day.ts';
import { todayInSeoul } from '../../shared/korean/day.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import { readAccount } from '../../shared/model/staff.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';

interface Account {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly endsOn?: Day | null;
}

/** An account as far as coming in is concerned. */
export interface Standing {
  readonly actor: Actor;
  readonly loginId: string;
  readonly endsOn: Day | null;
  /** 말소, or past its last day. */
  readonly ended: boolean;
}

/** Makes an account's record; its password is in the vault, never here. */
export function addStaff(store: WritableStore, _actor: Actor, account: Account): Actor {
  const id = store.insert('staff', { ...account, endsOn: account.endsOn ?? null, endedAt: null });
  return { userId: id, name: account.name, role: account.role };
}

/** Local id of the account with this login id, whatever its state; null when there is none. */
export function staffId(store: ReadableStore, loginId: string): number | null {
  const row = store.sql('SELECT id FROM staff WHERE lower(login_id) = lower(?) ORDER BY ended_at IS NOT NULL, id');
  return (row.pluck().get(loginId) as number | undefined) ?? null;
}

/**
 * The day by which last days are judged: today, but never earlier than the newest line of the access log. A clock that
 * was set back must not bring an account back that has ended.
 */
function judgedDay(store: ReadableStore): Day {
  const last = store.sql('SELECT coalesce(max(at), 0) FROM access_log').pluck().get() as number;
  return todayInSeoul(Math.max(store.now, last));
}

/** Whether the account works now; refuses with `notFound`. */
export function standingOf(store: ReadableStore, id: number): Standing {
  const { loginId, name, role, endsOn, endedAt } = store.need('staff', id);
  const ended = endedAt !== null || (endsOn !== null && endsOn < judgedDay(store));
  return { actor: { userId: id, name, role }, loginId, endsOn, ended };
}

/** Login ids whose key has no more business in the vault: 말소, or past the last day. */
export function endedLogins(store: ReadableStore): string[] {
  const sql = 'SELECT login_id FROM staff WHERE ended_at IS NOT NULL OR ends_on < ?';
  const working = 'SELECT login_id FROM staff WHERE ended_at IS NULL AND (ends_on IS NULL OR ends_on >= ?)';
  return store.sql(`${sql} EXCEPT ${working}`).pluck().all(judgedDay(store), judgedDay(store)) as string[];
}

/** At least one 관리자 without a last day must work on, or nobody could ever give rights again. */
export function mustKeepAdmin(store: ReadableStore): void {
  const left = store.sql(`SELECT count(*) FROM staff WHERE role = 'admin' AND ended_at IS NULL AND ends_on IS NULL`);
  if (left.pluck().get() === 0) refuse('lastAdmin');
}

/** A new account; its login id must never have been anybody's: the access log speaks of it. */
export function createAccount(store: WritableStore, actor: Actor, input: Input<'staff.create'>): Actor {
  const reading = readAccount(input, store.today);
  if (!reading.ok) throw new Refusal(reading.problem);
  if (staffId(store, reading.value.loginId) !== null)
    refuse('checkFields', { fields: { loginId: '이미 쓰고 있거나 썼던 아이디입니다. 다른 아이디를 정해 주십시오.' } });
  return addStaff(store, actor, reading.value);
}

/** What an account was before it was changed: for the access log, which holds no names. */
export interface AccountChange {
  readonly id: number;
  readonly before: { readonly role: Role; readonly endsOn: Day | null };
  readonly after: { readonly role: Role; readonly endsOn: Day | null };
}

export function changeAccount(store: WritableStore, { id, seen, ...input }: Input<'staff.change'>): AccountChange {
  const { loginId, role, endsOn, endedAt } = store.need('staff', id);
  if (endedAt !== null) refuse('accountEnded');
  const reading = readAccount({ ...input, loginId }, store.today, endsOn);
  if (!reading.ok) throw new Refusal(reading.problem);
  const { value } = reading;
  store.change('staff', id, { name: value.name, role: value.role, endsOn: value.endsOn }, seen);
  mustKeepAdmin(store);
  return { id, before: { role, endsOn }, after: { role: value.role, endsOn: value.endsOn } };
}

/** An account that was ended: for the vault and the access log. */
export interface EndedAccount {
  readonly id: number;
  readonly loginId: string;
  readonly role: Role;
}

/** 말소: the account works no more. Done once; again it changes nothing. */
export function endAccount(store: WritableStore, id: number): EndedAccount {
  const { loginId, role, endedAt } = store.need('staff', id);
  if (endedAt === null) store.change('staff', id, { endedAt: store.now });
  mustKeepAdmin(store);
  return { id, loginId, role };
}

/** Every account as the store knows it; main adds what the vault knows. */
export type KnownAccount = Omit<Output<'staff.list'>['rows'][number], 'status'> & { readonly ended: boolean };

/** Those who work here first, each group by name. */
export function listAccounts(store: ReadableStore): KnownAccount[] {
  const ids = store.sql('SELECT id FROM staff ORDER BY name, id').pluck().all() as number[];
  const last = store.sql(`SELECT max(at) FROM access_log WHERE user_id = ? AND act = 'login'`).pluck();
  const rows = ids.map((id) => {
    const { endedAt } = store.need('staff', id);
    const { actor, loginId, endsOn, ended } = standingOf(store, id);
    const lastSignIn = last.get(id) as number | null;
    const { name, role } = actor;
    return { id, loginId, name, role, endsOn, endedAt, ended, lastSignIn, seen: store.formRead('staff', id) };
  });
  return [...rows.filter((row) => !row.ended), ...rows.filter((row) => row.ended)];
}

export function staffNames(store: ReadableStore, _actor: Actor, _input: Input<'staff.names'>): Output<'staff.names'> {
  const sql = `SELECT id, name, role, (ended_at IS NOT NULL OR (ends_on IS NOT NULL AND ends_on < ?)) AS ended
    FROM staff ORDER BY ended, name, id`;
  const rows = store.sql(sql).all(store.today) as (Actor & { id: number; ended: 0 | 1 })[];
  return { staff: rows.map(({ id, name, role, ended }) => ({ id, name, role, ended: ended === 1 })) };
}

/**
 * Login ids for the helpers of a fair that ends on a day: `h1130-01`, `h1130-02` …, going on where an earlier batch of
 * that day ended. `taken` are those the vault knows.
 */
export function helperLogins(store: ReadableStore, endsOn: Day, count: number, taken: readonly string[]): string[] {
  const known = new Set(taken.map((each) => each.toLowerCase()));
  const free: string[] = [];
  for (let number = 1; free.length < count; number += 1) {
    const loginId = `h${endsOn.slice(5, 7)}${endsOn.slice(8)}-${String(number).padStart(2, '0')}`;
    if (!known.has(loginId) && staffId(store, loginId) === null) free.push(loginId);
  }
  return free;
}
