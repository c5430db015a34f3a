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
import { Form, FormFoot } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { Gate } from './Gate.tsx';
import { Recover } from './Recover.tsx';

interface SignInProps {
  readonly centre: string;
  readonly about: Surroundings['about'];
  readonly onDone: (state: SessionState) => void;
}

const empty = { loginId: '', password: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.loginId.trim() === '') notes.note('loginId', '아이디를 입력해 주십시오.');
  if (input.password === '') notes.note('password', '비밀번호를 입력해 주십시오.');
  return notes.finish(input);
}

function WithPassword({ centre, about, onDone, onRecover }: SignInProps & { readonly onRecover: () => void }) {
  const desk = useDesk();
  const [problem, setProblem] = useState<Problem | null>(null);
  const refused = useRef(false);
  const save = useCallback(
    async (input: typeof empty) => {
      const answer = await desk.call('session.signIn', input);
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
    // A wrong password is typed anew, not mended.
    else if (refused.current) {
      form.setValue('password', '');
      form.setFocus('password');
    }
  };
  return (
    <Gate title={centre} lead="아이디와 비밀번호를 입력해 주십시오." about={about}>
      <Form label="로그인" enter="submit" focusFirst onSubmit={() => void enter()}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <Controller
          control={form.control}
          name="loginId"
          render={(at) => <TextField {...bound(at)} label="아이디" isRequired autoComplete="username" />}
        />
        <Controller
          control={form.control}
          name="password"
          render={(at) => <PasswordField {...bound(at)} label="비밀번호" isRequired />}
        />
        <FormFoot>
          <Button kind="main" type="submit" isBusy={isSaving}>
            로그인
          </Button>
          <Button kind="text" onPress={onRecover}>
            복구 열쇠로 열기
          </Button>
        </FormFoot>
      </Form>
    </Gate>
  );
}

/** 로그인. What was typed before the session ended waits as a draft and is offered again. */
export function SignIn(props: SignInProps) {
  const [isRecovering, setIsRecovering] = useState(false);
  return isRecovering ? (
    <Recover {...props} onBack={() => setIsRecovering(false)} />
  ) : (
    <WithPassword {...props} onRecover={() => setIsRecovering(true)} />
  );
}
