import { randomBytes, randomUUID } from 'node:crypto';
import { refuse } from '../../../shared/model/problem.ts';
import type { StoreLock } from '../../store/connection.ts';
import type { ScryptCost } from './box.ts';
import {
  closeBox,
  keyBytes,
  keyFor,
  newPair,
  openBox,
  publicHalf,
  seal,
  unseal,
  unwrap,
  usualCost,
  wrap,
} from './box.ts';
import { newRecoverySecret, parseRecoveryKey, printRecoveryKey, recoveryIdOf } from './recoveryKey.ts';
import type { OpenedVault } from './seals.ts';
import { changeable, closed, proved, purposeOf, sealToAll } from './seals.ts';
import type { Account, NewVault, OldVault, Recovery, Vault } from './shape.ts';
import { loginKey, mostAccounts } from './shape.ts';

/** A login that is given: by its owner, or by a 관리자 with `mustChange`. */
export interface NewLogin {
  readonly loginId: string;
  readonly password: string;
  /** ms UTC. */
  readonly now: number;
  readonly mustChange?: boolean;
  /** The usual one unless a test cannot wait. */
  readonly cost?: ScryptCost;
}

/** An account as others may know it. */
export interface AccountLine {
  readonly loginId: string;
  readonly mustChange: boolean;
  /** Since when its password holds, ms UTC; null for an account of format 1 that has not logged in since. */
  readonly since: number | null;
}

/** Longer ones are no passwords. */
const longestPassword = 1000;
/** This password and the two before it may not be taken again (안전성 확보조치 기준 §5⑤; domain §9.2). */
const pastPasswords = 2;

/** The rooms of a recovery secret. */
const recoveryPair = (secret: Uint8Array): Buffer => keyFor(secret, ['recovery pair']);
const recoveryBox = (secret: Uint8Array): Buffer => keyFor(secret, ['recovery box']);

async function newAccount(
  vault: string,
  guard: Uint8Array,
  login: NewLogin,
  past: Account['past'] = [],
): Promise<Account> {
  const { secret, publicKey } = newPair();
  const inside = Buffer.concat([secret, guard]);
  return {
    loginId: login.loginId,
    publicKey,
    wrapped: await wrap(login.password, inside, purposeOf.account(vault, login.loginId), login.cost ?? usualCost),
    past,
    mustChange: login.mustChange ?? false,
    since: login.now,
  };
}

function newRecovery(vault: string, guard: Uint8Array, now: number): { recovery: Recovery; recoveryKey: string } {
  const secret = newRecoverySecret();
  const id = recoveryIdOf(secret);
  return {
    recovery: {
      id,
      publicKey: publicHalf(recoveryPair(secret)),
      guard: closeBox(recoveryBox(secret), guard, purposeOf.recovery(vault, id)),
      issuedAt: now,
      confirmedAt: null,
    },
    recoveryKey: printRecoveryKey(secret),
  };
}

const unsigned = {
  mac: { algorithm: 'hmac-sha256', value: '' },
  digest: { algorithm: 'sha256', value: '' },
} as const;

/**
 * A vault for a new centre with fresh keys, its first account and its recovery key (shown once, kept nowhere). Not yet
 * written.
 */
export async function newVault(
  first: NewLogin & { readonly centre: string },
): Promise<{ vault: NewVault; opened: OpenedVault; recoveryKey: string }> {
  const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(keyBytes), logKey: randomBytes(keyBytes) };
  const opened: OpenedVault = { lock, guard: randomBytes(keyBytes) };
  const id = randomUUID();
  const accounts = [await newAccount(id, opened.guard, first)];
  const { recovery, recoveryKey } = newRecovery(id, opened.guard, first.now);
  const current = sealToAll({ id, accounts, recovery }, opened, first.now);
  const vault = { format: 2, id, centre: first.centre, accounts, older: [], recovery, current, next: null } as const;
  return { vault: closed({ ...vault, older: [], ...unsigned }, opened), opened, recoveryKey };
}

/** The accounts of a vault, as the screen of accounts shows them. */
export function accountsOf(vault: Vault): AccountLine[] {
  const lines = (vault.format === 1 ? [] : vault.accounts).map(({ loginId, mustChange, since }) => ({
    loginId,
    mustChange,
    since,
  }));
  const older = vault.format === 1 ? vault.accounts : vault.older;
  return [...lines, ...older.map(({ loginId }) => ({ loginId, mustChange: false, since: null }))];
}

/** The account of a typed login id; null when there is none. */
export function accountOf(vault: Vault, typed: string): AccountLine | null {
  return accountsOf(vault).find(({ loginId }) => loginKey(loginId) === loginKey(typed)) ?? null;
}

