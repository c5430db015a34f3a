import { z } from '../zod.ts';
import { defineCall } from './define.ts';
import { line, nothing } from './common.ts';
import { password } from './session.ts';

const admin = ['admin'] as const;

/** The centre's recovery key (복구 열쇠) and the key of this laptop's store. Each asks for the password anew. */
export const recoveryCalls = {
  /** A new recovery key, shown this once; the one before opens nothing from now on. */
  'recovery.issue': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ password }),
    output: z.object({ recoveryKey: z.string() }),
    logs: 'nothing',
  }),
  /** The page has checked that what was written down is right, and gives the whole key: main tries it on the vault. */
  'recovery.confirm': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ recoveryKey: line }),
    output: nothing,
    logs: 'nothing',
  }),
  /** When there is one: issued and confirmed, ms UTC. */
  'recovery.state': defineCall({
    room: 'window',
    roles: admin,
    input: nothing,
    output: z.object({ issuedAt: z.number().nullable(), confirmedAt: z.number().nullable() }),
    logs: 'nothing',
  }),
  /** Encrypts this laptop's store under a new data key. */
  'store.rotateKey': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ password }),
    output: nothing,
    logs: 'nothing',
  }),
} as const;
