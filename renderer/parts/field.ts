import type { ControllerRenderProps, ControllerFieldState, FieldPath, FieldValues } from 'react-hook-form';

/** What every field of a form takes. `error` is one Korean sentence that says what to do. */
export interface FieldProps {
  readonly label: string;
  /** A short help that is always there; an example, never the label. */
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly name?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** Something with `focus()`: react-hook-form goes to the first wrong field by it. */
  readonly inputRef?: (element: { focus(): void } | null) => void;
}

/** What react-aria's group or text field takes of them. `aria`: the browser itself stops and marks nothing. */
export function ariaField({ name = '', isRequired = false, isDisabled = false, error }: FieldProps) {
  return { name, isRequired, isDisabled, isInvalid: error !== undefined, validationBehavior: 'aria' } as const;
}

/** And what a field of text takes besides. */
export function ariaText(field: FieldProps) {
  const { value, onChange, onBlur } = field;
  return { ...ariaField(field), value, onChange, onBlur: () => onBlur?.() };
}

export type BoundField = Pick<FieldProps, 'name' | 'value' | 'onChange' | 'onBlur' | 'error'> & {
  readonly inputRef: (element: { focus(): void } | null) => void;
};

/**
 * Binds one of our fields to react-hook-form: `<Controller … render={(at) => <TextField {...bound(at)} label="성명" />} />`.
 */
export function bound<V extends FieldValues, N extends FieldPath<V>>({
  field,
  fieldState,
}: {
  readonly field: ControllerRenderProps<V, N>;
  readonly fieldState: ControllerFieldState;
}): BoundField {
  return {
    name: field.name,
    value: field.value,
    onChange: field.onChange,
    onBlur: field.onBlur,
    inputRef: field.ref,
    error: fieldState.error?.message,
  };
}
