import { useCallback, useState } from 'react';
import type { FoundBackup, Rehearsal, UnlockedBy } from '../../../shared/contract/backup.ts';
import { problems } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { BackupFile } from '../session/BackupFile.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import { useBackupStage } from './useBackups.ts';

const titles = { none: '백업', rehearse: '복원 리허설', restore: '복원' } as const;

/** One backup: what it is, and what can be done with it. Restoring ends the session, so it is the second choice here. */
export function BackupDialog({
  found,
  onClose,
  onRehearsed,
}: {
  readonly found: FoundBackup;
  readonly onClose: () => void;
  readonly onRehearsed: (report: Rehearsal) => void;
}) {
  const desk = useDesk();
  const { enter } = useSurroundings();
  const stage = useBackupStage();
  const [deed, setDeed] = useState<'rehearse' | 'restore' | null>(null);
  const { handle } = found;
  const rehearse = useCallback((by: UnlockedBy) => desk.call('backup.rehearse', { handle, by }), [desk, handle]);
  const restore = useCallback((by: UnlockedBy) => desk.call('backup.restore', { handle, by }), [desk, handle]);
  const back = () => setDeed(null);
  const hindrance = found.tooNew ? problems.backupTooNew : found.kind === 'join' ? problems.isJoinFile : null;
  return (
    <Dialog title={titles[deed ?? 'none']} isOpen onClose={onClose} isQuestion isWide ownFoot>
      <BackupFile found={found} />
      {hindrance !== null && <Banner tone="danger">{hindrance}</Banner>}
      {deed === 'rehearse' && (
        <>
          <p>복원의 모든 단계를 해 보고 걸린 시간과 건수를 알려 줍니다. 지금 자료는 바뀌지 않습니다.</p>
          <UnlockForm label="복원 리허설" deed={rehearse} onDone={onRehearsed} onBack={back} note={stage} />
        </>
      )}
      {deed === 'restore' && (
        <>
          <Banner tone="warning">
            이 백업을 만든 뒤에 입력한 것은 화면에서 사라집니다. 지금 자료는 지우지 않고 자료 폴더 안에 옮겨 두며, 모두
            로그아웃됩니다. 복원한 뒤에는 백업을 만든 날의 비밀번호로 로그인합니다.
          </Banner>
          <UnlockForm label="복원" deed={restore} onDone={enter} onBack={back} note={stage} isDangerous />
        </>
      )}
      {deed === null && (
        <FormFoot>
          {hindrance === null && (
            <>
              <Button kind="main" onPress={() => setDeed('rehearse')}>
                복원 리허설
              </Button>
              <Button onPress={() => setDeed('restore')}>복원</Button>
            </>
          )}
          <Button onPress={onClose} keys="Esc">
            닫기
          </Button>
        </FormFoot>
      )}
    </Dialog>
  );
}
