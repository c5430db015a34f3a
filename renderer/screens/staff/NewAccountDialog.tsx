import { useCallback } from 'react';
import { Controller } from 'react-hook-form';
import type { OneTimePassword } from '../../../shared/contract/staff.ts';
import { readAccount } from '../../../shared/model/staff.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useDesk } from '../../app/queries.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { RoleAndEnd, roleOf } from './accountFields.tsx';

const empty = { name: '', loginId: '', role: 'counsellor', endsOn: '' };

/** 새 계정: one person, one account; the first password is made by the program and told once. */
export function NewAccountDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (made: OneTimePassword) => void;
}) {
  const desk = useDesk();
  const clock = useClock();
  const read = useCallback((input: typeof empty) => readAccount(input, today(clock)), [clock]);
  const save = useCallback(
    (input: typeof empty) => desk.call('staff.create', { ...input, role: roleOf(input.role) }),
    [desk],
  );
  const filled = useDeskForm({ values: empty, read, save });
  const { control } = filled.form;
  return (
    <FormDialog
      of={filled}
      title="새 계정"
      save="만들기"
      note="첫 비밀번호는 프로그램이 만들어 한 번 보여 줍니다."
      onSaved={onMade}
      onClose={onClose}
    >
      <FormGrid>
        <Controller
          control={control}
          name="name"
          render={(at) => <TextField {...bound(at)} label="성명" isRequired />}
        />
        <Controller
          control={control}
          name="loginId"
          render={(at) => (
            <TextField {...bound(at)} label="아이디" isRequired hint="영문자와 숫자로 3자에서 30자까지" />
          )}
        />
        <RoleAndEnd control={control} />
      </FormGrid>
    </FormDialog>
  );
}
