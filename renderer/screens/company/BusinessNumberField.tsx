import { formatBusinessNumber, parseBusinessNumber } from '../../../shared/korean/businessNumber.ts';
import type { FieldProps } from '../../parts/field.ts';
import { TextField } from '../../parts/TextField.tsx';
import { businessNumberAside } from './show.ts';

/** 사업자등록번호: leaving the field writes it with hyphens; `onBlur` is where the form checks it (domain.md §5.2). */
export function BusinessNumberField(field: FieldProps) {
  return (
    <TextField
      {...field}
      inputMode="numeric"
      maxLength={60}
      hint="숫자 10자리, 모르면 비워 둡니다."
      aside={businessNumberAside(field.value)}
      asideTone="accent"
      onBlur={() => {
        const number = parseBusinessNumber(field.value);
        const shown = number.ok ? formatBusinessNumber(number.value) : field.value;
        if (shown !== field.value) field.onChange(shown);
        field.onBlur?.();
      }}
    />
  );
}
