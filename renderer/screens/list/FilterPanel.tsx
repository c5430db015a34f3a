import { useEffect, useRef, useState } from 'react';
import { parseDay } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Tick } from '../factory/Tick.tsx';
import type { FilterField, FilterValues } from './filterFields.ts';
import { choiceValue, withValue } from './filterFields.ts';
import { FilterFrame, toFirstField } from './FilterFrame.tsx';
import styles from './list.module.css';

const c = classes(styles);

/** Quiet time in ms before something typed is asked. */
const quiet = 200;

interface TypedProps {
  readonly field: FilterField;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

/** A condition that is typed: told after a moment of quiet, a day only once it is one. */
function Typed({ field, value, onChange }: TypedProps) {
  const clock = useClock();
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  // Emptied from outside, and the field follows.
  if (value !== told) {
    setTold(value);
    setText(value);
  }
  const read = (typed: string): string | undefined => {
    if (typed.trim() === '') return undefined;
    if (field.kind !== 'day') return typed;
    const day = parseDay(typed, { today: today(clock), kind: 'date' });
    return day.ok ? day.value : undefined;
  };
  const latest = useRef({ onChange, read, told });
  useEffect(() => {
    latest.current = { onChange, read, told };
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      const { read: meaning, onChange: tell, told: before } = latest.current;
      const now = meaning(text);
      if ((now ?? '') === before) return;
      // A day stays as it was typed; its field says how it was understood.
      setTold(now ?? '');
      tell(now);
    }, quiet);
    return () => clearTimeout(timer);
  }, [text]);
  const error = field.kind === 'day' && text.trim() !== '' && read(text) === undefined;
  const common = { label: field.label, value: text, onChange: setText };
  return field.kind === 'day' ? (
    <DayField {...common} kind="date" {...(error ? { error: '날짜를 2026-11-22처럼 적어 주십시오.' } : {})} />
  ) : (
    <TextField {...common} maxLength={80} />
  );
}

/** The conditions of a list. The first takes the keyboard when it opens; Enter goes on to the list, Esc closes it. */
export function FilterPanel({
  label,
  fields,
  filter,
  onChange,
  onClose,
}: {
  readonly label: string;
  readonly fields: readonly FilterField[];
  readonly filter: FilterValues;
  readonly onChange: (filter: FilterValues) => void;
  readonly onClose: () => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => toFirstField(place.current), []);
  const latest = useRef(filter);
  useEffect(() => {
    latest.current = filter;
  });
  const set = (key: string, value: FilterValues[string]) => onChange(withValue(latest.current, key, value));
  return (
    <div ref={place}>
      <FilterFrame label={label} onLeave={onClose}>
        {fields.map((field) => {
          const value = filter[field.key];
          if (field.kind === 'tick')
            return (
              <Tick key={field.key} isOn={value === true} onChange={(on) => set(field.key, on ? true : undefined)}>
                {field.label}
              </Tick>
            );
          const text = value === undefined ? '' : String(value);
          return (
            <div key={field.key} className={c('field')}>
              {field.kind === 'choice' ? (
                <Select
                  label={field.label}
                  value={text}
                  onChange={(chosen) => set(field.key, choiceValue(field, chosen))}
                  entries={field.entries}
                  none="모두"
                />
              ) : (
                <Typed field={field} value={text} onChange={(typed) => set(field.key, typed)} />
              )}
            </div>
          );
        })}
      </FilterFrame>
    </div>
  );
}
