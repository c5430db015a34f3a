import { useEffect, useRef } from 'react';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';
import { Controller, useFormState, useWatch } from 'react-hook-form';
import { isResidentStop, notResidentHint, notResidentLabel } from '../../shared/model/notResident.ts';
import { bound } from './field.ts';
import { Wide } from './Form.tsx';
import { TextField } from './TextField.tsx';

/**
 * The way out of the stop of resident numbers (C8): there only when a text of the form was stopped, or when a word was
 * given before. The form has a field `notResident`.
 */
export function NotResidentField<V extends FieldValues>({ control }: { readonly control: Control<V> }) {
  const name = 'notResident' as FieldPath<V>;
  const { errors } = useFormState({ control });
  const said: unknown = useWatch({ control, name });
  const isStopped = Object.values(errors).some(
    (error) => typeof error?.message === 'string' && isResidentStop(error.message),
  );
  const place = useRef<HTMLDivElement>(null);
  // The field that was stopped has the focus, but its sentence and the way out may stand below the fold.
  useEffect(() => {
    if (isStopped) place.current?.scrollIntoView({ block: 'center' });
  }, [isStopped]);
  if (!isStopped && (said === '' || said === undefined)) return null;
  // At large text the stopped field and its sentence may be out of sight by now.
  const hint = isStopped
    ? `주민등록번호로 보이는 숫자가 있어 저장하지 않았습니다. ${notResidentHint}`
    : notResidentHint;
  return (
    <Wide>
      <div ref={place}>
        <Controller
          control={control}
          name={name}
          render={(at) => <TextField {...bound(at)} label={notResidentLabel} hint={hint} maxLength={100} />}
        />
      </div>
    </Wide>
  );
}
