import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import { districts } from '../codes/district.ts';
import type { Codes } from '../codes/tables.ts';
import { shippedCodes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import { addMonthsClamped, ageOn, parseDay } from '../korean/day.ts';
import { parsePersonName } from '../korean/name.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';
import { readPhone } from './phones.ts';

/** 구직자 (person): a job seeker or worker. Identity offline is 성명 + 생년월일 + 휴대전화 (domain §10.3). */
export const personFields = z.object({
  /** 성명. Latin names in capitals, family name first, as in the passport. */
  name: z.string(),
  /** 영문 성명, where the 성명 is a Korean transcription. */
  latinName: z.string().nullable(),
  /** 생년월일. */
  birth: z.string().nullable(),
  /** 성별; statistics need it, the service does not: 미상 is an answer. */
  sex: z.enum(['M', 'F', 'U']),
  /** 휴대전화, digits (or +E.164). */
  mobile: z.string().nullable(),
  /** 연락전화: landline or someone near. */
  otherPhone: z.string().nullable(),
  email: z.string().nullable(),
  /** 거주 구·군, code of the table. */
  district: z.string().nullable(),
  /** 상세 주소, as told. */
  address: z.string().nullable(),
  /** 유입경로 (domain §3.9). */
  inflow: z.string(),
  /** 희망직종, as told; the six-digit code comes with the 구직신청서. */
  wishedJob: z.string().nullable(),
  note: z.string().nullable(),
  notResident: notResidentWord,
});
export type PersonFields = z.output<typeof personFields>;

/** The form as typed. */
export const personInput = z.object({
  name: z.string().max(400),
  latinName: z.string().max(400),
  birth: z.string().max(40),
  sex: z.string().max(2),
  mobile: z.string().max(60),
  otherPhone: z.string().max(60),
  email: z.string().max(200),
  district: z.string().max(20),
  address: z.string().max(400),
  inflow: z.string().max(20),
  wishedJob: z.string().max(200),
  note: z.string().max(4000),
  notResident: z.string().max(400),
});
export type PersonInput = z.output<typeof personInput>;

export const emptyPerson: PersonInput = {
  name: '',
  latinName: '',
  birth: '',
  sex: '',
  mobile: '',
  otherPhone: '',
  email: '',
  district: '',
  address: '',
  inflow: '',
  wishedJob: '',
  note: '',
  notResident: '',
};

/** Labels on screen and paper. */
export const personLabels: Record<keyof PersonFields, string> = {
  name: '성명',
  latinName: '영문 성명',
  birth: '생년월일',
  sex: '성별',
  mobile: '휴대전화',
  otherPhone: '연락전화',
  email: '이메일',
  district: '거주 구·군',
  address: '상세 주소',
  inflow: '유입경로',
  wishedJob: '희망직종',
  note: '메모',
  notResident: notResidentLabel,
};

/** 구직신청 is valid for three months (직업안정법 시행규칙; domain §3.1). */
export const applicationMonths = 3;

/** 구직유효일 of an application made on `intakeDay`. */
export function validUntil(intakeDay: Day): Day {
  return addMonthsClamped(intakeDay, applicationMonths);
}

/** 근로기준법: no intake under 15 (domain §9.7). */
const youngest = 15;

const phoneExample = '010-1234-5678';
export const residentSentence = '주민등록번호로 보이는 숫자가 있습니다. 지우고 생년월일만 남겨 주십시오.';

const birthSentences = {
  form: '생년월일 형식을 확인해 주십시오. 예: 900101, 1990.1.1',
  noSuchDay: '달력에 없는 날입니다. 생년월일을 확인해 주십시오.',
  future: '오늘보다 뒤의 날입니다. 생년월일을 확인해 주십시오.',
  tooOld: '120년보다 오래된 날입니다. 생년월일을 확인해 주십시오.',
} as const;

const nameSentences: Record<string, string> = {
  blank: '성명을 입력해 주십시오.',
  short: '성명은 두 글자 이상 입력해 주십시오.',
  long: '성명은 40글자까지 입력할 수 있습니다. 나머지는 메모에 적어 주십시오.',
};

/**
 * Reads an intake form. Needed: 성명, one contact (휴대전화, 연락전화 or 이메일) and 유입경로 (C2); the rest when a step
 * needs it. Gives a sentence per field that cannot be taken.
 */
export function readPerson(input: PersonInput, today: Day, codes: Codes = shippedCodes): Reading<PersonFields> {
  const notes = fieldNotes();
  const name = parsePersonName(input.name);
  if (!name.ok) {
    notes.note('name', nameSentences[name.reason] ?? '성명에 쓸 수 없는 글자가 있습니다. 숫자와 기호를 지워 주십시오.');
  }
  const latin = normalizeText(input.latinName) === '' ? null : parsePersonName(input.latinName);
  if (latin && !latin.ok) notes.note('latinName', '영문 성명을 확인해 주십시오. 예: NGUYEN VAN AN');

  let birth: Day | null = null;
  if (normalizeText(input.birth) !== '') {
    const day = parseDay(input.birth, { today, kind: 'birth' });
    if (!day.ok) notes.note('birth', birthSentences[day.reason]);
    else if (ageOn(day.value, today) < youngest) {
      notes.note(
        'birth',
        '만 15세가 되지 않은 사람은 구직 등록을 할 수 없습니다(근로기준법). 생년월일을 확인해 주십시오.',
      );
    } else birth = day.value;
  }

  const mobile = readPhone(notes, 'mobile', input.mobile, phoneExample);
  const otherPhone = readPhone(notes, 'otherPhone', input.otherPhone, phoneExample);
  const email = orNull(normalizeText(input.email));
  if (email && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email))
    notes.note('email', '이메일 형식을 확인해 주십시오. 예: name@example.com');
  if (mobile === null && otherPhone === null && email === null) {
    notes.note('mobile', '연락처를 하나 이상 입력해 주십시오. 휴대전화가 없으면 연락전화나 이메일을 적어 주십시오.');
  }

  if (!isCode(codes.of('inflow'), input.inflow)) notes.note('inflow', '유입경로를 골라 주십시오.');
  if (input.district !== '' && !isCode(districts, input.district))
    notes.note('district', '거주 구·군을 목록에서 골라 주십시오.');
  const sex = input.sex === 'M' || input.sex === 'F' ? input.sex : 'U';

  const { note, address, wishedJob, email: mail } = input;
  const notResident = stopResidentNumbers(notes, { note, address, wishedJob, email: mail }, input.notResident);
  return notes.finish({
    name: name.ok ? name.value : '',
    latinName: latin?.ok ? latin.value : null,
    birth,
    sex,
    mobile: mobile ?? null,
    otherPhone: otherPhone ?? null,
    email,
    district: orNull(input.district),
    address: orNull(normalizeText(input.address)),
    inflow: input.inflow,
    wishedJob: orNull(normalizeText(input.wishedJob)),
    note: orNull(input.note.normalize('NFC').trim()),
    notResident,
  });
}

/** The form that shows a saved person again. */
export function personAsInput(fields: PersonFields): PersonInput {
  return Object.fromEntries(
    Object.entries(emptyPerson).map(([key]) => [key, fields[key as keyof PersonFields] ?? '']),
  ) as PersonInput;
}
