import { useState } from 'react';
import type { FieldProps } from './field.ts';
import { TextField } from './TextField.tsx';

/**
 * A password, not shown; says when Caps Lock is on, the usual cause of a wrong one. `isNew` tells a password manager that
 * it is one to be made.
 */
export function PasswordField({ isNew = false, ...field }: FieldProps & { readonly isNew?: boolean }) {
  const [capsLock, setCapsLock] = useState(false);
  return (
    <div
      role="presentation"
      onKeyUp={(event) => setCapsLock(event.getModifierState('CapsLock'))}
      onBlur={() => setCapsLock(false)}
    >
      <TextField
        {...field}
        type="password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        aside={capsLock ? 'Caps Lock이 켜져 있습니다.' : ''}
        asideTone="danger"
      />
    </div>
  );
}
