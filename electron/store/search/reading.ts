/**
 * How the search reads its two sides: a record becomes keys with the places where a word begins, a query becomes
 * phrases of words. `meaning.ts` says what matches what, `segment.ts` finds it fast; both stand on this reading.
 *
 * People are read by `foldText`, organisations (companies, factories) by `companyKey`, on both sides, so that (주), ㈜
 * and 주식회사 count neither in the name nor in the query (domain.md §10.1).
 */
import { fromWrongKeyboard, jamoOf } from '../../../shared/korean/hangul.ts';
import { companyKey } from '../../../shared/korean/name.ts';
import { formatPhone } from '../../../shared/korean/phone.ts';
import { foldText, normalizeText } from '../../../shared/korean/text.ts';

export interface PersonRecord {
  readonly kind: 'person';
  readonly id: number;
  /** 성명. */
  readonly name: string;
  /** 영문 성명, 별명. */
  readonly otherNames?: readonly string[];
  /** Digits; anything else in them is passed over. */
  readonly phones: readonly string[];
  /** YYYY-MM-DD. */
  readonly birth?: string;
}
interface CompanyRecord {
  readonly kind: 'company';
  readonly id: number;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly phones: readonly string[];
  /** 사업자등록번호, digits. */
  readonly businessNumber?: string;
}
/** A line of the 공장명부 (registered factories) that is no company of ours yet. */
interface FactoryRecord {
  readonly kind: 'factory';
  readonly id: number;
  readonly name: string;
}
export type SearchRecord = PersonRecord | CompanyRecord | FactoryRecord;

/** In the order in which equal hits are shown. */
export const searchKinds = ['person', 'company', 'factory'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Which part of a record was found, in the order that decides between equal ranks. */
export const searchFields = ['name', 'otherName', 'phone', 'birth', 'businessNumber'] as const;
export type SearchField = (typeof searchFields)[number];

/** A name as compared, and where its words begin (0 always among them). */
export interface NameReading {
  readonly key: string;
  readonly starts: readonly number[];
}
/** A phone number's digits, and where its groups begin: 010-1234-5678 at 0, 3 and 7. */
export interface PhoneReading {
  readonly digits: string;
  readonly starts: readonly number[];
}
export interface RecordReading {
  readonly kind: SearchKind;
  readonly id: number;
  /** The first is the name, the others are other names. */
  readonly names: readonly NameReading[];
  readonly phones: readonly PhoneReading[];
  /** YYYYMMDD or ''. */
  readonly birth: string;
  /** Digits or ''. */
  readonly businessNumber: string;
}

/** One word of a query. All words of a phrase must be found in the record, each anywhere in it. */
export interface Word {
  /** The word as compared with names. */
  readonly letters: string;
  /** The word as compared with numbers; none unless it is made of digits and their separators. */
  readonly numbers: readonly string[];
}
interface Phrase {
  readonly words: readonly Word[];
  /** Added to the rank of what this phrase finds. */
  readonly penalty: number;
}
export interface QueryReading {
  readonly people: readonly Phrase[];
  readonly organisations: readonly Phrase[];
}

/** A phrase read with the keyboard the other way round stands after everything found by the literal one. */
const wrongKeyboardPenalty = 100;

const longestName = 100;
const longestPhone = 20;
const mostOfAKind = 8;
const longestQuery = 100;
const mostWords = 8;

/** Letters and digits of one record with an end after each string, at most. */
export const mostUnits = (1 + mostOfAKind) * (longestName + 1) + (mostOfAKind + 1) * (longestPhone + 1);

/** Reads a record. Names are cut at 100 letters, and of other names and phones the first eight are kept. */
export function readRecord(record: SearchRecord): RecordReading {
  const { kind, id } = record;
  const other = kind === 'person' ? record.otherNames : kind === 'company' ? record.aliases : undefined;
  const keyOf = kind === 'person' ? nameKey : organisationKey;
  const names = [record.name, ...(other ?? []).slice(0, mostOfAKind)].map((name) => readName(name, keyOf));
  const [first, ...rest] = names;
  return {
    kind,
    id,
    names: [first ?? { key: '', starts: [] }, ...rest.filter(({ key }) => key !== '')],
    phones: kind === 'factory' ? [] : record.phones.slice(0, mostOfAKind).flatMap(readPhone),
    birth: kind === 'person' ? (/^[1-9]\d{7}/u.exec(digitsOf(record.birth ?? ''))?.[0] ?? '') : '',
    businessNumber: kind === 'company' ? digitsOf(record.businessNumber ?? '').slice(0, longestPhone) : '',
  };
}

const syllablesOnly = /^[가-힣]{1,40}$/u;

function readName(name: string, keyOf: (text: string) => string): NameReading {
  if (keyOf === nameKey && syllablesOnly.test(name)) return { key: name, starts: [0] };
  const key = keyOf(name).slice(0, longestName);
  const starts: number[] = [];
  let joined = '';
  for (const part of name.split(/[^\p{L}\p{M}\p{N}&+]+/u)) {
    const word = nameKey(part);
    if (word === '') continue;
    starts.push(joined.length);
    joined += word;
  }
  // Where the key is more than its words joined (a legal form fell out), the words are looked up in the key one by one.
  return { key, starts: joined === key ? starts : startsIn(name, key) };
}

function startsIn(name: string, key: string): number[] {
  const starts = new Set<number>([0]);
  let from = 0;
  for (const part of name.split(/[^\p{L}\p{M}\p{N}&+]+/u)) {
    const word = nameKey(part);
    const at = word === '' ? -1 : key.indexOf(word, from);
    if (at < 0) continue;
    starts.add(at);
    from = at + word.length;
  }
  return [...starts].sort((a, b) => a - b);
}

/** `foldText` without accents (Nguyễn = NGUYEN, Đ = D): passports have none. */
function nameKey(text: string): string {
  return bare(foldText(text));
}
function organisationKey(text: string): string {
  return bare(companyKey(text));
}
function bare(key: string): string {
  return key.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gu, 'd').normalize('NFC');
}

