import { useCallback, useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid, Wide } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { Gate } from './Gate.tsx';
import { newPasswordNotes, passwordHint } from './passwords.ts';

const empty = { recoveryKey: '', loginId: '', password: '', again: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.recoveryKey.trim() === '') notes.note('recoveryKey', '종이에 적힌 복구 열쇠를 입력해 주십시오.');
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
  const [problem, setProblem] = useState<Problem | null>(null);
  const refused = useRef(false);
  const save = useCallback(
    async (input: typeof empty) => {
      const answer = await desk.call('session.recover', input);
      refused.current = !answer.ok;
      return answer;
    },
    [desk],
  );
  const { form, submit, isSaving } = useDeskForm({ values: empty, read, save, onProblem: setProblem });
  const enter = async () => {
    refused.current = false;
    const state = await submit();
    if (state) onDone(state);
    // What is told stands above the first field: there one reads it and mends the key.
    else if (refused.current) form.setFocus('recoveryKey');
  };
  const { control } = form;
  return (
    <Gate
      title="복구 열쇠로 열기"
      lead={`${centre}의 복구 열쇠로 비밀번호를 새로 정합니다. 한 일은 접속기록에 남습니다.`}
      about={about}
      isWide
    >
      <Form label="복구 열쇠로 열기" enter="next" focusFirst onSubmit={() => void enter()} onCancel={onBack}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
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
            <Controller
              control={control}
              name="loginId"
              render={(at) => <TextField {...bound(at)} label="아이디" isRequired autoComplete="username" />}
            />
          </Wide>
          <Controller
            control={control}
            name="password"
            render={(at) => <PasswordField {...bound(at)} label="새 비밀번호" isNew isRequired hint={passwordHint} />}
          />
          <Controller
            control={control}
            name="again"
            render={(at) => <PasswordField {...bound(at)} label="새 비밀번호 확인" isNew isRequired />}
          />
        </FormGrid>
        <FormFoot>
          <Button kind="main" type="submit" isBusy={isSaving}>
            열기
          </Button>
          <Button onPress={onBack} keys="Esc">
            로그인으로
          </Button>
        </FormFoot>
      </Form>
    </Gate>
  );
}
