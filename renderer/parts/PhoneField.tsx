import { formatPhone, parsePhone } from '../../shared/korean/phone.ts';
import type { FieldProps } from './field.ts';
import { TextField } from './TextField.tsx';

/** A telephone number; leaving the field writes it with hyphens (01012345678 → 010-1234-5678). */
export function PhoneField(field: FieldProps) {
  return (
    <TextField
      {...field}
      inputMode="tel"
      maxLength={60}
      onBlur={() => {
        const read = parsePhone(field.value);
        if (read.ok && read.ext === undefined) {
          const shown = formatPhone(read.value);
          if (shown !== field.value) field.onChange(shown);
        }
        field.onBlur?.();
      }}
    />
  );
}
