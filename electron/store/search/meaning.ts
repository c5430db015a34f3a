/**
 * What a match is. This file is the reference: slow, one record at a time, nothing clever. The engine must give the
 * same records in the same order (engine.test.ts holds it to that on random data).
 *
 * **Words.** A query is read as phrases (reading.ts); a phrase finds a record when each of its words does, in any name or
 * number of it. The rank of a phrase is the sum of its words' ranks, the rank of the record that of its best phrase.
 * `홍 길동` is also the one word 홍길동; `rlacjftn` is also 김철수, 100 ranks lower, so that it only fills what the literal
 * text left empty.
 *
 * **Letters.** A word lies on a name letter by letter: a letter on itself; a single consonant on any syllable that begins
 * with it (ㄱㅊㅅ, 김ㅊ, 홍ㄱㄷ); the last letter of the word, if it is a syllable still being typed, on any syllable whose
 * keys go on from its keys (처 on 철, 고 on 광, 갈 on 갉). And because a final consonant may be the next syllable's initial
 * (길도 → 길동, but 각 on the way to 가가, 첤 to 철수, 잇ㅎ to 이ㅅㅎ), the word is tried in its open reading too. A word
 * that holds consonants of its own is ranked as initials, one that fits only half-typed as composing, else as whole.
 *
 * **Numbers.** A word of digits (separators do not count) fits a phone from the beginning of any of its groups, so
 * `0101234`, `1234`, `12345678` and `5678` find 010-1234-5678 and so does every beginning of these; a birth date from the
 * year with four or with two digits; a 사업자등록번호 from its beginning. There is no least length: each further key
 * narrows. Digits in names count as letters.
 *
 * **Order.** Rank; people, companies, factories; the name in Korean order (`sortKey` of the compared name, so (주) does
 * not count); id. Between fields of equal rank the one named first in `searchFields` is reported; of several words the
 * first word's field.
 */
import { initialsOf, jamoOf, sortKey } from '../../../shared/korean/hangul.ts';
import type { NameReading, PhoneReading, RecordReading, SearchField, SearchRecord, Word } from './reading.ts';
import { isConsonant, openReading, readQuery, readRecord, searchFields, searchKinds } from './reading.ts';

/** Lower is better. */
export const ranks = {
  /** The whole name; the whole phone, birth date (YYYYMMDD) or 사업자등록번호. */
  exact: 0,
  /** The name begins so. */
  prefix: 1,
  /** The last four of the phone, the birth date as YYMMDD: what people are asked for at the desk. */
  tail: 1,
  composingPrefix: 2,
  /** The whole year of birth, YYYY or YY. */
  year: 3,
  /** A later word of the name begins so. */
  word: 4,
  /** A group of the phone, a birth date or a 사업자등록번호 begins so. */
  number: 4,
  infix: 5,
  composingInfix: 6,
  initialsExact: 7,
  initialsPrefix: 8,
  initialsInfix: 9,
} as const;

export interface Match {
  readonly rank: number;
  readonly field: SearchField;
}

/** The best match of a record for a query, or null. */
export function matches(record: SearchRecord, query: string): Match | null {
  const reading = readRecord(record);
  const { people, organisations } = readQuery(query);
  const found: Match[] = [];
  for (const { words, penalty } of record.kind === 'person' ? people : organisations) {
    const each = words.map((word) => matchWord(reading, word));
    const [first] = each;
    if (!first || each.includes(null)) continue;
    found.push({ rank: penalty + each.reduce((sum, match) => sum + (match?.rank ?? 0), 0), field: first.field });
  }
  return best(found);
}

/** Order of two records of equal rank. */
export function compareRecords(a: SearchRecord, b: SearchRecord): number {
  const [x, y] = [a, b].map((record) => sortKey(readRecord(record).names[0]?.key ?? ''));
  return (
    searchKinds.indexOf(a.kind) - searchKinds.indexOf(b.kind) ||
    (x === y ? 0 : (x ?? '') < (y ?? '') ? -1 : 1) ||
    a.id - b.id
  );
}

