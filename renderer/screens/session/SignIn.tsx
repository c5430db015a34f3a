import { useCallback, useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Button } from '../../parts/Button.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { LoginFields } from './fields.tsx';
import { Gate } from './Gate.tsx';
import { loginNotes } from './passwords.ts';
import { Recover } from './Recover.tsx';

interface SignInProps {
  readonly centre: string;
  readonly about: Surroundings['about'];
  readonly onDone: (state: SessionState) => void;
}

const empty = { loginId: '', password: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  loginNotes(notes, input);
  return notes.finish(input);
}

function WithPassword({ centre, about, onDone, onRecover }: SignInProps & { readonly onRecover: () => void }) {
  const desk = useDesk();
  const save = useCallback((input: typeof empty) => desk.call('session.signIn', input), [desk]);
  const filled = useDeskForm({
    values: empty,
    read,
    save,
    // A wrong password is typed anew, not mended.
    onRefused: (wrong, { setValue, setFocus }) => {
      if (wrong.length > 0) return;
      setValue('password', '');
      setFocus('password');
    },
  });
  const { control } = filled.form;
  return (
    <Gate title={centre} lead="아이디와 비밀번호를 입력해 주십시오." about={about}>
      <DeskForm
        of={filled}
        label="로그인"
        enter="submit"
        save="로그인"
        showsKey={false}
        onSaved={onDone}
        more={
          <Button kind="text" onPress={onRecover}>
            복구 열쇠로 열기
          </Button>
        }
      >
        <LoginFields control={control} />
      </DeskForm>
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
