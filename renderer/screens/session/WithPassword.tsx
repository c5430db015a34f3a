import { useCallback, useEffect } from 'react';
import { Controller } from 'react-hook-form';
import type { Answer } from '../../../shared/contract/index.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { passwordNotes } from './passwords.ts';

const empty = { password: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  passwordNotes(notes, input);
  return notes.finish(input);
}

/** Asks for one's own password before a deed that is not done in passing. Stands in a dialog. */
export function WithPassword<T>({
  label,
  deed,
  onDone,
  onClose,
  isDangerous = false,
}: {
  /** The noun of the deed, on its button. */
  readonly label: string;
  readonly deed: (password: string) => Promise<Answer<T>>;
  readonly onDone: (value: T) => void;
  readonly onClose: () => void;
  readonly isDangerous?: boolean;
}) {
  const save = useCallback(({ password }: typeof empty) => deed(password), [deed]);
  const filled = useDeskForm({ values: empty, read, save });
  const { form } = filled;
  const { reset } = form;
  // A lock leaves no password behind in a field.
  useEffect(() => () => reset(empty), [reset]);
  return (
    <DeskForm
      of={filled}
      label={label}
      enter="submit"
      save={label}
      showsKey={false}
      isDangerous={isDangerous}
      onSaved={onDone}
      leave={{ run: onClose, esc: 'dialog' }}
    >
      <Controller
        control={form.control}
        name="password"
        render={(at) => <PasswordField {...bound(at)} label="내 비밀번호" isRequired />}
      />
    </DeskForm>
  );
}
