import { useCallback, useEffect } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import type { UnlockedBy } from '../../../shared/contract/backup.ts';
import type { Answer } from '../../../shared/contract/index.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { LoginFields } from '../session/fields.tsx';
import { loginNotes, recoveryKeyNotes } from '../session/passwords.ts';

const empty = { by: 'password', loginId: '', password: '', recoveryKey: '' };
const keys = [
  { value: 'password', label: '관리자 비밀번호' },
  { value: 'recoveryKey', label: '복구 열쇠' },
];

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.by === 'recoveryKey') recoveryKeyNotes(notes, input);
  else loginNotes(notes, input);
  return notes.finish(input);
}

/** Opens a backup with what opened it on the day it was made, and does the deed with it: 복원, 복원 리허설. */
export function UnlockForm<T>({
  label,
  deed,
  onDone,
  onBack,
  note,
  isDangerous = false,
}: {
  /** The noun of the deed, on its button. */
  readonly label: string;
  readonly deed: (by: UnlockedBy) => Promise<Answer<T>>;
  readonly onDone: (value: T) => void;
  readonly onBack: () => void;
  /** What goes on while the deed takes its time. */
  readonly note?: string;
  readonly isDangerous?: boolean;
}) {
  const save = useCallback(
    ({ by, loginId, password, recoveryKey }: typeof empty) =>
      deed(by === 'recoveryKey' ? { recoveryKey } : { loginId, password }),
    [deed],
  );
  const filled = useDeskForm({ values: empty, read, save });
  const { form } = filled;
  const { control } = form;
  const by = useWatch({ control, name: 'by' });
  // Who is asked to open something types the id at once; the other way is one step back.
  useEffect(() => form.setFocus('loginId'), [form]);
  return (
    <DeskForm
      of={filled}
      label={label}
      save={label}
      showsKey={false}
      isDangerous={isDangerous}
      focusFirst={false}
      note={note}
      onSaved={onDone}
      leave={{ label: '뒤로', run: onBack }}
    >
      <FormGrid>
        <Wide>
          <Controller
            control={control}
            name="by"
            render={(at) => (
              <ChoiceKeys
                {...bound(at)}
                label="여는 방법"
                choices={keys}
                hint="비밀번호와 복구 열쇠는 백업을 만든 날의 것이어야 합니다."
              />
            )}
          />
        </Wide>
        {by === 'recoveryKey' ? (
          <Wide>
            <Controller
              control={control}
              name="recoveryKey"
              render={(at) => <TextField {...bound(at)} label="복구 열쇠" isRequired />}
            />
          </Wide>
        ) : (
          <LoginFields control={control} />
        )}
      </FormGrid>
    </DeskForm>
  );
}
