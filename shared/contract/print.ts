import { z } from '../zod.ts';
import type { Role } from '../model/role.ts';
import { defineCall } from './define.ts';
import { dayText, line } from './common.ts';

/** One 박람회 등록원 with the password that is told once, on paper. */
const helper = z.object({ name: line, loginId: line, password: z.string().max(200), endsOn: dayText });

/**
 * What can go on paper. What the store knows is named by id and read there; only what the store does not hold (a
 * recovery key, one-time passwords) is handed over, printed and forgotten.
 */
export const printDocument = z.discriminatedUnion('kind', [
  /** 복구 열쇠, for the centre's safe. */
  z.object({ kind: z.literal('recoveryKey'), key: z.string().min(1).max(200) }),
  /** 보안 설정 현황, for the security officer and the 수탁자 점검. */
  z.object({ kind: z.literal('securityStatus') }),
  /** 보안서약서 of the helpers of a fair, a page each, with a slip of login id and one-time password to tear off. */
  z.object({ kind: z.literal('helperPledges'), helpers: z.array(helper).min(1).max(200) }),
  /** 접속기록 월 점검표 of a month, `YYYY-MM`. */
  z.object({ kind: z.literal('logReview'), month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
]);
export type PrintDocument = z.output<typeof printDocument>;
export type PrintKind = PrintDocument['kind'];

/** Who may print what; whoever may not gets `notAllowed`. */
export const printRoles: Readonly<Record<PrintKind, readonly Role[]>> = {
  recoveryKey: ['admin'],
  securityStatus: ['admin'],
  helperPledges: ['admin'],
  logReview: ['admin'],
};

export const printCalls = {
  /**
   * Prints a document, or saves it as PDF by the save dialog; asks nothing else. It is in the access log (act `print`,
   * its purpose is what the document is for) before it is released. `done` is false when the dialog was closed; `file`
   * is where the PDF lies.
   */
  'print.run': defineCall({
    room: 'window',
    roles: [...new Set(Object.values(printRoles).flat())],
    input: z.object({
      document: printDocument,
      to: z.enum(['printer', 'pdf']),
      /** Ignored for a PDF. */
      copies: z.int().min(1).max(99),
    }),
    output: z.object({ done: z.boolean(), file: z.string().nullable() }),
    logs: 'nothing',
  }),
} as const;
