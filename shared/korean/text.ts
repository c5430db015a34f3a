/**
 * Text as it is kept and text as it is compared (domain.md §10.1). Lists from macOS come decomposed (NFD), lists from
 * old Korean programs come full-width, and copies from the web carry invisible characters; none of that may decide
 * whether two entries are equal.
 */

/** Invisible characters that are no blank: zero-width, soft hyphen, byte-order mark, directional marks. */
const invisible = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/** Blanks, with the Hangul fillers (U+115F, U+1160, U+3164, U+FFA0) that look like one. */
const blanks = /[\s\u115F\u1160\u2800\u3164\uFFA0]+/gu;

/** Full-width ASCII block: digits, Latin letters and punctuation. */
const fullWidth = /[\uFF01-\uFF5E]/gu;

/** ASCII and whole syllables with single blanks between: nearly every text there is, and nothing in it needs mending. */
const usual = /^[\x21-\x7e가-힣]+(?: [\x21-\x7e가-힣]+)*$/u;

/**
 * Text of a one-line field as it is saved: NFC, full-width digits, Latin letters and punctuation made half-width,
 * invisible characters removed, every run of blanks (line breaks too) one blank, trimmed.
 *
 * It is deliberately not NFKC: that would turn the single jamo of a 초성 query (ㄱ, U+3131) into conjoining jamo and
 * write ㈜ out. Those stay as typed; `foldText` and `companyKey` know that ㈜ is (주).
 */
export function normalizeText(s: string): string {
  if (usual.test(s)) return s;
  return s
    .toWellFormed()
    .replace(invisible, '')
    .replace(fullWidth, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .normalize('NFC')
    .replace(blanks, ' ')
    .trim();
}

/**
 * Comparison form of a text: normalised, compatibility characters opened (㈜ → 주, ① → 1) except single jamo,
 * lower-case, without blanks and punctuation. Two texts with the same form are the same to a searching person. It may
 * be empty when nothing but punctuation is there.
 */
export function foldText(s: string): string {
  if (usual.test(s)) return s.toLowerCase().replace(/[^a-z0-9가-힣]/gu, '');
  return openCompatibility(openCompatibility(normalizeText(s)).toLowerCase()).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** NFKC on everything but compatibility jamo (U+3131–U+318E). */
function openCompatibility(s: string): string {
  return s.replace(/[^\u3131-\u318E]+/gu, (part) => part.normalize('NFKC'));
}
