import { formatDay, isDay } from '../../../shared/korean/day.ts';
import type { Entry } from '../../parts/match.ts';

/** The conditions of any list as a screen handles them; its contract checks them. */
export type FilterValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** One condition of a list's filter bar. */
export type FilterField =
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly label: string;
      readonly entries: readonly Entry[];
      /** Codes that are numbers in the filter: local ids. */
      readonly isId?: true;
    }
  | { readonly kind: 'text' | 'day' | 'tick'; readonly key: string; readonly label: string };

/** What a choice's text is in the filter. */
export function choiceValue(field: FilterField, text: string): string | number | undefined {
  if (text === '') return undefined;
  return field.kind === 'choice' && field.isId === true && /^\d+$/.test(text) ? Number(text) : text;
}

/** The filter with one condition set; one that is undefined is gone, so that what is kept names only what narrows. */
export function withValue(filter: FilterValues, key: string, value: FilterValues[string]): FilterValues {
  return Object.fromEntries(
    Object.entries({ ...filter, [key]: value }).filter(([, each]) => each !== undefined && each !== ''),
  );
}

/** A condition in words: `담당: 나`, `접수 첫날: 2026-11-01 (일)`; null where it narrows nothing. */
export function conditionWords(field: FilterField, filter: FilterValues): string | null {
  const value = filter[field.key];
  if (value === undefined) return null;
  if (field.kind === 'tick') return field.label;
  const text = String(value);
  if (field.kind === 'choice') {
    return `${field.label}: ${field.entries.find(({ code }) => code === text)?.name ?? text}`;
  }
  return `${field.label}: ${field.kind === 'day' && isDay(text) ? formatDay(text) : text}`;
}
