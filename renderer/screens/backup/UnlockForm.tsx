import { useCallback, useEffect, useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import type { UnlockedBy } from '../../../shared/contract/backup.ts';
import type { Answer } from '../../../shared/contract/index.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid, Wide } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';

const empty = { by: 'password', loginId: '', password: '', recoveryKey: '' };
const keys = [
  { value: 'password', label: '관리자 비밀번호' },
  { value: 'recoveryKey', label: '복구 열쇠' },
];

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.by === 'recoveryKey') {
    if (input.recoveryKey.trim() === '') notes.note('recoveryKey', '종이에 적힌 복구 열쇠를 입력해 주십시오.');
  } else {
    if (input.loginId.trim() === '') notes.note('loginId', '아이디를 입력해 주십시오.');
    if (input.password === '') notes.note('password', '비밀번호를 입력해 주십시오.');
  }
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
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = useCallback(
    ({ by, loginId, password, recoveryKey }: typeof empty) =>
      deed(by === 'recoveryKey' ? { recoveryKey } : { loginId, password }),
    [deed],
  );
  const { form, submit, isSaving } = useDeskForm({ values: empty, read, save, onProblem: setProblem });
  const { control } = form;
  const by = useWatch({ control, name: 'by' });
  // Who is asked to open something types the id at once; the other way is one step back.
  useEffect(() => form.setFocus('loginId'), [form]);
  const send = async () => {
    setProblem(null);
    const value = await submit();
    if (value !== null) onDone(value);
  };
  return (
    <Form label={label} enter="next" onSubmit={() => void send()} onCancel={onBack}>
      {problem && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
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
          <>
            <Controller
              control={control}
              name="loginId"
              render={(at) => <TextField {...bound(at)} label="아이디" isRequired autoComplete="username" />}
            />
            <Controller
              control={control}
              name="password"
              render={(at) => <PasswordField {...bound(at)} label="비밀번호" isRequired />}
            />
          </>
        )}
      </FormGrid>
      <FormFoot note={note}>
        <Button kind={isDangerous ? 'danger' : 'main'} type="submit" isBusy={isSaving}>
          {label}
        </Button>
        <Button onPress={onBack} keys="Esc">
          뒤로
        </Button>
      </FormFoot>
    </Form>
  );
}
