import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import type { Role } from '../../../shared/model/role.ts';
import { roleCodes, roles } from '../../../shared/model/role.ts';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { bound } from '../../parts/field.ts';
import { Wide } from '../../parts/Form.tsx';

const roleChoices = roleCodes.map((code) => ({ value: code, label: roles[code] }));

/** The role as the contract takes it; the form holds it as text. */
export function roleOf(text: string): Role {
  return roleCodes.find((code) => code === text) ?? 'viewer';
}

/** The last day of an account, or of several: the field `endsOn` of a form. */
export function EndField<V extends FieldValues>({
  control,
  hint,
  isRequired = false,
}: {
  readonly control: Control<V>;
  readonly hint: string;
  readonly isRequired?: boolean;
}) {
  return (
    <Controller
      control={control}
      name={'endsOn' as FieldPath<V>}
      render={(at) => <DayField {...bound(at)} kind="date" label="마지막 날" isRequired={isRequired} hint={hint} />}
    />
  );
}

/** What every form of an account asks: as what one works, and until when. */
export function RoleAndEnd({
  control,
}: {
  readonly control: Control<{ name: string; loginId: string; role: string; endsOn: string }>;
}) {
  return (
    <>
      <Wide>
        <Controller
          control={control}
          name="role"
          render={(at) => <ChoiceKeys {...bound(at)} label="역할" isRequired choices={roleChoices} />}
        />
      </Wide>
      <EndField control={control} hint="이 날이 지나면 로그인할 수 없습니다. 정해지지 않았으면 비워 두십시오." />
    </>
  );
}
