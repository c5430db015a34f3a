import { z } from '../zod.ts';
import type { Code } from '../codes/index.ts';
import { isCode } from '../codes/index.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { cleanCompanyName } from '../korean/name.ts';
import { normalizeText } from '../korean/text.ts';
import { readTime } from './consultation.ts';
import { consentItems } from './consentTemplate.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentWord, stopResidentNumbers } from './notResident.ts';

/** How a consent came: signed on the screen, on paper, or by telephone (시행령 제17조②; domain §13). */
export const consentMethods = [
  { code: 'sign', name: '서명' },
  { code: 'paper', name: '종이' },
  { code: 'phone', name: '전화' },
] as const satisfies readonly Code[];

const consentAnswer = z.object({ item: z.enum(consentItems), granted: z.boolean() });

/** 고지와 동의, or 철회: what a person was told and said, once and for ever. */
export const consentFields = z.object({
  act: z.enum(['answered', 'withdrawn']),
  /** Key of the consent form whose words were read, and its version. */
  template: z.string(),
  version: z.int(),
  /** Key of the notice that was given with it; null when none was. */
  notice: z.string().nullable(),
  answers: z.array(consentAnswer),
  /** 제3자: the recipients that were named; of a withdrawal, those it is about (none: all). */
  recipients: z.array(z.string()),
  method: z.enum(['sign', 'paper', 'phone']),
  day: z.string(),
  time: z.string(),
  /** Barcode number of the paper. */
  paper: z.string().nullable(),
  /** The signature as the path of an SVG. */
  signature: z.string().nullable(),
  notResident: notResidentWord,
});
export type ConsentFields = z.output<typeof consentFields>;

export const emptyConsent = {
  noticed: '1',
  sensitive: '',
  thirdParty: '',
  publicity: '',
  portrait: '',
  employmentCheck: '',
  recipients: '',
  method: '',
  day: '',
  time: '',
  paper: '',
  signature: '',
  notResident: '',
};
export type ConsentInput = Record<keyof typeof emptyConsent, string>;

export const answers: readonly Code[] = [
  { code: '1', name: '동의' },
  { code: '0', name: '거부' },
];

/** Longest path of a signature; a long one has some 300 points. */
export const longestSignature = 30_000;

/** Names that stand apart by commas or lines, each once. */
export function readRecipients(text: string): string[] {
  const names = text
    .split(/[\n,，、]/u)
    .map((name) => cleanCompanyName(name))
    .filter((name) => name !== '');
  return [...new Set(names)];
}

/** Whether a text can be the path of a signature: moves and lines with whole numbers, and nothing else. */
export function isSignature(path: string): boolean {
  return (
    path.length <= longestSignature &&
    /^(?:M\d{1,4} \d{1,4}(?: L\d{1,4} \d{1,4})*)(?: M\d{1,4} \d{1,4}(?: L\d{1,4} \d{1,4})*)*$/u.test(path)
  );
}

type Answered = Omit<ConsentFields, 'template' | 'version' | 'notice' | 'act'> & { readonly noticed: boolean };

/**
 * Reads what a person was told and said. `now` is `HH:MM` of today in KST. By telephone and signature it is now, whatever
 * was typed; paper says its own day.
 */
export function readConsent(input: ConsentInput, today: Day, now: string): Reading<Answered> {
  const notes = fieldNotes();
  const given = consentItems.flatMap((item) =>
    isCode(answers, input[item]) ? [{ item, granted: input[item] === '1' }] : [],
  );
  if (given.length === 0 && input.noticed !== '1')
    notes.note('sensitive', '동의나 거부를 하나 이상 고르거나 처리 고지를 표시해 주십시오.');
  const recipients = readRecipients(input.recipients);
  const provides = given.some(({ item, granted }) => item === 'thirdParty' && granted);
  if (provides && recipients.length === 0)
    notes.note('recipients', '제공받는 곳의 이름을 적어 주십시오. 예: (주)한빛금속');
  if (recipients.some((name) => name.length > 100)) notes.note('recipients', '이름은 100글자까지 적어 주십시오.');
  const method = consentMethods.find(({ code }) => code === input.method)?.code;
  if (method === undefined) notes.note('method', '서명, 종이, 전화 가운데 하나를 골라 주십시오.');
  const signature = orNull(input.signature.trim());
  if (method === 'sign' && (signature === null || !isSignature(signature)))
    notes.note('method', '서명이 없습니다. 칸에 서명을 받거나 종이, 전화를 골라 주십시오.');
  let day: Day = today;
  let time = now;
  if (method === 'paper') {
    const read = normalizeText(input.day) === '' ? null : parseDay(input.day, { today, kind: 'date' });
    if (read && !read.ok) notes.note('day', '동의한 날을 확인해 주십시오. 예: 2026.11.22');
    else if (read?.ok && read.value > today)
      notes.note('day', '동의한 날이 오늘보다 뒤입니다. 날짜를 확인해 주십시오.');
    else if (read?.ok) day = read.value;
    const typed = normalizeText(input.time) === '' ? now : readTime(input.time);
    if (typed === null) notes.note('time', '시각을 확인해 주십시오. 예: 14:30');
    else if (day === today && typed > now) notes.note('time', '시각이 지금보다 뒤입니다. 시각을 확인해 주십시오.');
    else time = typed;
  }
  const paper = normalizeText(input.paper);
  if (!/^[\d-]{0,30}$/u.test(paper)) notes.note('paper', '종이의 바코드 아래 숫자를 적어 주십시오.');
  const texts = { recipients: provides ? input.recipients : '', paper };
  const notResident = stopResidentNumbers(notes, texts, input.notResident);
  return notes.finish({
    answers: given,
    recipients: provides ? recipients : [],
    noticed: input.noticed === '1',
    method: method ?? 'paper',
    day,
    time,
    paper: method === 'paper' ? orNull(paper) : null,
    signature: method === 'sign' ? signature : null,
    notResident,
  });
}