function best(found: readonly Match[]): Match | null {
  const place = ({ rank, field }: Match): number => rank * searchFields.length + searchFields.indexOf(field);
  return found.reduce<Match | null>((least, match) => (least && place(least) <= place(match) ? least : match), null);
}

function matchWord(reading: RecordReading, word: Word): Match | null {
  const found: { rank: number | null; field: SearchField }[] = reading.names.map((name, i) => ({
    rank: matchLetters(name, word.letters),
    field: i === 0 ? 'name' : 'otherName',
  }));
  for (const digits of word.numbers) {
    for (const phone of reading.phones) found.push({ rank: matchPhone(phone, digits), field: 'phone' });
    found.push({ rank: matchBirth(reading.birth, digits), field: 'birth' });
    found.push({ rank: matchBusinessNumber(reading.businessNumber, digits), field: 'businessNumber' });
  }
  return best(found.flatMap(({ rank, field }) => (rank === null ? [] : [{ rank, field }])));
}

function matchLetters({ key, starts }: NameReading, letters: string): number | null {
  if (letters === '') return null;
  const initials = [...letters].some(isConsonant);
  const open = openReading(letters);
  const found: number[] = [];
  for (let at = 0; at < key.length; at++) {
    const whole = fits(key, at, letters);
    const half = fitsHalfTyped(key, at, letters) || (open !== null && fits(key, at, open));
    if (initials && (whole || half)) {
      if (at > 0) found.push(ranks.initialsInfix);
      else found.push(whole && letters.length === key.length ? ranks.initialsExact : ranks.initialsPrefix);
      // 잇ㅎ, opened to 이ㅅㅎ, is as exact as 홍ㄱㄷ.
      if (at === 0 && open?.length === key.length && fits(key, 0, open)) found.push(ranks.initialsExact);
    } else if (whole) {
      if (at === 0) found.push(letters.length === key.length ? ranks.exact : ranks.prefix);
      else found.push(starts.includes(at) ? ranks.word : ranks.infix);
    } else if (half) found.push(at === 0 ? ranks.composingPrefix : ranks.composingInfix);
  }
  return found.length === 0 ? null : Math.min(...found);
}

/** Letter by letter, a consonant standing for a syllable. */
function fits(key: string, at: number, letters: string): boolean {
  return [...letters.split('').keys()].every((i) => fitsLetter(key.charAt(at + i), letters.charAt(i)));
}

function fitsLetter(own: string, asked: string): boolean {
  return isConsonant(asked) ? /^[가-힣]$/u.test(own) && initialsOf(own) === asked : own === asked;
}

/** The same, the last letter being a syllable whose keys are only the beginning. */
function fitsHalfTyped(key: string, at: number, letters: string): boolean {
  const asked = letters.slice(-1);
  const own = key.charAt(at + letters.length - 1);
  if (!/^[가-힣]$/u.test(asked) || !/^[가-힣]$/u.test(own) || own === asked) return false;
  return fits(key, at, letters.slice(0, -1)) && jamoOf(own).startsWith(jamoOf(asked));
}

function matchPhone({ digits, starts }: PhoneReading, asked: string): number | null {
  const at = starts.filter((start) => digits.startsWith(asked, start));
  if (at.length === 0) return null;
  if (asked === digits) return ranks.exact;
  return asked.length === 4 && at.includes(digits.length - 4) ? ranks.tail : ranks.number;
}

function matchBirth(birth: string, asked: string): number | null {
  if (birth === '') return null;
  if (asked === birth) return ranks.exact;
  if (asked === birth.slice(2)) return ranks.tail;
  if (asked === birth.slice(0, 4) || asked === birth.slice(2, 4)) return ranks.year;
  return birth.startsWith(asked) || birth.startsWith(asked, 2) ? ranks.number : null;
}

function matchBusinessNumber(own: string, asked: string): number | null {
  if (!own.startsWith(asked)) return null;
  return own === asked ? ranks.exact : ranks.number;
}
