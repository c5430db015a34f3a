import type { Problem } from '../../shared/model/problem.ts';

/** Why a row cannot come in. */
interface RowReason {
  /** What the list of refused rows says of it. */
  readonly message: string;
  /** The sentence by which such rows are counted. */
  readonly counted: string;
}

export interface RowRefusal {
  readonly ok: false;
  readonly reasons: readonly RowReason[];
}

/** A row that is refused as a whole. */
export function refusedRow(message: string): RowRefusal {
  return { ok: false, reasons: [{ message, counted: message }] };
}

/** A row that the form's own reader refused: a sentence per field, behind the field's label. */
export function refusedFields({ fields }: Problem, labels: Readonly<Record<string, string>>): RowRefusal {
  const reasons = Object.entries(fields ?? {}).map(([field, sentence]) => ({
    message: `${labels[field]}: ${sentence}`,
    counted: sentence,
  }));
  return { ok: false, reasons };
}
