import { z } from '../zod.ts';
import { sensitiveGroups } from '../codes/person.ts';
import type { Day } from '../korean/day.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';
import type { SectionInput } from './personSections.ts';
import { asRows, writeRows } from './rows.ts';
import { readVulnerabilities, vulnerability } from './vulnerable.ts';

/**
 * 민감정보 of a person (법 제23조; domain §3.7, §9.4): a record of its own, so that no list, search or export of people can
 * carry it along.
 */
export const sensitiveFields = z.object({
  /** 장애인, 북한이탈주민, 출소자, 범죄 피해자. */
  sensitiveGroups: z.array(vulnerability).nullable(),
  /** 건강과 관련된 작업 제약. */
  health: z.string().nullable(),
  notResident: notResidentWord,
});
export type SensitiveFields = z.output<typeof sensitiveFields>;

const emptySensitive = { sensitiveGroups: '', health: '', notResident: '' };

export const sensitiveLabels: Record<keyof SensitiveFields, string> = {
  sensitiveGroups: '민감정보인 취업취약계층',
  health: '건강과 관련된 작업 제약',
  notResident: notResidentLabel,
};

const longestHealth = 1000;

/** Reads the 민감정보 form. */
export function readSensitive(typed: SectionInput, today: Day): Reading<SensitiveFields> {
  const input = { ...emptySensitive, ...typed };
  const notes = fieldNotes();
  const groups = readVulnerabilities(input.sensitiveGroups, sensitiveGroups, today, notes, 'sensitiveGroups');
  const health = input.health.normalize('NFC').trim();
  const notResident = stopResidentNumbers(notes, { health }, input.notResident);
  if (health.length > longestHealth) notes.note('health', `작업 제약은 ${longestHealth}자까지 적어 주십시오.`);
  return notes.finish({ sensitiveGroups: groups, health: orNull(health), notResident });
}

/** The form that shows saved 민감정보 again. */
export function sensitiveAsInput(fields: SensitiveFields): SectionInput {
  return {
    sensitiveGroups: writeRows(asRows(fields.sensitiveGroups)),
    health: fields.health ?? '',
    notResident: fields.notResident ?? '',
  };
}
