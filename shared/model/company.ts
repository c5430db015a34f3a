import { z } from '../zod.ts';
import type { Code } from '../codes/index.ts';
import { isCode } from '../codes/index.ts';
import { complexes } from '../codes/complex.ts';
import { districts } from '../codes/district.ts';
import { rootTechnologies } from '../codes/rootTechnology.ts';
import type { Codes } from '../codes/tables.ts';
import { shippedCodes } from '../codes/tables.ts';
import { formatBusinessNumber, parseBusinessNumber } from '../korean/businessNumber.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { cleanCompanyName, companyKey } from '../korean/name.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';
import { readPhone } from './phones.ts';

/** 기업 (company): made at first contact, not by importing a list (domain §13). */
export const companyFields = z.object({
  name: z.string(),
  /** 사업자등록번호, ten digits. Passing its check does not prove that the business exists. */
  businessNumber: z.string().nullable(),
  phone: z.string().nullable(),
  district: z.string().nullable(),
  address: z.string().nullable(),
  /** 산업단지 code. */
  complex: z.string().nullable(),
  /** Whether the 산업단지 is a guess by dong and distance (추정). */
  complexGuessed: z.boolean(),
  /** 업종, as written. */
  industry: z.string().nullable(),
  /** 주력 뿌리기술 code. */
  rootTechnology: z.string().nullable(),
  /** Whom to ask for, as first told; further people are 담당자 (contact). */
  contactName: z.string().nullable(),
  note: z.string().nullable(),
  notResident: notResidentWord,
  /** 대표자. */
  representative: z.string().nullable(),
  /** 법인등록번호, 13 digits; numbers of after 2025-01-31 may have no check digit, so none is asked (domain §5.2). */
  corporateNumber: z.string().nullable(),
  /** 고용보험 사업장관리번호, 11 digits (domain §5.3). */
  insuranceNumber: z.string().nullable(),
  fax: z.string().nullable(),
  email: z.string().nullable(),
  homepage: z.string().nullable(),
  /** 주생산품. */
  product: z.string().nullable(),
  /** Other 뿌리기술 than the main one. */
  otherTechnologies: z.array(z.string()).nullable(),
  /** 뿌리기업 여부. */
  rootStatus: z.string().nullable(),
  /** 한국표준산업분류 code, five digits, and the revision it is of (domain §2.3). */
  ksic: z.string().nullable(),
  ksicRevision: z.enum(['10', '11']).nullable(),
  /** 설립일. */
  foundedOn: z.string().nullable(),
  /** 상시근로자수. */
  men: z.int().nullable(),
  women: z.int().nullable(),
  foreignMen: z.int().nullable(),
  foreignWomen: z.int().nullable(),
  size: z.string().nullable(),
  facilities: z.array(z.string()).nullable(),
  /** 유의 사항 (임금체불 등): internal, never on paper for others. */
  caution: z.string().nullable(),
});
export type CompanyFields = z.output<typeof companyFields>;

export const companyInput = z.object({
  name: z.string().max(400),
  businessNumber: z.string().max(60),
  phone: z.string().max(60),
  district: z.string().max(20),
  address: z.string().max(400),
  complex: z.string().max(20),
  industry: z.string().max(400),
  rootTechnology: z.string().max(10),
  contactName: z.string().max(200),
  note: z.string().max(4000),
  notResident: z.string().max(400),
  /** Codes of choices of more than one stand with commas between. */
  representative: z.string().max(200),
  corporateNumber: z.string().max(40),
  insuranceNumber: z.string().max(40),
  fax: z.string().max(60),
  email: z.string().max(200),
  homepage: z.string().max(300),
  product: z.string().max(400),
  otherTechnologies: z.string().max(200),
  rootStatus: z.string().max(5),
  ksic: z.string().max(20),
  ksicRevision: z.string().max(5),
  foundedOn: z.string().max(40),
  men: z.string().max(20),
  women: z.string().max(20),
  foreignMen: z.string().max(20),
  foreignWomen: z.string().max(20),
  size: z.string().max(5),
  facilities: z.string().max(200),
  caution: z.string().max(4000),
});
export type CompanyInput = z.output<typeof companyInput>;

export const emptyCompany: CompanyInput = {
  name: '',
  businessNumber: '',
  phone: '',
  district: '',
  address: '',
  complex: '',
  industry: '',
  rootTechnology: '',
  contactName: '',
  note: '',
  notResident: '',
  representative: '',
  corporateNumber: '',
  insuranceNumber: '',
  fax: '',
  email: '',
  homepage: '',
  product: '',
  otherTechnologies: '',
  rootStatus: '',
  ksic: '',
  ksicRevision: '',
  foundedOn: '',
  men: '',
  women: '',
  foreignMen: '',
  foreignWomen: '',
  size: '',
  facilities: '',
  caution: '',
};

