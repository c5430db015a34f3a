import type { Problem } from './problem.ts';
import { problem } from './problem.ts';

/**
 * What reading a form gives: the record's fields, or a sentence for each input that cannot be taken. The same reader
 * runs in the page (to show it at the field) and in the use case (which has the last word).
 */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Collects field sentences while a form is read. */
export interface FieldNotes {
  note(field: string, sentence: string): void;
  /** The value if nothing was noted, else `checkFields` with all sentences. */
  finish<T>(value: T): Reading<T>;
}

export function fieldNotes(): FieldNotes {
  const fields: Record<string, string> = {};
  return {
    note(field, sentence) {
      fields[field] ??= sentence;
    },
    finish(value) {
      return Object.keys(fields).length === 0
        ? { ok: true, value }
        : { ok: false, problem: problem('checkFields', { fields }) };
    },
  };
}

/**
 * The fields that differ between a form as it was opened and as it was saved: what its author changed. A form that could
 * not be read when it was opened changed everything. Values are JSON: a list that says the same is the same.
 */
export function changedFields<T extends object>(before: Reading<T>, after: T): Partial<T> {
  if (!before.ok) return after;
  const opened = before.value;
  const names = (Object.keys(after) as (keyof T)[]).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(opened[name]),
  );
  return Object.fromEntries(names.map((name) => [name, after[name]])) as Partial<T>;
}

/** Absent instead of empty: records hold what is known and nothing else. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}
