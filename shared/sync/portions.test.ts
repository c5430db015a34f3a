import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Put } from './types.ts';
import { plainText } from './plainText.ts';
import { portions } from './portions.ts';

const put = (text: string, index: number): Put => ({
  op: 'put',
  type: 'person',
  id: `${index}`,
  patch: { note: text },
});
const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40_000, size: 'max' }), { maxLength: 12 });

test('아무리 많아도 차례대로 모두 담고, 빈 것이 없으며, 하나하나가 한도를 넘지 않는다', () => {
  fc.assert(
    fc.property(texts, (notes) => {
      const puts = notes.map((note, index) => put(note.slice(0, 20_000), index));
      const sets = portions(puts);
      expect(sets.flat()).toEqual(puts);
      for (const set of sets) {
        expect(set.length).toBeGreaterThan(0);
        const bytes = plainText.encode(JSON.stringify(set)).length;
        expect(set.length === 1 || bytes <= 120_000).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
  expect(portions([])).toEqual([]);
});

test('한글은 글자 수가 아니라 바이트로 센다', () => {
  const note = '가'.repeat(30_000);
  expect(portions([put(note, 0), put(note, 1)])).toHaveLength(2);
});
