import { useCallback, useEffect, useState } from 'react';
import type { FoundBackup, UnlockedBy } from '../../../shared/contract/backup.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { useDesk } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { UnlockForm } from '../backup/UnlockForm.tsx';
import { useBackupStage } from '../backup/useBackups.ts';
import { BackupFile } from './BackupFile.tsx';
import { Gate } from './Gate.tsx';
import type { FileWay, Way } from './useBackupFile.ts';
import { useBackupFile } from './useBackupFile.ts';

/** Opens a backup with what opened it on its day, and puts it in its place. */
function RestoreForm({ found: { handle }, onDone, onBack }: FileWay) {
  const desk = useDesk();
  const stage = useBackupStage();
  const restore = useCallback((by: UnlockedBy) => desk.call('backup.restore', { handle, by }), [desk, handle]);
  return <UnlockForm label="복원" deed={restore} onDone={onDone} onBack={onBack} note={stage} />;
}

/**
 * 백업에서 복원 before anybody is signed in: the backups in this laptop's own folder, or a file from elsewhere. What lies
 * in the data folder is moved aside by main, never deleted.
 */
export function RestoreCentre({ about, onDone, onBack }: Way) {
  const desk = useDesk();
  const { found, problem, isChoosing, choose } = useBackupFile();
  const [atHand, setAtHand] = useState<readonly FoundBackup[]>([]);
  const [chosen, setChosen] = useState<FoundBackup | null>(null);
  useEffect(() => {
    void desk.call('backup.list', {}).then((answer) => {
      if (answer.ok) setAtHand(answer.value.backups.filter(({ kind }) => kind === 'backup'));
    });
  }, [desk]);
  const backup = chosen ?? (found?.kind === 'backup' ? found : null);
  if (backup) {
    return (
      <Gate title="백업에서 복원" lead="복원한 뒤에는 백업을 만든 날의 비밀번호로 로그인합니다." about={about} isWide>
        <BackupFile found={backup} />
        {backup.tooNew ? (
          <>
            <Banner tone="danger" urgent>
              더 새로운 버전의 프로그램이 만든 백업입니다. 프로그램을 새 버전으로 올린 뒤 다시 복원해 주십시오.
            </Banner>
            <FormFoot>
              <Button onPress={onBack}>뒤로</Button>
            </FormFoot>
          </>
        ) : (
          <RestoreForm key={backup.handle} found={backup} onDone={onDone} onBack={onBack} />
        )}
      </Gate>
    );
  }
  return (
    <Gate
      title="백업에서 복원"
      lead="백업 파일(.desk-backup)을 고르십시오. 지금 있는 자료는 지우지 않고 옆에 옮겨 둡니다."
      about={about}
      isWide
      takesFocus
    >
      <ProblemBanner problem={problem} />
      {found && (
        <Banner tone="warning" urgent>
          이 파일은 참여 파일입니다. 백업 파일을 고르거나, 뒤로 가서 쓰던 센터에 참여를 고르십시오.
        </Banner>
      )}
      {atHand.length > 0 && (
        <Section title="이 컴퓨터에 있는 백업">
          <RowArea>
            <RowList label="이 컴퓨터에 있는 백업">
              {atHand.map((each) => (
                <RowButton key={each.handle} onPress={() => setChosen(each)}>
                  <strong>{formatInstant(each.created)}</strong>
                  <span>{each.centre}</span>
                  <span>구직자 {each.counts.people.toLocaleString('ko-KR')}명</span>
                </RowButton>
              ))}
            </RowList>
          </RowArea>
        </Section>
      )}
      <FormFoot>
        <Button kind="main" onPress={choose} isBusy={isChoosing}>
          백업 파일 고르기
        </Button>
        <Button onPress={onBack}>뒤로</Button>
      </FormFoot>
    </Gate>
  );
}
