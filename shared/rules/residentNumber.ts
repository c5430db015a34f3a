/**
 * 주민등록번호 and 외국인등록번호 in free text (domain.md §9.5, §13). The law forbids to keep them (개인정보 보호법
 * 제24조의2) and consent does not cure it, so texts are scanned before they are saved. Fields that are typed numbers (계좌, PNU,
 * 공장관리번호, 사업장관리번호, 법인등록번호) are not scanned at all.
 */

export interface TextRange {
  /** First position, in UTF-16 units of the text as given. */
  readonly start: number;
  /** Position behind the last one. */
  readonly end: number;
}

/**
 * Six digits of a birth, a separator (hyphen, any dash, a point, a low line, a blank or both, or none), the digit for sex and
 * century (1–4 citizens, 5–8 foreigners), six more; no digit on either side. Dashes are also what stands for one where Korean
 * is typed: the letter ㅡ (U+1173 in NFKC) and the lines ─ and ━.
 */
const pattern = /(?<!\d)\d{2}(\d{2})(\d{2})[ \t]?[-‐-―−\u1173─━._]?[ \t]?[1-8]\d{6}(?!\d)/gu;

/** Zero-width characters, which copies from the web carry between digits. */
const invisible = /[\u00AD\u180E\u200B-\u200F\u2060-\u2064\uFEFF]/u;

/**
 * Where a text holds something that is written like a resident number: with digit boundaries, so that a 15-digit
 * 공장관리번호 or a 19-digit PNU does not hit, and with a month and day of the calendar in the first six. Full-width and
 * circled digits count (NFKC); the ranges are of the text as given. The check digit is not asked: numbers issued since
 * 2020-10 have none. Some other 13-digit numbers hit too (a 법인등록번호 110111-…), so a person may say that it is none.
 */
export function findResidentNumbers(text: string): TextRange[] {
  const { plain, starts } = withPositions(text);
  const found: TextRange[] = [];
  for (const match of plain.matchAll(pattern)) {
    if (!isMonthAndDay(Number(match[1]), Number(match[2]))) continue;
    const start = starts[match.index];
    const last = starts[match.index + match[0].length - 1];
    if (start !== undefined && last !== undefined) found.push({ start, end: last + 1 });
  }
  return found;
}

/** The text in NFKC, character by character, with the place in the original of each UTF-16 unit. */
function withPositions(text: string): { plain: string; starts: number[] } {
  let plain = '';
  const starts: number[] = [];
  let at = 0;
  for (const c of text) {
    const open = invisible.test(c) ? '' : c.normalize('NFKC');
    plain += open;
    for (let i = 0; i < open.length; i += 1) starts.push(at);
    at += c.length;
  }
  return { plain, starts };
}

/** A month and a day of it in some year: the century is not asked, so 29 February passes. */
function isMonthAndDay(month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);
}
