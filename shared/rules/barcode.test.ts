import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { code128Patterns, code128Widths, drawBarcode, quietZone } from './barcode.ts';

/** Reads bars back as a scanner does: by the widths alone, the check symbol verified. */
function readBack(widths: readonly number[]): string | null {
  const symbols = widths.slice(0, -7);
  const values: number[] = [];
  for (let at = 0; at < symbols.length; at += 6)
    values.push(code128Patterns.indexOf(symbols.slice(at, at + 6).join('')));
  const [start, ...rest] = values;
  const check = rest.pop();
  const sum = rest.reduce((total, value, index) => total + value * (index + 1), 105);
  if (start !== 105 || check !== sum % 103 || widths.slice(-7).join('') !== '2331112') return null;
  return rest.map((value) => String(value).padStart(2, '0')).join('');
}

/** The widths that a drawn path shows. */
function measure(path: string): number[] {
  const bars = [...path.matchAll(/M(\d+) 0h(\d+)v\d+h-\d+z/gu)].map(([, at, width]) => [Number(at), Number(width)]);
  return bars.flatMap(([at = 0, width = 0], index) => {
    const next = bars[index + 1]?.[0];
    return next === undefined ? [width] : [width, next - at - width];
  });
}

const evenDigits = array(integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 12 }).map((pairs) =>
  pairs.map((pair) => String(pair).padStart(2, '0')).join(''),
);

test('기호 하나는 열한 칸이고 막대의 칸은 짝수이며 같은 무늬가 없다', () => {
  const symbols = code128Patterns.slice(0, -1);
  expect(symbols).toHaveLength(106);
  expect(new Set(symbols).size).toBe(106);
  for (const symbol of symbols) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = [...symbol].map(Number);
    expect(a + b + c + d + e + f).toBe(11);
    expect((a + c + e) % 2).toBe(0);
  }
});

test('표준의 예처럼 그려진다', () => {
  // 00 01 02 with check (105 + 0·1 + 1·2 + 2·3) mod 103 = 10.
  expect(code128Widths('000102').join('')).toBe('2112322122222221222222212213122331112');
});

test('그린 막대를 되읽으면 같은 숫자가 나온다', () => {
  assert(
    property(evenDigits, integer({ min: 1, max: 60 }), (digits, height) => {
      const { path, width } = drawBarcode(digits, height);
      const widths = measure(path);
      expect(widths).toEqual(code128Widths(digits));
      expect(readBack(widths)).toBe(digits);
      expect(width).toBe(widths.reduce((sum, each) => sum + each, 2 * quietZone));
    }),
  );
});

test('짝이 맞지 않거나 숫자가 아닌 것은 그리지 않는다', () => {
  for (const digits of ['', '1', '123', '12a4', '１２']) expect(() => code128Widths(digits)).toThrow('digits');
});
