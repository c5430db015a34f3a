import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaperKind } from './paperCode.ts';
import { formatPaperCode, paperCode, paperKinds, readPaperCode } from './paperCode.ts';

const anyCode = fc.record({
  kind: fc.constantFrom(...(Object.keys(paperKinds) as PaperKind[])),
  laptop: fc.integer({ min: 1, max: 99 }).map((number) => String(number).padStart(2, '0')),
  sequence: fc.integer({ min: 1, max: 99_999_999 }),
});

test('종이의 번호는 열두 자리이고, 넷씩 나누어 적은 것을 되읽는다', () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      const digits = paperCode(code);
      expect(digits).toMatch(/^\d{12}$/u);
      expect(formatPaperCode(digits)).toMatch(/^\d{4}-\d{4}-\d{4}$/u);
      expect(readPaperCode(digits)).toEqual(code);
      expect(readPaperCode(` ${formatPaperCode(digits)}\n`)).toEqual(code);
    }),
  );
});

test('숫자 하나가 틀리거나 이웃한 둘이 바뀌면 우리 번호가 아니다', () => {
  fc.assert(
    fc.property(anyCode, fc.nat(11), fc.integer({ min: 1, max: 9 }), (code, at, by) => {
      const digits = [...paperCode(code)];
      const wrong = digits.with(at, String((Number(digits[at]) + by) % 10)).join('');
      expect(readPaperCode(wrong)).toBeNull();
      const swapped = [...digits.slice(0, at), digits[at + 1], digits[at], ...digits.slice(at + 2)].join('');
      if (at < 11 && digits[at] !== digits[at + 1]) expect(readPaperCode(swapped)).toBeNull();
    }),
  );
});

test('다른 바코드와 넘친 번호는 받지 않는다', () => {
  for (const text of ['', '8801234567893', '000000000000', 'x'.repeat(12), '123'])
    expect(readPaperCode(text)).toBeNull();
  expect(() => paperCode({ kind: 'personCard', laptop: '01', sequence: 100_000_000 })).toThrow('code');
  expect(() => paperCode({ kind: 'personCard', laptop: '1', sequence: 1 })).toThrow('code');
});
