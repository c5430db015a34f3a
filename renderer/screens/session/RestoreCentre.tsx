import { useCallback, useEffect, useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import type { FoundBackup } from '../../../shared/contract/backup.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid, Wide } from '../../parts/Form.tsx';
import { Section } from '../../parts/Page.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { BackupFile } from './BackupFile.tsx';
import { Gate } from './Gate.tsx';
import { useBackupFile } from './useBackupFile.ts';

const empty = { by: 'password', loginId: '', password: '', recoveryKey: '' };
const keys = [
  { value: 'password', label: '관리자 비밀번호' },
  { value: 'recoveryKey', label: '복구 열쇠' },
];

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.by === 'recoveryKey') {
    if (input.recoveryKey.trim() === '') notes.note('recoveryKey', '종이에 적힌 복구 열쇠를 입력해 주십시오.');
  } else {
    if (input.loginId.trim() === '') notes.note('loginId', '아이디를 입력해 주십시오.');
    if (input.password === '') notes.note('password', '비밀번호를 입력해 주십시오.');
  }
  return notes.finish(input);
}

/** Opens a backup with what opened it on its day, and puts it in its place. */
function RestoreForm({
  found,
  onDone,
  onBack,
}: {
  readonly found: FoundBackup;
  readonly onDone: (state: Output<'session.state'>) => void;
  readonly onBack: () => void;
}) {
  const desk = useDesk();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { handle } = found;
  const save = useCallback(
    ({ by, loginId, password, recoveryKey }: typeof empty) =>
      desk.call('backup.restore', { handle, by: by === 'recoveryKey' ? { recoveryKey } : { loginId, password } }),
    [desk, handle],
  );
  const { form, submit, isSaving } = useDeskForm({ values: empty, read, save, onProblem: setProblem });
  const { control } = form;
  const by = useWatch({ control, name: 'by' });
  const restore = async () => {
    const state = await submit();
    if (state) onDone(state);
  };
  return (
    <Form label="백업에서 복원" enter="next" focusFirst onSubmit={() => void restore()} onCancel={onBack}>
      {problem && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
      <FormGrid>
        <Wide>
          <Controller
            control={control}
            name="by"
            render={(at) => (
              <ChoiceKeys
                {...bound(at)}
                label="여는 방법"
                choices={keys}
                hint="비밀번호와 복구 열쇠는 백업을 만든 날의 것이어야 합니다."
              />
            )}
          />
        </Wide>
        {by === 'recoveryKey' ? (
          <Wide>
            <Controller
              control={control}
              name="recoveryKey"
              render={(at) => <TextField {...bound(at)} label="복구 열쇠" isRequired />}
            />
          </Wide>
        ) : (
          <>
            <Controller
              control={control}
              name="loginId"
              render={(at) => <TextField {...bound(at)} label="아이디" isRequired autoComplete="username" />}
            />
            <Controller
              control={control}
              name="password"
              render={(at) => <PasswordField {...bound(at)} label="비밀번호" isRequired />}
            />
          </>
        )}
      </FormGrid>
      <FormFoot>
        <Button kind="main" type="submit" isBusy={isSaving}>
          복원
        </Button>
        <Button onPress={onBack} keys="Esc">
          뒤로
        </Button>
      </FormFoot>
    </Form>
  );
}

/**
 * 백업에서 복원 before anybody is signed in: the backups in this laptop's own folder, or a file from elsewhere. What lies
 * in the data folder is moved aside by main, never deleted.
 */
export function RestoreCentre({
  about,
  onDone,
  onBack,
}: {
  readonly about: Surroundings['about'];
  readonly onDone: (state: Output<'session.state'>) => void;
  readonly onBack: () => void;
}) {
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
      {problem && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
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