export const companyLabels: Record<keyof CompanyInput, string> = {
  name: '상호',
  businessNumber: '사업자등록번호',
  phone: '대표전화',
  district: '구·군',
  address: '주소',
  complex: '산업단지',
  industry: '업종',
  rootTechnology: '주력 뿌리기술',
  contactName: '먼저 찾을 사람(기업 쪽)',
  note: '메모',
  notResident: notResidentLabel,
  representative: '대표자',
  corporateNumber: '법인등록번호',
  insuranceNumber: '고용보험 사업장관리번호',
  fax: '팩스',
  email: '이메일',
  homepage: '홈페이지',
  product: '주생산품',
  otherTechnologies: '다른 뿌리기술',
  rootStatus: '뿌리기업 여부',
  ksic: '산업분류코드',
  ksicRevision: '산업분류 차수',
  foundedOn: '설립일',
  men: '내국인 남',
  women: '내국인 여',
  foreignMen: '외국인 남',
  foreignWomen: '외국인 여',
  size: '기업규모',
  facilities: '근무 여건',
  caution: '유의 사항',
};

const businessNumberSentences = {
  length: '사업자등록번호는 숫자 10자리입니다. 예: 124-81-00998',
  check: '사업자등록번호의 검증 숫자가 맞지 않습니다. 번호를 다시 확인해 주십시오.',
  placeholder: '실제 사업자등록번호가 아닙니다. 모르면 비워 두십시오.',
} as const;

/** Codes that stand with commas between; those that the table does not have are noted. */
function readCodes(raw: string, table: readonly Code[], refuse: () => void): string[] {
  const codes = raw.split(',').filter((code) => code !== '');
  if (!codes.every((code) => isCode(table, code))) refuse();
  return [...new Set(codes)].toSorted();
}

/** Digits of a number that is nothing but digits and separators; null when blank, undefined when it has another length. */
function readDigits(raw: string, length: number): string | null | undefined {
  const text = normalizeText(raw);
  if (text === '') return null;
  const digits = text.replaceAll(/[\s.-]/g, '');
  return /^\d+$/.test(digits) && digits.length === length ? digits : undefined;
}

const counts = ['men', 'women', 'foreignMen', 'foreignWomen'] as const;

