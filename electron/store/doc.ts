import { recordTypes } from '../../shared/model/recordTypes.ts';
import type { Value } from '../../shared/sync/types.ts';
import type { Docs, RecordType } from './records.ts';

/** Types whose rows keep only the fields that say something: a person has sixty, and a 접수 fills a dozen of them. */
const sparse: ReadonlySet<string> = new Set<RecordType>(['person']);

type Blank = Readonly<Record<string, null>>;

/** Each replicated type with all its fields, empty, in the model's order. */
const blanks: ReadonlyMap<string, Blank> = new Map(
  Object.entries(recordTypes).map(([type, { fields }]) => [
    type,
    Object.fromEntries(fields.map((field): [string, null] => [field, null])),
  ]),
);

/** A record with all its fields, of the values that are there; a field that nobody wrote is null. */
export function wholeDoc<T extends RecordType>(type: T, values: Readonly<Record<string, Value>>): Docs[T] {
  const doc: object = { ...blanks.get(type), ...values };
  return doc as Docs[T];
}

/** What the column `doc` holds for a record. Where empty fields are left out, equal records have equal texts. */
export function docText<T extends RecordType>(type: T, doc: Docs[T]): string {
  if (!sparse.has(type)) return JSON.stringify(doc);
  const said: Record<string, unknown> = {};
  const values: Readonly<Record<string, unknown>> = { ...doc };
  for (const field of recordTypes[type]?.fields ?? []) {
    const value = values[field];
    if (value !== null && value !== undefined) said[field] = value;
  }
  return JSON.stringify(said);
}

/** The record that the column `doc` holds, with its empty fields, also of a row that an older program wrote. */
export function readDoc<T extends RecordType>(type: T, text: string): Docs[T] {
  const read: unknown = JSON.parse(text);
  return sparse.has(type) ? wholeDoc(type, read as Record<string, Value>) : (read as Docs[T]);
}
