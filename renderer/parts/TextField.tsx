import type { ReactNode } from 'react';
import { Input, TextField as AriaTextField } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
import { ariaText } from './field.ts';
import styles from './Field.module.css';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';

const c = classes(styles);

export interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'password';
  readonly inputMode?: 'text' | 'tel' | 'numeric' | 'email';
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly autoComplete?: string;
  /** At the right of the label: what the field understood. */
  readonly aside?: ReactNode;
  readonly asideTone?: 'plain' | 'accent' | 'danger';
}

/** One line of text. */
export function TextField({
  type = 'text',
  inputMode = 'text',
  placeholder = '',
  maxLength = 400,
  autoComplete = 'off',
  aside,
  asideTone = 'plain',
  ...field
}: TextFieldProps) {
  return (
    <AriaTextField
      className={c('field')}
      {...ariaText(field)}
      type={type}
      autoComplete={autoComplete}
      inputMode={inputMode}
      maxLength={maxLength}
    >
      <FieldHead {...field} aside={aside} asideTone={asideTone} />
      <Input
        className={c('input')}
        placeholder={placeholder}
        spellCheck={false}
        ref={(element) => field.inputRef?.(element)}
      />
      <FieldFoot {...field} />
    </AriaTextField>
  );
}
