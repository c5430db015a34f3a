import { useEffect, useId, useRef, useState } from 'react';
import { mostRows, readRows, writeRows } from '../../shared/model/rows.ts';
import { classes } from '../app/classes.ts';
import { Button } from './Button.tsx';
import type { FieldProps } from './field.ts';
import type { Entry } from './match.ts';
import styles from './RowsField.module.css';
import { Select } from './Select.tsx';
import { TextField } from './TextField.tsx';

const c = classes(styles);

/** One column of the lines: typed, or chosen among `entries`. */
export interface RowColumn {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly entries?: readonly Entry[];
  /** What stands for "not chosen". */
  readonly none?: string;
}

const fields = 'input, select';

/**
 * Lines of one list (careers, licences) edited in their place: `value` holds them as one text (shared/model/rows.ts). A
 * new line takes the keyboard; one that is left empty is not saved.
 */
export function RowsField({
  label,
  hint,
  error,
  value,
  onChange,
  onBlur,
  inputRef,
  columns,
  add,
}: FieldProps & { readonly columns: readonly RowColumn[]; readonly add: string }) {
  const id = useId();
  const rows = readRows(value);
  const list = useRef<HTMLFieldSetElement>(null);
  /** Counts lines that were added here: the newest one takes the keyboard. */
  const [added, setAdded] = useState(0);
  useEffect(() => {
    if (added > 0)
      list.current
        ?.querySelector<HTMLElement>(':scope > fieldset:last-of-type')
        ?.querySelector<HTMLElement>(fields)
        ?.focus();
  }, [added]);
  const note = error ?? hint;
  // Told when any of its fields is left; the list itself is nothing to press.
  const left = { onBlur: () => onBlur?.() };
  return (
    <fieldset
      className={c('rows')}
      ref={(element) => {
        list.current = element;
        inputRef?.(element && { focus: () => element.querySelector<HTMLElement>(`${fields}, button`)?.focus() });
      }}
      aria-describedby={note === undefined ? undefined : `${id}-note`}
      {...left}
    >
      <legend className={c('legend')}>{label}</legend>
      {note !== undefined && (
        <span id={`${id}-note`} className={c(error === undefined ? 'hint' : 'error')}>
          {note}
        </span>
      )}
      {rows.map((row, index) => {
        const change = (name: string) => (typed: string) =>
          onChange(writeRows(rows.map((each, place) => (place === index ? { ...each, [name]: typed } : each))));
        return (
          <fieldset key={`${id}/${index}`} className={c('row')}>
            <legend className="aside">
              {label} {index + 1}번째 줄
            </legend>
            {columns.map(({ name, label: title, hint: help, entries, none }) =>
              entries ? (
                <Select
                  key={name}
                  label={title}
                  entries={entries}
                  none={none ?? '고르십시오'}
                  value={row[name] ?? ''}
                  onChange={change(name)}
                />
              ) : (
                <TextField
                  key={name}
                  label={title}
                  hint={help}
                  value={row[name] ?? ''}
                  onChange={change(name)}
                  maxLength={200}
                />
              ),
            )}
            <div className={c('end')}>
              <Button
                size="s"
                label={`${label} ${index + 1}번째 줄 빼기`}
                onPress={() => onChange(writeRows(rows.filter((_, place) => place !== index)))}
              >
                빼기
              </Button>
            </div>
          </fieldset>
        );
      })}
      {rows.length < mostRows && (
        <span>
          <Button
            size="s"
            onPress={() => {
              onChange(writeRows([...rows, {}]));
              setAdded(added + 1);
            }}
          >
            {add}
          </Button>
        </span>
      )}
    </fieldset>
  );
}
