import { existsSync, readFileSync } from 'node:fs';
import { Refusal, refuse } from '../../../shared/model/problem.ts';
import { z } from '../../../shared/zod.ts';
import { replaceFile } from '../writeFile.ts';
import { accountOf } from './accounts.ts';
import { loginKey } from './shape.ts';
import type { Vault } from './shape.ts';

/**
 * Wrong passwords and recovery keys, kept beside the vault (안전성 확보조치 기준 §5⑥): the store is shut while they are
 * typed, or another is asked (a backup's), and its access log hears of them at its next opening. Nobody's key is over this file, since nobody has come in yet: who has the disk
 * can take it away, and with it the lock; what then still stands in the way is scrypt and the pause.
 */
const loginId = z.string().min(1).max(64);
const instant = z.int().min(0).max(8.64e15);

const failureShape = z.strictObject({
  act: z.enum(['loginFailed', 'locked']),
  /** Null when what was typed is no account: it may have been a password. */
  loginId: loginId.nullable(),
  /** Absent: a password. */
  by: z.literal('recovery').optional(),
  /** What a backup was to be opened for; absent: a login. */
  what: z.enum(['restore', 'rehearsal', 'join']).optional(),
  /** Who was signed in when a backup was tried. */
  userId: z.int().min(1).optional(),
  at: instant,
  count: z.int().min(1),
});
/** A line that the access log is still to be told. */
type Failure = z.output<typeof failureShape>;
/** What a backup is opened for, and by whom where somebody is signed in. */
export type BackupTry = Required<Pick<Failure, 'what'>> & Pick<Failure, 'userId'>;
export type Refused = Omit<Failure, 'act' | 'count'>;

const attemptsShape = z.strictObject({
  format: z.literal(1),
  /** Wrong ones in a row for logins that are no account's. */
  strangers: z.int().min(0),
  accounts: z.array(z.strictObject({ loginId, wrong: z.int().min(0), lockedAt: instant.nullable() })).max(500),
  untold: z.array(failureShape).max(5000),
});
export type Attempts = z.output<typeof attemptsShape>;

export const noAttempts: Attempts = { format: 1, strangers: 0, accounts: [], untold: [] };

/** More lines than these are counted together with the last of their kind. */
const mostUntold = 1000;
/** The pause after a wrong password: it doubles with each, ms. */
const firstPause = 500;
const longestPause = 30_000;

const isAsked =
  (asked: string) =>
  (each: { loginId: string | null }): boolean =>
    each.loginId !== null && loginKey(each.loginId) === loginKey(asked);

/** What is known of wrong passwords; nothing when there is no file or it cannot be read. */
export function readAttempts(file: string): Attempts {
  if (!existsSync(file)) return noAttempts;
  try {
    return attemptsShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return noAttempts;
  }
}

export function writeAttempts(file: string, attempts: Attempts): void {
  replaceFile(file, `${JSON.stringify(attempts)}\n`);
}

/** Whether an account is locked on this laptop. */
export function isLocked(attempts: Attempts, typed: string): boolean {
  return attempts.accounts.some((each) => isAsked(typed)(each) && each.lockedAt !== null);
}

/** Login ids that are locked on this laptop. */
export function lockedLogins(attempts: Attempts): string[] {
  return attempts.accounts.filter(({ lockedAt }) => lockedAt !== null).map((each) => each.loginId);
}

function withUntold(untold: readonly Failure[], line: Failure): Failure[] {
  const told = ['act', 'loginId', 'by', 'what', 'userId'] as const;
  const last = untold.findLastIndex((each) => told.every((key) => each[key] === line[key]));
  const same = untold[last];
  if (untold.length < mostUntold || !same) return [...untold, line].slice(-mostUntold * 2);
  return untold.with(last, { ...line, count: same.count + 1 });
}

/**
 * One more wrong password for an account (null: for a login that is none); at `tries` wrong ones in a row the account
 * locks.
 */
export function failed(
  attempts: Attempts,
  account: string | null,
  now: number,
  tries: number,
  backup?: BackupTry,
): Attempts {
  const untold = withUntold(attempts.untold, { act: 'loginFailed', loginId: account, at: now, count: 1, ...backup });
  if (account === null) return { ...attempts, strangers: attempts.strangers + 1, untold };
  const before = attempts.accounts.find(isAsked(account)) ?? { loginId: account, wrong: 0, lockedAt: null };
  const wrong = before.wrong + 1;
  const locksNow = wrong >= tries && before.lockedAt === null;
  return {
    ...attempts,
    accounts: [
      ...attempts.accounts.filter((each) => each !== before),
      { loginId: account, wrong, lockedAt: locksNow ? now : before.lockedAt },
    ],
    untold: locksNow ? withUntold(untold, { act: 'locked', loginId: account, at: now, count: 1 }) : untold,
  };
}

/**
 * One more that opened nothing but brings no account nearer to its lock: a recovery key, which is no account's (what is in
 * its way is its length), or who may not open a backup, though their password was right.
 */
export function refused(attempts: Attempts, given: Refused): Attempts {
  return { ...attempts, untold: withUntold(attempts.untold, { act: 'loginFailed', count: 1, ...given }) };
}

/** A right password, or a 관리자, or the recovery key: the account begins anew. */
export function forgiven(attempts: Attempts, typed: string): Attempts {
  return { ...attempts, strangers: 0, accounts: attempts.accounts.filter((each) => !isAsked(typed)(each)) };
}

/** The first `count` lines stand in the access log now. */
export function told(attempts: Attempts, count: number): Attempts {
  return { ...attempts, untold: attempts.untold.slice(count) };
}

/** How long the answer to a wrong password waits, ms: 0.5 s, 1 s, 2 s … 30 s. */
export function pauseOf(attempts: Attempts, account: string | null): number {
  const wrong = account === null ? attempts.strangers : (attempts.accounts.find(isAsked(account))?.wrong ?? 0);
  return wrong === 0 ? 0 : Math.min(longestPause, firstPause * 2 ** Math.min(wrong - 1, 20));
}

export interface Guarded<T> {
  /** attempts.json */
  readonly file: string;
  readonly vault: Vault;
  readonly loginId: string;
  /** Wrong passwords until the account locks: the centre's rule, or its usual value while the store is shut. */
  readonly tries: number;
  readonly now: number;
  readonly pause: (ms: number) => Promise<void>;
  /** Absent: a login. */
  readonly backup?: BackupTry;
  /** Tries the password: `unlock` of the vault. */
  readonly run: () => Promise<T>;
}

/**
 * Tries one password and counts it. It counts as wrong before it is tried, so that nobody gains a try by ending the
 * program; a right one takes that back. Refuses with `accountLocked`, and with whatever `run` refuses. One at a time:
 * the caller sees to it.
 */
export async function guarded<T>(asked: Guarded<T>): Promise<T> {
  const { file, vault, loginId: typed, tries, now, pause, backup, run } = asked;
  const before = readAttempts(file);
  const account = accountOf(vault, typed)?.loginId ?? null;
  if (account !== null && isLocked(before, account)) return refuse('accountLocked');
  const after = failed(before, account, now, tries, backup);
  writeAttempts(file, after);
  try {
    const result = await run();
    writeAttempts(file, forgiven(before, account ?? typed));
    return result;
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.code !== 'wrongLogin') {
      // Not a wrong password: nobody is to be locked for a damaged vault.
      writeAttempts(file, before);
      throw error;
    }
    await pause(pauseOf(after, account));
    if (account !== null && isLocked(after, account)) return refuse('accountLocked');
    throw error;
  }
}
