import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText, normalizeText } from './text.ts';

describe('저장하는 글', () => {
  test('맥에서 온 풀어쓴 한글을 모아쓴다', () => {
    expect(normalizeText('홍길동'.normalize('NFD'))).toBe('홍길동');
  });
  test('전각 숫자와 영문과 괄호를 반각으로 바꾼다', () => {
    expect(normalizeText('（주）ＡＢ　１２－３')).toBe('(주)AB 12-3');
  });
  test('보이지 않는 글자를 없애고 빈칸은 하나로 줄인다', () => {
    expect(normalizeText('\uFEFF 홍\u200B길동 \t\n  씨\u3164')).toBe('홍길동 씨');
  });
  test('초성 낱자와 ㈜는 그대로 둔다', () => {
    expect(normalizeText('ㅎㄱㄷ ㈜')).toBe('ㅎㄱㄷ ㈜');
  });
  test('두 번 다듬어도 같다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        const once = normalizeText(s);
        expect(normalizeText(once)).toBe(once);
      }),
    );
  });
});

describe('견주는 글', () => {
  test('빈칸, 문장부호, 대소문자, 전각은 다름으로 치지 않는다', () => {
    expect(foldText('남동 공단, Ａ-1')).toBe(foldText('남동공단 a1'));
    expect(foldText('㈜엠디티')).toBe(foldText('(주) 엠디티'));
  });
  test('초성 낱자는 그대로 둔다', () => {
    expect(foldText('ㅎ ㄱ ㄷ')).toBe('ㅎㄱㄷ');
  });
  test('두 번 접어도 같고 빈칸이 남지 않는다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        const once = foldText(s);
        expect(foldText(once)).toBe(once);
        expect(once).not.toMatch(/\s/u);
      }),
    );
  });
});
