import type { OneTimePassword } from '../../../shared/contract/staff.ts';
import { classes } from '../../app/classes.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { PrintButton } from '../../parts/PrintButton.tsx';
import styles from './OneTimeDialog.module.css';

const c = classes(styles);

/**
 * Passwords that the program made, shown this once to be handed over; kept nowhere. Those of helpers go on paper with the
 * 보안서약서.
 */
export function OneTimeDialog({
  made,
  helpersEnd,
  onClose,
}: {
  readonly made: readonly OneTimePassword[];
  /** The day on which these helpers' accounts end; null for the account of one member of staff. */
  readonly helpersEnd: string | null;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={helpersEnd === null ? '첫 비밀번호' : '도우미의 아이디와 비밀번호'}
      isOpen
      isQuestion
      staysOnEsc
      isWide={helpersEnd !== null}
      onClose={onClose}
      footer={
        <>
          {helpersEnd !== null && (
            <PrintButton
              document={{
                kind: 'helperPledges',
                helpers: made.map(({ name, loginId, password }) => ({ name, loginId, password, endsOn: helpersEnd })),
              }}
              name="보안서약서"
              paperOnly
              isScreens
            />
          )}
          <Button onPress={onClose}>전했습니다</Button>
        </>
      }
    >
      <p>
        이 화면을 닫으면 <strong>다시 볼 수 없습니다.</strong>{' '}
        {helpersEnd === null
          ? '본인에게 직접 전해 주십시오. 처음 로그인할 때 본인만 아는 비밀번호로 바꾸게 됩니다.'
          : `${helpersEnd}까지 쓸 수 있습니다. 서약서를 받은 뒤 비밀번호 쪽지를 떼어 주십시오.`}
      </p>
      <ul className={c('made')} aria-label="만든 계정">
        {made.map(({ id, name, loginId, password }) => (
          <li key={id}>
            <strong className={c('name')}>{name}</strong>
            <span className={c('login')}>
              <span className={c('label')}>아이디</span> {loginId}
            </span>
            <span>
              <span className={c('label')}>비밀번호</span> <span className={c('password')}>{password}</span>
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
