/** 사업자등록번호: ten digits AAA-BB-CCCCD with a check digit (domain.md §5.2). */
import { normalizeText } from './text.ts';

type BusinessNumberProblem = 'length' | 'check' | 'placeholder';
export type ParsedBusinessNumber =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: BusinessNumberProblem };

const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];

/**
 * Ten digits from what was typed or read from a sheet: hyphens, dots, blanks and full-width digits are taken.
 * `length`: not ten digits (or letters among them); `placeholder`: one digit repeated or a leading 000, which stands
 * for "unknown" in lists though 0000000000 passes the sum; `check`: the check digit is wrong. Passing does not prove
 * that the business exists.
 */
export function parseBusinessNumber(raw: string | number): ParsedBusinessNumber {
  const digits = normalizeText(String(raw)).replace(/[\s.\-‐-―−]/gu, '');
  if (!/^\d{10}$/u.test(digits)) return { ok: false, reason: 'length' };
  if (/^(\d)\1{9}$/u.test(digits) || digits.startsWith('000')) return { ok: false, reason: 'placeholder' };
  return Number(digits[9]) === checkDigit(digits) ? { ok: true, value: digits } : { ok: false, reason: 'check' };
}

/** Ten digits with hyphens; anything else as it came. */
export function formatBusinessNumber(value: string): string {
  return value.replace(/^(\d{3})(\d{2})(\d{5})$/u, '$1-$2-$3');
}

/** Check digit for the first nine. The outer mod 10 matters: a sum that ends in 0 gives 0, not 10. */
function checkDigit(digits: string): number {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return (10 - ((sum + Math.floor((Number(digits[8]) * 5) / 10)) % 10)) % 10;
}