/** Reads a company form. Needed: 상호. `today` is the day in KST against which 설립일 is judged. */
export function readCompany(input: CompanyInput, today: Day, codes: Codes = shippedCodes): Reading<CompanyFields> {
  const notes = fieldNotes();
  const name = cleanCompanyName(input.name);
  if (companyKey(name) === '') notes.note('name', '상호를 입력해 주십시오.');
  else if (name.length > 100) notes.note('name', '상호는 100글자까지 입력할 수 있습니다.');

  let businessNumber: string | null = null;
  if (normalizeText(input.businessNumber) !== '') {
    const number = parseBusinessNumber(input.businessNumber);
    if (number.ok) businessNumber = number.value;
    else notes.note('businessNumber', businessNumberSentences[number.reason]);
  }
  const phones = {
    phone: readPhone(notes, 'phone', input.phone) ?? null,
    fax: readPhone(notes, 'fax', input.fax) ?? null,
  };
  for (const [field, table, sentence] of [
    ['district', districts, '구·군을 목록에서 골라 주십시오.'],
    ['complex', complexes, '산업단지를 목록에서 골라 주십시오.'],
    ['rootTechnology', rootTechnologies, '뿌리기술을 목록에서 골라 주십시오.'],
    ['rootStatus', codes.of('rootStatus'), '뿌리기업 여부를 골라 주십시오.'],
    ['size', codes.of('companySize'), '기업규모를 골라 주십시오.'],
  ] as const) {
    if (input[field] !== '' && !isCode(table, input[field])) notes.note(field, sentence);
  }
  const otherTechnologies = readCodes(input.otherTechnologies, rootTechnologies, () =>
    notes.note('otherTechnologies', '뿌리기술을 목록에서 골라 주십시오.'),
  ).filter((code) => code !== input.rootTechnology);
  const chosenFacilities = readCodes(input.facilities, codes.of('facility'), () =>
    notes.note('facilities', '근무 여건을 목록에서 골라 주십시오.'),
  );
  const corporateNumber = readDigits(input.corporateNumber, 13);
  if (corporateNumber === undefined) notes.note('corporateNumber', '법인등록번호는 숫자 13자리입니다.');
  const insuranceNumber = readDigits(input.insuranceNumber, 11);
  if (insuranceNumber === undefined)
    notes.note('insuranceNumber', '사업장관리번호는 숫자 11자리입니다. 예: 124-81-00998-0');
  const ksic = readDigits(input.ksic, 5);
  if (ksic === undefined) notes.note('ksic', '산업분류코드는 숫자 5자리입니다. 예: 25922');
  const email = orNull(normalizeText(input.email));
  if (email && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email))
    notes.note('email', '이메일 형식을 확인해 주십시오. 예: name@example.com');

  let foundedOn: Day | null = null;
  if (normalizeText(input.foundedOn) !== '') {
    const day = parseDay(input.foundedOn, { today, kind: 'date' });
    if (!day.ok) notes.note('foundedOn', '설립일을 확인해 주십시오. 예: 1998.3.2');
    else if (day.value > today) notes.note('foundedOn', '설립일이 오늘보다 뒤입니다. 날짜를 확인해 주십시오.');
    else foundedOn = day.value;
  }
  const people = { men: null, women: null, foreignMen: null, foreignWomen: null } as Record<
    (typeof counts)[number],
    number | null
  >;
  for (const field of counts) {
    const typed = normalizeText(input[field]).replaceAll(/[,명\s]/g, '');
    if (typed === '') continue;
    if (/^\d{1,6}$/.test(typed)) people[field] = Number(typed);
    else notes.note(field, '사람 수를 숫자로 입력해 주십시오. 예: 12');
  }
  const { note, contactName, address, representative, industry, product, homepage, caution } = input;
  const texts = {
    note,
    contactName,
    address,
    representative,
    industry,
    product,
    homepage,
    caution,
    name: input.name,
    email: input.email,
  };
  const notResident = stopResidentNumbers(notes, texts, input.notResident);
  return notes.finish({
    name,
    businessNumber,
    ...phones,
    district: orNull(input.district),
    address: orNull(normalizeText(input.address)),
    complex: orNull(input.complex),
    complexGuessed: false,
    industry: orNull(normalizeText(input.industry)),
    rootTechnology: orNull(input.rootTechnology),
    contactName: orNull(normalizeText(input.contactName)),
    note: orNull(input.note.normalize('NFC').trim()),
    notResident,
    representative: orNull(normalizeText(input.representative)),
    corporateNumber: corporateNumber ?? null,
    insuranceNumber: insuranceNumber ?? null,
    email,
    homepage: orNull(normalizeText(input.homepage)),
    product: orNull(normalizeText(input.product)),
    otherTechnologies: otherTechnologies.length > 0 ? otherTechnologies : null,
    rootStatus: orNull(input.rootStatus),
    ksic: ksic ?? null,
    ksicRevision: ksic ? (input.ksicRevision === '10' ? '10' : '11') : null,
    foundedOn,
    ...people,
    size: orNull(input.size),
    facilities: chosenFacilities.length > 0 ? chosenFacilities : null,
    caution: orNull(input.caution.normalize('NFC').trim()),
  });
}

/** What a company's record is before anything but its name is known. */
export const unknownCompany: Omit<CompanyFields, 'name'> = {
  businessNumber: null,
  phone: null,
  district: null,
  address: null,
  complex: null,
  complexGuessed: false,
  industry: null,
  rootTechnology: null,
  contactName: null,
  note: null,
  notResident: null,
  representative: null,
  corporateNumber: null,
  insuranceNumber: null,
  fax: null,
  email: null,
  homepage: null,
  product: null,
  otherTechnologies: null,
  rootStatus: null,
  ksic: null,
  ksicRevision: null,
  foundedOn: null,
  men: null,
  women: null,
  foreignMen: null,
  foreignWomen: null,
  size: null,
  facilities: null,
  caution: null,
};

/** The form that shows a saved company again. */
export function companyAsInput(fields: CompanyFields): CompanyInput {
  const shown = Object.keys(emptyCompany).map((key) => {
    const value = fields[key as keyof CompanyInput];
    return [key, Array.isArray(value) ? value.join(',') : String(value ?? '')];
  });
  return {
    ...(Object.fromEntries(shown) as CompanyInput),
    businessNumber: fields.businessNumber ? formatBusinessNumber(fields.businessNumber) : '',
  };
}
