import type { Surroundings } from '../../app/session.tsx';
import { Gate } from './Gate.tsx';
import { RecoverySheet } from './RecoverySheet.tsx';

/** After a new centre was made, before its desk: the recovery key, until it is written down. */
export function RecoveryGate({
  recoveryKey,
  about,
  onDone,
}: {
  readonly recoveryKey: string;
  readonly about: Surroundings['about'];
  readonly onDone: () => void;
}) {
  return (
    <Gate title="복구 열쇠를 적어 두십시오" about={about} isWide takesFocus>
      <RecoverySheet recoveryKey={recoveryKey} onDone={onDone} />
    </Gate>
  );
}
