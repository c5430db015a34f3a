import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import { complexes } from '../codes/complex.ts';
import { districts } from '../codes/district.ts';
import { rootTechnologies } from '../codes/rootTechnology.ts';
import { formatBusinessNumber, parseBusinessNumber } from '../korean/businessNumber.ts';
import { cleanCompanyName, companyKey } from '../korean/name.ts';
import { parsePhone } from '../korean/phone.ts';
import { normalizeText } from '../korean/text.ts';
import { findResidentNumbers } from '../rules/residentNumber.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { residentSentence } from './person.ts';

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
  contactName: z.string().nullable(),
  note: z.string().nullable(),
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
  contactName: '담당자',
  note: '메모',
};

const businessNumberSentences = {
  length: '사업자등록번호는 숫자 10자리입니다. 예: 124-81-00998',
  check: '사업자등록번호의 검증 숫자가 맞지 않습니다. 번호를 다시 확인해 주십시오.',
  placeholder: '실제 사업자등록번호가 아닙니다. 모르면 비워 두십시오.',
} as const;

/** Reads a company form. Needed: 상호. */
export function readCompany(input: CompanyInput): Reading<CompanyFields> {
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
  let phone: string | null = null;
  if (normalizeText(input.phone) !== '') {
    const read = parsePhone(input.phone);
    if (read.ok) phone = read.value;
    else notes.note('phone', '전화번호 형식을 확인해 주십시오. 예: 032-123-4567');
  }
  if (input.district !== '' && !isCode(districts, input.district))
    notes.note('district', '구·군을 목록에서 골라 주십시오.');
  if (input.complex !== '' && !isCode(complexes, input.complex))
    notes.note('complex', '산업단지를 목록에서 골라 주십시오.');
  if (input.rootTechnology !== '' && !isCode(rootTechnologies, input.rootTechnology)) {
    notes.note('rootTechnology', '뿌리기술을 목록에서 골라 주십시오.');
  }
  for (const field of ['note', 'contactName', 'address'] as const) {
    if (findResidentNumbers(input[field]).length > 0) notes.note(field, residentSentence);
  }
  return notes.finish({
    name,
    businessNumber,
    phone,
    district: orNull(input.district),
    address: orNull(normalizeText(input.address)),
    complex: orNull(input.complex),
    complexGuessed: false,
    industry: orNull(normalizeText(input.industry)),
    rootTechnology: orNull(input.rootTechnology),
    contactName: orNull(normalizeText(input.contactName)),
    note: orNull(input.note.normalize('NFC').trim()),
  });
}

const text = (value: string | null): string => value ?? '';

/** The form that shows a saved company again. */
export function companyAsInput(fields: CompanyFields): CompanyInput {
  return {
    name: fields.name,
    businessNumber: fields.businessNumber ? formatBusinessNumber(fields.businessNumber) : '',
    phone: text(fields.phone),
    district: text(fields.district),
    address: text(fields.address),
    complex: text(fields.complex),
    industry: text(fields.industry),
    rootTechnology: text(fields.rootTechnology),
    contactName: text(fields.contactName),
    note: text(fields.note),
  };
}
