import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import type { Codes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { parseWage } from '../korean/money.ts';
import type { Month } from '../korean/month.ts';
import { isMonth, monthNumber, parseMonth } from '../korean/month.ts';
import { normalizeText } from '../korean/text.ts';
import type { FieldNotes, Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';
import { filledRows } from './rows.ts';

/** 경력: one job. Months are `YYYY-MM`; `to` null: still there. */
const career = z.object({
  company: z.string(),
  /** 부서·직위. */
  position: z.string().nullable(),
  /** 담당업무. */
  work: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** 고용형태 code. */
  employment: z.string().nullable(),
  /** 월급 in won. */
  wage: z.int().nullable(),
  /** 퇴사사유. */
  leaving: z.string().nullable(),
});
export type Career = z.output<typeof career>;

/** 자격·면허: 용접, 금형, 지게차, 천장크레인 … */
const licence = z.object({
  name: z.string(),
  grade: z.string().nullable(),
  /** 취득일. */
  takenOn: z.string().nullable(),
  /** 발행처. */
  issuer: z.string().nullable(),
});
type Licence = z.output<typeof licence>;

/** 학력·경력·자격 of the 구직신청서 (domain §3.2). */
export const studyFields = z.object({
  employment: z.string().nullable(),
  education: z.string().nullable(),
  graduation: z.string().nullable(),
  school: z.string().nullable(),
  major: z.string().nullable(),
  /** 졸업연월. */
  graduatedIn: z.string().nullable(),
  careers: z.array(career).nullable(),
  licences: z.array(licence).nullable(),
  driving: z.string().nullable(),
  military: z.string().nullable(),
  studyNotResident: notResidentWord,
});
export type StudyFields = z.output<typeof studyFields>;

export const emptyStudy = {
  employment: '',
  education: '',
  graduation: '',
  school: '',
  major: '',
  graduatedIn: '',
  careers: '',
  licences: '',
  driving: '',
  military: '',
  /** 주민번호 아님 of this part's texts. */
  notResident: '',
};
export type StudyInput = Record<keyof typeof emptyStudy, string>;

export const studyLabels: Record<keyof StudyInput, string> = {
  employment: '취업여부',
  education: '최종학력',
  graduation: '졸업구분',
  school: '학교',
  major: '전공',
  graduatedIn: '졸업연월',
  careers: '경력',
  licences: '자격·면허',
  driving: '운전면허',
  military: '병역',
  notResident: notResidentLabel,
};

const monthSentence = '연월을 확인해 주십시오. 예: 2019.3';

/** A line of a list that cannot be taken: told at the list, with the number of the line. */
function lineNoter(notes: FieldNotes, field: string, index: number): (sentence: string) => void {
  return (sentence) => notes.note(field, `${index + 1}번째 줄: ${sentence}`);
}

function readMonth(raw: string, today: Day, refuse: (sentence: string) => void): Month | null {
  if (normalizeText(raw) === '') return null;
  const month = parseMonth(raw, today);
  if (month === null) refuse(monthSentence);
  return month;
}

function readCareers(text: string, today: Day, codes: Codes, notes: FieldNotes): Career[] {
  return filledRows(text).map((row, index) => {
    const refuse = lineNoter(notes, 'careers', index);
    const line = (name: string): string => normalizeText(row[name] ?? '');
    if (line('company') === '') refuse('회사명을 입력해 주십시오.');
    const from = readMonth(line('from'), today, refuse);
    const to = readMonth(line('to'), today, refuse);
    if (from !== null && from > today.slice(0, 7)) refuse('입사한 달이 오늘보다 뒤입니다.');
    if (from !== null && to !== null && to < from) refuse('퇴사한 달이 입사한 달보다 앞입니다.');
    const employment = line('employment');
    if (employment !== '' && !isCode(codes.of('employmentType'), employment)) refuse('고용형태를 골라 주십시오.');
    const wage = line('wage') === '' ? null : parseWage(line('wage'), 'M');
    if (wage && !wage.ok) refuse('월급을 확인해 주십시오. 예: 250만원');
    else if (wage?.ok && wage.max !== wage.min) refuse('월급은 금액 하나로 적어 주십시오. 예: 250만원');
    return {
      company: line('company'),
      position: orNull(line('position')),
      work: orNull(line('work')),
      from,
      to,
      employment: orNull(employment),
      wage: wage?.ok ? wage.min : null,
      leaving: orNull(line('leaving')),
    };
  });
}

function readLicences(text: string, today: Day, notes: FieldNotes): Licence[] {
  return filledRows(text).map((row, index) => {
    const refuse = lineNoter(notes, 'licences', index);
    const line = (name: string): string => normalizeText(row[name] ?? '');
    if (line('name') === '') refuse('자격·면허의 이름을 입력해 주십시오.');
    const day = line('takenOn') === '' ? null : parseDay(line('takenOn'), { today, kind: 'date' });
    if (day && !day.ok) refuse('취득일을 확인해 주십시오. 예: 2019.3.2');
    else if (day?.ok && day.value > today) refuse('취득일이 오늘보다 뒤입니다.');
    return {
      name: line('name'),
      grade: orNull(line('grade')),
      takenOn: day?.ok ? day.value : null,
      issuer: orNull(line('issuer')),
    };
  });
}

/** Reads 학력·경력·자격. Nothing is required; what is typed must be what it claims to be. */
export function readStudy(input: StudyInput, today: Day, codes: Codes): Reading<StudyFields> {
  const notes = fieldNotes();
  for (const [field, table] of [
    ['employment', 'employment'],
    ['education', 'education'],
    ['graduation', 'graduation'],
    ['driving', 'driving'],
    ['military', 'military'],
  ] as const) {
    if (input[field] !== '' && !isCode(codes.of(table), input[field]))
      notes.note(field, `${studyLabels[field]} 항목을 목록에서 골라 주십시오.`);
  }
  const { school, major } = input;
  const texts = { school, major, careers: filledRows(input.careers), licences: filledRows(input.licences) };
  const studyNotResident = stopResidentNumbers(notes, texts, input.notResident);
  const graduatedIn = readMonth(input.graduatedIn, today, (sentence) => notes.note('graduatedIn', sentence));
  const careers = readCareers(input.careers, today, codes, notes);
  const licences = readLicences(input.licences, today, notes);
  return notes.finish({
    employment: orNull(input.employment),
    education: orNull(input.education),
    graduation: orNull(input.graduation),
    school: orNull(normalizeText(school)),
    major: orNull(normalizeText(major)),
    graduatedIn,
    careers: careers.length > 0 ? careers : null,
    licences: licences.length > 0 ? licences : null,
    driving: orNull(input.driving),
    military: orNull(input.military),
    studyNotResident,
  });
}

/** Months worked in all: both ends count, months of two jobs at once count once, a job without `to` runs on (§3.2). */
export function careerMonths(careers: readonly Pick<Career, 'from' | 'to'>[], today: Day): number {
  const now = monthNumber(today.slice(0, 7) as Month);
  const worked = new Set<number>();
  for (const { from, to } of careers) {
    if (from === null || !isMonth(from)) continue;
    const last = to !== null && isMonth(to) ? Math.min(monthNumber(to), now) : now;
    for (let month = monthNumber(from); month <= last; month += 1) worked.add(month);
  }
  return worked.size;
}
