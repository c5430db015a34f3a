import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { StaffRow } from '../../../shared/contract/staff.ts';
import { problemOf, useDesk, valueOf } from '../../app/queries.tsx';

/** Every account, read again when one changes and when this screen has changed one. */
export function useStaff() {
  const desk = useDesk();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['staff.list'],
    queryFn: async (): Promise<readonly StaffRow[]> => valueOf(await desk.call('staff.list', {})).rows,
    meta: { madeOf: ['staff'] },
    // When somebody last came in and who is locked are no records: no change tells of them.
    refetchOnMount: 'always',
  });
  const readAgain = useCallback(() => void client.invalidateQueries({ queryKey: ['staff.list'] }), [client]);
  return { rows: data, problem: problemOf(error), refetch, readAgain };
}
