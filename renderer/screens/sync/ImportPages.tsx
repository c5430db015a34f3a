import { useDesk } from '../../app/queries.tsx';
import type { Deed } from '../../app/useDeed.ts';
import { Button } from '../../parts/Button.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { importedText } from './show.ts';

/** Takes in what another laptop's 확인 필요 was exported to. */
export function ImportPages({ run, isBusy }: Pick<Deed, 'run' | 'isBusy'>) {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const take = async () => {
    const taken = await run(() => desk.call('sync.importPages', {}));
    if (taken && taken.file !== null)
      toast({ text: importedText(taken), tone: taken.refused > 0 ? 'problem' : 'done' });
  };
  return (
    <Button onPress={() => void take()} isBusy={isBusy}>
      내보낸 변경 가져오기
    </Button>
  );
}
