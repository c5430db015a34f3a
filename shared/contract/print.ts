import { z } from '../zod.ts';
import type { Role } from '../model/role.ts';
import { readers } from '../model/role.ts';
import { defineCall } from './define.ts';
import { dayText, line, recordId } from './common.ts';

/** One 박람회 등록원 with the password that is told once, on paper. */
const helper = z.object({ name: line, loginId: line, password: z.string().max(200), endsOn: dayText });

/** Why a paper about a person is printed: said before it is (안전성 확보조치 기준 §12), and it stands on every page. */
export const printPurposes = {
  counselling: '상담·알선',
  application: '구직신청 접수',
  consent: '처리 고지와 동의',
  approval: '결재·보고',
  evidence: '사업 증빙',
  subject: '본인 요청(열람)',
} as const;
export type PrintPurpose = keyof typeof printPurposes;
const purpose = z.enum(Object.keys(printPurposes) as [PrintPurpose, ...PrintPurpose[]]);

/**
 * What can go on paper. What the store knows is named by id and read there; only what the store does not hold (a
 * recovery key, one-time passwords) is handed over, printed and forgotten.
 */
const printDocument = z.discriminatedUnion('kind', [
  /** 복구 열쇠, for the centre's safe. */
  z.object({ kind: z.literal('recoveryKey'), key: z.string().min(1).max(200) }),
  /** 보안 설정 현황, for the security officer and the 수탁자 점검. */
  z.object({ kind: z.literal('securityStatus') }),
  /** 보안서약서 of the helpers of a fair, a page each, with a slip of login id and one-time password to tear off. */
  z.object({ kind: z.literal('helperPledges'), helpers: z.array(helper).min(1).max(200) }),
  /** 접속기록 월 점검표 of a month, `YYYY-MM`. */
  z.object({ kind: z.literal('logReview'), month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
  /** 구직자 카드: one person on one sheet, for the counsellor's hand. Never 민감정보. */
  z.object({ kind: z.literal('personCard'), person: recordId, purpose }),
  /** 구직신청서: what is known filled in, boxes for the rest; 민감정보 only when asked for by who may see it. */
  z.object({ kind: z.literal('jobApplication'), person: recordId, purpose, sensitive: z.boolean() }),
  /** 상담일지: one talk (`only`), or those of a person between two days; null: no bound. */
  z.object({
    kind: z.literal('consultationLog'),
    person: recordId,
    purpose,
    only: recordId.nullable(),
    from: dayText.nullable(),
    to: dayText.nullable(),
  }),
  /** 처리 고지와 동의서: blank for signing by hand, or `filled` with what the person has said. */
  z.object({ kind: z.literal('consentForm'), person: recordId, purpose, filled: z.boolean() }),
]);
export type PrintDocument = z.output<typeof printDocument>;
export type PrintKind = PrintDocument['kind'];

/** Who may print what; whoever may not gets `notAllowed`. */
export const printRoles: Readonly<Record<PrintKind, readonly Role[]>> = {
  recoveryKey: ['admin'],
  securityStatus: ['admin'],
  helperPledges: ['admin'],
  logReview: ['admin'],
  personCard: readers,
  jobApplication: readers,
  consultationLog: readers,
  consentForm: readers,
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
