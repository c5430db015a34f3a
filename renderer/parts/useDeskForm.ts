import { useCallback } from 'react';
import type { DefaultValues, FieldErrors, FieldPath, Resolver, UseFormReturn } from 'react-hook-form';
import { useForm } from 'react-hook-form';
import type { Answer } from '../../shared/contract/index.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Reading } from '../../shared/model/fields.ts';

export type TextForm = Record<string, string>;

/** react-hook-form asks the record's own reader (`readPerson` …): one rule for the page and for the use case. */
export function readResolver<V extends TextForm>(read: (input: V) => Reading<unknown>): Resolver<V> {
  return (values) => {
    const reading = read(values);
    if (reading.ok) return { values, errors: {} };
    const errors = Object.fromEntries(
      Object.entries(reading.problem.fields ?? {}).map(([field, message]) => [field, { type: 'desk', message }]),
    );
    return { values: {}, errors: errors as FieldErrors<V> };
  };
}

export interface DeskForm<V extends TextForm, T> {
  readonly form: UseFormReturn<V>;
  /**
   * Checks, calls `save`, shows what is refused at its field and goes to the first wrong one. Never empties a field.
   * Gives what was saved, or null when nothing was.
   */
  readonly submit: () => Promise<T | null>;
  readonly isSaving: boolean;
}

/**
 * A form over a reader of shared/model. Sentences appear at the fields on the first save, then as each field is left.
 * `onProblem` is told what belongs to no field.
 */
export function useDeskForm<V extends TextForm, T>({
  values,
  read,
  save,
  onProblem,
}: {
  readonly values: V;
  readonly read: (input: V) => Reading<unknown>;
  readonly save: (input: V) => Promise<Answer<T>>;
  readonly onProblem: (problem: Problem | null) => void;
}): DeskForm<V, T> {
  const form = useForm<V>({
    defaultValues: values as DefaultValues<V>,
    resolver: readResolver(read),
    mode: 'onSubmit',
    reValidateMode: 'onBlur',
    shouldFocusError: true,
  });
  const { handleSubmit, setError, formState } = form;
  const { isSubmitting } = formState;
  const submit = useCallback(async (): Promise<T | null> => {
    if (isSubmitting) return null;
    onProblem(null);
    let saved: T | null = null;
    await handleSubmit(async (input) => {
      const answer = await save(input);
      if (answer.ok) {
        saved = answer.value;
        return;
      }
      const fields = Object.entries(answer.problem.fields ?? {});
      for (const [index, [field, message]] of fields.entries()) {
        setError(field as FieldPath<V>, { type: 'desk', message }, { shouldFocus: index === 0 });
      }
      onProblem(fields.length > 0 ? null : answer.problem);
    })();
    return saved;
  }, [handleSubmit, setError, isSubmitting, save, onProblem]);
  return { form, submit, isSaving: isSubmitting };
}
