import { useCallback, useEffect } from 'react';
import { Controller } from 'react-hook-form';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { pinRule } from '../../../shared/model/password.ts';
import { roles } from '../../../shared/model/role.ts';
import { readPin } from '../../../shared/model/staff.ts';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { Card, Page, Section } from '../../parts/Page.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { PinField } from '../../parts/PinField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { ChangePasswordForm } from '../session/ChangePasswordForm.tsx';
import { passwordNotes } from '../session/passwords.ts';

const emptyPin = { password: '', pin: '', again: '' };

function readPinForm(input: typeof emptyPin) {
  const notes = fieldNotes();
  const reading = readPin(input);
  // Empty takes the PIN away, which has a button of its own.
  if (input.pin === '') notes.note('pin', pinRule);
  else if (!reading.ok)
    for (const [field, sentence] of Object.entries(reading.problem.fields ?? {})) notes.note(field, sentence);
  passwordNotes(notes, input);
  return notes.finish(input);
}

/** One's own password. */
function ChangePassword() {
  const { enter } = useSurroundings();
  const toast = useDeskState((state) => state.toast);
  return (
    <Section title="비밀번호">
      <Card>
        <ChangePasswordForm
          label="비밀번호 바꾸기"
          save="비밀번호 변경"
          current={{ label: '지금 비밀번호', missing: '지금 쓰는 비밀번호를 입력해 주십시오.' }}
          focusFirst={false}
          onChanged={(state) => {
            toast({ text: '비밀번호를 바꾸었습니다.', tone: 'done' });
            enter(state);
          }}
        />
      </Card>
    </Section>
  );
}

/** The PIN for this laptop: six digits instead of the password while one works. */
function ChoosePin() {
  const desk = useDesk();
  const { session, enter } = useSurroundings();
  const toast = useDeskState((state) => state.toast);
  const save = useCallback((input: typeof emptyPin) => desk.call('session.setPin', input), [desk]);
  const filled = useDeskForm({
    values: emptyPin,
    read: readPinForm,
    save,
    // Six dots cannot be mended: a refused PIN is typed anew.
    onRefused: (wrong, { setValue, setFocus }) => {
      if (!wrong.includes('pin') && !wrong.includes('again')) return;
      setValue('pin', '');
      setValue('again', '');
      setFocus('pin');
    },
  });
  const { setProblem } = filled;
  const { control, reset, setError, setFocus, getValues } = filled.form;
  useEffect(() => () => reset(emptyPin), [reset]);
  const done = (text: string) => {
    reset(emptyPin);
    toast({ text, tone: 'done' });
  };
  const chosen = (state: SessionState) => {
    done('PIN을 정했습니다. 다음에 화면이 잠기면 PIN으로 엽니다.');
    enter(state);
  };
  const takeAway = async () => {
    const password = getValues('password');
    setProblem(null);
    if (password === '') {
      setError('password', { type: 'desk', message: '비밀번호를 입력한 뒤 다시 눌러 주십시오.' });
      setFocus('password');
      return;
    }
    const answer = await desk.call('session.setPin', { password, pin: '', again: '' });
    const sentence = answer.ok ? undefined : answer.problem.fields?.['password'];
    if (answer.ok) {
      done('PIN을 없앴습니다. 화면이 잠기면 비밀번호로 엽니다.');
      enter(answer.value);
    } else if (sentence) setError('password', { type: 'desk', message: sentence }, { shouldFocus: true });
    else setProblem(answer.problem);
  };
  return (
    <Section
      title="PIN"
      aside={<Badge tone={session.pinSet ? 'success' : 'plain'}>{session.pinSet ? '정해져 있음' : '없음'}</Badge>}
    >
      <Card>
        <p>
          화면이 잠겼을 때 비밀번호 대신 누르는 숫자 여섯 자리입니다. 이 노트북에서 로그인해 있는 동안에만 쓰이며, 세 번
          틀리거나 시간이 오래 지나면 비밀번호를 묻습니다.
        </p>
        <DeskForm
          of={filled}
          label="PIN 정하기"
          save={session.pinSet ? 'PIN 변경' : 'PIN 정하기'}
          showsKey={false}
          onSaved={chosen}
          more={session.pinSet && <Button onPress={() => void takeAway()}>PIN 없애기</Button>}
        >
          <FormGrid>
            <Controller
              control={control}
              name="pin"
              render={(at) => <PinField {...bound(at)} label="새 PIN" isRequired hint="숫자 여섯 자리" />}
            />
            <Controller
              control={control}
              name="again"
              render={(at) => <PinField {...bound(at)} label="새 PIN 확인" isRequired />}
            />
            <Controller
              control={control}
              name="password"
              render={(at) => <PasswordField {...bound(at)} label="비밀번호" isRequired />}
            />
          </FormGrid>
        </DeskForm>
      </Card>
    </Section>
  );
}

/** 내 계정: one's own password and PIN. */
export function MyAccountScreen() {
  const { actor } = useSurroundings().session;
  return (
    <Page title="내 계정" aside={`${actor.name} · ${roles[actor.role]}`} focusElsewhere>
      <ChoosePin />
      <ChangePassword />
    </Page>
  );
}
