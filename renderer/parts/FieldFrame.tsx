import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import styles from './Field.module.css';

const c = classes(styles);

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
      {isRequired && (
        <span className={c('required')} aria-hidden>
          필수
        </span>
      )}
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
