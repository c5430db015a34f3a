import type { ReactNode } from 'react';
import { Input, TextField as AriaTextField } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
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
  label,
  hint,
  error,
  isRequired = false,
  isDisabled = false,
  name = '',
  value,
  onChange,
  onBlur,
  inputRef,
  type = 'text',
  inputMode = 'text',
  placeholder = '',
  maxLength = 400,
  autoComplete = 'off',
  aside,
  asideTone = 'plain',
}: TextFieldProps) {
  return (
    <AriaTextField
      className={c('field')}
      name={name}
      value={value}
      onChange={onChange}
      onBlur={() => onBlur?.()}
      type={type}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      autoComplete={autoComplete}
      inputMode={inputMode}
      maxLength={maxLength}
    >
      <FieldHead label={label} isRequired={isRequired} aside={aside} asideTone={asideTone} />
      <Input
        className={c('input')}
        placeholder={placeholder}
        spellCheck={false}
        ref={(element) => inputRef?.(element)}
      />
      <FieldFoot hint={hint} error={error} />
    </AriaTextField>
  );
}
