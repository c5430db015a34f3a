/**
 * The packed alphabet: every letter of a key as one 16-bit unit, so that comparing units is comparing in Korean order
 * (digits, Hangul, hanja, Latin, the rest: `sortKey`), a syllable that begins with ㄱ is a range of units, and a
 * half-typed syllable a range or two.
 */

/** Ends of a name, of a phone and of a 사업자등록번호. They sort before every letter. */
export const endOfName = 0;
export const endOfPhone = 1;
export const endOfBusinessNumber = 2;
const lastEnd = 2;

const digits = 0x10;
const jamo = 0x20;
const syllables = 0x100;
const hanja = 0x2d00;
const latin = 0x9900;
const rest = 0x9a00;

const perInitial = 588;
const perVowel = 28;
const syllableCount = 11_172;

export function isEnd(unit: number): boolean {
  return unit <= lastEnd;
}

/** The unit of a UTF-16 code. Codes for private use, which no key holds, share the last one. */
export function unitOf(code: number): number {
  if (code >= 0xac00 && code < 0xac00 + syllableCount) return syllables + code - 0xac00;
  if (code >= 0x30 && code <= 0x39) return digits + code - 0x30;
  if (code >= 0x61 && code <= 0x7a) return latin + code - 0x61;
  if (code === 0x26 || code === 0x2b) return 0x4 + (code & 1);
  if (code >= 0x3131 && code <= 0x318e) return jamo + code - 0x3131;
  if (code >= 0x3400 && code <= 0x9fff) return hanja + code - 0x3400;
  if (code < 0x3400) return rest + code;
  if (code < 0xac00) return rest + code - 0x9fff + 0x3400;
  if (code < 0xe000) return rest + 0x4400 + code - 0xd7a4;
  return code < 0xf900 ? 0xffff : rest + 0x4d00 + code - 0xf900;
}

const initialLetters = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';

/** 1–19 for a syllable that begins with that consonant, 0 for anything else. */
export function initialOf(unit: number): number {
  const index = unit - syllables;
  return index >= 0 && index < syllableCount ? ((index / perInitial) | 0) + 1 : 0;
}

/** Units from the first to the last of a range. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What a letter of a query stands for: a single consonant for the syllables it begins, anything else for itself. */
export function spanOf(letter: string): Span {
  const initial = initialLetters.indexOf(letter);
  if (initial >= 0) return { low: syllables + initial * perInitial, high: syllables + (initial + 1) * perInitial - 1 };
  const unit = unitOf(letter.charCodeAt(0));
  return { low: unit, high: unit };
}

export function isInitial(letter: string): boolean {
  return initialLetters.includes(letter);
}

/** Last of the vowels that go on from a vowel (ㅗ → ㅘ ㅙ ㅚ), and of the finals that go on from a final. */
const longerVowels: Readonly<Record<number, number>> = { 8: 11, 13: 16, 18: 19 };
const longerFinals: Readonly<Record<number, Span>> = {
  1: { low: 3, high: 3 },
  4: { low: 5, high: 6 },
  8: { low: 9, high: 15 },
  17: { low: 18, high: 18 },
};

/** Syllables, other than itself, whose keys begin with the keys of this one: of 처 천 … 첳, of 고 곡 … 굏, of 갈 갉 … . */
export function longerSyllables(letter: string): Span | null {
  const index = letter.charCodeAt(0) - 0xac00;
  if (letter.length !== 1 || index < 0 || index >= syllableCount) return null;
  const unit = syllables + index;
  const final = index % perVowel;
  if (final === 0) {
    const vowel = ((index % perInitial) / perVowel) | 0;
    return { low: unit + 1, high: unit + ((longerVowels[vowel] ?? vowel) - vowel + 1) * perVowel - 1 };
  }
  const longer = longerFinals[final];
  return longer ? { low: unit - final + longer.low, high: unit - final + longer.high } : null;
}
