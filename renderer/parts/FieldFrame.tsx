import type { ReactNode } from 'react';
import { useId } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
import styles from './Field.module.css';

const c = classes(styles);

function RequiredMark() {
  return (
    <span className={c('required')} aria-hidden>
      필수
    </span>
  );
}

/** The line above a field: label, required mark and, at its right, what the field understood or counts. */
export function FieldHead({
  label,
  isRequired = false,
  aside,
  asideTone = 'plain',
}: {
  readonly label: string;
  readonly isRequired?: boolean;
  readonly aside?: ReactNode;
  readonly asideTone?: 'plain' | 'accent' | 'danger';
}) {
  return (
    <div className={c('head')}>
      <Label className={c('label')}>{label}</Label>
      {isRequired && <RequiredMark />}
      {aside !== undefined && aside !== '' && (
        <span className={c('aside')} data-tone={asideTone} aria-live="polite">
          {aside}
        </span>
      )}
    </div>
  );
}

/** The lines under a field, linked to it for screen readers: its help, or what is wrong with it and what to do. */
export function FieldFoot({
  hint,
  error,
}: {
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}) {
  return (
    <>
      {hint && error === undefined && (
        <Text slot="description" className={c('hint')}>
          {hint}
        </Text>
      )}
      <FieldError className={c('error')}>{error}</FieldError>
    </>
  );
}

/** What the control of a `NativeField` is given: its name and state, and the line under it. */
export interface NativeControl {
  readonly id: string;
  readonly name: string | undefined;
  readonly required: boolean;
  readonly disabled: boolean;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly onBlur: () => void;
}

/** A field around one of the browser's own controls (a list, a PIN), which looks and is told like all others. */
export function NativeField({
  label,
  hint,
  error,
  isRequired = false,
  isDisabled = false,
  name,
  onBlur,
  children,
}: Omit<FieldProps, 'value' | 'onChange' | 'inputRef'> & {
  readonly children: (control: NativeControl) => ReactNode;
}) {
  const id = useId();
  const note = error ?? hint;
  const isInvalid = error === undefined ? undefined : true;
  return (
    <div className={c('field')} data-invalid={isInvalid}>
      <div className={c('head')}>
        <label className={c('label')} htmlFor={id}>
          {label}
        </label>
        {isRequired && <RequiredMark />}
      </div>
      {children({
        id,
        name,
        required: isRequired,
        disabled: isDisabled,
        'aria-invalid': isInvalid,
        'aria-describedby': note === undefined ? undefined : `${id}-note`,
        onBlur: () => onBlur?.(),
      })}
      {note !== undefined && (
        <span id={`${id}-note`} className={c(isInvalid ? 'error' : 'hint')}>
          {note}
        </span>
      )}
    </div>
  );
}
