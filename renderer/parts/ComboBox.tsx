import { ChevronDown } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { Group, Input, TextField as AriaTextField } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import { isComposing } from '../app/shortcuts.ts';
import styles from './ComboBox.module.css';
import type { FieldProps } from './field.ts';
import { ariaField } from './field.ts';
import fieldStyles from './Field.module.css';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';
import type { Entry } from './match.ts';
import { findEntries } from './match.ts';

export type { Entry } from './match.ts';

const f = classes(fieldStyles);
const c = classes(styles);

/** Codes are at most this long in the contract; what is typed and found nowhere is kept as the value. */
const longest = 20;
const role = { combobox: { role: 'combobox' }, listbox: { role: 'listbox' }, option: { role: 'option' } };

/**
 * One of a code table, by typing: 초성 and half-typed syllables filter at every key press, also inside a composition;
 * the first match is marked, and Enter or Tab takes it. ↓ opens the whole list. `value` is the code, empty when nothing
 * is chosen. Text that names no entry stays in the field as typed, and the record's reader says what to do about it.
 *
 * Ours, because react-aria's waits for an arrow key before Enter, drops unfinished text and hides the page from screen
 * readers while its list is open.
 */
export function ComboBox({
  entries,
  placeholder = '',
  ...field
}: FieldProps & { readonly entries: readonly Entry[]; readonly placeholder?: string }) {
  const { value, onChange } = field;
  const id = useId();
  const box = useRef<HTMLInputElement | null>(null);
  const list = useRef<HTMLDivElement>(null);
  /** What is being typed; null while the field shows its value. */
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const byTab = useRef(false);

  const shownValue = entries.find((entry) => entry.code === value)?.name ?? value;
  const found = findEntries(entries, typed ?? '');
  const marked = found[active];

  const show = () => {
    setActive(
      typed === null
        ? Math.max(
            0,
            entries.findIndex((entry) => entry.code === value),
          )
        : 0,
    );
    setOpen(true);
  };
  const take = (entry: Entry | undefined) => {
    setOpen(false);
    setTyped(null);
    if (entry && entry.code !== value) onChange(entry.code);
  };
  const leave = () => {
    const text = (typed ?? '').trim();
    if (typed !== null) {
      const chosen =
        text === '' ? undefined : byTab.current && isOpen ? marked : found.length === 1 ? found[0] : undefined;
      if (chosen) take(chosen);
      else {
        setTyped(null);
        if (text !== value) onChange(text);
      }
    }
    setOpen(false);
    field.onBlur?.();
  };

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    byTab.current = event.code === 'Tab';
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) show();
      else if (found.length > 0) {
        setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
      }
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      take(marked);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setTyped(null);
    }
  };

  useEffect(() => {
    if (isOpen) list.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const markedId = isOpen && marked ? `${id}-${marked.code}` : undefined;
  useEffect(() => {
    if (markedId !== undefined) document.getElementById(markedId)?.scrollIntoView({ block: 'nearest' });
  }, [markedId]);

  const onPoint = (event: PointerEvent) => {
    const line = event.target instanceof Element ? event.target.closest('[data-code]') : null;
    const code = line?.getAttribute('data-code');
    if (code !== null && code !== undefined) take(found.find((entry) => entry.code === code));
  };

  return (
    <AriaTextField
      className={f('field')}
      {...ariaField(field)}
      value={typed ?? shownValue}
      onChange={(text) => {
        setTyped(text);
        setActive(0);
        setOpen(true);
      }}
      onBlur={leave}
      autoComplete="off"
      maxLength={longest}
    >
      <FieldHead {...field} />
      <Group className={c('box')}>
        <Input
          className={f('input')}
          {...role.combobox}
          aria-expanded={isOpen}
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          {...(markedId === undefined ? {} : { 'aria-activedescendant': markedId })}
          placeholder={placeholder}
          spellCheck={false}
          onKeyDown={onKey}
          ref={(element) => {
            box.current = element;
            field.inputRef?.(element);
          }}
        />
        <span
          className={c('open')}
          aria-hidden
          onPointerDown={(event) => {
            event.preventDefault();
            box.current?.focus();
            if (isOpen) setOpen(false);
            else if (field.isDisabled !== true) show();
          }}
        >
          <ChevronDown />
        </span>
        {isOpen && (
          <div
            className={c('popup')}
            ref={list}
            onPointerDown={(event) => event.preventDefault()}
            onPointerUp={onPoint}
          >
            <div id={`${id}-list`} {...role.listbox} aria-label={field.label} className={c('list')}>
              {found.map((entry) => (
                <div
                  key={entry.code}
                  id={`${id}-${entry.code}`}
                  data-code={entry.code}
                  {...role.option}
                  aria-selected={entry === marked}
                  data-chosen={entry.code === value || undefined}
                  className={c('item')}
                >
                  {entry.name}
                </div>
              ))}
            </div>
            {found.length === 0 && <p className={c('none')}>맞는 항목이 없습니다.</p>}
          </div>
        )}
      </Group>
      <FieldFoot {...field} />
    </AriaTextField>
  );
}
