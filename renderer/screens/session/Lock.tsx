import { useRef, useState } from 'react';
import type { Input } from '../../../shared/contract/index.ts';
import type { SessionState } from '../../../shared/contract/session.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Button } from '../../parts/Button.tsx';
import { Form, FormFoot } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { PinField, pinLength } from '../../parts/PinField.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Gate } from './Gate.tsx';

type Locked = Extract<SessionState, { phase: 'locked' }>;

/**
 * 화면 잠금: says whose desk it is and shows nothing else of it. Six digits open it without Enter; the password does where
 * the PIN no longer does, or by choice. Whoever else needs the laptop signs in; what was being written is kept.
 */
export function Lock({
  session,
  about,
  onDone,
}: {
  readonly session: Locked;
  readonly about: Surroundings['about'];
  readonly onDone: (state: SessionState) => void;
}) {
  const desk = useDesk();
  const [wantsPassword, setWantsPassword] = useState(false);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isOpening, setIsOpening] = useState(false);
  const field = useRef<{ focus(): void } | null>(null);
  const by = wantsPassword ? 'password' : session.by;

  const open = (key: Input<'session.unlock'>) => {
    setIsOpening(true);
    setProblem(null);
    void desk.call('session.unlock', key).then(async (answer) => {
      setIsOpening(false);
      setTyped('');
      if (answer.ok) {
        onDone(answer.value);
        return;
      }
      setProblem(answer.problem);
      field.current?.focus();
      // After too many wrong ones main asks for more than before.
      const now = await desk.call('session.state', {});
      if (now.ok) onDone(now.value);
    });
  };
  const typePin = (pin: string) => {
    if (isOpening) return;
    setTyped(pin);
    if (pin.length === pinLength) open({ pin });
  };
  const submit = () => {
    if (isOpening) return;
    if (by === 'password' && typed !== '') open({ password: typed });
  };
  const another = () => {
    void desk.call('session.signOut', {}).then((answer) => {
      if (answer.ok) onDone(answer.value);
      else setProblem(answer.problem);
    });
  };
  const change = () => {
    setTyped('');
    setProblem(null);
    setWantsPassword((now) => !now);
  };
  const keepField = (element: { focus(): void } | null) => {
    field.current = element;
  };
  return (
    <Gate
      title={`${session.name} 님의 화면이 잠겨 있습니다`}
      lead="쓰던 것은 그대로 있습니다."

      about={about}
    >
      <Form key={by} label="잠금 풀기" enter="submit" focusFirst onSubmit={submit}>
        <ProblemBanner problem={problem} />
        {by === 'pin' ? (
          <PinField
            label="PIN"
            hint="여섯 자리를 누르면 바로 열립니다."
            isLarge
            value={typed}
            onChange={typePin}
            inputRef={keepField}
          />
        ) : (
          <PasswordField label="비밀번호" value={typed} onChange={setTyped} inputRef={keepField} />
        )}
        <FormFoot>
          {by === 'password' && (
            <Button kind="main" type="submit" isBusy={isOpening}>
              열기
            </Button>
          )}
          {session.by === 'pin' && (
            <Button onPress={change}>{by === 'pin' ? '비밀번호로 열기' : 'PIN으로 열기'}</Button>
          )}
          <Button kind="text" onPress={another}>
            다른 사람으로 로그인
          </Button>
        </FormFoot>
      </Form>
    </Gate>
  );
}
