import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import type { Codes } from '../codes/tables.ts';
import { shippedCodes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';
import { strategies } from './project.ts';

/** 상담일지 (consultation): one talk with one person (domain §4.2). */
export const consultationFields = z.object({
  day: z.string(),
  /** 시작 시각 `HH:MM`, KST. */
  time: z.string(),
  /** 소요 시간, minutes. */
  minutes: z.int().nullable(),
  /** 상담방법. */
  method: z.string(),
  /** 상담유형. */
  type: z.string(),
  /** 상담내용, up to 4,000 characters. */
  content: z.string(),
  /** 조치·결과. */
  action: z.string().nullable(),
  /** 다음 상담 예정일. */
  nextDay: z.string().nullable(),
  /** 세부사업 it counts in, UUID; null while the centre has none for it. */
  project: z.string().nullable(),
  /** 전략과제 1–4 (domain §1.4 F11); every activity carries it. A consultation is 취업 연계 unless told otherwise. */
  strategy: z.enum(['1', '2', '3', '4']),
  notResident: notResidentWord,
});
export type ConsultationFields = z.output<typeof consultationFields>;

export const consultationInput = z.object({
  day: z.string().max(40),
  time: z.string().max(20),
  minutes: z.string().max(10),
  method: z.string().max(10),
  type: z.string().max(10),
  content: z.string().max(20_000),
  action: z.string().max(20),
  nextDay: z.string().max(40),
  /** 열람제한: '1', or '' for none. */
  restricted: z.enum(['', '1']),
  project: z.string().max(40),
  strategy: z.string().max(2),
  notResident: z.string().max(400),
});
export type ConsultationInput = z.output<typeof consultationInput>;

export const emptyConsultation: ConsultationInput = {
  day: '',
  time: '',
  minutes: '',
  method: '',
  type: '',
  content: '',
  action: '',
  nextDay: '',
  restricted: '',
  project: '',
  strategy: '',
  notResident: '',
};

export const consultationLabels: Record<keyof ConsultationInput, string> = {
  day: '상담일',
  time: '시작 시각',
  minutes: '소요(분)',
  method: '상담방법',
  type: '상담유형',
  content: '상담내용',
  action: '조치·결과',
  nextDay: '다음 상담 예정일',
  restricted: '열람제한',
  project: '사업',
  strategy: '전략과제',
  notResident: notResidentLabel,
};

export const longestContent = 4000;

/** `930`, `9:30`, `0930`, `14시`, `14:05` → `HH:MM`; null when it is no time of day. */
export function readTime(raw: string): string | null {
  const text = normalizeText(raw);
  const match = /^(\d{1,2})(?:[:시.]\s?(\d{1,2})?분?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!match) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/**
 * Reads a consultation form. `now` is `HH:MM` of today in KST: a consultation in the future is refused, a next
 * appointment in the past too, unless the consultation that is being corrected (`before`) has it already.
 */
export function readConsultation(
  input: ConsultationInput,
  today: Day,
  now: string,
  codes: Codes = shippedCodes,
  before: ConsultationFields | null = null,
): Reading<ConsultationFields> {
  const notes = fieldNotes();
  const day = parseDay(input.day, { today, kind: 'date' });
  if (!day.ok) notes.note('day', '상담일을 확인해 주십시오. 예: 2026.11.22');
  else if (day.value > today)
    notes.note('day', '상담일이 오늘보다 뒤입니다. 앞으로의 약속은 다음 상담 예정일에 적어 주십시오.');
  const time = readTime(input.time);
  if (time === null) notes.note('time', '시작 시각을 확인해 주십시오. 예: 14:30');
  else if (day.ok && day.value === today && time > now)
    notes.note('time', '시작 시각이 지금보다 뒤입니다. 시각을 확인해 주십시오.');

  const minutesText = normalizeText(input.minutes);
  const minutes = minutesText === '' ? null : Number(minutesText);
  if (minutes !== null && !(Number.isInteger(minutes) && minutes > 0 && minutes <= 600)) {
    notes.note('minutes', '소요 시간은 1에서 600 사이의 분으로 적어 주십시오.');
  }
  if (!isCode(codes.of('consultationMethod'), input.method)) notes.note('method', '상담방법을 골라 주십시오.');
  if (!isCode(codes.of('consultationType'), input.type)) notes.note('type', '상담유형을 골라 주십시오.');
  if (input.action !== '' && !isCode(codes.of('consultationAction'), input.action))
    notes.note('action', '조치·결과를 목록에서 골라 주십시오.');

  const content = input.content.normalize('NFC').trim();
  if (content === '') notes.note('content', '상담내용을 입력해 주십시오.');
  else if (content.length > longestContent) {
    notes.note(
      'content',
      `상담내용은 4,000자까지 저장할 수 있습니다. 지금 ${content.length.toLocaleString('ko-KR')}자입니다. 나누어 저장해 주십시오.`,
    );
  }
  const notResident = stopResidentNumbers(notes, { content }, input.notResident);

  let nextDay: Day | null = null;
  if (normalizeText(input.nextDay) !== '') {
    const next = parseDay(input.nextDay, { today, kind: 'date' });
    if (!next.ok) notes.note('nextDay', '다음 상담 예정일을 확인해 주십시오. 예: 12월 3일');
    else if (next.value < today && next.value !== before?.nextDay)
      notes.note('nextDay', '다음 상담 예정일이 지난 날입니다. 날짜를 확인해 주십시오.');
    else nextDay = next.value;
  }
  return notes.finish({
    day: day.ok ? day.value : today,
    time: time ?? '00:00',
    minutes,
    method: input.method,
    type: input.type,
    content,
    action: orNull(input.action),
    nextDay,
    project: orNull(input.project),
    strategy: strategies.find(({ code }) => code === input.strategy)?.code ?? '1',
    notResident,
  });
}

/** The form that shows a saved consultation again, to correct it. */
export function consultationAsInput(fields: ConsultationFields): ConsultationInput {
  const text = ([key]: [string, unknown]): [string, string] => [
    key,
    String(fields[key as keyof ConsultationFields] ?? ''),
  ];
  return {
    ...(Object.fromEntries(Object.entries(emptyConsultation).map(text)) as ConsultationInput),
    restricted: '',
  };
}
