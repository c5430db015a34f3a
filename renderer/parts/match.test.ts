import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findEntries, matchesTyped } from './match.ts';

test('초성과 덜 친 글자로 목록을 거른다', () => {
  expect(matchesTyped('부평구', 'ㅂ')).toBe(true);
  expect(matchesTyped('부평구', 'ㅂㅍ')).toBe(true);
  expect(matchesTyped('부평구', '부펴')).toBe(true);
  expect(matchesTyped('찾아가는 상담(산업단지·행사)', '산업')).toBe(true);
  expect(matchesTyped('남동구', 'ㅂ')).toBe(false);
  expect(matchesTyped('남동구', '부')).toBe(false);
});

test('이름을 치는 동안의 어느 순간에도 그 이름이 남아 있다', () => {
  const syllables = fc.array(fc.integer({ min: 0xac00, max: 0xd7a3 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(syllables, (codes) => {
      const name = String.fromCharCode(...codes);
      for (let length = 0; length <= name.length; length += 1)
        expect(matchesTyped(name, name.slice(0, length))).toBe(true);
    }),
  );
});

test('친 글자로 시작하는 이름이 먼저 오고, 별명으로도 찾는다', () => {
  const entries = [
    { code: '04', name: '찾아가는 상담' },
    { code: '01', name: '가정 방문' },
    { code: 'N', name: '남동국가산업단지', aliases: ['남동공단'] },
  ];
  expect(findEntries(entries, 'ㄱ').map((entry) => entry.code)).toEqual(['01', '04', 'N']);
  expect(findEntries(entries, '남동공').map((entry) => entry.code)).toEqual(['N']);
  expect(findEntries(entries, '없는 것')).toEqual([]);
  expect(findEntries(entries, '')).toHaveLength(3);
});
