import { z } from '../zod.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** 파기 사유 (domain §13; 개인정보 보호법 제21조): why personal data is destroyed. */
export const erasureReasons = [
  { code: '01', name: '보유기간 경과' },
  { code: '02', name: '처리목적 달성' },
  { code: '03', name: '동의 철회' },
  { code: '04', name: '정보주체의 삭제 요구' },
  { code: '05', name: '잘못된 등록' },
  { code: '99', name: '기타' },
] as const;
export type ErasureReason = (typeof erasureReasons)[number]['code'];
const reasonCodes = erasureReasons.map(({ code }) => code) as [ErasureReason, ...ErasureReason[]];

/** The most people that one line of the 파기대장 may stand for: more is put to a person on every laptop (sync.md). */
export const mostErasedAtOnce = 200;

/** What is counted of what was destroyed; the numbers stay, the records do not. */
export const erasedKinds = ['person', 'consultation', 'consent', 'sensitive', 'attachment', 'other'] as const;
export type ErasedKind = (typeof erasedKinds)[number];
export const erasedKindNames: Readonly<Record<ErasedKind, string>> = {
  person: '구직자',
  consultation: '상담',
  consent: '동의',
  sensitive: '민감정보',
  attachment: '첨부',
  other: '그 밖의 기록',
};

/**
 * 파기대장 (erasure): one line for what was destroyed at one time, by whom and why (domain §13). It names people by 관리번호
 * only; who that was is what was destroyed. Written once, never changed.
 */
export const erasureFields = z.object({
  /** 파기일, KST. */
  day: z.string(),
  reason: z.enum(reasonCodes),
  note: z.string(),
  notResident: notResidentWord,
  /** 관리번호 of those who were destroyed. */
  numbers: z.array(z.string()),
  counts: z.record(z.enum(erasedKinds), z.int().min(0)),
});
export type ErasureFields = z.output<typeof erasureFields>;

/**
 * What one laptop has carried out of it. `store`: rows, change sets and attachments are gone there. `backups`: so is the
 * last backup that could still have held them. Each is an event of that laptop.
 */
export const erasureDoneFields = z.object({
  /** UUID of the laptop. */
  device: z.string(),
  stage: z.enum(['store', 'backups']),
});
export type ErasureDoneFields = z.output<typeof erasureDoneFields>;

export const erasureInput = z.object({
  reason: z.string().max(40),
  note: z.string().max(1000),
  notResident: z.string().max(400),
  /** 관리번호 typed once more where it is one person: nobody destroys the wrong one by a slip. */
  number: z.string().max(40),
});
export type ErasureInput = z.output<typeof erasureInput>;
export const erasureLabels: Record<keyof ErasureInput, string> = {
  reason: '파기 사유',
  note: '근거·경위',
  notResident: notResidentLabel,
  number: '관리번호 확인',
};

function isReason(code: string): code is ErasureReason {
  return erasureReasons.some((reason) => reason.code === code);
}

/** Reads what a 관리자 says about an erasure of these people (관리번호). */
export function readErasure(
  input: ErasureInput,
  numbers: readonly string[],
): Reading<Pick<ErasureFields, 'reason' | 'note' | 'notResident'>> {
  const notes = fieldNotes();
  const { reason } = input;
  if (!isReason(reason)) notes.note('reason', '파기 사유를 골라 주십시오.');
  const note = normalizeText(input.note);
  if (reason === '99' && note === '') notes.note('note', '기타이면 근거와 경위를 적어 주십시오.');
  const [only] = numbers;
  if (numbers.length === 1 && normalizeText(input.number).toUpperCase() !== only)
    notes.note('number', '파기할 구직자의 관리번호를 그대로 입력해 주십시오.');
  const notResident = stopResidentNumbers(notes, { note }, input.notResident);
  return notes.finish({ reason: isReason(reason) ? reason : '99', note, notResident });
}
