import { z } from '../zod.ts';
import { complexes } from '../codes/complex.ts';
import { districts } from '../codes/district.ts';
import type { Code } from '../codes/index.ts';
import { isCode } from '../codes/index.ts';
import { dormitoryWishes, wageForms } from '../codes/person.ts';
import type { Codes } from '../codes/tables.ts';
import { formatWon, parseWage } from '../korean/money.ts';
import type { WageForm } from '../korean/money.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** 희망 근로조건 of the 구직신청서 (domain §3.2, §3.6). */
export const wishFields = z.object({
  /** 희망직종 1순위; asked at 접수 already. The six-digit code comes later. */
  wishedJob: z.string().nullable(),
  wishedJob2: z.string().nullable(),
  wishedJob3: z.string().nullable(),
  /** 희망지역 by order: codes of 구·군. */
  wishedDistrict: z.string().nullable(),
  wishedDistrict2: z.string().nullable(),
  wishedDistrict3: z.string().nullable(),
  /** 희망 산업단지, codes. */
  wishedComplexes: z.array(z.string()).nullable(),
  /** 희망임금: 형태 and won. */
  wageForm: z.enum(['H', 'D', 'M', 'Y']).nullable(),
  wageMin: z.int().nullable(),
  wageMax: z.int().nullable(),
  /** 고용형태, codes. */
  wishedEmployments: z.array(z.string()).nullable(),
  shifts: z.array(z.string()).nullable(),
  /** 잔업·특근 가능. */
  overtime: z.boolean().nullable(),
  commute: z.string().nullable(),
  dormitory: z.string().nullable(),
  /** 하고 싶지 않은 작업: a wish, not a state of health (domain §3.2). */
  unwanted: z.string().nullable(),
  wishNotResident: notResidentWord,
});
export type WishFields = z.output<typeof wishFields>;

export const emptyWish = {
  wishedJob: '',
  wishedJob2: '',
  wishedJob3: '',
  wishedDistrict: '',
  wishedDistrict2: '',
  wishedDistrict3: '',
  wishedComplexes: '',
  wageForm: '',
  wage: '',
  wishedEmployments: '',
  shifts: '',
  overtime: '',
  commute: '',
  dormitory: '',
  unwanted: '',
  /** 주민번호 아님 of this part's texts. */
  notResident: '',
};
export type WishInput = Record<keyof typeof emptyWish, string>;

export const wishLabels: Record<keyof WishInput, string> = {
  wishedJob: '희망직종 1순위',
  wishedJob2: '희망직종 2순위',
  wishedJob3: '희망직종 3순위',
  wishedDistrict: '희망지역 1순위',
  wishedDistrict2: '희망지역 2순위',
  wishedDistrict3: '희망지역 3순위',
  wishedComplexes: '희망 산업단지',
  wageForm: '임금형태',
  wage: '희망임금',
  wishedEmployments: '고용형태',
  shifts: '교대',
  overtime: '잔업·특근',
  commute: '통근수단',
  dormitory: '기숙사',
  unwanted: '하고 싶지 않은 작업',
  notResident: notResidentLabel,
};

/** Yes and no as a form's codes. */
export const possible: readonly Code[] = [
  { code: '1', name: '가능' },
  { code: '0', name: '어려움' },
];

const wageSentences = {
  blank: '희망임금을 입력해 주십시오.',
  form: '희망임금을 확인해 주십시오. 예: 250만원, 230~260만원, 시급 11,000',
  order: '희망임금의 앞 금액이 뒤 금액보다 큽니다.',
  unit: '임금형태와 금액이 맞지 않습니다. 시급·일급·월급·연봉 가운데 맞는 것을 골라 주십시오.',
} as const;

function isWageForm(code: string): code is WageForm {
  return isCode(wageForms, code);
}

/** An amount as people say it: 월급 and 연봉 in 만원, 시급 and 일급 in 원 (§3.6). */
function amountText(won: number, form: WageForm): string {
  const inTenThousands = (form === 'M' || form === 'Y') && won % 10_000 === 0;
  return inTenThousands ? formatWon(won / 10_000).replace('원', '만원') : formatWon(won);
}

