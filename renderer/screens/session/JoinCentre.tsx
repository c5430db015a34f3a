import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import { laptopNameFault } from '../../../shared/model/device.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useDesk } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormFoot, FormGrid } from '../../parts/Form.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { BackupFile } from './BackupFile.tsx';
import { LoginFields } from './fields.tsx';
import { Gate } from './Gate.tsx';
import { loginNotes } from './passwords.ts';
import type { FileWay, Way } from './useBackupFile.ts';
import { useBackupFile } from './useBackupFile.ts';

interface Join {
  readonly [field: string]: string;
  readonly name: string;
  readonly loginId: string;
  readonly password: string;
}

function read(input: Join) {
  const notes = fieldNotes();
  const fault = input.name.trim() === '' ? '이 노트북을 부르는 이름을 입력해 주십시오.' : laptopNameFault(input.name);
  if (fault !== null) notes.note('name', fault);
  loginNotes(notes, input);
  return notes.finish(input);
}

function JoinForm({ found, onDone, onBack }: FileWay) {
  const desk = useDesk();
  const [values] = useState<Join>({ name: found.laptop.name, loginId: '', password: '' });
  const { handle } = found;
  const save = useCallback(
    ({ name, loginId, password }: Join) => desk.call('backup.join', { handle, loginId, password, name }),
    [desk, handle],
  );
  const filled = useDeskForm({ values, read, save });
  const { control } = filled.form;
  return (
    <DeskForm
      of={filled}
      label="쓰던 센터에 참여"
      save="참여"
      showsKey={false}
      onSaved={onDone}
      leave={{ label: '뒤로', run: onBack }}
    >
      <FormGrid>
        <Controller
          control={control}
          name="name"
          render={(at) => <TextField {...bound(at)} label="노트북 이름" isRequired hint="예: 상담실 노트북" />}
        />
        <LoginFields control={control} hint="쓰던 노트북에서 쓰는 아이디와 비밀번호입니다." />
      </FormGrid>
    </DeskForm>
  );
}

/** 쓰던 센터에 참여: takes in the file that a 관리자 made for this laptop. */
export function JoinCentre({ about, onDone, onBack }: Way) {
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
      <ProblemBanner problem={problem} />
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
