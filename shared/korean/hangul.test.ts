import { convertHangulToQwerty, disassemble, getChoseong } from 'es-hangul';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromWrongKeyboard, initialsOf, isInitials, jamoOf, sortKey } from './hangul.ts';

const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
const word = fc.array(syllable, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

/** Order of code units, as SQLite sorts. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

describe('초성', () => {
  test('홍길동의 초성은 ㅎㄱㄷ이다', () => {
    expect(initialsOf('홍길동')).toBe('ㅎㄱㄷ');
    expect(initialsOf('남궁 민수')).toBe('ㄴㄱㅁㅅ');
  });
  test('영문과 숫자는 소문자로 남는다', () => {
    expect(initialsOf('(주)한국LG 2공장')).toBe('ㅈㅎㄱlg2ㄱㅈ');
  });
  test('자판이 붙여 놓은 ㄳ은 ㄱㅅ으로 찾는다', () => {
    expect(initialsOf('ㄳ')).toBe('ㄱㅅ');
    expect(isInitials('ㄳㅎ')).toBe(true);
  });
  test('닿소리만 있을 때 초성 검색이다', () => {
    expect(isInitials('ㅎㄱㄷ')).toBe(true);
    expect(isInitials('ㅎ ㄱ ㄷ')).toBe(true);
    expect(isInitials('홍ㄱㄷ')).toBe(false);
    expect(isInitials('ㅏ')).toBe(false);
    expect(isInitials('')).toBe(false);
  });
  test('모든 글자에서 es-hangul의 초성과 같다', () => {
    fc.assert(
      fc.property(word, (s) => {
        expect(initialsOf(s)).toBe(getChoseong(s));
      }),
    );
  });
});

describe('자모', () => {
  test('겹받침은 치는 차례대로 나뉜다', () => {
    expect(jamoOf('값')).toBe('ㄱㅏㅂㅅ');
    expect(jamoOf('과')).toBe('ㄱㅗㅏ');
  });
  test('치다 만 이름은 온 이름의 앞부분이다', () => {
    for (const typed of ['ㄱ', '기', '김', '김ㅊ', '김처', '김철', '김철ㅅ', '김철수']) {
      expect(jamoOf('김철수').startsWith(jamoOf(typed))).toBe(true);
    }
    expect(jamoOf('닭갈비').startsWith(jamoOf('달'))).toBe(true);
  });
  test('모든 글자에서 es-hangul의 풀어쓰기와 같다', () => {
    fc.assert(
      fc.property(word, (s) => {
        expect(jamoOf(s)).toBe(disassemble(s));
      }),
    );
  });
});

describe('한/영 자판', () => {
  test('영문 자판으로 친 이름을 한글로 돌린다', () => {
    expect(fromWrongKeyboard('ghdrlfehd')).toBe('홍길동');
    expect(fromWrongKeyboard('rlacjftn')).toBe('김철수');
  });
  test('한글이 되지 않는 글은 고치지 않는다', () => {
    for (const s of ['KIM', '홍길동', 'ghd1', '', 'ㅎㄱㄷ', 'fg']) expect(fromWrongKeyboard(s)).toBeNull();
  });
  test('한글을 영문 자판으로 치면 다시 그 한글이 된다', () => {
    fc.assert(
      fc.property(word, (s) => {
        expect(fromWrongKeyboard(convertHangulToQwerty(s))).toBe(s);
      }),
    );
  });
});

describe('가나다 순서', () => {
  const collator = new Intl.Collator('ko');

  test('숫자, 한글, 영문의 차례이다', () => {
    const names = ['LG전자', '가온', '3M', '하늘', 'abc', '(주)가', ' 나라'];
    expect([...names].sort((a, b) => order(sortKey(a), sortKey(b)))).toEqual([
      '(주)가',
      '3M',
      '가온',
      ' 나라',
      '하늘',
      'abc',
      'LG전자',
    ]);
  });
  test('한글 이름의 차례는 Intl.Collator와 같다', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(order(sortKey(a), sortKey(b))).toBe(Math.sign(collator.compare(a, b)));
      }),
      { numRuns: 1000 },
    );
  });
  test('음절 차례로 견주어 영문이 뒤에 붙어도 흩어지지 않는다', () => {
    expect(order(sortKey('대아metal'), sortKey('대안건철'))).toBe(-1);
  });
  test('숫자와 빈칸이 섞여도, 영문으로 시작하여도 Intl.Collator와 같다', () => {
    const mixed = fc
      .tuple(
        fc.constantFrom('', 'a', 'LG', 'z'),
        fc.array(fc.oneof(syllable, fc.constantFrom('가', '나', '각', ' ', '0', '1', '9')), {
          minLength: 1,
          maxLength: 5,
        }),
      )
      .map(([latin, parts]) => (latin + parts.join('')).replace(/ +/gu, ' ').trim());
    fc.assert(
      fc.property(mixed, mixed, (a, b) => {
        expect(order(sortKey(a), sortKey(b))).toBe(Math.sign(collator.compare(a, b)));
      }),
      { numRuns: 1000 },
    );
  });
});

test('한글 자판의 어떤 자리를 눌러도 바꾸기는 멈추지 않는다', () => {
  expect(fromWrongKeyboard('anhkan')).toBeNull();
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z]{1,12}$/u), (keys) => {
      const made = fromWrongKeyboard(keys);
      expect(made === null || /^[가-힣]+$/u.test(made)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