/** `250만원`, `230만원 ~ 260만원`, `11,000원`; empty when no wage is wished. */
export function wageText({ wageForm, wageMin, wageMax }: Pick<WishFields, 'wageForm' | 'wageMin' | 'wageMax'>): string {
  if (wageForm === null || wageMin === null) return '';
  const least = amountText(wageMin, wageForm);
  return wageMax === null || wageMax === wageMin ? least : `${least} ~ ${amountText(wageMax, wageForm)}`;
}

/** Codes of a choice of several that stand with commas between. */
function readCodes(raw: string, table: readonly Code[], refuse: () => void): string[] | null {
  const codes = [...new Set(raw.split(',').filter((code) => code !== ''))];
  if (!codes.every((code) => isCode(table, code))) refuse();
  return codes.length > 0 ? codes.toSorted() : null;
}

/** Reads 희망 근로조건. A wage needs its 형태; one that cannot be in that 형태 is asked about (unit guard, §3.6). */
export function readWish(input: WishInput, codes: Codes): Reading<WishFields> {
  const notes = fieldNotes();
  const pick = (field: keyof WishInput) => () =>
    notes.note(field, `${wishLabels[field]} 항목을 목록에서 골라 주십시오.`);
  for (const field of ['wishedDistrict', 'wishedDistrict2', 'wishedDistrict3'] as const)
    if (input[field] !== '' && !isCode(districts, input[field])) pick(field)();
  if (input.commute !== '' && !isCode(codes.of('commute'), input.commute)) pick('commute')();
  if (input.dormitory !== '' && !isCode(dormitoryWishes, input.dormitory)) pick('dormitory')();
  if (input.overtime !== '' && !isCode(possible, input.overtime)) pick('overtime')();
  const { wishedJob, wishedJob2, wishedJob3, unwanted } = input;
  // 희망임금 is a text until it is understood: two halves of such a number would be a range of wages.
  const texts = { wishedJob, wishedJob2, wishedJob3, unwanted, wage: input.wage };
  const wishNotResident = stopResidentNumbers(notes, texts, input.notResident);

  const typed = normalizeText(input.wage);
  let wage: Pick<WishFields, 'wageForm' | 'wageMin' | 'wageMax'> = { wageForm: null, wageMin: null, wageMax: null };
  if (input.wageForm !== '' && !isWageForm(input.wageForm)) pick('wageForm')();
  else if (typed !== '' && !isWageForm(input.wageForm)) notes.note('wageForm', '임금형태를 골라 주십시오.');
  else if (typed !== '' && isWageForm(input.wageForm)) {
    const read = parseWage(typed, input.wageForm);
    if (read.ok) wage = { wageForm: input.wageForm, wageMin: read.min, wageMax: read.max };
    else notes.note('wage', wageSentences[read.reason]);
  }
  return notes.finish({
    wishedJob: orNull(normalizeText(wishedJob)),
    wishedJob2: orNull(normalizeText(wishedJob2)),
    wishedJob3: orNull(normalizeText(wishedJob3)),
    wishedDistrict: orNull(input.wishedDistrict),
    wishedDistrict2: orNull(input.wishedDistrict2),
    wishedDistrict3: orNull(input.wishedDistrict3),
    wishedComplexes: readCodes(input.wishedComplexes, complexes, pick('wishedComplexes')),
    ...wage,
    wishedEmployments: readCodes(input.wishedEmployments, codes.of('employmentType'), pick('wishedEmployments')),
    shifts: readCodes(input.shifts, codes.of('shift'), pick('shifts')),
    overtime: input.overtime === '' ? null : input.overtime === '1',
    commute: orNull(input.commute),
    dormitory: orNull(input.dormitory),
    unwanted: orNull(normalizeText(unwanted)),
    wishNotResident,
  });
}
