/** Papers that come back signed or to be filed, and the first digit of their barcode. A digit is never given twice. */
export const paperKinds = {
  personCard: 1,
  jobApplication: 2,
  consultationLog: 3,
  consentForm: 4,
} as const;
export type PaperKind = keyof typeof paperKinds;

const kindNames = Object.keys(paperKinds) as PaperKind[];

/** What the digits of a paper's barcode say. */
export interface PaperCode {
  readonly kind: PaperKind;
  /** Number of the laptop that printed it, two digits: laptops apart never give the same code. */
  readonly laptop: string;
  /** Counts the papers of that laptop, from 1. */
  readonly sequence: number;
}

const sequenceDigits = 8;

/** Quasigroup of Damm's check digit: every wrong digit and every swap of two neighbours is found. */
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

function checkDigit(digits: string): string {
  return [...digits].reduce((row, digit) => damm[Number(row)]?.[Number(digit)] ?? '0', '0');
}

/**
 * The twelve digits of a paper's barcode (behaviours W3): kind 1, laptop 2, sequence 8, check 1. Twelve, because Code 128 C
 * carries pairs. An error for what cannot be a code.
 */
export function paperCode({ kind, laptop, sequence }: PaperCode): string {
  const counted = String(sequence).padStart(sequenceDigits, '0');
  const digits = `${paperKinds[kind]}${laptop}${counted}`;
  if (!/^\d{11}$/u.test(digits) || sequence < 1) throw new Error('not a code of a paper');
  return digits + checkDigit(digits);
}

/** A code as it stands under the bars: `1010-0000-0017`. */
export function formatPaperCode(code: string): string {
  return code.replaceAll(/(\d{4})(?=\d)/gu, '$1-');
}

/** What a scanned or typed code says; null when it is none of ours or a digit is wrong. */
export function readPaperCode(text: string): PaperCode | null {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/gu, '');
  const kind = kindNames.find((name) => digits.startsWith(String(paperKinds[name])));
  if (!/^\d{12}$/u.test(digits) || kind === undefined || checkDigit(digits) !== '0') return null;
  const sequence = Number(digits.slice(3, -1));
  return sequence < 1 ? null : { kind, laptop: digits.slice(1, 3), sequence };
}
