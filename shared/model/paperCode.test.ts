import { assert, constantFrom, integer, nat, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import type { PaperKind } from './paperCode.ts';
import { formatPaperCode, paperCode, paperKinds, readPaperCode } from './paperCode.ts';

const anyCode = record({
  kind: constantFrom(...(Object.keys(paperKinds) as PaperKind[])),
  laptop: integer({ min: 1, max: 99 }).map((number) => String(number).padStart(2, '0')),
  sequence: integer({ min: 1, max: 99_999_999 }),
});

test('종이의 번호는 열두 자리이고, 넷씩 나누어 적은 것을 되읽는다', () => {
  assert(
    property(anyCode, (code) => {
      const digits = paperCode(code);
      expect(digits).toMatch(/^\d{12}$/u);
      expect(formatPaperCode(digits)).toMatch(/^\d{4}-\d{4}-\d{4}$/u);
      expect(readPaperCode(digits)).toEqual(code);
      expect(readPaperCode(` ${formatPaperCode(digits)}\n`)).toEqual(code);
    }),
  );
});

test('숫자 하나가 틀리면 우리 번호가 아니다', () => {
  assert(
    property(anyCode, nat(11), integer({ min: 1, max: 9 }), (code, at, by) => {
      const digits = [...paperCode(code)];
      const wrong = digits.with(at, String((Number(digits[at]) + by) % 10)).join('');
      expect(readPaperCode(wrong)).toBeNull();
    }),
  );
});

test('이웃한 두 숫자가 바뀌면 우리 번호가 아니다', () => {
  assert(
    property(anyCode, nat(10), (code, at) => {
      const digits = [...paperCode(code)];
      const swapped = digits
        .with(at, digits[at + 1] ?? '')
        .with(at + 1, digits[at] ?? '')
        .join('');
      expect(readPaperCode(swapped)).toEqual(digits[at] === digits[at + 1] ? code : null);
    }),
  );
});

test('다른 바코드와 넘친 번호는 받지 않는다', () => {
  for (const text of ['', '8801234567893', '000000000000', 'x'.repeat(12), '123'])
    expect(readPaperCode(text)).toBeNull();
  expect(() => paperCode({ kind: 'personCard', laptop: '01', sequence: 100_000_000 })).toThrow('code');
  expect(() => paperCode({ kind: 'personCard', laptop: '1', sequence: 1 })).toThrow('code');
});
