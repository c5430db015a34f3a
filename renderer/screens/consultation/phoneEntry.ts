import type { Codes } from '../../../shared/codes/tables.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { formatDay } from '../../../shared/korean/day.ts';
import { workingDayAfter } from '../../../shared/korean/workingDay.ts';
import { noAnswerAction, textSentAction } from '../../../shared/codes/consultation.ts';
import type { ConsultationFields, ConsultationInput } from '../../../shared/model/consultation.ts';

/**
 * The most frequent entries of all (domain §13), each written by one key and saved by another: 부재, a call nobody took,
 * and 문자 보냄. Both leave the person on 오늘: the call is tried again on the next working day, an answer to a message is
 * given three.
 */
export type PhoneEntry = 'noAnswer' | 'textSent';

const daysToAnswer = 3;

type Filled = Pick<ConsultationInput, 'method' | 'type' | 'content' | 'action' | 'nextDay'>;

/** What the form says before anything is typed; it can be saved as it is. */
export function phoneEntry(entry: PhoneEntry, today: Day, codes: Codes): Filled {
  const on = (count: number): string => formatDay(workingDayAfter(today, codes, count)).slice(0, 10);
  return entry === 'noAnswer'
    ? { method: '02', type: '99', content: '부재 (전화를 받지 않음)', action: noAnswerAction, nextDay: on(1) }
    : { method: '09', type: '99', content: '문자 보냄', action: textSentAction, nextDay: on(daysToAnswer) };
}

/** So many 부재 in a row are 연락두절 (behaviours W2). */
export const lostContactAfter = 3;

type Said = Pick<ConsultationFields, 'action' | 'day'>;

/** How many 부재 stand at the head of a person's talks, newest first, since the case began; messages do not count. */
export function noAnswersInARow(talks: readonly Said[], since: string): number {
  const told = talks.filter(({ action, day }) => action !== textSentAction && day >= since);
  const answered = told.findIndex(({ action }) => action !== noAnswerAction);
  return answered === -1 ? told.length : answered;
}
