import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { FoundBackup } from '../../../shared/contract/backup.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { BackupFile } from './BackupFile.tsx';
import { Gate } from './Gate.tsx';
import { useBackupFile } from './useBackupFile.ts';

const places = [
  { value: 'office', label: devicePlaces.office },
  { value: 'field', label: devicePlaces.field },
];

interface Join {
  readonly [field: string]: string;
  readonly name: string;
  readonly place: string;
  readonly loginId: string;
  readonly password: string;
}

function read(input: Join) {
  const notes = fieldNotes();
  if (input.name.trim() === '') notes.note('name', '이 노트북을 부르는 이름을 입력해 주십시오.');
  if (input.loginId.trim() === '') notes.note('loginId', '아이디를 입력해 주십시오.');
  if (input.password === '') notes.note('password', '비밀번호를 입력해 주십시오.');
  return notes.finish(input);
}

function JoinForm({
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
  const [values] = useState<Join>({ name: found.laptop.name, place: 'office', loginId: '', password: '' });
  const { handle } = found;
  const save = useCallback(
    ({ name, place, loginId, password }: Join) =>
      desk.call('backup.join', { handle, loginId, password, name, place: place === 'field' ? 'field' : 'office' }),
    [desk, handle],
  );
  const { form, submit, isSaving } = useDeskForm({ values, read, save, onProblem: setProblem });
  const join = async () => {
    const state = await submit();
    if (state) onDone(state);
  };
  const { control } = form;
  return (
    <Form label="쓰던 센터에 참여" enter="next" focusFirst onSubmit={() => void join()} onCancel={onBack}>
      {problem && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
      <FormGrid>
        <Controller
          control={control}
          name="name"
          render={(at) => <TextField {...bound(at)} label="노트북 이름" isRequired hint="예: 상담실 노트북" />}
        />
        <Controller
          control={control}
          name="place"
          render={(at) => <ChoiceKeys {...bound(at)} label="이 노트북을 쓰는 곳" choices={places} />}
        />
        <Controller
          control={control}
          name="loginId"
          render={(at) => <TextField {...bound(at)} label="아이디" isRequired autoComplete="username" />}
        />
        <Controller
          control={control}
          name="password"
          render={(at) => (
            <PasswordField
              {...bound(at)}
              label="비밀번호"
              isRequired
              hint="쓰던 노트북에서 쓰는 아이디와 비밀번호입니다."
            />
          )}
        />
      </FormGrid>
      <FormFoot>
        <Button kind="main" type="submit" isBusy={isSaving}>
          참여
        </Button>
        <Button onPress={onBack} keys="Esc">
          뒤로
        </Button>
      </FormFoot>
    </Form>
  );
}

/** 쓰던 센터에 참여: takes in the file that a 관리자 made for this laptop. */
export function JoinCentre({
  about,
  onDone,
  onBack,
}: {
  readonly about: Surroundings['about'];
  readonly onDone: (state: Output<'session.state'>) => void;
  readonly onBack: () => void;
}) {
  const { found, problem, isChoosing, choose } = useBackupFile();
  const isJoinFile = found?.kind === 'join';
  return (
    <Gate
      title="쓰던 센터에 참여"
      lead="쓰던 노트북의 관리자가 백업 화면에서 이 노트북의 참여 파일을 만들어 주어야 합니다."
      about={about}
      isWide
      takesFocus={!isJoinFile}
    >
      {problem && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
      {found && !isJoinFile && (
        <Banner tone="warning" urgent>
          이 파일은 백업입니다. 참여 파일을 고르거나, 뒤로 가서 백업에서 복원을 고르십시오.
        </Banner>
      )}
      {found && <BackupFile found={found} />}
      {found && isJoinFile ? (
        <JoinForm key={found.handle} found={found} onDone={onDone} onBack={onBack} />
      ) : (
        <FormFoot>
          <Button kind="main" onPress={choose} isBusy={isChoosing}>
            참여 파일 고르기
          </Button>
          <Button onPress={onBack}>뒤로</Button>
        </FormFoot>
      )}
    </Gate>
  );
}
