import type { ReactNode } from 'react';
import { createElement, useState } from 'react';
import type { DefaultValues, FieldErrors, FieldPath, Resolver, UseFormReturn } from 'react-hook-form';
import { useForm } from 'react-hook-form';
import type { Answer } from '../../shared/contract/index.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Reading } from '../../shared/model/fields.ts';
import { NotResidentField } from './NotResidentField.tsx';

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

/** What `DeskForm` shows of a form and how it sends it, whatever its fields. */
export interface Sending<T> {
  /**
   * Checks, calls `save`, shows what is refused at its field and goes to the first wrong one. Never empties a field.
   * Gives what was saved, or null when nothing was.
   */
  readonly submit: () => Promise<T | null>;
  readonly isSaving: boolean;
  /** Whether something was typed or chosen that is not as the form opened. */
  readonly isTyped: boolean;
  /** What was refused and belongs to no field. */
  readonly problem: Problem | null;
  /** 주민번호 아님, in every form whose model has it (shared/model/notResident.ts). */
  readonly wayOut: ReactNode;
}

export interface DeskFormState<V extends TextForm, T> extends Sending<T> {
  readonly form: UseFormReturn<V>;
  /** For what else is done from the form, beside saving it. */
  readonly setProblem: (problem: Problem | null) => void;
}

/**
 * A form over a reader of shared/model. Sentences appear at the fields on the first save, then as each field is left.
 * What belongs to no field is its `problem`, which `DeskForm` shows.
 */
export function useDeskForm<V extends TextForm, T>({
  values,
  read,
  save,
  onRefused,
}: {
  readonly values: V;
  readonly read: (input: V) => Reading<unknown>;
  readonly save: (input: V) => Promise<Answer<T>>;
  /**
   * After nothing was saved: `wrong` are the fields that were told what is wrong, by the reader or by main, in no order;
   * none when it is the form as a whole. For what is typed anew and not mended (a password).
   */
  readonly onRefused?: (wrong: readonly string[], form: UseFormReturn<V>) => void;
}): DeskFormState<V, T> {
  const form = useForm<V>({
    defaultValues: values as DefaultValues<V>,
    resolver: readResolver(read),
    mode: 'onSubmit',
    reValidateMode: 'onBlur',
    shouldFocusError: true,
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const { handleSubmit, setError, formState } = form;
  const { isSubmitting, isDirty } = formState;
  const submit = async (): Promise<T | null> => {
    if (isSubmitting) return null;
    setProblem(null);
    const end: { saved: T | null; wrong: readonly string[] | null } = { saved: null, wrong: null };
    await handleSubmit(
      async (input) => {
        const answer = await save(input);
        if (answer.ok) {
          end.saved = answer.value;
          return;
        }
        const fields = Object.entries(answer.problem.fields ?? {});
        for (const [index, [field, message]] of fields.entries()) {
          setError(field as FieldPath<V>, { type: 'desk', message }, { shouldFocus: index === 0 });
        }
        setProblem(fields.length > 0 ? null : answer.problem);
        end.wrong = fields.map(([field]) => field);
      },
      (errors) => {
        end.wrong = Object.keys(errors);
      },
    )();
    if (end.wrong !== null) onRefused?.(end.wrong, form);
    return end.saved;
  };
  const wayOut = 'notResident' in values ? createElement(NotResidentField<V>, { control: form.control }) : null;
  return { form, submit, isSaving: isSubmitting, isTyped: isDirty, problem, wayOut, setProblem };
}
