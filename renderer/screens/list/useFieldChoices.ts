import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { useAsk } from '../../app/queries.tsx';
import type { FieldChoices } from './fields.ts';

/** The centre's codes and staff, for the conditions of a list. */
export function useFieldChoices(): FieldChoices {
  const clock = useClock();
  const codes = useCodes();
  const staff = useAsk('staff.names', {});
  // Helpers of a fair have neither cases nor talks; who has left still has those that nobody has taken over.
  const all = (staff.data?.staff ?? []).filter(({ role }) => role !== 'fairDesk');
  return { codes, day: today(clock), staff: all };
}
