import { useCallback } from 'react';
import { useWrite } from '../../app/queries.tsx';
import { useClock } from '../../app/clock.tsx';
import { useDeskState } from '../../state/desk.tsx';

/** 기업으로 등록: makes a company of a directory line, once, and opens it (domain.md §13). */
export function useMakeCompany(): { readonly make: (factoryId: number) => void; readonly busy: boolean } {
  const { run, busy } = useWrite('company.fromFactory');
  const clock = useClock();
  const go = useDeskState((state) => state.go);
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  const make = useCallback(
    (factoryId: number) => {
      void run({ factoryId }).then((answer) => {
        if (!answer.ok) {
          toast({ text: answer.problem.message, tone: 'problem' });
          return;
        }
        const { id, already } = answer.value;
        if (!already) noteSaved(clock.now());
        toast({ text: already ? '이미 등록된 기업을 열었습니다.' : '공장을 기업으로 등록했습니다.', tone: 'done' });
        go({ name: 'company', id });
      });
    },
    [run, clock, go, toast, noteSaved],
  );
  return { make, busy };
}
