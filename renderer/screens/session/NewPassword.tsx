import type { SessionState } from '../../../shared/contract/session.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { ChangePasswordForm } from './ChangePasswordForm.tsx';
import { Gate } from './Gate.tsx';

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
  const leave = () => {
    void desk.call('session.signOut', {}).then((answer) => answer.ok && onDone(answer.value));
  };
  return (
    <Gate
      title="비밀번호를 새로 정해 주십시오"
      lead={`${session.loginId} 계정의 비밀번호는 관리자가 만든 것입니다. 본인만 아는 비밀번호로 바꾸어야 들어갈 수 있습니다.`}
      about={about}
    >
      <ChangePasswordForm
        label="새 비밀번호"
        save="바꾸고 들어가기"
        current={{ label: '받은 비밀번호', missing: '받으신 비밀번호를 입력해 주십시오.' }}
        focusFirst
        leave={{ label: '로그인으로', run: leave, esc: 'nobody' }}
        onChanged={onDone}
      />
    </Gate>
  );
}
