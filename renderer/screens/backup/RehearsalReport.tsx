import type { Rehearsal } from '../../../shared/contract/backup.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Facts } from '../../parts/Page.tsx';
import { showCounts, showLost, showTook } from './show.ts';

/** 복원 리허설 결과: that it works, how long it took, what is in it. */
export function RehearsalReport({ report, onClose }: { readonly report: Rehearsal; readonly onClose: () => void }) {
  const { about, counts, now, steps, changes } = report;
  const lost = showLost(counts, now);
  return (
    <Dialog
      title="복원 리허설을 마쳤습니다"
      isOpen
      onClose={onClose}
      isWide
      footer={
        <Button kind="main" onPress={onClose}>
          닫기
        </Button>
      }
    >
      <p>이 백업은 열리며, 복원하면 {showTook(steps)}쯤 걸립니다. 지금 자료는 바뀌지 않았습니다.</p>
      <Facts
        facts={[
          ['백업을 만든 때', formatInstant(about.created)],
          ['들어 있는 것', showCounts(counts)],
          ['백업 뒤에 늘어난 것', lost === '' ? '없음' : lost],
          ['확인한 변경 기록', `${changes.toLocaleString('ko-KR')}건`],
          ...steps.map(({ name, took }): [string, string] => [name, `${(took / 1000).toFixed(1)}초`]),
        ]}
      />
    </Dialog>
  );
}
