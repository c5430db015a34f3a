import { z } from '../zod.ts';
import type { Codes } from '../codes/tables.ts';
import { normalizeText } from '../korean/text.ts';
import type { Day } from '../korean/day.ts';
import type { ConsultationFields, ConsultationInput } from './consultation.ts';
import { consultationFields, readConsultation } from './consultation.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { stopResidentNumbers } from './notResident.ts';

/**
 * 정정 (correction): a consultation as it should have been written. Written once, beside what it corrects, which stays
 * readable (behaviours C7, domain §4.2 수정이력). The newest one says what lists, 오늘 and paper show.
 */
export const correctionFields = z.object({
  ...consultationFields.shape,
  /** 고친 사유; null where none was needed. */
  reason: z.string().nullable(),
});
export type CorrectionFields = z.output<typeof correctionFields>;

/** Within this time of saving, ms, a slip of the pen is put right without saying why. */
const freeTime = 24 * 3_600_000;

/** Whether a correction at `now` must say why, of a consultation saved at `savedAt`; instants in ms. */
export function needsReason(savedAt: number, now: number): boolean {
  return now - savedAt >= freeTime;
}

/** What the correction is judged by: the consultation as it is shown now, and when it was first saved. */
export interface Corrected {
  readonly fields: ConsultationFields;
  readonly savedAt: number;
}

/** When the correction is made: the instant in ms, its calendar day and `HH:MM` in KST. */
export interface CorrectedAt {
  readonly now: number;
  readonly today: Day;
  readonly time: string;
}

/** The corrected form; `reason` is what is typed beside the consultation's own fields. */
export type CorrectionInput = ConsultationInput & { readonly reason: string };

export const reasonLabel = '고친 사유';
export const longestReason = 400;

/** The fields in the model's own order, for comparing. */
function inOrder(value: ConsultationFields): string {
  return JSON.stringify(consultationFields.parse(value));
}

/** Reads a correction; refuses one that changes nothing, and a late one without a reason. */
export function readCorrection(
  input: CorrectionInput,
  { fields, savedAt }: Corrected,
  { now, today, time }: CorrectedAt,
  codes: Codes,
): Reading<CorrectionFields> {
  const reading = readConsultation(input, today, time, codes, fields);
  const notes = fieldNotes();
  for (const [field, sentence] of Object.entries(reading.ok ? {} : (reading.problem.fields ?? {})))
    notes.note(field, sentence);
  if (reading.ok && inOrder(reading.value) === inOrder(fields))
    notes.note('content', '고친 것이 없습니다. 내용을 고치거나 닫아 주십시오.');
  const reason = normalizeText(input.reason);
  if (reason === '' && needsReason(savedAt, now))
    notes.note('reason', '저장한 지 하루가 지났습니다. 고친 사유를 적어 주십시오. 예: 날짜를 잘못 적음');
  if (reason.length > longestReason) notes.note('reason', '고친 사유는 400자까지 적을 수 있습니다.');
  const said = stopResidentNumbers(notes, { reason }, input.notResident);
  const corrected = reading.ok ? reading.value : fields;
  return notes.finish({
    ...corrected,
    reason: reason === '' ? null : reason,
    notResident: corrected.notResident ?? said,
  });
}
