/** Names of people and of companies: how they are kept, hidden and compared (domain.md §9.3, §10.1, §10.2). */
import { foldText, normalizeText } from './text.ts';

type PersonNameProblem = 'blank' | 'short' | 'long' | 'formula' | 'digit' | 'symbol';
export type ParsedPersonName =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: PersonNameProblem };

/**
 * 성명 as it is kept: normalised, 2–40 characters, letters of any script with single blanks, hyphens, apostrophes and
 * full stops between them. A name all in Latin letters is written as in the passport: "nguyen  van an" → "NGUYEN VAN
 * AN". A Korean name keeps a blank it came with (a transcription, 응우옌 반 안, has them); comparison ignores it.
 *
 * Refused: `blank`, `short`, `long`, `formula` (begins with = + - @, which a spreadsheet would run), `digit`, `symbol`
 * (anything else that is no letter, or no letter at all).
 */
export function parsePersonName(raw: string): ParsedPersonName {
  const name = normalizeText(raw)
    .replace(/[’‘ʼ`´]/gu, "'")
    .replace(/[‐-―−]/gu, '-');
  if (name === '') return { ok: false, reason: 'blank' };
  if (/^[=+\-@]/u.test(name)) return { ok: false, reason: 'formula' };
  if (/\p{N}/u.test(name)) return { ok: false, reason: 'digit' };
  if (!/^\p{L}[\p{L}\p{M} \-'.]*$/u.test(name)) return { ok: false, reason: 'symbol' };
  const value = /^[\p{Script=Latin}\p{M} \-'.]+$/u.test(name) ? name.toUpperCase() : name;
  const { length } = Array.from(value);
  if (length < 2) return { ok: false, reason: 'short' };
  return length > 40 ? { ok: false, reason: 'long' } : { ok: true, value };
}

/**
 * 성명 for lists: 홍길동 → 홍*동, 홍길 → 홍*, 남궁민수 → 남궁**; a Latin name keeps the first and the last letter of the
 * whole (NGUYEN VAN AN → N***** *** *N). Blanks stay, so that the shape is readable; longer Korean names keep two
 * syllables.
 */
export function maskName(name: string): string {
  const letters = Array.from(normalizeText(name));
  const count = letters.filter((c) => c !== ' ').length;
  const latin = /^[\p{Script=Latin}\p{P}\p{M} ]+$/u.test(letters.join(''));
  const head = !latin && count > 3 ? 2 : count > 1 ? 1 : 0;
  const tail = count > 2 && (latin || count === 3) ? 1 : 0;
  let place = 0;
  return letters
    .map((c) => {
      if (c === ' ') return c;
      place += 1;
      return place <= head || place > count - tail ? c : '*';
    })
    .join('');
}

/** Legal forms that are written out. 유한 alone is not one (유한양행), nor is 조합, which is part of a name. */
const formWords =
  /주식회사|유한책임회사|유한회사|합자회사|합명회사|농업회사법인|어업회사법인|사회복지법인|사단법인|재단법인/gu;

/** Legal forms as one letter in brackets, the bracket open on one side in broken entries: (주) 주) (주 [주] <유> (株). */
const formLetters = '주유합사재자명복의株有合社財';
const bracketedForm = new RegExp(`[([{<〔【《]\\s*[${formLetters}]\\s*[)\\]}>〕】》]`, 'gu');
const brokenForm = new RegExp(
  `^[${formLetters}]\\s*[)\\]}>]|(?<![(\\[{<][^)\\]}>]*)[${formLetters}]\\s*[)\\]}>]$|[([{<]\\s*[${formLetters}]$`,
  'gu',
);

/** Legal forms of a Latin name, at its end only: "Co., Ltd." "Inc" "Corp." */
const latinForm = /[\s,.]+(?:co\s*[.,]?[\s,]*ltd|co|ltd|inc|corp|corporation|llc|limited|company)\.?$/iu;

/**
 * The key by which two spellings of a company are the same: `(주)엠디티    `, `㈜엠디티`, `주식회사 엠디티`, `주)엠디티` and
 * `엠디티(주)` all give 엠디티. Dropped are legal forms, blanks, punctuation, case and width. & and + stay: S&T is not
 * ST. So do places and numbers (인천공장, 제2공장), which tell workplaces apart.
 *
 * When nothing but the form is there, the folded name is the key; the key is empty only for a name without a letter or
 * digit.
 */
export function companyKey(name: string): string {
  const folded = foldText(name);
  const bare = openForms(name)
    .replace(formWords, ' ')
    .replace(bracketedForm, ' ')
    .trim()
    .replace(brokenForm, ' ')
    .trim();
  const key = foldCompany(bare.replace(latinForm, ''));
  return foldText(key) === '' ? folded : key;
}

/** One-character legal forms (㈜ ㈲ ㈱ ㈔) written with brackets. */
function openForms(name: string): string {
  return normalizeText(name).replace(/[㈀-㉃]/gu, (c) => c.normalize('NFKC'));
}

/** `foldText` that keeps & and +. */
function foldCompany(s: string): string {
  return s
    .split(/([&+])/u)
    .map((part) => (part === '&' || part === '+' ? part : foldText(part)))
    .join('');
}

/** Legal forms of the display name: what is written → what it becomes. */
const shortForms = { 주식회사: '(주)', 유한회사: '(유)' } as const;

/**
 * Display form of a company's name: normalised, the legal form short and joined to the side where it stood
 * (`㈜ 엠디티` → `(주)엠디티`, `엠디티 주식회사` → `엠디티(주)`, broken `주)대호테크` → `(주)대호테크`). Hanja, case and every other
 * legal form stay as written. A name that is only a form stays as it is.
 */
export function cleanCompanyName(name: string): string {
  const text = normalizeText(name);
  const clean = openForms(text)
    .replace(/[([{<]\s*(주|유)(?:식회사|한회사)?\s*[)\]}>]/gu, '($1)')
    .replace(/^(주|유)\s*[)\]}>]/u, '($1)')
    .replace(/\((주|유)$/u, '($1)')
    .replace(/(?<!\([^)]*)(주|유)\)$/u, '($1)')
    .replace(
      /^(?:\((?:주|유)\)\s*)*(주식회사|유한회사)\s*(?=\S)/u,
      (_, form: keyof typeof shortForms) => shortForms[form],
    )
    .replace(/(?<=\S)\s*(주식회사|유한회사)$/u, (_, form: keyof typeof shortForms) => shortForms[form])
    .replace(/^(?:\((주|유)\)\s*)+(?=\S)/u, '($1)')
    .replace(/(?<=[^\s(])\s*(?:\((주|유)\)\s*)+$/u, '($1)');
  return /^(?:\((?:주|유)\))*$/u.test(clean) ? text : clean;
}
