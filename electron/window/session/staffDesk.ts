import type { Input, Output } from '../../../shared/contract/index.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import { normalizeText } from '../../../shared/korean/text.ts';
import { Refusal, refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { readHelpers } from '../../../shared/model/staff.ts';
import type { EndedAccount, KnownAccount, Standing } from '../../desk/staff.ts';
import type { LogDetail } from '../../../shared/contract/define.ts';
import type { Sessions } from './session.ts';
import { accountOf, accountsOf, mustTakeAccounts, withoutAccount } from '../vault/index.ts';
import type { Vault } from '../vault/index.ts';

export interface StaffDeskOptions {
  readonly sessions: Sessions;
  readonly now: () => number;
  /** Random bytes, for one-time passwords. */
  readonly random: (length: number) => Uint8Array;
}

/** Without what is read wrongly from paper: 0 and o, 1 and l and i. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password for handing over on paper: three groups of four, 59 bits, strong by the rule (letters and hyphens). */
export function oneTimePassword(random: (length: number) => Uint8Array): string {
  const groups: string[] = [];
  while (groups.length < 3) {
    // Bytes beyond the last whole alphabet would make its first letters likelier.
    const fair = [...random(32)].filter((byte) => byte < 256 - (256 % letters.length));
    if (fair.length >= 4)
      groups.push(
        fair
          .slice(0, 4)
          .map((byte) => letters[byte % letters.length])
          .join(''),
      );
  }
  return groups.join('-');
}

/**
 * Accounts: a record in the store and a key in the vault. The record comes first, and goes first; so whatever stops it
 * half-way leaves an account that cannot come in and that a new password mends, never one that nobody has granted.
 */
export class StaffDesk {
  readonly #sessions: Sessions;
  readonly #now: () => number;
  readonly #random: (length: number) => Uint8Array;

  constructor({ sessions, now, random }: StaffDeskOptions) {
    this.#sessions = sessions;
    this.#now = now;
    this.#random = random;
  }

  async list(actor: Actor): Promise<Output<'staff.list'>> {
    const known = (await this.#job('heavy', 'staff.list', {}, actor)) as KnownAccount[];
    const vault = this.#vault();
    const locked = new Set(this.#sessions.signIns.locked().map((loginId) => loginId.toLowerCase()));
    const statusOf = ({ loginId, ended }: KnownAccount): Output<'staff.list'>['rows'][number]['status'] => {
      const account = accountOf(vault, loginId);
      if (ended) return 'ended';
      if (locked.has(loginId.toLowerCase())) return 'locked';
      return account === null ? 'noKey' : account.mustChange ? 'newPassword' : 'working';
    };
    return { rows: known.map(({ ended, ...row }) => ({ ...row, status: statusOf({ ...row, ended }) })) };
  }

  async create(input: Input<'staff.create'>, actor: Actor): Promise<Output<'staff.create'>> {
    const loginId = normalizeText(input.loginId);
    mustTakeAccounts(this.#vault(), 1);
    const { userId, name } = (await this.#job('writer', 'staff.create', input, actor)) as Actor;
    const password = oneTimePassword(this.#random);
    await this.#sessions.setPassword(loginId, password, true);
    return { id: userId, name, loginId, password };
  }

  async change(input: Input<'staff.change'>, actor: Actor): Promise<Output<'staff.change'>> {
    await this.#job('writer', 'staff.change', input, actor);
    await this.#sessions.recheck();
    return { id: input.id };
  }

  async end({ id }: Input<'staff.end'>, actor: Actor): Promise<Output<'staff.end'>> {
    const { loginId } = (await this.#job('writer', 'staff.end', { id }, actor)) as EndedAccount;
    await this.#sessions.recheck();
    await this.#sessions.keeper.changeVault((vault, keys) => withoutAccount(vault, keys, loginId));
    return { id };
  }

  async resetPassword({ id }: Input<'staff.resetPassword'>, actor: Actor): Promise<Output<'staff.resetPassword'>> {
    const { loginId, actor: owner } = await this.#noted(id, 'resetPassword', actor);
    const password = oneTimePassword(this.#random);
    await this.#sessions.setPassword(loginId, password, true);
    await this.#sessions.signIns.clear(loginId);
    this.#sessions.endSessionsOf(id);
    return { id, name: owner.name, loginId, password };
  }

  async unlock({ id }: Input<'staff.unlock'>, actor: Actor): Promise<Output<'staff.unlock'>> {
    const { loginId } = await this.#noted(id, 'unlock', actor);
    await this.#sessions.signIns.clear(loginId);
    return { id };
  }

  async createHelpers(input: Input<'staff.createHelpers'>, actor: Actor): Promise<Output<'staff.createHelpers'>> {
    const reading = readHelpers(input, todayInSeoul(this.#now()));
    if (!reading.ok) throw new Refusal(reading.problem);
    const { names, endsOn } = reading.value;
    const vault = this.#vault();
    // Before the first of them is made: some with a password that nobody was shown would be worse than none.
    mustTakeAccounts(vault, names.length);
    const taken = accountsOf(vault).map(({ loginId }) => loginId);
    const made = (await this.#job('writer', 'staff.createHelpers', { names, endsOn, taken }, actor)) as {
      id: number;
      name: string;
      loginId: string;
    }[];
    const helpers: Output<'staff.createHelpers'>['helpers'] = [];
    for (const each of made) {
      const password = oneTimePassword(this.#random);
      await this.#sessions.setPassword(each.loginId, password, false);
      helpers.push({ ...each, password });
    }
    return { endsOn, helpers };
  }

  #vault(): Vault {
    return this.#sessions.keeper.vault() ?? refuse('vaultMissing');
  }

  async #noted(id: number, act: 'unlock' | 'resetPassword', actor: Actor, detail: LogDetail = {}): Promise<Standing> {
    return (await this.#job('writer', 'staff.noted', { id, act, detail }, actor)) as Standing;
  }

  async #job(where: 'heavy' | 'writer', name: string, input: unknown, actor: Actor): Promise<unknown> {
    return await (await this.#sessions.store()).job(where, name, input, actor, this.#now());
  }
}
