import type { Day } from '../../../shared/korean/day.ts';
import { formatDay } from '../../../shared/korean/day.ts';
import type { ConsultationInput } from '../../../shared/model/consultation.ts';

const dayMs = 86_400_000;

/** The next Monday to Friday. Public holidays are not known to this program. */
export function nextWeekday(day: Day): Day {
  const at = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs);
  while (at.getUTCDay() === 0 || at.getUTCDay() === 6) at.setTime(at.getTime() + dayMs);
  return at.toISOString().slice(0, 10) as Day;
}

/**
 * 부재, the most frequent entry of all (domain §13): a call nobody took, written by one key and saved by another. It has
 * no type of its own, and the call is tried again on the next weekday, so that the person stays on 오늘.
 */
export function noAnswer(today: Day): Pick<ConsultationInput, 'method' | 'type' | 'content' | 'nextDay'> {
  return {
    method: '02',
    type: '99',
    content: '부재 (전화를 받지 않음)',
    nextDay: formatDay(nextWeekday(today)).slice(0, 10),
  };
}
