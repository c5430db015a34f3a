import { ChevronDown } from 'lucide-react';
import { use, useEffect, useMemo } from 'react';
import {
  Button,
  ComboBox as AriaComboBox,
  ComboBoxStateContext,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
import field from './Field.module.css';
import styles from './ComboBox.module.css';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';
import { matchesTyped } from './match.ts';

const f = classes(field);
const c = classes(styles);

/** One entry of a code table. */
export interface Entry {
  readonly code: string;
  readonly name: string;
  /** What people call it besides its name (남동공단): found by typing, never shown. */
  readonly aliases?: readonly string[];
}

/** Typing finds an entry by its name or by any of its aliases. The list hands over the name only. */
function entryMatcher(entries: readonly Entry[]): (name: string, typed: string) => boolean {
  const aliases = new Map(entries.map((entry) => [entry.name, entry.aliases ?? []]));
  return (name, typed) =>
    matchesTyped(name, typed) || (aliases.get(name) ?? []).some((alias) => matchesTyped(alias, typed));
}

/** Puts the mark on the first match while typing, so that Enter or Tab takes it without an arrow key. */
function FirstMatch() {
  const state = use(ComboBoxStateContext);
  const first = state?.collection.getFirstKey() ?? null;
  const typed = state?.isOpen === true && state.inputValue !== '';
  const marked = state?.selectionManager.focusedKey;
  useEffect(() => {
    if (
      state &&
      typed &&
      first !== null &&
      (marked === null || marked === undefined || !state.collection.getItem(marked))
    ) {
      state.selectionManager.setFocusedKey(first);
    }
  });
  return null;
}

/**
 * One of a code table, by typing: 초성 and half-typed syllables filter, the first match is taken by Enter or Tab. Alt+↓
 * or ↓ opens the whole list. `value` is the code, empty when nothing is chosen.
 */
export function ComboBox({
  label,
  hint,
  error,
  isRequired = false,
  isDisabled = false,
  value,
  onChange,
  onBlur,
  inputRef,
  entries,
  placeholder = '',
}: FieldProps & { readonly entries: readonly Entry[]; readonly placeholder?: string }) {
  const matchesEntry = useMemo(() => entryMatcher(entries), [entries]);
  return (
    <AriaComboBox
      className={f('field')}
      defaultItems={entries}
      defaultFilter={matchesEntry}
      value={value === '' ? null : value}
      onChange={(code) => onChange(code === null ? '' : String(code))}
      onBlur={() => onBlur?.()}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      menuTrigger="input"
    >
      <FirstMatch />
      <FieldHead label={label} isRequired={isRequired} />
      <Group className={c('box')}>
        <Input
          className={f('input')}
          placeholder={placeholder}
          spellCheck={false}
          ref={(element) => inputRef?.(element)}
        />
        <Button className={c('open')}>
          <ChevronDown aria-hidden />
        </Button>
      </Group>
      <FieldFoot hint={hint} error={error} />
      <Popover className={c('popover')} offset={2}>
        <ListBox<Entry>
          className={c('list')}
          renderEmptyState={() => <p className={c('none')}>맞는 항목이 없습니다.</p>}
        >
          {(entry) => (
            <ListBoxItem id={entry.code} textValue={entry.name} className={c('item')}>
              {entry.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
