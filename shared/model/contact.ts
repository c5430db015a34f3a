import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import type { Codes } from '../codes/tables.ts';
import { shippedCodes } from '../codes/tables.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';
import { readPhone } from './phones.ts';

/** 담당자 (contact): someone at a company (domain §5.1). */
export const contactFields = z.object({
  name: z.string(),
  role: z.string(),
  position: z.string().nullable(),
  phone: z.string().nullable(),
  mobile: z.string().nullable(),
  email: z.string().nullable(),
  note: z.string().nullable(),
  notResident: notResidentWord,
});
export type ContactFields = z.output<typeof contactFields>;

export const emptyContact = {
  name: '',
  role: '',
  position: '',
  phone: '',
  mobile: '',
  email: '',
  note: '',
  notResident: '',
};
export type ContactInput = typeof emptyContact;
export const contactLabels: Record<keyof ContactInput, string> = {
  name: '성명',
  role: '맡은 일',
  position: '직위·부서',
  phone: '직통 전화',
  mobile: '휴대전화',
  email: '이메일',
  note: '메모',
  notResident: notResidentLabel,
};

/** Reads a contact's form. Needed: 성명 and 맡은 일. */
export function readContact(input: ContactInput, codes: Codes = shippedCodes): Reading<ContactFields> {
  const notes = fieldNotes();
  const name = normalizeText(input.name);
  if (name === '') notes.note('name', '담당자의 성명을 입력해 주십시오.');
  if (!isCode(codes.of('contactRole'), input.role)) notes.note('role', '맡은 일을 골라 주십시오.');
  const phones = {
    phone: readPhone(notes, 'phone', input.phone, '010-1234-5678') ?? null,
    mobile: readPhone(notes, 'mobile', input.mobile, '010-1234-5678') ?? null,
  };
  const email = orNull(normalizeText(input.email));
  if (email && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email))
    notes.note('email', '이메일 형식을 확인해 주십시오. 예: name@example.com');
  const { position, note } = input;
  const texts = { name: input.name, position, email: input.email, note };
  const notResident = stopResidentNumbers(notes, texts, input.notResident);
  return notes.finish({
    name,
    role: input.role,
    position: orNull(normalizeText(position)),
    ...phones,
    email,
    note: orNull(note.normalize('NFC').trim()),
    notResident,
  });
}