/** When the recovery key was issued and shown; null when there is none. */
export function recoveryOf(vault: Vault): Pick<Recovery, 'id' | 'issuedAt' | 'confirmedAt'> | null {
  if (vault.format === 1 || !vault.recovery) return null;
  const { id, issuedAt, confirmedAt } = vault.recovery;
  return { id, issuedAt, confirmedAt };
}

function openAccount(vault: NewVault, { loginId, publicKey }: Account, inside: Buffer): OpenedVault {
  const [secret, guard] = [inside.subarray(0, keyBytes), inside.subarray(keyBytes)];
  if (guard.length !== keyBytes || publicHalf(secret) !== publicKey) return refuse('vaultTampered');
  return proved(vault, guard, (dataKey) => {
    const box = dataKey.accounts.find((each) => each.loginId === loginId);
    return box ? unseal(secret, box.sealed, purposeOf.accountKey(vault.id, dataKey.id, loginId)) : null;
  });
}

/**
 * Opens the vault. Refuses with `wrongLogin` and never says which of the two was wrong; with `vaultTampered` when the
 * password is right and anything in the vault is not what this centre wrote.
 *
 * @param now ms UTC; when a vault of format 1 is made new.
 */
export async function unlock(vault: Vault, loginId: string, password: string, now: number): Promise<OpenedVault> {
  if (password.length > longestPassword) return refuse('wrongLogin');
  const isAsked = (each: { loginId: string }): boolean => loginKey(each.loginId) === loginKey(loginId);
  const account = vault.format === 1 ? undefined : vault.accounts.find(isAsked);
  if (vault.format === 2 && account) {
    const inside = await unwrap(password, account.wrapped, purposeOf.account(vault.id, account.loginId));
    return inside ? openAccount(vault, account, inside) : refuse('wrongLogin');
  }
  const older = vault.format === 1 ? vault.accounts : vault.older;
  const old = older.find(isAsked);
  if (old) return await unlockOld(vault, old, password, now);
  // An unknown id costs the same time as a wrong password.
  const other = vault.format === 1 ? vault.accounts[0]?.kdf : vault.accounts[0]?.wrapped.kdf;
  if (other) await wrap(password, Buffer.alloc(0), [], other);
  return refuse('wrongLogin');
}

/** Format 1: the data key lies under the password itself. What was opened is a vault of format 2 from now on. */
async function unlockOld(
  vault: Vault,
  old: OldVault['accounts'][number],
  password: string,
  now: number,
): Promise<OpenedVault> {
  const key = await unwrap(password, { kdf: old.kdf, box: old.sealed }, loginKey(old.loginId));
  if (!key) return refuse('wrongLogin');
  const login: NewLogin = { loginId: old.loginId, password, now, cost: old.kdf };
  if (vault.format === 2) {
    if (vault.next) return refuse('vaultTampered');
    const { current, id } = vault;
    const guard = openBox(keyFor(key, ['guard']), current.guard, purposeOf.guard(id, current.id));
    if (!guard) return refuse('vaultTampered');
    const opened = proved(vault, guard, () => key);
    return { ...opened, upgraded: await withAccount(vault, opened, login) };
  }
  const opened: OpenedVault = {
    lock: { cipher: vault.cipher, key, logKey: randomBytes(keyBytes) },
    guard: randomBytes(keyBytes),
  };
  const id = randomUUID();
  const accounts = [await newAccount(id, opened.guard, login)];
  const upgraded: NewVault = {
    format: 2,
    id,
    centre: vault.centre,
    accounts,
    older: vault.accounts.filter((each) => each !== old),
    recovery: null,
    current: sealToAll({ id, accounts, recovery: null }, opened, now),
    next: null,
    ...unsigned,
  };
  return { ...opened, upgraded: closed(upgraded, opened) };
}

/**
 * Opens the vault with the centre's recovery key. Refuses with `recoveryMistyped` when a letter is wrong,
 * `wrongRecoveryKey` when it is another centre's or an earlier one, `vaultTampered` as `unlock` does.
 */
export async function unlockWithRecovery(vault: Vault, typed: string): Promise<OpenedVault> {
  const secret = parseRecoveryKey(typed) ?? refuse('recoveryMistyped');
  if (vault.format === 1 || !vault.recovery) return refuse('wrongRecoveryKey');
  const { id, recovery } = vault;
  if (recovery.id !== recoveryIdOf(secret)) return refuse('wrongRecoveryKey');
  const pair = recoveryPair(secret);
  const guard = openBox(recoveryBox(secret), recovery.guard, purposeOf.recovery(id, recovery.id));
  if (!guard || publicHalf(pair) !== recovery.publicKey) return refuse('vaultTampered');
  return proved(vault, guard, (dataKey) =>
    dataKey.recovery ? unseal(pair, dataKey.recovery, purposeOf.recoveryKey(id, dataKey.id, recovery.id)) : null,
  );
}