function digitsOf(text: string): string {
  return text.replace(/\D/gu, '');
}

/** Where the groups of the shown number begin (`formatPhone`), and always the last four. */
function readPhone(phone: string): PhoneReading[] {
  const digits = digitsOf(phone).slice(0, longestPhone);
  if (digits === '') return [];
  const starts = new Set([0, Math.max(0, digits.length - 4)]);
  let at = 0;
  for (const group of formatPhone(phone).split(/\D+/u)) {
    if (at < digits.length) starts.add(at);
    at += group.length;
  }
  return [{ digits, starts: [...starts] }];
}

/** 1990년 1월 1일, 1990. 1. 1., 90.1.1, 1990/1/1: a day whose month and day may have one digit. */
const writtenDay =
  /(?<!\d)(\d{4}|\d{2})\s*[.년/]\s*(1[0-2]|0?[1-9])\s*[.월/]\s*(3[01]|[12]\d|0?[1-9])(?:\s*[.일])?(?![\d.])/gu;

/** 90년, 1990년생. */
const writtenYear = /^(\d{4}|\d{2})년생?$/u;

/**
 * Reads a query as up to four phrases: the whole as one word (a name typed with a blank), its words each for itself, and
 * both again for what the keys give on the Hangul keyboard. A query without a letter or digit has none.
 */
export function readQuery(query: string): QueryReading {
  const text = normalizeText(query.slice(0, longestQuery)).replace(
    writtenDay,
    (_, year: string, month: string, day: string) => ` ${year}${month.padStart(2, '0')}${day.padStart(2, '0')} `,
  );
  const words = text.split(' ').filter((word) => word !== '');
  const turned = words.map((word) => fromWrongKeyboard(word) ?? word);
  const other = turned.some((word, i) => word !== words[i]) ? turned : [];
  return {
    people: [...readPhrases(words, nameKey, 0), ...readPhrases(other, nameKey, wrongKeyboardPenalty)],
    organisations: [
      ...readPhrases(withoutForms(words), organisationKey, 0),
      ...readPhrases(withoutForms(other), organisationKey, wrongKeyboardPenalty),
    ],
  };
}

/** Drops words that are nothing but a legal form (주식회사, (주)), unless there is nothing else. */
function withoutForms(words: readonly string[]): readonly string[] {
  if (words.length < 2) return words;
  const kept = words.filter((word) => companyKey(`가나 ${word}`) !== '가나');
  return kept.length === 0 ? words : kept;
}

function readPhrases(words: readonly string[], keyOf: (text: string) => string, penalty: number): Phrase[] {
  const read = words
    .map((word) => readWord(word, keyOf))
    .filter(({ letters, numbers }) => letters !== '' || numbers.length > 0)
    .slice(0, mostWords);
  const joined = read.length > 1 ? [readWord(words.join(' '), keyOf)] : [];
  return [joined, read].filter((phrase) => phrase.length > 0).map((phrase) => ({ words: phrase, penalty }));
}

function readWord(word: string, keyOf: (text: string) => string): Word {
  return { letters: openJamo(keyOf(word)), numbers: readNumbers(word) };
}

/** Windows joins ㄱ and ㅅ typed in a row to ㄳ. */
function openJamo(letters: string): string {
  return letters.replace(/[ㄱ-ㅎ]/gu, (c) => jamoOf(c));
}

function readNumbers(word: string): string[] {
  const year = writtenYear.exec(word)?.[1];
  if (year !== undefined) return [year];
  if (!/^[+(]?\d[\d\s().~/-]*$/u.test(word)) return [];
  const digits = digitsOf(word);
  // +82 10… is 010…; a spreadsheet eats the 0 of 010… (but the ten digits may be a 사업자등록번호 as well).
  if (/^\+82[\s-]*\d/u.test(word)) return [digits.replace(/^820?/u, '0')];
  return /^10\d{8}$/u.test(digits) ? [digits, `0${digits}`] : [digits];
}

/** True for a single consonant, which in a query stands for any syllable that begins with it. */
export function isConsonant(letter: string): boolean {
  return /^[ㄱ-ㅎ]$/u.test(letter);
}

/**
 * The other way to read half-typed Hangul: the last syllable's final consonant may be on its way to the next syllable.
 * 길ㄷ is typed 길 + ㄷ, but 이ㅅㅎ shows as 잇ㅎ, 가ㄱ as 각 and 철ㅅ as 첤. So the final (of a double one its second half)
 * becomes an initial: 각 → 가ㄱ, 첤 → 철ㅅ, 잇ㅎ → 이ㅅㅎ. Null where the last syllable has no final, or where letters
 * other than consonants follow it.
 */
export function openReading(letters: string): string | null {
  const found = /^(.*)([가-힣])([ㄱ-ㅎ]*)$/su.exec(letters);
  if (!found) return null;
  const [, head = '', syllable = '', rest = ''] = found;
  const keys = jamoOf(syllable);
  const moved = keys.at(-1) ?? '';
  if (!isConsonant(moved)) return null;
  const index = syllable.charCodeAt(0) - 0xac00;
  for (let final = 0; final < 28; final++) {
    const shorter = String.fromCharCode(0xac00 + index - (index % 28) + final);
    if (jamoOf(shorter) + moved === keys) return `${head}${shorter}${moved}${rest}`;
  }
  return null;
}
