import { Checkbox, CheckboxGroup } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import styles from './CheckGroup.module.css';
import type { FieldProps } from './field.ts';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';
import type { Entry } from './match.ts';

const c = classes(styles);

/** Several of a few. `value` holds the chosen codes with commas between, in the order of the entries. */
export function CheckGroup({
  label,
  hint,
  error,
  isRequired = false,
  isDisabled = false,
  name = '',
  value,
  onChange,
  onBlur,
  inputRef,
  entries,
}: FieldProps & { readonly entries: readonly Entry[] }) {
  const chosen = value.split(',').filter((code) => code !== '');
  return (
    <CheckboxGroup
      className={c('group')}
      name={name}
      value={chosen}
      onChange={(codes) =>
        onChange(
          entries
            .map(({ code }) => code)
            .filter((code) => codes.includes(code))
            .join(','),
        )
      }
      isRequired={isRequired}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldHead label={label} isRequired={isRequired} />
      <div className={c('checks')} onBlur={() => onBlur?.()}>
        {entries.map((entry, index) => (
          <Checkbox
            key={entry.code}
            value={entry.code}
            className={c('check')}
            {...(index === 0 ? { inputRef: (element: HTMLInputElement | null) => inputRef?.(element) } : {})}
          >
            <span className={c('mark')} aria-hidden />
            {entry.name}
          </Checkbox>
        ))}
      </div>
      <FieldFoot hint={hint} error={error} />
    </CheckboxGroup>
  );
}