/** Refuses `more` new accounts where the vault would hold more than it can be read with. */
export function mustTakeAccounts(vault: Vault, more: number): void {
  if (accountsOf(vault).length + more <= mostAccounts) return;
  refuse('checkFields', {
    message: `한 노트북에는 계정을 ${mostAccounts}개까지 둘 수 있습니다. 쓰지 않는 계정을 말소한 뒤 다시 시도해 주십시오.`,
  });
}

/** The vault with this account in the place of the one of its name, or as one more. */
function withLogin(vault: NewVault, opened: OpenedVault, account: Account): NewVault {
  const { id, current } = vault;
  const others = <T extends { loginId: string }>(all: readonly T[]): T[] =>
    all.filter((each) => loginKey(each.loginId) !== loginKey(account.loginId));
  const sealed = seal(account.publicKey, opened.lock.key, purposeOf.accountKey(id, current.id, account.loginId));
  const changed: NewVault = {
    ...vault,
    accounts: [...others(vault.accounts), account],
    older: others(vault.older),
    current: { ...current, accounts: [...others(current.accounts), { loginId: account.loginId, sealed }] },
  };
  return closed(changed, opened);
}

/** The vault with one more account that can open the store; one of the same name is replaced. Refuses one too many. */
export async function withAccount(vault: Vault, opened: OpenedVault, login: NewLogin): Promise<NewVault> {
  const known = changeable(vault);
  if (accountOf(known, login.loginId) === null) mustTakeAccounts(known, 1);
  return withLogin(known, opened, await newAccount(known.id, opened.guard, login));
}

/** The vault with another password for an account, by a new pair of keys. Refuses with `notFound`. */
export async function withPassword(vault: Vault, opened: OpenedVault, login: NewLogin): Promise<NewVault> {
  const known = changeable(vault);
  const { loginId } = accountOf(known, login.loginId) ?? refuse('notFound');
  const before = known.accounts.find((each) => each.loginId === loginId);
  const past = before ? [before.wrapped, ...before.past].slice(0, pastPasswords) : [];
  return withLogin(known, opened, await newAccount(known.id, opened.guard, { ...login, loginId }, past));
}

/** Whether a password is an account's present one or one of the two before. Costs one scrypt for each. */
export async function wasUsed(vault: Vault, loginId: string, password: string): Promise<boolean> {
  if (vault.format === 1) return false;
  const account = vault.accounts.find((each) => loginKey(each.loginId) === loginKey(loginId));
  for (const wrapped of account ? [account.wrapped, ...account.past] : []) {
    if (await unwrap(password, wrapped, purposeOf.account(vault.id, loginId))) return true;
  }
  return false;
}

/**
 * The vault without an account: it opens the store no more. Who has kept a copy of the vault from before still opens a
 * copy of the store from before; for the store from now on, rotate the data key.
 */
export function withoutAccount(vault: Vault, opened: OpenedVault, loginId: string): NewVault {
  const known = changeable(vault);
  const others = <T extends { loginId: string }>(all: readonly T[]): T[] =>
    all.filter((each) => loginKey(each.loginId) !== loginKey(loginId));
  const current = { ...known.current, accounts: others(known.current.accounts) };
  return closed({ ...known, accounts: others(known.accounts), older: others(known.older), current }, opened);
}

/** The vault with a new recovery key; the one before opens nothing any more. The text is shown once, kept nowhere. */
export function withNewRecovery(
  vault: Vault,
  opened: OpenedVault,
  now: number,
): { vault: NewVault; recoveryKey: string } {
  const known = changeable(vault);
  const { recovery, recoveryKey } = newRecovery(known.id, opened.guard, now);
  const { id, current } = known;
  const sealed = seal(recovery.publicKey, opened.lock.key, purposeOf.recoveryKey(id, current.id, recovery.id));
  return { vault: closed({ ...known, recovery, current: { ...current, recovery: sealed } }, opened), recoveryKey };
}

/** The vault that knows that somebody has the recovery key in hand. Nothing changes when there is none. */
export function withRecoveryConfirmed(vault: Vault, opened: OpenedVault, now: number): NewVault {
  const known = changeable(vault);
  const recovery = known.recovery && { ...known.recovery, confirmedAt: now };
  return closed({ ...known, recovery }, opened);
}

/** The vault under another name of the centre. */
export function withCentreName(vault: Vault, opened: OpenedVault, centre: string): NewVault {
  return closed({ ...changeable(vault), centre }, opened);
}
