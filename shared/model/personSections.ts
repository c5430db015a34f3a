import { z } from '../zod.ts';
import type { Codes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import type { Reading } from './fields.ts';
import { notResidentLabel } from './notResident.ts';
import { emptyStay, readStay, stayFields, stayLabels } from './personStay.ts';
import { emptyStudy, readStudy, studyFields, studyLabels } from './personStudy.ts';
import { emptySupport, readSupport, supportFields, supportLabels } from './personSupport.ts';
import { emptyWish, readWish, wageText, wishFields, wishLabels } from './personWish.ts';
import type { WishFields } from './personWish.ts';
import { asRows, writeRows } from './rows.ts';

/** What the 구직신청서 asks beside who it is and how to reach them; each part is saved by itself, when it is known (C2). */
export const sectionFields = z.object({
  ...studyFields.shape,
  ...wishFields.shape,
  ...stayFields.shape,
  ...supportFields.shape,
});
export type SectionFields = z.output<typeof sectionFields>;

export const sectionNames = ['study', 'wish', 'stay', 'support'] as const;
export type SectionName = (typeof sectionNames)[number];

/** A part's form as typed. */
export type SectionInput = Readonly<Record<string, string>>;

interface SectionSpec {
  readonly title: string;
  readonly empty: SectionInput;
  /** What the form leaves out is blank. */
  readonly read: (input: SectionInput, today: Day, codes: Codes) => Reading<Partial<SectionFields>>;
}

export const personSections: Readonly<Record<SectionName, SectionSpec>> = {
  study: {
    title: '학력·경력·자격',
    empty: emptyStudy,
    read: (input, today, codes) => readStudy({ ...emptyStudy, ...input }, today, codes),
  },
  wish: {
    title: '희망 근로조건',
    empty: emptyWish,
    read: (input, _today, codes) => readWish({ ...emptyWish, ...input }, codes),
  },
  stay: {
    title: '국적·체류자격',
    empty: emptyStay,
    read: (input, today) => readStay({ ...emptyStay, ...input }, today),
  },
  support: {
    title: '제도 참여·취업취약계층',
    empty: emptySupport,
    read: (input, today, codes) => readSupport({ ...emptySupport, ...input }, today, codes),
  },
};

/** Labels of all fields, on screen, on paper and in the history. */
export const sectionLabels: Readonly<Record<string, string>> = {
  ...studyLabels,
  ...wishLabels,
  ...stayLabels,
  ...supportLabels,
  wageMin: '희망임금(최저)',
  wageMax: '희망임금(최고)',
  studyNotResident: `${notResidentLabel} (학력·경력·자격)`,
  wishNotResident: `${notResidentLabel} (희망 근로조건)`,
  stayNotResident: `${notResidentLabel} (국적·체류자격)`,
};

/** A person of whom none of it is known. */
export const unknownSections: Omit<SectionFields, 'wishedJob'> = {
  employment: null,
  education: null,
  graduation: null,
  school: null,
  major: null,
  graduatedIn: null,
  careers: null,
  licences: null,
  driving: null,
  military: null,
  wishedJob2: null,
  wishedJob3: null,
  wishedDistrict: null,
  wishedDistrict2: null,
  wishedDistrict3: null,
  wishedComplexes: null,
  wageForm: null,
  wageMin: null,
  wageMax: null,
  wishedEmployments: null,
  shifts: null,
  overtime: null,
  commute: null,
  dormitory: null,
  unwanted: null,
  nationality: null,
  visa: null,
  stayUntil: null,
  idSeenOn: null,
  scheme: null,
  benefit: null,
  benefitUntil: null,
  learningCard: null,
  groups: null,
  studyNotResident: null,
  wishNotResident: null,
  stayNotResident: null,
};

function asText(value: SectionFields[keyof SectionFields]): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (!Array.isArray(value)) return String(value);
  const items: readonly (string | object)[] = value;
  const codes = items.filter((item) => typeof item === 'string');
  return codes.length > 0 ? codes.join(',') : writeRows(asRows(items.filter((item) => typeof item === 'object')));
}

/** The form that shows a saved part again. */
export function sectionAsInput(section: SectionName, fields: SectionFields): SectionInput {
  const whole: Readonly<Record<string, SectionFields[keyof SectionFields]>> = fields;
  const shown = Object.keys(personSections[section].empty).map((name) => [name, asText(whole[name] ?? null)] as const);
  const wish: WishFields = fields;
  const word = whole[`${section}NotResident`] ?? null;
  return {
    ...Object.fromEntries(shown),
    ...(section === 'support' ? {} : { notResident: asText(word) }),
    ...(section === 'wish' ? { wage: wageText(wish) } : {}),
  };
}
