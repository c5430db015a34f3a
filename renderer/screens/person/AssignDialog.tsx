import { useWrite } from '../../app/queries.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { CounsellorDialog } from './CounsellorDialog.tsx';

/** 담당 변경 of all marked people in one step; who is not the asker's to give stays, and that is told. */
export function AssignDialog({
  ids,
  onClose,
  onDone,
}: {
  readonly ids: readonly number[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const toast = useDeskState((state) => state.toast);
  const { run, busy } = useWrite('person.assignMany');
  return (
    <CounsellorDialog
      title={`${ids.length.toLocaleString('ko-KR')}명 담당 변경`}
      assign={(counsellorId) => run({ ids: [...ids], counsellorId })}
      isBusy={busy}
      onClose={onClose}
      onAssigned={({ changed, refused }) => {
        const rest =
          refused > 0
            ? ` ${refused.toLocaleString('ko-KR')}명은 담당 상담사나 관리자만 바꿀 수 있어 그대로입니다.`
            : '';
        toast({
          text: `${changed.length.toLocaleString('ko-KR')}명의 담당을 바꾸었습니다.${rest}`,
          tone: refused > 0 ? 'problem' : 'done',
        });
        onDone();
      }}
      intro={<p>고른 사람을 모두 한 사람에게 넘깁니다. 열람제한된 사람을 넘기면 그 기록을 더 볼 수 없습니다.</p>}
    />
  );
}
