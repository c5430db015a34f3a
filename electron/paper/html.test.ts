import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { cssString, escapeHtml, html, htmlText } from './html.ts';

/** Names as somebody would write them who wants to break the page. */
const hostile = oneof(
  string({ unit: 'binary' }),
  constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</td></table><h1>승인</h1>',
    '<!--',
    '&lt;b&gt;',
    '${7*7}',
    '김\u202E철수',
    '\uD800홍길동',
    '\u0000',
  ),
);

/** What a browser reads out of escaped text. */
function read(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&amp;', '&');
}

test('어떤 이름도 종이에서 꼬리표가 되지 않는다', () => {
  assert(
    property(hostile, (name) => {
      const text = htmlText(html`<td title="${name}">${name}</td>`);
      const [, title = '', inner = ''] = /^<td title="([^"]*)">([^<]*)<\/td>$/s.exec(text) ?? [];
      expect(title).toBe(inner);
      expect(inner).not.toMatch(/["'`<>]/);
      // Every & begins one of our own references.
      expect(inner.replaceAll(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
    }),
  );
});

test('보통 글은 그대로 읽힌다', () => {
  const printable = string({ unit: 'grapheme' }).filter(
    (text) => !/[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u.test(text),
  );
  assert(
    property(printable, (text) => {
      expect(read(escapeHtml(text))).toBe(text);
    }),
  );
});

test('글의 방향을 바꾸는 문자와 반쪽 문자는 지운다', () => {
  expect(escapeHtml('김\u202E철수\u2066\u200F')).toBe('김철수');
  expect(escapeHtml('\uD800홍길동\uDC00')).toBe('홍길동');
});

test('틀로 만든 조각은 다시 바뀌지 않고, 목록은 이어진다', () => {
  const names = ['가', '<나>'].map((name) => html`<b>${name}</b>`);
  expect(htmlText(html`<p>${names}${null}${undefined}${3}</p>`)).toBe('<p><b>가</b><b>&lt;나&gt;</b>3</p>');
});

test('JSON으로 온 값은 조각인 척할 수 없다', () => {
  const forged = JSON.parse('{"safe":"<script>","html":"<script>"}') as never;
  expect(htmlText(html`<p>${forged}</p>`)).toBe('<p></p>');
});

test('머리글·바닥글의 글은 CSS 글자열을 벗어나지 못한다', () => {
  assert(
    property(hostile, (name) => {
      const text = cssString(name);
      expect(text.startsWith('"') && text.endsWith('"')).toBe(true);
      expect(text.slice(1, -1)).toMatch(/^(?:[A-Za-z0-9가-힣 .,:·-]|\\[0-9a-f]{1,6} )*$/u);
    }),
  );
  expect(cssString('이상담 · 2026-11-22 14:00 · 01 상담실')).toBe('"이상담 · 2026-11-22 14:00 · 01 상담실"');
  expect(cssString('a"; } body')).toBe('"a\\22 \\3b  \\7d  body"');
});
