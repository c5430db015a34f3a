import { z } from '../zod.ts';
import type { RecordTypes, Value } from '../sync/types.ts';
import type { Upcast } from '../sync/upcast.ts';
import { attachmentFields } from './attachment.ts';
import { centreFields, securityRules } from './centre.ts';
import { certificateFields } from './certificate.ts';
import { consentFields } from './consent.ts';
import { templateFields } from './consentTemplate.ts';
import { codeEntryFields } from './codeEntry.ts';
import { companyFields } from './company.ts';
import { contactFields } from './contact.ts';
import { consultationTemplateFields } from './consultationTemplate.ts';
import { correctionFields } from './correction.ts';
import { consultationFields } from './consultation.ts';
import { deviceFields } from './device.ts';
import { erasureDoneFields, erasureFields } from './erasure.ts';
import { personFields } from './person.ts';
import { sectionFields } from './personSections.ts';
import { sensitiveFields } from './sensitive.ts';
import { projectFields } from './project.ts';
import { packFields } from './pack.ts';
import { roleCodes } from './role.ts';
import { promiseFields } from './promise.ts';
import { siteFields } from './site.ts';
import { snoozeFields } from './snooze.ts';

/** The version of the model that this program writes; counts up with every upcast rule below. */
export const modelVersion = 1;

/** How patches of older versions are read with today's names. None yet. */
export const upcastRules: readonly Upcast[] = [];

/** People, companies and what hangs on them, of all laptops but those that were given a pack only. */
export const centreScope = 'centre';
/** What every laptop needs: staff, laptops, settings, codes, forms, 파기대장. Nobody whom the centre looks after is in it. */
export const baseScope = 'base';
/** What was taken in on laptops of one 자료 묶음 (docs/adr/0054). */
export const packScope = (pack: string): string => `pack:${pack}`;
/** Whether a scope is one of those whose keys are made from the centre's (docs/protocol.md §4). */
export const isDerivedScope = (scope: string): boolean => scope === baseScope || scope.startsWith('pack:');

const stamp = ['createdBy', 'createdAt', 'changedAt'];

/** A record that hangs on a company. */
function partOfCompany(fields: object): RecordTypes[string] {
  return {
    kind: 'record',
    fields: [...Object.keys(fields), 'company', 'removedAt', ...stamp],
    guarded: [],
    parent: { field: 'company', type: 'company' },
  };
}

/** A record that every laptop holds. */
function ofAll(
  kind: 'record' | 'event',
  fields: readonly string[],
  guarded: readonly string[] = [],
): RecordTypes[string] {
  return { kind, fields: [...fields, ...stamp], guarded, home: baseScope };
}

const declared: RecordTypes = {
  staff: ofAll('record', ['loginId', 'name', 'role', 'endsOn', 'endedAt'], ['role']),
  centre: ofAll('record', Object.keys(centreFields.shape)),
  codeEntry: ofAll('record', Object.keys(codeEntryFields.shape)),
  consultationTemplate: ofAll('record', Object.keys(consultationTemplateFields.shape)),
  project: ofAll('record', Object.keys(projectFields.shape)),
  device: ofAll('record', Object.keys(deviceFields.shape), ['number']),
  pack: ofAll('record', Object.keys(packFields.shape)),
  person: {
    kind: 'record',
    fields: [
      // 희망직종 is asked at 접수 and in its section.
      ...Object.keys({ ...personFields.shape, ...sectionFields.shape }),
      'number',
      'intakeDay',
      'counsellor',
      'restricted',
      'restrictedReason',
      ...stamp,
    ],
    guarded: ['name', 'birth', 'mobile'],
    mergeable: true,
    alike: ['name', 'birth', 'mobile'],
  },
  // Written once; corrections are records of their own (C7).
  consultation: {
    kind: 'event',
    fields: [...Object.keys(consultationFields.shape), 'person', 'counsellor', 'restricted', ...stamp],
    guarded: [],
    parent: { field: 'person', type: 'person' },
  },
  correction: {
    kind: 'event',
    fields: [...Object.keys(correctionFields.shape), 'consultation', ...stamp],
    guarded: [],
    parent: { field: 'consultation', type: 'consultation' },
  },
  sensitive: {
    kind: 'record',
    fields: [...Object.keys(sensitiveFields.shape), 'person', ...stamp],
    guarded: [],
    parent: { field: 'person', type: 'person' },
  },
  // Another wording is another version, and a withdrawal is said after a consent: neither is ever changed.
  consentTemplate: ofAll('event', Object.keys(templateFields.shape)),
  consent: {
    kind: 'event',
    fields: [...Object.keys(consentFields.shape), 'person', ...stamp],
    guarded: [],
    parent: { field: 'person', type: 'person' },
  },
  // Its pages' bytes are no part of it: they lie in a table of their own (docs/adr/0038-attachments.md).
  attachment: {
    kind: 'record',
    fields: [...Object.keys(attachmentFields.shape), 'person', 'consultation', 'archivedAt', ...stamp],
    guarded: [],
    parent: { field: 'person', type: 'person' },
  },
  erasure: ofAll('event', Object.keys(erasureFields.shape)),
  erasureDone: {
    ...ofAll('event', [...Object.keys(erasureDoneFields.shape), 'erasure']),
    parent: { field: 'erasure', type: 'erasure' },
  },
  snooze: {
    kind: 'event',
    fields: [...Object.keys(snoozeFields.shape), 'person', ...stamp],
    guarded: [],
    parent: { field: 'person', type: 'person' },
  },
  company: {
    kind: 'record',
    fields: [...Object.keys(companyFields.shape), 'factory', ...stamp],
    guarded: ['name', 'businessNumber', 'phone'],
    alike: ['businessNumber'],
  },
  site: partOfCompany(siteFields.shape),
  contact: partOfCompany(contactFields.shape),
  certificate: partOfCompany(certificateFields.shape),
  promise: partOfCompany(promiseFields.shape),
};

