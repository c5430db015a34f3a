/** Only this file makes safe text: a value that came by JSON or over a port cannot carry the symbol. */
const safe = Symbol('safe');

/** A piece of HTML in which everything that is not the template's own text is escaped. */
export interface Html {
  readonly [safe]: string;
}

/** What can stand in a template. Null and undefined are nothing; a list is its items one after the other. */
export type HtmlValue = Html | string | number | null | undefined | readonly HtmlValue[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Characters that a printed name has no use for: controls (but tab and line feed), halves of surrogate pairs, and the
 * marks that turn the writing direction: with one of them a name can make the words behind it read backwards on paper.
 */
const unprintable = /[[\p{Cc}--[\t\n]]\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gv;

/** Text as it may stand between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(unprintable, '').replace(/[&<>"'`]/g, (character) => escapes[character] ?? '');
}

function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

function show(value: HtmlValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return value.map(show).join('');
  return value[safe] ?? '';
}

/**
 * Writes HTML: html`<td>${name}</td>`. Every value is escaped unless it is itself made by this tag, so a name can never
 * become markup. Values belong between tags or inside quoted attributes, nowhere else (no names of tags, no scripts, no
 * addresses).
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { [safe]: String.raw({ raw: parts }, ...values.map(show)) };
}

/** The finished text. */
export function htmlText(piece: Html): string {
  return piece[safe];
}

/** A CSS string for any text: each character that is not a plain letter, digit or Korean syllable is written by number. */
export function cssString(text: string): string {
  const escaped = text
    .replace(unprintable, '')
    .replace(/[^A-Za-z0-9가-힣 .,:·-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
  return `"${escaped}"`;
}
