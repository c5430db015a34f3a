import { useCallback, useEffect, useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { classes } from '../../app/classes.ts';
import { useDesk } from '../../app/queries.tsx';
import { Button } from '../../parts/Button.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormFoot, FormGrid } from '../../parts/Form.tsx';
import { PrintButton } from '../../parts/PrintButton.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { groupsOf, isGroup, twoPlaces } from './recoveryGroups.ts';
import styles from './RecoverySheet.module.css';

const c = classes(styles);
const empty = { first: '', second: '' };

function random(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

/** Asks for two groups of the key, while the key itself is out of sight; then main tries the whole key. */
function Confirming({
  recoveryKey,
  onBack,
  onDone,
}: {
  readonly recoveryKey: string;
  readonly onBack: () => void;
  readonly onDone: () => void;
}) {
  const desk = useDesk();
  const [{ groups, first, second }] = useState(() => {
    const all = groupsOf(recoveryKey);
    const [one, two] = twoPlaces(all.length, random);
    return { groups: all, first: one, second: two };
  });
  const read = useCallback(
    (input: typeof empty) => {
      const notes = fieldNotes();
      const wrong = '적어 두신 것과 다릅니다. 종이를 다시 확인해 주십시오.';
      if (!isGroup(groups[first] ?? '', input.first)) notes.note('first', wrong);
      if (!isGroup(groups[second] ?? '', input.second)) notes.note('second', wrong);
      return notes.finish(input);
    },
    [groups, first, second],
  );
  const save = useCallback(() => desk.call('recovery.confirm', { recoveryKey }), [desk, recoveryKey]);
  const filled = useDeskForm({ values: empty, read, save });
  const { control } = filled.form;
  return (
    <DeskForm
      of={filled}
      label="복구 열쇠 확인"
      save="확인"
      showsKey={false}
      onSaved={onDone}
      leave={{ label: '열쇠 다시 보기', run: onBack }}
    >
      <p>적어 두신 종이를 보고 두 묶음을 입력해 주십시오.</p>
      <FormGrid>
        <Controller
          control={control}
          name="first"
          render={(at) => <TextField {...bound(at)} label={`${first + 1}번째 묶음`} isRequired maxLength={12} />}
        />
        <Controller
          control={control}
          name="second"
          render={(at) => <TextField {...bound(at)} label={`${second + 1}번째 묶음`} isRequired maxLength={12} />}
        />
      </FormGrid>
    </DeskForm>
  );
}

/**
 * 복구 열쇠: shown this once, large and in groups, to be printed or written down; `onDone` when two of its groups were
 * typed back. It is kept nowhere, and the page forgets it with this sheet.
 */
export function RecoverySheet({ recoveryKey, onDone }: { readonly recoveryKey: string; readonly onDone: () => void }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const confirmButton = useRef<HTMLButtonElement>(null);
  const wasConfirming = useRef(false);
  useEffect(() => {
    // Who looks at the key again goes on with Enter.
    if (wasConfirming.current && !isConfirming) confirmButton.current?.focus();
    wasConfirming.current = isConfirming;
  }, [isConfirming]);
  if (isConfirming) {
    return <Confirming recoveryKey={recoveryKey} onBack={() => setIsConfirming(false)} onDone={onDone} />;
  }
  return (
    <>
      <ol className={c('groups')} aria-label="복구 열쇠">
        {groupsOf(recoveryKey).map((group, index) => (
          // The groups never move: their place is their name.
          <li key={`${index}-${group}`}>
            <span className={c('place')}>{index + 1}</span>
            <span className={c('group')}>{group}</span>
          </li>
        ))}
      </ol>
      <ul className={c('rules')}>
        <li>
          이 열쇠는 <strong>지금 한 번만</strong> 보입니다. 비밀번호를 모두 잊었을 때 자료를 여는 단 하나의 길입니다.
        </li>
        <li>인쇄하거나 손으로 적으십시오. 종이를 봉투에 넣어 봉하고, 이 노트북과 떨어진 잠긴 곳(금고)에 두십시오.</li>
        <li>사진으로 찍거나 컴퓨터에 저장하지 마십시오.</li>
      </ul>
      <FormFoot>
        <Button kind="main" ref={confirmButton} onPress={() => setIsConfirming(true)}>
          다 적었습니다
        </Button>
        <PrintButton document={{ kind: 'recoveryKey', key: recoveryKey }} paperOnly isScreens />
      </FormFoot>
    </>
  );
}
