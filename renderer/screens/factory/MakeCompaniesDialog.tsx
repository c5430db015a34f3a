import { useState } from 'react';
import { mostMadeAtOnce } from '../../../shared/contract/company.ts';
import { useWrite } from '../../app/queries.tsx';
import { useClock } from '../../app/clock.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Confirm, Dialog } from '../../parts/Dialog.tsx';
import { useDeskState } from '../../state/desk.tsx';

const places = (count: number): string => `${count.toLocaleString('ko-KR')}곳`;

/** Asks before the marked lines of the 공장명부 become companies: a company does not go away again. */
export function MakeCompaniesDialog({
  ids,
  onClose,
  onDone,
}: {
  readonly ids: readonly number[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const clock = useClock();
  const { run, busy } = useWrite('company.fromFactories');
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  const [problem, setProblem] = useState('');
  const title = `고른 ${places(ids.length)}을 기업으로 등록`;
  if (ids.length > mostMadeAtOnce)
    return (
      <Dialog title={title} isOpen onClose={onClose} footer={<Button onPress={onClose}>닫기</Button>}>
        <p>
          한 번에 {places(mostMadeAtOnce)}까지 등록할 수 있습니다. 기업은 센터가 접촉한 곳입니다. 접촉할 곳만 골라
          주십시오.
        </p>
      </Dialog>
    );
  const make = async () => {
    const answer = await run({ factoryIds: [...ids] });
    if (!answer.ok) return setProblem(answer.problem.message);
    const { made, already } = answer.value;
    if (made.length > 0) noteSaved(clock.now());
    const rest = already > 0 ? ` ${places(already)}은 이미 등록되어 있어 그대로입니다.` : '';
    toast({ text: `${places(made.length)}을 기업으로 등록했습니다.${rest}`, tone: 'done' });
    return onDone();
  };
  return (
    <Confirm
      title={title}
      isOpen
      onCancel={onClose}
      onConfirm={() => void make()}
      confirm="기업으로 등록"
      isBusy={busy}
    >
      {problem !== '' && (
        <Banner tone="danger" urgent>
          {problem}
        </Banner>
      )}
      <p>이미 등록된 곳은 그대로 둡니다. 등록한 기업은 목록에서 지울 수 없습니다.</p>
    </Confirm>
  );
}
