import { z } from '../zod.ts';
import { certificateKinds } from '../codes/company.ts';
import { isCode } from '../codes/index.ts';
import type { Codes } from '../codes/tables.ts';
import { shippedCodes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import { addMonthsClamped, parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** 확인서·인증 (certificate) of a company, with its end (domain §2.1). */
export const certificateFields = z.object({
  kind: z.string(),
  number: z.string().nullable(),
  issuedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  note: z.string().nullable(),
  notResident: notResidentWord,
});
export type CertificateFields = z.output<typeof certificateFields>;

export const emptyCertificate = { kind: '', number: '', issuedOn: '', expiresOn: '', note: '', notResident: '' };
export type CertificateInput = typeof emptyCertificate;
export const certificateLabels: Record<keyof CertificateInput, string> = {
  kind: '종류',
  number: '번호',
  issuedOn: '발급일',
  expiresOn: '만료일',
  note: '메모',
  notResident: notResidentLabel,
};

/** Days before its end from which a certificate stands on 오늘 (domain §4.9: D-60). */
export const certificateWarningDays = 60;

/** Reads a certificate's form. A kind that runs a fixed time gets its end from the day of issue when none is typed. */
export function readCertificate(
  input: CertificateInput,
  today: Day,
  codes: Codes = shippedCodes,
): Reading<CertificateFields> {
  const notes = fieldNotes();
  if (!isCode(codes.of('certificateKind'), input.kind)) notes.note('kind', '종류를 골라 주십시오.');
  const days = { issuedOn: null as Day | null, expiresOn: null as Day | null };
  for (const field of ['issuedOn', 'expiresOn'] as const) {
    if (normalizeText(input[field]) === '') continue;
    const day = parseDay(input[field], { today, kind: 'date' });
    if (day.ok) days[field] = day.value;
    else notes.note(field, '날짜를 확인해 주십시오. 예: 2026.11.22');
  }
  const years = certificateKinds.find(({ code }) => code === input.kind)?.years;
  if (days.issuedOn && days.issuedOn > today)
    notes.note('issuedOn', '발급일이 오늘보다 뒤입니다. 날짜를 확인해 주십시오.');
  else if (days.issuedOn && !days.expiresOn && years !== undefined)
    days.expiresOn = addMonthsClamped(days.issuedOn, years * 12);
  if (days.issuedOn && days.expiresOn && days.expiresOn < days.issuedOn)
    notes.note('expiresOn', '만료일이 발급일보다 앞섭니다. 날짜를 확인해 주십시오.');
  const { number, note } = input;
  const notResident = stopResidentNumbers(notes, { number, note }, input.notResident);
  return notes.finish({
    kind: input.kind,
    number: orNull(normalizeText(number)),
    ...days,
    note: orNull(note.normalize('NFC').trim()),
    notResident,
  });
}
