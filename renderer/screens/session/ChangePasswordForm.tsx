import { useCallback, useEffect } from 'react';
import { Controller } from 'react-hook-form';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Leave } from '../../parts/DeskForm.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { NewPasswordFields } from './fields.tsx';
import { newPasswordNotes } from './passwords.ts';

const empty = { current: '', password: '', again: '' };

/** One's own password, changed by who knows the one before. Nothing of it is kept as a draft, and a lock empties it. */
export function ChangePasswordForm({
  label,
  save,
  current,
  focusFirst,
  leave,
  onChanged,
}: {
  readonly label: string;
  /** The words of the main button. */
  readonly save: string;
  /** How the password before is called, and what is said when it is missing. */
  readonly current: { readonly label: string; readonly missing: string };
  readonly focusFirst: boolean;
  readonly leave?: Leave;
  readonly onChanged: (state: SessionState) => void;
}) {
  const desk = useDesk();
  const { missing } = current;
  const read = useCallback(
    (input: typeof empty) => {
      const notes = fieldNotes();
      if (input.current === '') notes.note('current', missing);
      newPasswordNotes(notes, input);
      return notes.finish(input);
    },
    [missing],
  );
  const send = useCallback((input: typeof empty) => desk.call('session.changePassword', input), [desk]);
  const filled = useDeskForm({ values: empty, read, save: send });
  const { control, reset } = filled.form;
  useEffect(() => () => reset(empty), [reset]);
  const done = (state: SessionState) => {
    reset(empty);
    onChanged(state);
  };
  return (
    <DeskForm
      of={filled}
      label={label}
      save={save}
      showsKey={false}
      focusFirst={focusFirst}
      onSaved={done}
      {...(leave ? { leave } : {})}
    >
      <FormGrid>
        <Controller
          control={control}
          name="current"
          render={(at) => <PasswordField {...bound(at)} label={current.label} isRequired />}
        />
        <NewPasswordFields control={control} />
      </FormGrid>
    </DeskForm>
  );
}
