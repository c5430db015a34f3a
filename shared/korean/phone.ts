/**
 * Telephone numbers (domain.md §10.4). Korean ones by the table there, because libphonenumber's knows no 12-digit 050X
 * and no number whose leading zero a spreadsheet dropped; foreign ones (+…) by libphonenumber.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { normalizeText } from './text.ts';

type PhoneProblem = 'blank' | 'letters' | 'length' | 'prefix' | 'areaCode' | 'several' | 'foreign';
export type ParsedPhone =
  | { readonly ok: true; readonly value: string; readonly ext?: string }
  | { readonly ok: false; readonly reason: PhoneProblem };

/** Kinds of Korean number: how it begins and how its groups are cut, the longest first. */
const kinds: readonly { readonly begins: RegExp; readonly groups: readonly RegExp[] }[] = [
  { begins: /^010/u, groups: [/^(\d{3})(\d{4})(\d{4})$/u] },
  { begins: /^01[16789]/u, groups: [/^(\d{3})(\d{3,4})(\d{4})$/u] },
  { begins: /^02/u, groups: [/^(\d{2})(\d{3,4})(\d{4})$/u] },
  { begins: /^(?:03[1-3]|04[1-4]|05[1-5]|06[1-4])/u, groups: [/^(\d{3})(\d{3,4})(\d{4})$/u] },
  { begins: /^070/u, groups: [/^(\d{3})(\d{4})(\d{4})$/u] },
  { begins: /^080/u, groups: [/^(\d{3})(\d{3,4})(\d{4})$/u] },
  { begins: /^1[568]/u, groups: [/^(\d{4})(\d{4})$/u] },
];
/** Virtual numbers 050X; after the other kinds since 050 is no area. */
const virtual = /^(050\d)(\d{4})(\d{4})$/u;

/** Groups of a Korean number, `length` or `prefix` where it is none. */
function groupsOf(digits: string): readonly string[] | 'length' | 'prefix' {
  const kind = digits.startsWith('050') ? { groups: [virtual] } : kinds.find(({ begins }) => begins.test(digits));
  if (!kind) return 'prefix';
  for (const group of kind.groups) {
    const match = group.exec(digits);
    if (match) return match.slice(1);
  }
  return 'length';
}

/** 내선: "(내선 123)", "내선123", "교환 12", "ext. 3", "#3", and "~4" (the last of a row of lines). */
const extension =
  /\s*\(?\s*(?:내선|내|교환|ext\.?|#)\s*[:.)]?\s*(?:번호)?\s*(\d{1,6})\s*번?\s*\)?$|\s*(~\s*\d{1,4})$/iu;

/**
 * A number as it is kept: digits only, or +E.164 for a foreign one; the extension apart.
 *
 * Takes hyphens, dots, brackets, blanks, full-width digits, +82, and numbers whose leading zero a spreadsheet dropped
 * (1012345678, 322600694). Refused: `blank`; `several` (two numbers: the person decides which); `letters`; `areaCode`
 * (a local number of 7 or 8 digits: 032 or another area is missing); `prefix` (begins like no Korean number); `length`;
 * `foreign` (a + number that its country does not have).
 */
export function parsePhone(raw: string | number): ParsedPhone {
  const text = normalizeText(String(raw))
    .replace(/[‐-―−]/gu, '-')
    .replace(/[〜∼˜]/gu, '~');
  if (text === '' || text === '-') return { ok: false, reason: 'blank' };
  const match = extension.exec(text);
  const main = match ? text.slice(0, match.index).trim() : text;
  const ext = (match?.[1] ?? match?.[2])?.replace(/\s/gu, '');
  if (/^\+(?!\s*82)/u.test(main)) return parseForeign(main, ext);
  if (/\d\s*[/,;]\s*\(?[+\d]/u.test(main)) return { ok: false, reason: 'several' };
  const compact = main.replace(/[\s.()-]/gu, '');
  if (!/^\+?\d+$/u.test(compact)) return { ok: false, reason: 'letters' };
  const digits = withZero(compact, typeof raw === 'number');
  const groups = groupsOf(digits);
  if (typeof groups !== 'string')
    return ext === undefined ? { ok: true, value: digits } : { ok: true, value: digits, ext };
  return { ok: false, reason: /^[2-9]\d{6,7}$/u.test(digits) ? 'areaCode' : groups };
}

/** Korean digits with the leading zero that +82 or a spreadsheet took away. */
function withZero(compact: string, fromNumber: boolean): string {
  const country = /^(?:\+|00\d{0,3})?82(?:0)?(\d{8,11})$/u.exec(compact);
  if (country?.[1] !== undefined && !compact.startsWith('0') && typeof groupsOf(`0${country[1]}`) !== 'string')
    return `0${country[1]}`;
  if (compact.startsWith('+')) return compact.replace(/^\+820?/u, '');
  if (compact.startsWith('0') || typeof groupsOf(compact) !== 'string') return compact;
  // Eight typed digits are more often a local number without its area than 02 without its zero.
  const enough = fromNumber ? 8 : 9;
  return compact.length >= enough && typeof groupsOf(`0${compact}`) !== 'string' ? `0${compact}` : compact;
}

function parseForeign(main: string, ext: string | undefined): ParsedPhone {
  const number = parsePhoneNumberFromString(main);
  if (!number?.isPossible()) return { ok: false, reason: 'foreign' };
  return ext === undefined ? { ok: true, value: number.number } : { ok: true, value: number.number, ext };
}

/** A kept number with hyphens (010-1234-5678), or in its country's groups (+84 912 345 678); anything else as it came. */
export function formatPhone(value: string): string {
  if (value.startsWith('+')) return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
  const groups = groupsOf(value);
  return typeof groups === 'string' ? value : groups.join('-');
}

/**
 * A kept number for lists: the middle group hidden (010-****-5678; 1588-****, which has no middle). A foreign or
 * unknown number shows its country code and its last four digits, at most half of the digits in all.
 */
export function maskPhone(value: string): string {
  const groups = value.startsWith('+') ? 'length' : groupsOf(value);
  if (typeof groups !== 'string') {
    return groups.map((group, i) => (i === 1 ? '*'.repeat(group.length) : group)).join('-');
  }
  const shown = formatPhone(value);
  const country = /^\+\d+(?= )/u.exec(shown)?.[0] ?? '';
  const rest = shown.slice(country.length);
  const count = rest.replace(/\D/gu, '').length;
  const tail = Math.min(4, Math.floor(count / 2));
  let place = 0;
  return country + rest.replace(/\d/gu, (digit) => ((place += 1) > count - tail ? digit : '*'));
}

/** Whether a kept Korean number is a mobile one, so that a text message can reach it. */
export function isMobile(value: string): boolean {
  return /^01[016789]/u.test(value) && typeof groupsOf(value) !== 'string';
}
