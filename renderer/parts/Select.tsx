import { useId } from 'react';
import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
import field from './Field.module.css';
import type { Entry } from './match.ts';
import styles from './Select.module.css';

const f = classes(field);
const c = classes(styles);

/**
 * One of a short list without typing, for filters and mappings: the browser's own list, which every keyboard and
 * screen reader knows. `none` is the entry for "not chosen".
 */
export function Select({
  label,
  hint,
  error,
  isRequired = false,
  isDisabled = false,
  name,
  value,
  onChange,
  onBlur,
  inputRef,
  entries,
  none,
}: FieldProps & { readonly entries: readonly Entry[]; readonly none?: string }) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={f('field')} data-invalid={error === undefined ? undefined : true}>
      <div className={f('head')}>
        <label className={f('label')} htmlFor={id}>
          {label}
        </label>
        {isRequired && (
          <span className={f('required')} aria-hidden>
            필수
          </span>
        )}
      </div>
      <select
        id={id}
        name={name}
        ref={(element) => inputRef?.(element)}
        className={`${f('input')} ${c('select')}`}
        value={value}
        required={isRequired}
        disabled={isDisabled}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => onBlur?.()}
      >
        {none !== undefined && <option value="">{none}</option>}
        {entries.map((entry) => (
          <option key={entry.code} value={entry.code}>
            {entry.name}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <span id={`${id}-note`} className={f(error === undefined ? 'hint' : 'error')}>
          {note}
        </span>
      )}
    </div>
  );
}
