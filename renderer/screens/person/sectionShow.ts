import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import type { Code } from '../../../shared/codes/index.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { dormitoryWishes, vulnerableGroups, wageForms } from '../../../shared/codes/person.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import { visas } from '../../../shared/codes/visa.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { daysBetween, isDay } from '../../../shared/korean/day.ts';
import { formatWon } from '../../../shared/korean/money.ts';
import type { SectionFields, SectionName } from '../../../shared/model/personSections.ts';
import { personSections, sectionLabels } from '../../../shared/model/personSections.ts';
import { stayWarningDays } from '../../../shared/model/personStay.ts';
import { careerMonths } from '../../../shared/model/personStudy.ts';
import { holds, receives } from '../../../shared/model/personSupport.ts';
import { possible, wageText } from '../../../shared/model/personWish.ts';

type Plain = string | number | boolean | null;
type Line = Readonly<Record<string, Plain>>;
export type ShownValue = Plain | readonly string[] | readonly Line[];

function tableOf(field: string, codes: Codes): readonly Code[] | null {
  const tables: Readonly<Record<string, readonly Code[]>> = {
    employment: codes.of('employment'),
    education: codes.of('education'),
    graduation: codes.of('graduation'),
    driving: codes.of('driving'),
    military: codes.of('military'),
    wishedDistrict: districts,
    wishedDistrict2: districts,
    wishedDistrict3: districts,
    wishedComplexes: complexes,
    wageForm: wageForms,
    wishedEmployments: codes.of('employmentType'),
    shifts: codes.of('shift'),
    commute: codes.of('commute'),
    dormitory: dormitoryWishes,
    visa: visas,
    scheme: codes.of('supportScheme'),
  };
  return tables[field] ?? null;
}

const yesNo: Readonly<Record<string, readonly Code[]>> = { overtime: possible, benefit: receives, learningCard: holds };

function months(from: Plain, to: Plain): string {
  return from === null && to === null ? '' : `${String(from ?? '?')}~${String(to ?? '')}`;
}

/** One line of a list in words: `한빛금속 · 용접 · 2019-03~2021-05 · 월 2,500,000원`. */
function lineText(field: string, line: Line, codes: Codes): string {
  const text = (name: string): string => String(line[name] ?? '');
  const parts =
    field === 'careers'
      ? [
          text('company'),
          text('position'),
          text('work'),
          months(line['from'] ?? null, line['to'] ?? null),
          text('employment') && codeName(codes.of('employmentType'), text('employment')),
          typeof line['wage'] === 'number' ? `월 ${formatWon(line['wage'])}` : '',
          text('leaving'),
        ]
      : field === 'licences'
        ? [text('name'), text('grade'), text('takenOn'), text('issuer')]
        : [codeName(vulnerableGroups, text('code')), text('on'), line['proof'] === true ? '증빙 확인' : '증빙 확인 전'];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The lines of a list in words; of a list of codes their names. */
export function listTexts(field: string, value: readonly (string | Line)[], codes: Codes): string[] {
  const table = tableOf(field, codes);
  return value.map((item) =>
    typeof item === 'string' ? (table ? codeName(table, item) : item) : lineText(field, item, codes),
  );
}

/** A value of a section's field in words, for the record and its history; null for a field that no section has. */
export function sectionText(field: string, value: ShownValue, codes: Codes): string | null {
  if (sectionLabels[field] === undefined) return null;
  if (value === null) return '';
  if (typeof value === 'boolean') return codeName(yesNo[field] ?? possible, value ? '1' : '0');
  if (typeof value === 'number') return formatWon(value);
  if (typeof value === 'string') {
    const table = tableOf(field, codes);
    return table ? codeName(table, value) : value;
  }
  const lines: readonly (string | Line)[] = value;
  return listTexts(field, lines, codes).join(', ');
}

/** A fact of a section: one text, or the lines of a list. */
export type SectionFact = readonly [label: string, value: string | readonly string[]];

function careerLength(months: number): string {
  const years = Math.floor(months / 12);
  const rest = months % 12;
  return [years > 0 ? `${years}년` : '', rest > 0 ? `${rest}개월` : ''].filter(Boolean).join(' ');
}

/** What is known of a section, in the order of its form. */
export function sectionFacts(section: SectionName, fields: SectionFields, codes: Codes, today: Day): SectionFact[] {
  const all: Readonly<Record<string, ShownValue>> = fields;
  return Object.keys(personSections[section].empty).flatMap((name): SectionFact[] => {
    const label = sectionLabels[name] ?? name;
    if (name === 'wageForm') return [];
    if (name === 'wage') {
      const wage = wageText(fields);
      return wage === '' ? [] : [[label, `${codeName(wageForms, fields.wageForm ?? '')} ${wage}`]];
    }
    const value = all[name] ?? null;
    if (value === null) return [];
    if (name === 'careers' && fields.careers !== null) {
      const length = careerLength(careerMonths(fields.careers, today));
      return [[length === '' ? label : `${label} (모두 ${length})`, listTexts(name, fields.careers, codes)]];
    }
    if (Array.isArray(value)) {
      const lines: readonly (string | Line)[] = value;
      return [[label, listTexts(name, lines, codes)]];
    }
    return [[label, sectionText(name, value, codes) ?? '']];
  });
}

/** A 체류기간 that ends soon or has ended, in words; null while there is time. */
export function stayWarning(stayUntil: string | null, today: Day): string | null {
  if (stayUntil === null || !isDay(stayUntil)) return null;
  const left = daysBetween(today, stayUntil);
  if (left > stayWarningDays) return null;
  if (left < 0) return `체류기간 만료 (${stayUntil})`;
  return `체류기간 ${left === 0 ? '오늘까지' : `${left}일 남음`}`;
}
