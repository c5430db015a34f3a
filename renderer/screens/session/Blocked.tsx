import { useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import type { Desk } from '../../app/desk.ts';
import type { Surroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { classes } from '../../app/classes.ts';
import { Gate } from './Gate.tsx';
import styles from './Gate.module.css';
import { RestoreCentre } from './RestoreCentre.tsx';

const c = classes(styles);

/** What can be done about it; absent where not even the way to main is there. */
export interface BlockedDeeds {
  readonly desk: Desk;
  readonly about: Surroundings['about'];
  readonly canRestore: boolean;
  readonly onDone: (state: SessionState) => void;
}

/**
 * The data cannot be used: says why and what to do. Where a backup would help, restoring is the first thing offered;
 * nothing is offered that could destroy anything.
 */
export function Blocked({
  message,
  detail,
  deeds,
}: {
  readonly message: string;
  readonly detail: string;
  readonly deeds?: BlockedDeeds;
}) {
  const [isRestoring, setIsRestoring] = useState(false);
  const [isTrying, setIsTrying] = useState(false);
  if (deeds && isRestoring) {
    return <RestoreCentre about={deeds.about} onDone={deeds.onDone} onBack={() => setIsRestoring(false)} />;
  }
  const tryAgain = async (): Promise<void> => {
    if (!deeds) return;
    setIsTrying(true);
    // From here it signs nobody out: it looks at the data anew.
    const answer = await deeds.desk.call('session.signOut', {});
    setIsTrying(false);
    if (answer.ok) deeds.onDone(answer.value);
  };
  return (
    <Gate title="자료를 열 수 없습니다" takesFocus {...(deeds ? { about: deeds.about } : {})}>
      <Banner tone="danger" urgent>
        {message}
      </Banner>
      {deeds?.canRestore === true && <p>복원해도 지금 있는 파일은 지우지 않고 자료 폴더 안에 옮겨 둡니다.</p>}
      {deeds && (
        <FormFoot>
          {deeds.canRestore && (
            <Button kind="main" onPress={() => setIsRestoring(true)}>
              백업에서 복원
            </Button>
          )}
          <Button kind={deeds.canRestore ? 'plain' : 'main'} onPress={() => void tryAgain()} isBusy={isTrying}>
            다시 시도
          </Button>
        </FormFoot>
      )}
      <p className={c('detail')}>관리자에게 알려 줄 내용: {detail}</p>
    </Gate>
  );
}
