import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { useAsk } from '../../app/queries.tsx';
import type { FieldChoices } from './fields.ts';

/** The centre's codes and staff, for the conditions of a list. */
export function useFieldChoices(): FieldChoices {
  const clock = useClock();
  const codes = useCodes();
  const staff = useAsk('staff.names', {});
  return { codes, day: today(clock), staff: staff.data?.staff ?? [] };
}
