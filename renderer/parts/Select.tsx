import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
import field from './Field.module.css';
import { NativeField } from './FieldFrame.tsx';
import type { Entry } from './match.ts';
import styles from './Select.module.css';

const f = classes(field);
const c = classes(styles);

/**
 * One of a short list without typing, for filters and mappings: the browser's own list, which every keyboard and
 * screen reader knows. `none` is the entry for "not chosen".
 */
export function Select({
  value,
  onChange,
  inputRef,
  entries,
  none,
  ...frame
}: FieldProps & { readonly entries: readonly Entry[]; readonly none?: string }) {
  return (
    <NativeField {...frame}>
      {(control) => (
        <select
          {...control}
          ref={(element) => inputRef?.(element)}
          className={`${f('input')} ${c('select')}`}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {none !== undefined && <option value="">{none}</option>}
          {entries.map((entry) => (
            <option key={entry.code} value={entry.code}>
              {entry.name}
            </option>
          ))}
        </select>
      )}
    </NativeField>
  );
}
