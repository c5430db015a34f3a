import { useState } from 'react';
import type { BackupFolder, BackupStatus, FoundBackup, Rehearsal } from '../../../shared/contract/backup.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { useClock } from '../../app/clock.tsx';
import { problemOf, useDesk } from '../../app/queries.tsx';
import { useDeed } from '../../app/useDeed.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { Card, CardTitle, Facts, Page, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { BackupDialog } from './BackupDialog.tsx';
import styles from './BackupScreen.module.css';
import { JoinFileDialog } from './JoinFileDialog.tsx';
import { RehearsalReport } from './RehearsalReport.tsx';
import { showBytes, showCounts } from './show.ts';
import { useBackups, useBackupStage } from './useBackups.ts';

const c = classes(styles);
const folderNames = { own: '이 컴퓨터', second: '두 번째 폴더', picked: '고른 파일' } as const;

function Standing({ status }: { readonly status: BackupStatus }) {
  const isDue = status.nextAt <= useClock().now();
  const { last, rehearsed } = status;
  return (
    <Card>
      <Facts
        facts={[
          ['마지막 백업', last ? `${formatInstant(last.created)} (${showBytes(last.bytes)})` : '없음'],
          ['다음 백업', isDue ? '곧 만듭니다' : formatInstant(status.nextAt)],
          ['백업 주기', `${status.hours}시간`],
          ['마지막 복원 리허설', rehearsed ? formatInstant(rehearsed.at) : '아직 없음'],
        ]}
      />
    </Card>
  );
}

function Folder({ folder }: { readonly folder: BackupFolder }) {
  return (
    <Card>
      <CardTitle>
        {folderNames[folder.where]}{' '}
        {folder.problem === '' ? <Badge tone="success">쓸 수 있음</Badge> : <Badge tone="danger">쓸 수 없음</Badge>}
      </CardTitle>
      <p className={c('path')}>{folder.path}</p>
      <Facts
        facts={[
          ['백업', `${folder.count}개`],
          ['가장 새것', folder.newest === null ? null : formatInstant(folder.newest)],
          ['빈 공간', folder.free === null ? null : showBytes(folder.free)],
        ]}
      />
    </Card>
  );
}

/** 백업: whether there is a good one, where they lie, and the way back. For 관리자. */
export function BackupScreen() {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const { status, list, refresh } = useBackups();
  const stage = useBackupStage();
  const { run: tried, isBusy, problem } = useDeed();
  const [chosen, setChosen] = useState<FoundBackup | null>(null);
  const [report, setReport] = useState<Rehearsal | null>(null);
  const [isJoining, setIsJoining] = useState(false);

  /** Runs a deed of a button, and reads again what it may have changed. */
  const run = async (deed: Parameters<typeof tried>[0]): Promise<void> => {
    await tried(deed);
    refresh();
  };
  const backUp = () =>
    void run(async () => {
      const answer = await desk.call('backup.now', {});
      if (answer.ok) toast({ text: '백업을 만들고 확인했습니다.', tone: 'done' });
      return answer;
    });
  const chooseFolder = () => void run(() => desk.call('backup.chooseFolder', {}));
  const dropFolder = () => void run(() => desk.call('backup.dropFolder', {}));
  const chooseFile = () =>
    void run(async () => {
      const answer = await desk.call('backup.chooseFile', {});
      if (answer.ok && answer.value.found) setChosen(answer.value.found);
      return answer;
    });

  const shown = problem ?? problemOf(status.error ?? list.error);
  const folders = status.data?.folders ?? [];
  const hasSecond = folders.some(({ where }) => where === 'second');
  return (
    <Page
      title="백업"
      aside={isBusy ? stage : ''}
      actions={
        <Button kind="main" onPress={backUp} isBusy={isBusy}>
          지금 백업
        </Button>
      }
    >
      <ProblemBanner problem={shown} />
      {status.data?.warnings.map((warning) => (
        <Banner key={warning} tone="warning">
          {warning}
        </Banner>
      ))}
      {status.data && <Standing status={status.data} />}
      <Section
        title="백업 목록"
        actions={
          <Button size="s" onPress={chooseFile} isDisabled={isBusy}>
            다른 백업 파일 고르기
          </Button>
        }
      >
        {list.data?.length === 0 && <EmptyState title="아직 백업이 없습니다. 지금 백업을 눌러 주십시오." />}
        {list.data && list.data.length > 0 && (
          <RowArea>
            <RowList label="백업 목록">
              {list.data.map((backup) => (
                <RowButton key={backup.handle} onPress={() => setChosen(backup)}>
                  <strong>{formatInstant(backup.created)}</strong>
                  <span>{folderNames[backup.where]}</span>
                  <span>{showCounts(backup.counts)}</span>
                  <span>{showBytes(backup.bytes)}</span>
                </RowButton>
              ))}
            </RowList>
          </RowArea>
        )}
      </Section>
      <Section title="백업 폴더">
        <div className={c('folders')}>
          {folders.map((folder) => (
            <Folder key={folder.where} folder={folder} />
          ))}
        </div>
        <FormFoot note="컴퓨터를 잃어버려도 남도록, 다른 디스크나 저장 장치에도 두십시오. 백업은 암호화되어 있습니다.">
          <Button onPress={chooseFolder} isDisabled={isBusy}>
            {hasSecond ? '두 번째 폴더 바꾸기' : '두 번째 폴더 고르기'}
          </Button>
          {hasSecond && (
            <Button onPress={dropFolder} isDisabled={isBusy}>
              두 번째 폴더 쓰지 않기
            </Button>
          )}
        </FormFoot>
      </Section>
      <Section title="다른 노트북">
        <Card>
          <p>새 노트북에서 이 센터의 자료로 일하려면 참여 파일을 만들어 그 노트북에서 여십시오.</p>
          <FormFoot>
            <Button onPress={() => setIsJoining(true)}>참여 파일 만들기</Button>
          </FormFoot>
        </Card>
      </Section>
      {status.data && status.data.aside.length > 0 && (
        <Section title="복원 전 자료">
          <Card>
            <p>
              복원할 때 옮겨 둔 자료입니다. 자료 폴더의 before-restore 폴더에 있으며, 파기하면 옛 백업과 함께 지웁니다.
            </p>
            <Facts facts={status.data.aside.map(({ movedAt, bytes }) => [formatInstant(movedAt), showBytes(bytes)])} />
          </Card>
        </Section>
      )}
      {chosen && (
        <BackupDialog
          key={chosen.handle}
          found={chosen}
          onClose={() => setChosen(null)}
          onRehearsed={(done) => {
            setChosen(null);
            setReport(done);
            refresh();
          }}
        />
      )}
      {report && <RehearsalReport report={report} onClose={() => setReport(null)} />}
      {isJoining && (
        <JoinFileDialog
          onClose={() => setIsJoining(false)}
          onMade={({ number, name }) => {
            setIsJoining(false);
            toast({ text: `${number}번 ${name}의 참여 파일을 만들었습니다.`, tone: 'done' });
            refresh();
          }}
        />
      )}
    </Page>
  );
}
