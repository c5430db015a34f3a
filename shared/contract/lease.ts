import { z } from '../zod.ts';
import { roleCodes } from '../model/role.ts';
import { dayText, line, nothing } from './common.ts';
import { defineCall } from './define.ts';
import { password } from './session.ts';

/** How far a laptop has come whose 빌린 기간 is over, or that is called back. Nothing in it is about a person. */
const leaseState = z.object({
  /** Null while it is not leaving: nothing below but the days is counted then. */
  why: z.enum(['lease', 'recall']).nullable(),
  /** 빌려 준 마지막 날; null: without end. */
  lentUntil: dayText.nullable(),
  /** The day by this laptop's clock: to be corrected where it is wrong. */
  today: dayText,
  /** As `LeaveStage` (shared/rules/lease.ts); null while it is not leaving. */
  stage: z.enum(['noKeeper', 'handOver', 'askDay', 'empty']).nullable(),
  /** Change sets, and pages of documents, that neither hub nor 사무실 노트북 have said to hold. */
  waiting: z.int(),
  pages: z.int(),
  hasHub: z.boolean(),
  /** Number and name of the 사무실 노트북; null where none is named. */
  office: z.string().nullable(),
});
export type LeaseState = z.output<typeof leaseState>;

const admin = ['admin'] as const;

/** 빌린 기간이 끝난 노트북. Screens read again when `changed` names the type `sync`. */
export const leaseCalls = {
  'lease.state': defineCall({ room: 'window', roles: roleCodes, input: nothing, output: leaseState, logs: 'nothing' }),
  /**
   * A 관리자 says at this laptop that its date is right: what it was wrongly set to before counts no more, and where the lease
   * is over by it, the laptop is emptied as soon as all is handed over. Own password again.
   */
  'lease.confirmDay': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ password }),
    output: leaseState,
    logs: 'nothing',
  }),
  /** A 관리자 at this laptop prolongs its lease (not a 회수). Own password again. Refuses with `checkFields`. */
  'lease.extend': defineCall({
    room: 'window',
    roles: admin,
    input: z.object({ lentUntil: line, password }),
    output: leaseState,
    logs: 'nothing',
  }),
} as const;
