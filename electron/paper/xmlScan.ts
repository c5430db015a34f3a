import { PaperFailure } from './problems.ts';

/**
 * A small forward scanner for the XML of spreadsheets: tags and text in order, nothing kept. It reads what office
 * programs write (namespaced or not, CDATA, comments) and refuses a DOCTYPE, the door of entity bombs.
 */
export interface XmlEvents {
  /** `attributes` is the raw text between name and `>`; ask it with `attribute`. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Raw text; entities are opened with `xmlText`. Long text may come in several pieces. */
  text(raw: string): void;
}

export interface XmlScanner {
  push(piece: string): void;
}

/** No tag of a spreadsheet is longer; a longer one is no XML. */
const longestTag = 1 << 20;

export function xmlScanner(events: XmlEvents): XmlScanner {
  let rest = '';
  return {
    push(piece) {
      const xml = rest === '' ? piece : rest + piece;
      rest = xml.slice(scan(xml, events));
      if (rest.length > longestTag) throw new PaperFailure('damaged');
    },
  };
}

/** Scans as far as whole tags reach; gives the position of what remains. */
function scan(xml: string, events: XmlEvents): number {
  let pos = 0;
  for (;;) {
    const open = xml.indexOf('<', pos);
    if (open === -1) {
      // An entity may be cut at the end of the piece: leave it for the next.
      const amp = xml.lastIndexOf('&');
      const end = amp >= pos && xml.length - amp < 12 && !xml.includes(';', amp) ? amp : xml.length;
      if (end > pos) events.text(xml.slice(pos, end));
      return end;
    }
    if (open > pos) events.text(xml.slice(pos, open));
    const end = xml.charCodeAt(open + 1) === 0x21 ? special(xml, open, events) : tag(xml, open, events);
    if (end === -1) return open;
    pos = end;
  }
}

/** `<!-- -->`, `<![CDATA[ ]]>`; a DOCTYPE is refused. */
function special(xml: string, open: number, events: XmlEvents): number {
  if (xml.startsWith('<!--', open)) {
    const end = xml.indexOf('-->', open + 4);
    return end === -1 ? -1 : end + 3;
  }
  if (xml.startsWith('<![CDATA[', open)) {
    const end = xml.indexOf(']]>', open + 9);
    if (end === -1) return -1;
    events.text(xml.slice(open + 9, end).replaceAll('&', '&amp;'));
    return end + 3;
  }
  if (xml.length - open < 9) return -1;
  throw new PaperFailure('damaged');
}

function tag(xml: string, open: number, events: XmlEvents): number {
  let end = xml.indexOf('>', open);
  while (end !== -1 && !quotesClosed(xml, open, end)) end = xml.indexOf('>', end + 1);
  if (end === -1) return -1;
  const first = xml.charCodeAt(open + 1);
  if (first === 0x3f) return end + 1;
  if (first === 0x2f) {
    events.close(localName(xml.slice(open + 2, end).trimEnd()));
    return end + 1;
  }
  const selfClosed = xml.charCodeAt(end - 1) === 0x2f;
  const inner = xml.slice(open + 1, selfClosed ? end - 1 : end);
  const blank = inner.search(/\s/u);
  const name = localName(blank === -1 ? inner : inner.slice(0, blank));
  events.open(name, blank === -1 ? '' : inner.slice(blank));
  if (selfClosed) events.close(name);
  return end + 1;
}

/** A `>` inside a quoted attribute does not end the tag. */
function quotesClosed(xml: string, from: number, to: number): boolean {
  let quote = 0;
  for (let i = xml.indexOf('"', from); i !== -1 && i < to; i = xml.indexOf('"', i + 1)) quote += 1;
  return quote % 2 === 0;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** Value of an attribute by its name without prefix, entities opened; undefined where it is absent. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + name.length)) {
    const before = attributes.charCodeAt(at - 1);
    const starts = at === 0 || before === 0x3a || before <= 0x20;
    let eq = at + name.length;
    while (attributes.charCodeAt(eq) <= 0x20) eq += 1;
    if (!starts || attributes.charCodeAt(eq) !== 0x3d) continue;
    eq += 1;
    while (attributes.charCodeAt(eq) <= 0x20) eq += 1;
    const quote = attributes[eq];
    if (quote !== '"' && quote !== "'") continue;
    const end = attributes.indexOf(quote, eq + 1);
    return end === -1 ? undefined : xmlText(attributes.slice(eq + 1, end));
  }
  return undefined;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its entities opened; unknown ones stay as written. */
export function xmlText(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,8});/giu, (whole, body: string) => {
    if (!body.startsWith('#')) return named[body] ?? whole;
    const code = body[1] === 'x' || body[1] === 'X' ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
