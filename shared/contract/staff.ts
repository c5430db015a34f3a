import { z } from '../zod.ts';
import { readers, roleCodes } from '../model/role.ts';
import { defineCall } from './define.ts';
import { dayText, formSeen, line, nothing, recordId } from './common.ts';

const admin = ['admin'] as const;
const role = z.enum(roleCodes);

const staffRow = z.object({
  id: recordId,
  loginId: z.string(),
  name: z.string(),
  role,
  /** The last day on which the account works. */
  endsOn: dayText.nullable(),
  /** 말소, ms UTC. */
  endedAt: z.number().nullable(),
  /**
   * `working`; `locked` after too many wrong passwords on this laptop; `newPassword`: has not yet chosen one of their own;
   * `noKey`: made on another laptop and without a password here; `ended`: 말소 or past the last day.
   */
  status: z.enum(['working', 'locked', 'newPassword', 'noKey', 'ended']),
  /** The last time they came in on this laptop, ms UTC. */
  lastSignIn: z.number().nullable(),
  seen: formSeen,
});
export type StaffRow = z.output<typeof staffRow>;

/** Shown once, to be handed over on paper; kept nowhere. */
const oneTime = z.object({ id: recordId, name: z.string(), loginId: z.string(), password: z.string() });
export type OneTimePassword = z.output<typeof oneTime>;

/** Most helpers of a fair in one go. */
export const mostHelpers = 100;

/**
 * Accounts (안전성 확보조치 기준 §5; domain §9.2): one per person, each grant, change and removal kept in the access log.
 * All are done in main: an account is a record in the store and a key in the vault.
 */
export const staffCalls = {
  /** Every account, ended ones last. */
  'staff.list': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: z.object({ rows: z.array(staffRow) }),
    logs: (_input, { rows }) => ({ act: 'view', recordType: 'staff', ids: rows.map(({ id }) => id) }),
  }),
  /**
   * Everybody who works here or did, who works first: for choosing a counsellor, and for finding the cases, talks and log
   * lines of those who have left.
   */
  'staff.names': defineCall({
    room: 'read',
    roles: readers,
    input: nothing,
    output: z.object({
      /** `ended`: 말소 or past the last day. */
      staff: z.array(z.object({ id: recordId, name: z.string(), role, ended: z.boolean() })),
    }),
    logs: 'nothing',
  }),
  /** A new account with a generated one-time password. `endsOn` '' for none. Refuses with a sentence per field. */
  'staff.create': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ name: line, loginId: line, role, endsOn: line }),
    output: oneTime,
    logs: 'nothing',
  }),
  /** Refuses with `lastAdmin` to take the last lasting 관리자 away. Open sessions take the new role at once. */
  'staff.change': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId, seen: formSeen, name: line, role, endsOn: line }),
    output: z.object({ id: recordId }),
    logs: 'nothing',
  }),
  /** 말소: from now on, for good; the key goes out of the vault and open sessions end. Refuses with `lastAdmin`. */
  'staff.end': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId }),
    output: z.object({ id: recordId }),
    logs: 'nothing',
  }),
  /** A new one-time password; the account must change it at its next sign-in, and its open sessions end. */
  'staff.resetPassword': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId }),
    output: oneTime,
    logs: 'nothing',
  }),
  /** Lets an account try again that was locked on this laptop by wrong passwords. */
  'staff.unlock': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ id: recordId }),
    output: z.object({ id: recordId }),
    logs: 'nothing',
  }),
  /**
   * Day helpers of a fair (domain §13): personal 박람회 등록원 accounts that end by date, made at once, their one-time
   * passwords for printing on the 보안서약서. Those need not be changed.
   */
  'staff.createHelpers': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ names: z.array(line).min(1).max(mostHelpers), endsOn: line }),
    output: z.object({ endsOn: dayText, helpers: z.array(oneTime) }),
    logs: 'nothing',
  }),
} as const;
