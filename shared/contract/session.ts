import { z } from '../zod.ts';
import { roleCodes } from '../model/role.ts';
import { defineCall } from './define.ts';
import { dayText, line, nothing } from './common.ts';

const actor = z.object({ userId: z.int(), name: z.string(), role: z.enum(roleCodes) });
const place = z.enum(['office', 'field']);

const open = {
  centre: z.string(),
  actor,
  place,
  /** Idle minutes after which main locks this window, for the place the laptop is in. */
  lockMinutes: z.int(),
  pinSet: z.boolean(),
  /** 빌려 준 마지막 날 of this laptop; null: without end. */
  lentUntil: dayText.nullable(),
  /** What the 자료 묶음 is called that is all this laptop holds; null: all of the centre. */
  pack: z.string().nullable(),
  /** The centre has no recovery key that a 관리자 has confirmed: a forgotten password would be the end. */
  recoveryMissing: z.boolean(),
};

/** What the window should show first. It also comes unasked, as event `session`, whenever main changes it. */
export const sessionState = z.discriminatedUnion('phase', [
  /** `emptied`: this laptop has handed over what it held (회수, 빌린 기간) and was emptied. */
  z.object({ phase: z.literal('firstRun'), emptied: z.boolean() }),
  z.object({ phase: z.literal('signedOut'), centre: z.string() }),
  /** The password was right, but somebody else knows it too (a first or reset one): nothing is open until it is changed. */
  z.object({ phase: z.literal('newPassword'), centre: z.string(), loginId: z.string() }),
  /** The same person goes on with the PIN, or with the password where the PIN no longer does. Drafts stay. */
  z.object({ phase: z.literal('locked'), centre: z.string(), name: z.string(), by: z.enum(['pin', 'password']) }),
  z.object({ phase: z.literal('open'), ...open }),
  /**
   * Signed in on a laptop whose 빌린 기간 is over, or that is called back (회수): no record is shown or taken, only handing over
   * is left (`lease.state`). It becomes `open` by itself when the lease is prolonged.
   */
  z.object({ phase: z.literal('leaving'), ...open, why: z.enum(['lease', 'recall']) }),
  /**
   * The data cannot be used: `message` says what to do; nothing destructive is offered. `session.signOut` tries again.
   * `canRestore`: a backup would help.
   */
  z.object({
    phase: z.literal('blocked'),
    message: z.string(),
    detail: z.string(),
    code: z.string(),
    canRestore: z.boolean(),
  }),
]);
export type SessionState = z.output<typeof sessionState>;

/** A password as typed: the rule for new ones is `shared/model/password.ts`. */
export const password = z.string().max(200);
const pin = z.string().max(20);

export const sessionCalls = {
  /** Where this window stands: first run, signed out, locked, open, or blocked with a reason. */
  'session.state': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: sessionState,
    logs: 'nothing',
  }),
  /**
   * First run: makes the encrypted store, its vault, the centre and the first 관리자, and signs them in. The recovery key
   * is shown this once and kept nowhere; `recovery.confirm` says that it is safe.
   */
  'session.setUp': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ centre: line, operator: line, name: line, loginId: line, password, again: password, place }),
    output: z.object({ state: sessionState, recoveryKey: z.string() }),
    logs: 'nothing',
  }),
  /** Refuses with `wrongLogin`, `signInPaused`, `accountLocked` or `accountEnded`. */
  'session.signIn': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ loginId: line, password }),
    output: sessionState,
    logs: 'nothing',
  }),
  /** Ends the session of this window, locked or open; drafts stay. From `blocked` it tries again. */
  'session.signOut': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: sessionState,
    logs: 'nothing',
  }),
  /** Locks this window by key; the page flushes its drafts before. */
  'session.lock': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: sessionState,
    logs: 'nothing',
  }),
  /** The person who locked (or idled) comes back: refuses with `wrongPin`, `pinOver`, or as `session.signIn` does. */
  'session.unlock': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.union([z.strictObject({ pin }), z.strictObject({ password })]),
    output: sessionState,
    logs: 'nothing',
  }),
  /** Somebody is at the keyboard; reported at most every 15 seconds. Nothing else counts as activity. */
  'session.active': defineCall({ room: 'window', roles: 'anyone', input: nothing, output: nothing, logs: 'nothing' }),
  /** One's own password, in an open session or in `newPassword` (there `current` is the one just typed). */
  'session.changePassword': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ current: password, password, again: password }),
    output: sessionState,
    logs: 'nothing',
  }),
  /** One's own PIN of six digits for this laptop, with the password; an empty PIN takes it away. */
  'session.setPin': defineCall({
    room: 'window',
    roles: roleCodes,
    input: z.object({ password, pin, again: pin }),
    output: sessionState,
    logs: 'nothing',
  }),
  /** 복구 열쇠: gives an account a new password, unlocks it, and signs it in. */
  'session.recover': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ recoveryKey: line, loginId: line, password, again: password }),
    output: sessionState,
    logs: 'nothing',
  }),
  /** 현장 모드: where this laptop is used now; it decides after how many minutes it locks. */
  'session.setPlace': defineCall({
    room: 'window',
    roles: roleCodes,
    input: z.object({ place }),
    output: sessionState,
    logs: 'nothing',
  }),
} as const;
