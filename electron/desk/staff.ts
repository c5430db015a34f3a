import type { Day } from '../../shared/korean/day.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';

interface Account {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly endsOn?: Day | null;
}

/** Makes an account's record; its password is in the vault, never here. */
export function addStaff(store: WritableStore, _actor: Actor, account: Account): Actor {
  const id = store.insert('staff', { ...account, endsOn: account.endsOn ?? null, endedAt: null });
  return { userId: id, name: account.name, role: account.role };
}

/** The member of staff behind a login id, once the vault has accepted the password. */
export function staffByLogin(store: ReadableStore, loginId: string): Actor {
  const row = store.sql('SELECT id, name, role FROM staff WHERE lower(login_id) = lower(?)').get(loginId) as
    | { id: number; name: string; role: Role }
    | undefined;
  return row ? { userId: row.id, name: row.name, role: row.role } : refuse('wrongLogin');
}
