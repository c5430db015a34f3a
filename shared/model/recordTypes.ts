import type { RecordTypes } from '../sync/types.ts';
import type { Upcast } from '../sync/upcast.ts';
import { attachmentFields } from './attachment.ts';
import { centreFields } from './centre.ts';
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
import { promiseFields } from './promise.ts';
import { siteFields } from './site.ts';
import { snoozeFields } from './snooze.ts';

/** The version of the model that this program writes; counts up with every upcast rule below. */
export const modelVersion = 1;

/** How patches of older versions are read with today's names. None yet. */
export const upcastRules: readonly Upcast[] = [];

/** Everything of the centre that all staff work on; event packs for a fair will be scopes of their own. */
export const centreScope = 'centre';

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

/**
 * What replication must know of each record. The 공장명부 is not here: it is a file of the city that each laptop reads for
 * itself, not something the centre wrote (ADR 0008). Guarded fields are those where the machine must not choose between
 * two people's words (sync.md, Merge).
 */
export const recordTypes: RecordTypes = {
  staff: { kind: 'record', fields: ['loginId', 'name', 'role', 'endsOn', 'endedAt', ...stamp], guarded: ['role'] },
  centre: { kind: 'record', fields: [...Object.keys(centreFields.shape), ...stamp], guarded: [] },
  codeEntry: { kind: 'record', fields: [...Object.keys(codeEntryFields.shape), ...stamp], guarded: [] },
  consultationTemplate: {
    kind: 'record',
    fields: [...Object.keys(consultationTemplateFields.shape), ...stamp],
    guarded: [],
  },
  project: { kind: 'record', fields: [...Object.keys(projectFields.shape), ...stamp], guarded: [] },
  device: { kind: 'record', fields: [...Object.keys(deviceFields.shape), ...stamp], guarded: ['number'] },
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
  consentTemplate: { kind: 'event', fields: [...Object.keys(templateFields.shape), ...stamp], guarded: [] },
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
  erasure: { kind: 'event', fields: [...Object.keys(erasureFields.shape), ...stamp], guarded: [] },
  erasureDone: {
    kind: 'event',
    fields: [...Object.keys(erasureDoneFields.shape), 'erasure', ...stamp],
    guarded: [],
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
