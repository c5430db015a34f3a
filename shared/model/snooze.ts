import { z } from '../zod.ts';
import type { Day } from '../korean/day.ts';
import { addMonthsClamped, parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** What on 오늘 can be put off, about a person. What concerns a company is done, or its date is changed. */
export const snoozable = ['nextConsultation', 'expiring', 'stay'] as const;
export type Snoozable = (typeof snoozable)[number];

/** 미루기 (snooze): a thing of 오늘 that is not shown until a day, and why (behaviours C9). Written once. */
export const snoozeFields = z.object({
  kind: z.enum(snoozable),
  /** The day on which the thing was due: it comes back by itself when that day changes. */
  due: z.string(),
  /** First day on which it is shown again. */
  until: z.string(),
  reason: z.string(),
  notResident: notResidentWord,
});
export type SnoozeFields = z.output<typeof snoozeFields>;

export const snoozeInput = z.object({
  until: z.string().max(40),
  reason: z.string().max(400),
  notResident: z.string().max(400),
});
export type SnoozeInput = z.output<typeof snoozeInput>;
export const snoozeLabels: Record<keyof SnoozeInput, string> = {
  until: '다시 볼 날',
  reason: '사유',
  notResident: notResidentLabel,
};

/** Nothing is put off for ever. */
const longestMonths = 6;

/** Reads how a thing is put off: until a day after today, half a year at most, with a reason. */
export function readSnooze(
  input: SnoozeInput,
  today: Day,
): Reading<Pick<SnoozeFields, 'until' | 'reason' | 'notResident'>> {
  const notes = fieldNotes();
  const until = parseDay(input.until, { today, kind: 'date' });
  if (!until.ok) notes.note('until', '다시 볼 날을 확인해 주십시오. 예: 12월 3일');
  else if (until.value <= today) notes.note('until', '다시 볼 날은 내일부터 고를 수 있습니다.');
  else if (until.value > addMonthsClamped(today, longestMonths))
    notes.note('until', '여섯 달 안의 날을 적어 주십시오. 더 멀면 다음 상담 예정일을 바꾸어 주십시오.');
  const reason = normalizeText(input.reason);
  if (reason === '') notes.note('reason', '미루는 사유를 적어 주십시오. 예: 본인 요청');
  const notResident = stopResidentNumbers(notes, { reason }, input.notResident);
  return notes.finish({ until: until.ok ? until.value : today, reason, notResident });
}
