import type { Input, Output } from '../../shared/contract/index.ts';
import {
  consultationTemplateFields,
  readConsultationTemplate,
  shippedTemplates,
} from '../../shared/model/consultationTemplate.ts';
import { changedFields } from '../../shared/model/fields.ts';
import { refuse, Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { codesOf, namedUuid } from './code.ts';

/** The UUID of what a centre makes of one of the program's templates, the same on every laptop. */
const shippedUuid = (key: string): string => namedUuid(`consultationTemplate/${key}`);

export function listConsultationTemplates(
  store: ReadableStore,
  _actor: Actor,
  _input: Input<'consultationTemplate.list'>,
): Output<'consultationTemplate.list'> {
  const keys = new Map(shippedTemplates.map(({ key }) => [shippedUuid(key), key]));
  const rows = store.sql('SELECT id, uuid, doc FROM consultationTemplate ORDER BY type, id').all() as {
    id: number;
    uuid: string;
    doc: string;
  }[];
  const saved = rows.map(({ id, uuid, doc }) => ({
    id,
    key: keys.get(uuid) ?? null,
    fields: consultationTemplateFields.parse(JSON.parse(doc)),
    seen: store.formRead('consultationTemplate', id),
  }));
  const untouched = shippedTemplates
    .filter(({ key }) => saved.every((row) => row.key !== key))
    .map(({ key, fields }) => ({ id: null, key, fields, seen: null }));
  return { templates: [...untouched, ...saved].toSorted((a, b) => (a.fields.type < b.fields.type ? -1 : 1)) };
}

export function saveConsultationTemplate(
  store: WritableStore,
  _actor: Actor,
  { id: known, key, seen, before, template }: Input<'consultationTemplate.save'>,
): Output<'consultationTemplate.save'> {
  const codes = codesOf(store);
  const reading = readConsultationTemplate(template, codes);
  if (!reading.ok) throw new Refusal(reading.problem);
  if (key !== null && shippedTemplates.every((one) => one.key !== key)) refuse('notFound');
  // The other laptop may have changed the same one of the program's first.
  const id = known ?? (key === null ? null : store.idOf('consultationTemplate', shippedUuid(key)));
  if (id === null)
    return { id: store.insert('consultationTemplate', reading.value, key === null ? undefined : shippedUuid(key)) };
  const changed =
    before === null ? reading.value : changedFields(readConsultationTemplate(before, codes), reading.value);
  store.change('consultationTemplate', id, changed, seen ?? undefined);
  return { id };
}
