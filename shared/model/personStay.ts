import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import { visas } from '../codes/visa.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** 국적과 체류 of a foreigner (domain §3.8). 외국인등록번호 and 여권번호 are never kept. */
export const stayFields = z.object({
  nationality: z.string().nullable(),
  /** 체류자격 code. */
  visa: z.string().nullable(),
  /** 체류기간 만료일. */
  stayUntil: z.string().nullable(),
  /** The day on which somebody of the centre saw the 신분증; who it was tells the history. */
  idSeenOn: z.string().nullable(),
  stayNotResident: notResidentWord,
});
export type StayFields = z.output<typeof stayFields>;

export const emptyStay = { nationality: '', visa: '', stayUntil: '', idSeenOn: '', notResident: '' };
export type StayInput = Record<keyof typeof emptyStay, string>;

export const stayLabels: Record<keyof StayInput, string> = {
  nationality: '국적',
  visa: '체류자격',
  stayUntil: '체류기간 만료일',
  idSeenOn: '신분증 육안 확인일',
  notResident: notResidentLabel,
};

/** From so many days before it ends, 오늘 tells of a 체류기간. */
export const stayWarningDays = 60;

/** Reads 국적과 체류. */
export function readStay(input: StayInput, today: Day): Reading<StayFields> {
  const notes = fieldNotes();
  const days = { stayUntil: null as Day | null, idSeenOn: null as Day | null };
  for (const field of ['stayUntil', 'idSeenOn'] as const) {
    if (normalizeText(input[field]) === '') continue;
    const day = parseDay(input[field], { today, kind: 'date' });
    if (day.ok) days[field] = day.value;
    else notes.note(field, `${stayLabels[field]} 날짜를 확인해 주십시오. 예: 2027.3.2`);
  }
  if (days.idSeenOn !== null && days.idSeenOn > today)
    notes.note('idSeenOn', '신분증을 확인한 날이 오늘보다 뒤입니다. 날짜를 확인해 주십시오.');
  if (input.visa !== '' && !isCode(visas, input.visa)) notes.note('visa', '체류자격을 목록에서 골라 주십시오.');
  const nationality = normalizeText(input.nationality);
  const stayNotResident = stopResidentNumbers(notes, { nationality }, input.notResident);
  if (nationality.length > 60) notes.note('nationality', '국적은 60글자까지 입력할 수 있습니다.');
  return notes.finish({ nationality: orNull(nationality), visa: orNull(input.visa), ...days, stayNotResident });
}
