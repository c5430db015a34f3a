import { useCallback } from 'react';
import { Controller } from 'react-hook-form';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { LoginIdField, NewPasswordFields } from './fields.tsx';
import { Gate } from './Gate.tsx';
import { newPasswordNotes, recoveryKeyNotes } from './passwords.ts';

const empty = { recoveryKey: '', loginId: '', password: '', again: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  recoveryKeyNotes(notes, input);
  if (input.loginId.trim() === '') notes.note('loginId', '새 비밀번호를 줄 아이디를 입력해 주십시오.');
  newPasswordNotes(notes, input);
  return notes.finish(input);
}

/** 복구 열쇠로 열기: the key from the safe gives one account a new password and opens the desk with it. */
export function Recover({
  centre,
  about,
  onDone,
  onBack,
}: {
  readonly centre: string;
  readonly about: Surroundings['about'];
  readonly onDone: (state: SessionState) => void;
  readonly onBack: () => void;
}) {
  const desk = useDesk();
  const save = useCallback((input: typeof empty) => desk.call('session.recover', input), [desk]);
  const filled = useDeskForm({
    values: empty,
    read,
    save,
    // What is told stands above the first field: there one reads it and mends the key.
    onRefused: (wrong, { setFocus }) => {
      if (wrong.length === 0) setFocus('recoveryKey');
    },
  });
  const { control } = filled.form;
  return (
    <Gate
      title="복구 열쇠로 열기"
      lead={`${centre}의 복구 열쇠로 비밀번호를 새로 정합니다. 한 일은 접속기록에 남습니다.`}
      about={about}
      isWide
    >
      <DeskForm
        of={filled}
        label="복구 열쇠로 열기"
        save="열기"
        showsKey={false}
        onSaved={onDone}
        leave={{ label: '로그인으로', run: onBack }}
      >
        <FormGrid>
          <Wide>
            <Controller
              control={control}
              name="recoveryKey"
              render={(at) => (
                <TextField
                  {...bound(at)}
                  label="복구 열쇠"
                  isRequired
                  hint="대문자와 소문자, 띄어쓰기와 줄표는 가리지 않습니다."
                />
              )}
            />
          </Wide>
          <Wide>
            <LoginIdField control={control} />
          </Wide>
          <NewPasswordFields control={control} />
        </FormGrid>
      </DeskForm>
    </Gate>
  );
}
