import { ChevronDown } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import type { Entry } from './ComboBox.tsx';
import combo from './ComboBox.module.css';
import type { FieldProps } from './field.ts';
import field from './Field.module.css';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';
import styles from './Select.module.css';

const f = classes(field);
const k = classes(combo);
const c = classes(styles);

/** One of a short list without typing, for filters and mappings. `none` is the entry for "not chosen". */
export function Select({
  label,
  hint,
  error,
  isRequired = false,
  isDisabled = false,
  value,
  onChange,
  onBlur,
  entries,
  none,
}: FieldProps & { readonly entries: readonly Entry[]; readonly none?: string }) {
  const rows = none === undefined ? entries : [{ code: '', name: none }, ...entries];
  return (
    <AriaSelect
      className={f('field')}
      value={value}
      onChange={(code) => onChange(code === null ? '' : String(code))}
      onBlur={() => onBlur?.()}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      placeholder={none ?? '고르십시오'}
    >
      <FieldHead label={label} isRequired={isRequired} />
      <Button className={c('button')}>
        <SelectValue className={c('value')} />
        <ChevronDown aria-hidden />
      </Button>
      <FieldFoot hint={hint} error={error} />
      <Popover className={k('popover')} offset={2}>
        <ListBox<Entry> className={k('list')} items={rows}>
          {(entry) => (
            <ListBoxItem id={entry.code} textValue={entry.name} className={k('item')}>
              {entry.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