const whenMade = { createdBy: z.string(), createdAt: z.int(), changedAt: z.int() };
const ofPerson = { person: z.string() };
const ofCompany = { company: z.string(), removedAt: z.int().nullable() };

/** What each field of a record can hold. */
const shapes: Readonly<Record<string, z.ZodRawShape>> = {
  staff: {
    loginId: z.string(),
    name: z.string(),
    role: z.enum(roleCodes),
    endsOn: z.string().nullable(),
    endedAt: z.int().nullable(),
  },
  centre: centreFields.shape,
  codeEntry: codeEntryFields.shape,
  consultationTemplate: consultationTemplateFields.shape,
  project: projectFields.shape,
  device: deviceFields.shape,
  pack: packFields.shape,
  person: {
    ...personFields.shape,
    ...sectionFields.shape,
    number: z.string(),
    intakeDay: z.string(),
    counsellor: z.string().nullable(),
    restricted: z.boolean().nullable(),
    restrictedReason: z.string().nullable(),
  },
  consultation: {
    ...consultationFields.shape,
    ...ofPerson,
    counsellor: z.string(),
    restricted: z.boolean().nullable(),
  },
  correction: { ...correctionFields.shape, consultation: z.string() },
  sensitive: { ...sensitiveFields.shape, ...ofPerson },
  consentTemplate: templateFields.shape,
  consent: { ...consentFields.shape, ...ofPerson },
  attachment: {
    ...attachmentFields.shape,
    ...ofPerson,
    consultation: z.string().nullable(),
    archivedAt: z.int().nullable(),
  },
  erasure: erasureFields.shape,
  erasureDone: { ...erasureDoneFields.shape, erasure: z.string() },
  snooze: { ...snoozeFields.shape, ...ofPerson },
  company: { ...companyFields.shape, factory: z.string().nullable() },
  site: { ...siteFields.shape, ...ofCompany },
  contact: { ...contactFields.shape, ...ofCompany },
  certificate: { ...certificateFields.shape, ...ofCompany },
  promise: { ...promiseFields.shape, ...ofCompany },
};

/** The types whose records every laptop holds; what hangs on another comes after it. */
export const baseTypes: readonly string[] = Object.keys(declared).filter((type) => declared[type]?.home !== undefined);

type Check = (value: Value) => boolean;

/** Most fields are texts, and a page holds thousands: those are not taken through a schema. */
function checkOf(schema: z.core.$ZodType): Check {
  if (schema instanceof z.ZodNullable) {
    const inner = checkOf(schema.unwrap());
    return (value) => value === null || inner(value);
  }
  if (schema instanceof z.ZodString && (schema.def.checks ?? []).length === 0)
    return (value) => typeof value === 'string';
  return (value) => z.safeParse(schema, value).success;
}

/** Rules of a centre came one after the other; a record from before does not have them all (electron/desk/centre.ts). */
const laterFields: Readonly<Record<string, readonly string[]>> = { centre: Object.keys(securityRules.shape) };

/** A type with what its fields can hold, and those that are there from its first write on. */
function checked(type: string, definition: RecordTypes[string]): RecordTypes[string] {
  const checks = new Map(
    Object.entries({ ...shapes[type], ...whenMade }).map(([field, schema]): [string, Check] => [
      field,
      checkOf(schema),
    ]),
  );
  const later = laterFields[type] ?? [];
  return {
    ...definition,
    accepts: (field, value) => checks.get(field)?.(value) ?? false,
    required: definition.fields.filter((field) => checks.get(field)?.(null) !== true && !later.includes(field)),
  };
}

/**
 * What replication must know of each record. The 공장명부 is not here: it is a file of the city that each laptop reads for
 * itself, not something the centre wrote (ADR 0008). Guarded fields are those where the machine must not choose between
 * two people's words (sync.md, Merge).
 */
export const recordTypes: RecordTypes = Object.fromEntries(
  Object.entries(declared).map(([type, definition]) => [type, checked(type, definition)]),
);
