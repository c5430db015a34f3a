import { z } from '../zod.ts';
import { roleCodes } from '../model/role.ts';
import { defineCall } from './define.ts';
import { line, nothing } from './common.ts';

const actor = z.object({ userId: z.int(), name: z.string(), role: z.enum(roleCodes) });

/** What the window should show first. */
export const sessionState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('firstRun') }),
  z.object({ phase: z.literal('signedOut'), centre: z.string() }),
  z.object({ phase: z.literal('open'), centre: z.string(), actor }),
  /** The data folder cannot be used: `message` says what to do; nothing destructive is offered. */
  z.object({ phase: z.literal('blocked'), message: z.string(), detail: z.string() }),
]);
export type SessionState = z.output<typeof sessionState>;

const password = z.string().max(200);

export const sessionCalls = {
  /** Where this window stands: first run, signed out, open, or blocked with a reason. */
  'session.state': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: sessionState,
    logs: 'nothing',
  }),
  /** First run: makes the encrypted store, its vault and the first 관리자, and signs them in. */
  'session.setUp': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ centre: line, name: line, loginId: line, password, again: password }),
    output: sessionState,
    logs: 'nothing',
  }),
  'session.signIn': defineCall({
    room: 'window',
    roles: 'anyone',
    input: z.object({ loginId: line, password }),
    output: sessionState,
    logs: 'nothing',
  }),
  /** Ends the session of this window; drafts stay. */
  'session.signOut': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: sessionState,
    logs: 'nothing',
  }),
} as const;
