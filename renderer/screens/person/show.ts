import { validitySoonDays } from '../../../shared/contract/listFilter.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { ageOn, daysBetween, formatDay, isDay } from '../../../shared/korean/day.ts';
import { formatPhone } from '../../../shared/korean/phone.ts';
import type { Tone } from '../../parts/Badge.tsx';

/** `1990-01-01 (만 36세)`; empty when the birth day is not known. */
export function birthWithAge(birth: string | null, today: Day): string {
  return birth !== null && isDay(birth) ? `${birth} (만 ${ageOn(birth, today)}세)` : '';
}

/** A day for the screen with its weekday; as it is when it is no day. */
export function dayText(day: string | null): string {
  if (day === null) return '';
  return isDay(day) ? formatDay(day) : day;
}

/** A telephone number as people read it; empty when there is none. */
export function phoneText(phone: string | null): string {
  return phone === null ? '' : formatPhone(phone);
}

/** How long the 구직신청 is still valid, in words: a warning begins `validitySoonDays` before its end. */
export function validity(validUntil: string, today: Day): { readonly text: string; readonly tone: Tone } {
  if (!isDay(validUntil)) return { text: '구직유효일 모름', tone: 'plain' };
  const left = daysBetween(today, validUntil);
  if (left < 0) return { text: `구직유효 만료 (${validUntil})`, tone: 'danger' };
  if (left <= validitySoonDays)
    return { text: `구직유효 ${left === 0 ? '오늘까지' : `${left}일 남음`} (${validUntil})`, tone: 'warning' };
  return { text: `구직유효 ${validUntil}까지`, tone: 'success' };
}

/** Up to this many characters of a talk come with a row of 오늘 (electron/desk/today.ts). */
const excerptLength = 60;

/** The beginning of a text as it comes with a row: what goes on ends in `…`, after its last whole word. */
export function excerpt(text: string, longest: number = excerptLength): string {
  const oneLine = text.replaceAll(/\s+/g, ' ').trim();
  if ([...text].length < longest || /[.!?。]$/.test(oneLine)) return oneLine;
  const wholeWords = oneLine.replace(/\s\S*$/, '');
  return `${wholeWords === '' ? oneLine : wholeWords.replace(/[\s,·]+$/, '')} …`;
}

/** Days to a due day in words: 오늘, 3일 남음, 2일 지남. */
export function dueText(daysLeft: number): string {
  if (daysLeft === 0) return '오늘';
  return daysLeft > 0 ? `${daysLeft}일 남음` : `${-daysLeft}일 지남`;
}
