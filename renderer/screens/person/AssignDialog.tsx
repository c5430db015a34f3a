import { useState } from 'react';
import type { Problem } from '../../../shared/model/problem.ts';
import { useAsk, useWrite } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Select } from '../../parts/Select.tsx';
import { useFirstField } from '../../parts/useFirstField.ts';
import { useDeskState } from '../../state/desk.tsx';

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
  const first = useFirstField();
  const staff = useAsk('staff.names', {});
  const toast = useDeskState((state) => state.toast);
  const { run, busy } = useWrite('person.assignMany');
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async () => {
    if (to === '')
      return setProblem({
        code: 'checkFields',
        message: '',
        fields: { counsellorId: '새 담당 상담사를 골라 주십시오.' },
      });
    const answer = await run({ ids: [...ids], counsellorId: Number(to) });
    if (!answer.ok) return setProblem(answer.problem);
    const { changed, refused } = answer.value;
    const rest =
      refused > 0 ? ` ${refused.toLocaleString('ko-KR')}명은 담당 상담사나 관리자만 바꿀 수 있어 그대로입니다.` : '';
    toast({
      text: `${changed.length.toLocaleString('ko-KR')}명의 담당을 바꾸었습니다.${rest}`,
      tone: refused > 0 ? 'problem' : 'done',
    });
    return onDone();
  };
  const counsellors = (staff.data?.staff ?? []).filter(({ role }) => role === 'counsellor' || role === 'admin');
  return (
    <Dialog
      title={`${ids.length.toLocaleString('ko-KR')}명 담당 변경`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>취소</Button>
          <Button kind="main" onPress={() => void send()} isBusy={busy}>
            담당 변경
          </Button>
        </>
      }
    >
      {problem && problem.fields === undefined && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
      <p>고른 사람을 모두 한 사람에게 넘깁니다. 열람제한된 사람을 넘기면 그 기록을 더 볼 수 없습니다.</p>
      <Select
        label="새 담당 상담사"
        inputRef={first}
        isRequired
        value={to}
        onChange={setTo}
        none="고르십시오"
        entries={counsellors.map(({ id, name }) => ({ code: String(id), name }))}
        error={problem?.fields?.['counsellorId']}
      />
    </Dialog>
  );
}
