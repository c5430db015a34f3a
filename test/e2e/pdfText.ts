import { inflateSync } from 'node:zlib';

// Reads the text of a PDF as Chromium writes it: objects in the open, streams deflated, glyphs by number with a table of
// what each stands for. Enough to prove what is on a sheet; not a reader for PDFs of others.

interface PdfObject {
  readonly head: string;
  readonly stream: string | null;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match;
    const at = body.indexOf('stream\n');
    const head = at < 0 ? body : body.slice(0, at);
    const raw = at < 0 ? null : Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1');
    const packed = head.includes('/FlateDecode');
    objects.set(id, { head, stream: raw === null ? null : (packed ? inflateSync(raw) : raw).toString('latin1') });
  }
  return objects;
}

function characters(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCodePoint(Number.parseInt(unit, 16))).join('');
}

/** Glyph number, four hex digits → text. */
function glyphTable(map: string): Map<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, block = ''] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', hex = ''] of block.matchAll(/<(\w{4})> <(\w+)>/g)) glyphs.set(glyph, characters(hex));
  for (const [, block = ''] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', hex = ''] of block.matchAll(/<(\w{4})> <(\w{4})> <(\w{4})>/g)) {
      const [first, last, start] = [from, to, hex].map((each) => Number.parseInt(each, 16));
      for (let glyph = first ?? 0; glyph <= (last ?? -1); glyph += 1)
        glyphs.set(
          glyph.toString(16).toUpperCase().padStart(4, '0'),
          String.fromCodePoint((start ?? 0) + glyph - (first ?? 0)),
        );
    }
  return glyphs;
}

/** The text of each page, without the blanks between words: a PDF places words, it does not write blanks. */
export function pdfPages(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, Map<string, string>>();
  for (const [id, { head }] of objects) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1];
    if (map !== undefined) fonts.set(id, glyphTable(objects.get(map)?.stream ?? ''));
  }
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? '';
    let font = new Map<string, string>();
    let text = '';
    for (const [, name, shown] of content.matchAll(/\/F(\d+) [\d.]+ Tf|(<[\da-fA-F]*>|\[[^\]]*\]) T[jJ]/g)) {
      if (name !== undefined) font = fonts.get(name) ?? font;
      for (const [, hex = ''] of (shown ?? '').matchAll(/<(\w*)>/g))
        for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(glyph.toUpperCase()) ?? '';
    }
    return text.replaceAll(/\s+/g, '');
  });
}
