import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dongs } from '../codes/dong.ts';
import { normalizeText } from '../korean/text.ts';
import { maskAddress, maskName, maskPhone } from './masking.ts';

const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
const korean = (min: number, max: number) =>
  fc.array(syllable, { minLength: min, maxLength: max }).map((parts) => parts.join(''));
const latinWord = fc
  .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.join(''));
const latin = fc.array(latinWord, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''));

describe('성명', () => {
  test.each([
    ['홍길동', '홍*동'],
    ['홍길', '홍*'],
    ['남궁민수', '남궁**'],
    ['NGUYEN VAN AN', 'N***** *** *N'],
    ['AN', 'A*'],
    ['金哲洙', '金*洙'],
    ['응우옌 반 안', '응우* * *'],
  ])('%s은 %s로 보인다', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test('두 글자 이름도 둘째 글자를 가린다', () => {
    fc.assert(
      fc.property(korean(2, 2), (name) => {
        expect(maskName(name)).toBe(`${name[0]}*`);
      }),
    );
  });

  test('가운데 글자는 어떤 길이의 이름에서도 보이지 않는다', () => {
    fc.assert(
      fc.property(korean(3, 12), (name) => {
        const shown = maskName(name);
        // Names of four and more keep a two-syllable family name, and nothing after it.
        const open = name.length === 3 ? [0, 2] : [0, 1];
        expect(Array.from(shown).flatMap((letter, place) => (letter === '*' ? [] : [place]))).toEqual(open);
      }),
    );
  });

  test('로마자 이름은 첫 글자와 끝 글자만 보인다', () => {
    fc.assert(
      fc.property(latin, (name) => {
        const letters = name.replaceAll(' ', '');
        const shown = maskName(name).replaceAll(/[ *]/g, '');
        const open = letters.length === 1 ? '' : letters.length === 2 ? letters[0] : `${letters[0]}${letters.at(-1)}`;
        expect(shown).toBe(open);
      }),
    );
  });

  test('두 번 가려도 같고, 길이와 띄어쓰기는 그대로이다', () => {
    fc.assert(
      fc.property(fc.oneof(korean(1, 12), latin, fc.string({ unit: 'grapheme', maxLength: 20 })), (name) => {
        const once = maskName(name);
        expect(maskName(once)).toBe(once);
        expect(Array.from(once)).toHaveLength(Array.from(normalizeText(name)).length);
      }),
    );
  });
});

describe('전화', () => {
  test.each([
    ['01012345678', '010-****-5678'],
    ['0322600694', '032-***-0694'],
    ['15881234', '1588-****'],
    ['010-****-5678', '010-****-5678'],
  ])('%s은 %s로 보인다', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  test('없는 번호는 없는 그대로이다', () => {
    expect(maskPhone(null)).toBeNull();
  });

  test('휴대전화의 가운데 네 자리는 보이지 않고, 두 번 가려도 뒤 네 자리가 남는다', () => {
    fc.assert(
      fc.property(digits(4), digits(4), (middle, tail) => {
        const once = maskPhone(`010${middle}${tail}`);
        expect(once).toBe(`010-****-${tail}`);
        expect(maskPhone(once)).toBe(once);
      }),
    );
  });
});

describe('주소', () => {
  test.each([
    ['인천광역시 서구 가좌동 123-4', '인천광역시 서구 가좌동'],
    ['인천시 남동구 고잔동 645-5 (남동공단 72블럭 5롯트)', '인천광역시 남동구 고잔동'],
    ['인천 강화군 강화읍 관청리 1', '인천광역시 강화군 강화읍'],
    ['인천광역시 연수구 갯벌로 12, 갯벌타워 5층 501호 (송도동)', '인천광역시 연수구 송도동'],
    ['정문 옆 셋째 집', ''],
  ])('%s은 동까지만 보인다', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  test('어느 동의 어느 번지도 번지는 보이지 않고, 두 번 가려도 같다', () => {
    fc.assert(
      fc.property(fc.constantFrom(...dongs), fc.integer({ min: 100, max: 9999 }), ({ oldGu, dong }, lot) => {
        const once = maskAddress(`인천광역시 ${oldGu} ${dong} ${lot}-7`);
        expect(once).not.toContain(String(lot));
        expect(maskAddress(once)).toBe(once);
      }),
    );
  });
});
