import { useState } from 'react';
import { ageOn, formatDay, parseDay } from '../../shared/korean/day.ts';
import { today, useClock } from '../app/clock.tsx';
import type { FieldProps } from './field.ts';
import { TextField } from './TextField.tsx';

/**
 * A day as people write it: 900101, 1990.1.1, 1990년 1월 1일, 3월 1일. The value stays as typed; what was understood
 * stands beside it, with four digits of year, as soon as the field is left (`1990-01-01 (월) 만 36세`).
 */
export function DayField({ kind, ...field }: FieldProps & { readonly kind: 'birth' | 'date' }) {
  const clock = useClock();
  const [typing, setTyping] = useState(false);
  const now = today(clock);
  const read = field.value.trim() === '' ? null : parseDay(field.value, { today: now, kind });
  const understood =
    read?.ok && !typing ? `${formatDay(read.value)}${kind === 'birth' ? ` 만 ${ageOn(read.value, now)}세` : ''}` : '';
  return (
    <TextField
      {...field}
      inputMode="numeric"
      maxLength={40}
      onChange={(value) => {
        setTyping(true);
        field.onChange(value);
      }}
      onBlur={() => {
        setTyping(false);
        field.onBlur?.();
      }}
      aside={understood}
      asideTone="accent"
    />
  );
}
