import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import { complexes } from '../codes/complex.ts';
import { districts } from '../codes/district.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';
import { readPhone } from './phones.ts';

/** 사업장 (site): one of a company's factories; vacancies sit at one (domain §5.1). */
export const siteFields = z.object({
  name: z.string(),
  district: z.string().nullable(),
  address: z.string().nullable(),
  complex: z.string().nullable(),
  phone: z.string().nullable(),
  note: z.string().nullable(),
  notResident: notResidentWord,
});
export type SiteFields = z.output<typeof siteFields>;

export const emptySite = { name: '', district: '', address: '', complex: '', phone: '', note: '', notResident: '' };
export type SiteInput = typeof emptySite;
export const siteLabels: Record<keyof SiteInput, string> = {
  name: '사업장 이름',
  district: '구·군',
  address: '주소',
  complex: '산업단지',
  phone: '전화',
  note: '찾아가는 길·메모',
  notResident: notResidentLabel,
};

/** Reads a site's form. Needed: its name (`2공장`, `본사`). */
export function readSite(input: SiteInput): Reading<SiteFields> {
  const notes = fieldNotes();
  const name = normalizeText(input.name);
  if (name === '') notes.note('name', '사업장 이름을 입력해 주십시오. 예: 본사, 2공장');
  if (input.district !== '' && !isCode(districts, input.district))
    notes.note('district', '구·군을 목록에서 골라 주십시오.');
  if (input.complex !== '' && !isCode(complexes, input.complex))
    notes.note('complex', '산업단지를 목록에서 골라 주십시오.');
  const phone = readPhone(notes, 'phone', input.phone);
  const { address, note } = input;
  const notResident = stopResidentNumbers(notes, { name: input.name, address, note }, input.notResident);
  return notes.finish({
    name,
    district: orNull(input.district),
    address: orNull(normalizeText(address)),
    complex: orNull(input.complex),
    phone: phone ?? null,
    note: orNull(note.normalize('NFC').trim()),
    notResident,
  });
}
