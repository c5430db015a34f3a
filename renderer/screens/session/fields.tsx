import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { devicePlaces } from '../../../shared/model/device.ts';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { bound } from '../../parts/field.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { passwordHint } from './passwords.ts';

interface Of<V extends FieldValues> {
  readonly control: Control<V>;
}

/** Who comes in: the fields `loginId` and `password` of a form. */
export function LoginFields<V extends FieldValues>({ control, hint }: Of<V> & { readonly hint?: string }) {
  return (
    <>
      <LoginIdField control={control} />
      <Controller
        control={control}
        name={'password' as FieldPath<V>}
        render={(at) => <PasswordField {...bound(at)} label="비밀번호" isRequired hint={hint} />}
      />
    </>
  );
}

/** The field `loginId` of a form. */
export function LoginIdField<V extends FieldValues>({ control, hint }: Of<V> & { readonly hint?: string }) {
  return (
    <Controller
      control={control}
      name={'loginId' as FieldPath<V>}
      render={(at) => <TextField {...bound(at)} label="아이디" isRequired autoComplete="username" hint={hint} />}
    />
  );
}

/** A new password, with what it must be, and the same once more: the fields `password` and `again` of a form. */
export function NewPasswordFields<V extends FieldValues>({
  control,
  label = '새 비밀번호',
  againHint,
}: Of<V> & { readonly label?: string; readonly againHint?: string }) {
  return (
    <>
      <Controller
        control={control}
        name={'password' as FieldPath<V>}
        render={(at) => <PasswordField {...bound(at)} label={label} isNew isRequired hint={passwordHint} />}
      />
      <Controller
        control={control}
        name={'again' as FieldPath<V>}
        render={(at) => <PasswordField {...bound(at)} label={`${label} 확인`} isNew isRequired hint={againHint} />}
      />
    </>
  );
}

type Place = keyof typeof devicePlaces;

const places = [
  { value: 'office', label: devicePlaces.office },
  { value: 'field', label: devicePlaces.field },
] satisfies { value: Place; label: string }[];

/** The place as the contract takes it; the form holds it as text. */
export function placeOf(text: string): Place {
  return text === 'field' ? 'field' : 'office';
}

/** Where a laptop is used, which decides how soon its screen locks: the field `place` of a form. */
export function PlaceField<V extends FieldValues>({
  control,
  label = '이 노트북을 쓰는 곳',
  hint,
}: Of<V> & { readonly label?: string; readonly hint?: string }) {
  return (
    <Controller
      control={control}
      name={'place' as FieldPath<V>}
      render={(at) => <ChoiceKeys {...bound(at)} label={label} choices={places} hint={hint} />}
    />
  );
}

/** The last day that a laptop is lent for (빌린 기간), empty for one that is not: the field `lentUntil` of a form. */
export function LentUntilField<V extends FieldValues>({
  control,
  isRequired = false,
}: Of<V> & { readonly isRequired?: boolean }) {
  return (
    <Controller
      control={control}
      name={'lentUntil' as FieldPath<V>}
      render={(at) => (
        <DayField
          {...bound(at)}
          kind="date"
          label="빌려 준 마지막 날"
          hint={`다음 날부터 잠기고, 다 넘긴 뒤 비웁니다.${isRequired ? '' : ' 기한이 없으면 비워 두십시오.'}`}
          isRequired={isRequired}
        />
      )}
    />
  );
}
