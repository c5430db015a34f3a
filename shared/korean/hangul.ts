/**
 * Hangul as a person types and looks it up: initials (초성), single jamo (자모), the wrong keyboard (한/영), and
 * dictionary order (domain.md §10.1). Syllables are U+AC00 + (initial × 21 + vowel) × 28 + final.
 */
import { convertQwertyToHangul } from 'es-hangul';
import { foldText, normalizeText } from './text.ts';

const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'.split('');
/** Vowels as typed: ㅘ is ㅗ then ㅏ. */
const vowels = 'ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ'.split(' ');
/** Finals as typed: ㅄ is ㅂ then ㅅ; the first is "no final". */
const finals =
  ' ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ'.split(' ');

/** Single jamo that the keyboard made of two keys. */
const doubles: Readonly<Record<string, string>> = {
  ㄳ: 'ㄱㅅ',
  ㄵ: 'ㄴㅈ',
  ㄶ: 'ㄴㅎ',
  ㄺ: 'ㄹㄱ',
  ㄻ: 'ㄹㅁ',
  ㄼ: 'ㄹㅂ',
  ㄽ: 'ㄹㅅ',
  ㄾ: 'ㄹㅌ',
  ㄿ: 'ㄹㅍ',
  ㅀ: 'ㄹㅎ',
  ㅄ: 'ㅂㅅ',
  ㅘ: 'ㅗㅏ',
  ㅙ: 'ㅗㅐ',
  ㅚ: 'ㅗㅣ',
  ㅝ: 'ㅜㅓ',
  ㅞ: 'ㅜㅔ',
  ㅟ: 'ㅜㅣ',
  ㅢ: 'ㅡㅣ',
};

/** Place of a syllable in the block, or -1 for any other character. */
function syllableIndex(c: string): number {
  const index = c.charCodeAt(0) - 0xac00;
  return index >= 0 && index < 11_172 ? index : -1;
}

/**
 * Initials of a text for 초성 search: 홍길동 → ㅎㄱㄷ. Latin letters and digits stay, lower-case; blanks and punctuation
 * go. Give the query through it as well: Windows joins ㄱ and ㅅ typed in a row to ㄳ, which is opened again here.
 */
export function initialsOf(s: string): string {
  let out = '';
  for (const c of foldText(s)) {
    const index = syllableIndex(c);
    out += index < 0 ? (doubles[c] ?? c) : (initials[Math.floor(index / 588)] ?? '');
  }
  return out;
}

/**
 * A text as the keys that type it, so that a half-typed syllable is a prefix: 김처 (ㄱㅣㅁㅊㅓ) begins 김철수. Compound
 * vowels and double finals are split as typed (값 → ㄱㅏㅂㅅ); other letters as in `foldText`.
 */
export function jamoOf(s: string): string {
  let out = '';
  for (const c of foldText(s)) {
    const index = syllableIndex(c);
    if (index < 0) out += doubles[c] ?? c;
    else
      out +=
        (initials[Math.floor(index / 588)] ?? '') +
        (vowels[Math.floor((index % 588) / 28)] ?? '') +
        (finals[index % 28] ?? '');
  }
  return out;
}

/** True when the text is a 초성 query: single consonants only (joined ones such as ㄳ count, see `initialsOf`). */
export function isInitials(s: string): boolean {
  return /^[ㄱ-ㅎ]+$/u.test(foldText(s));
}

/**
 * What Latin letters would have been with the keyboard set to Hangul: ghdrlfehd → 홍길동. Null when the text holds
 * anything but Latin letters and blanks, or when the keys do not make whole syllables. It is a suggestion only: an
 * English word may make syllables by chance.
 */
export function fromWrongKeyboard(s: string): string | null {
  const typed = normalizeText(s);
  if (!/^[A-Za-z][A-Za-z ]*$/u.test(typed)) return null;
  const made = syllablesOfKeys(typed);
  return /^[가-힣][가-힣 ]*$/u.test(made) ? made : null;
}

/** es-hangul throws where vowels follow one another in a way it cannot put together (anhkan): no Hangul then. */
function syllablesOfKeys(typed: string): string {
  try {
    return convertQwertyToHangul(typed);
  } catch {
    return '';
  }
}

/**
 * A string whose code-unit order (SQLite's BINARY order as well) is the order of `Intl.Collator('ko')`: blanks,
 * punctuation, digits, Hangul, hanja, Latin; upper and lower case alike, accents left out. So `ORDER BY sort_key, id` sorts
 * without a collation function.
 *
 * Departures: names are ordered syllable by syllable, so 대아metal stands before 대안 (the collator takes 안 apart and puts
 * ㄴ before m); hanja stand after Hangul instead of at their reading, which needs a reading table; single jamo stand
 * before all syllables; punctuation is in ASCII order.
 */
export function sortKey(s: string): string {
  let out = '';
  for (const c of normalizeText(s).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')) {
    // Latin letters go to the full-width block and everything unlisted to private use, both above the syllables.
    if (c >= 'a' && c <= 'z') out += String.fromCharCode(c.charCodeAt(0) + 0xfee0);
    else if (c === ' ' || (c >= '0' && c <= '9') || syllableIndex(c) >= 0 || /[ㄱ-ㆎ]/u.test(c)) out += c;
    else if (/[\p{P}\p{S}\p{C}\p{Z}]/u.test(c)) out += `!${c}`;
    else if (/\p{Script=Han}/u.test(c)) out += `\uE000${c}`;
    else out += `\uFFE0${c}`;
  }
  return out;
}
