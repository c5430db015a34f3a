import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { Gate } from './Gate.tsx';
import { newPasswordNotes, passwordHint } from './passwords.ts';

const empty = { current: '', password: '', again: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.current === '') notes.note('current', '받으신 비밀번호를 입력해 주십시오.');
  newPasswordNotes(notes, input);
  return notes.finish(input);
}

/** After a first or a reset password: nothing opens until a password of one's own stands in its place. */
export function NewPassword({
  session,
  about,
  onDone,
}: {
  readonly session: Extract<SessionState, { phase: 'newPassword' }>;
  readonly about: Surroundings['about'];
  readonly onDone: (state: SessionState) => void;
}) {
  const desk = useDesk();
  const { loginId } = session;
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = useCallback((input: typeof empty) => desk.call('session.changePassword', input), [desk]);
  const { form, submit, isSaving } = useDeskForm({ values: empty, read, save, onProblem: setProblem });
  const enter = async () => {
    const state = await submit();
    if (state) onDone(state);
  };
  const leave = () => {
    void desk.call('session.signOut', {}).then((answer) => answer.ok && onDone(answer.value));
  };
  const { control } = form;
  return (
    <Gate
      title="비밀번호를 새로 정해 주십시오"
      lead={`${loginId} 계정의 비밀번호는 관리자가 만든 것입니다. 본인만 아는 비밀번호로 바꾸어야 들어갈 수 있습니다.`}
      about={about}
    >
      <Form label="새 비밀번호" enter="next" focusFirst onSubmit={() => void enter()}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <Controller
          control={control}
          name="current"
          render={(at) => <PasswordField {...bound(at)} label="받은 비밀번호" isRequired />}
        />
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
        <FormFoot>
          <Button kind="main" type="submit" isBusy={isSaving}>
            바꾸고 들어가기
          </Button>
          <Button onPress={leave}>로그인으로</Button>
        </FormFoot>
      </Form>
    </Gate>
  );
}
