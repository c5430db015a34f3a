import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findResidentNumbers } from './residentNumber.ts';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));
const two = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((n) => String(n).padStart(2, '0'));
/** Written like a resident number, made up. */
const front = fc.tuple(two(0, 99), two(1, 12), two(1, 28)).map((parts) => parts.join(''));
const back = fc.tuple(fc.integer({ min: 1, max: 8 }), digits(6)).map((parts) => parts.join(''));
const found = (text: string): string[] => findResidentNumbers(text).map(({ start, end }) => text.slice(start, end));

describe('주민등록번호 찾기', () => {
  test.each([
    '900101-1234567',
    '9001011234567',
    '900101 1234567',
    '900101–1234567',
    '900101 - 1234567',
    '900101\t1234567',
    '９００１０１－１２３４５６７',
    '000229-3234567',
    '850505-5234567',
    '900101\u200B-1234567',
    '900101ㅡ1234567',
    '900101 ㅡ 1234567',
    '900101─1234567',
    '900101━1234567',
    '900101.1234567',
    '900101. 1234567',
    '900101_1234567',
    '900101‐1234567',
    '900101—1234567',
    '９００１０１ㅡ１２３４５６７',
    '９００１０１．１２３４５６７',
    '９００１０１＿１２３４５６７',
  ])('%s를 찾는다', (number) => {
    expect(found(number)).toEqual([number]);
    expect(found(`주민번호는 ${number}입니다.`)).toEqual([number]);
  });
  test.each([
    '901301-1234567',
    '900132-1234567',
    '900230-1234567',
    '900101-9234567',
    '900101-0234567',
    '900101-1******',
    '900101\n1234567',
    '010-1234-5678',
    '2826010200106180009',
    '1900101-12345678',
    '900101--1234567',
    '900101..1234567',
    '1900101.1234567',
    '900101.12345678',
    '900101/1234567',
    '900101,1234567',
    '',
  ])('%s는 주민등록번호가 아니다', (text) => {
    expect(found(text)).toEqual([]);
  });
  test('한 글에 있는 것을 모두, 쓰인 자리 그대로 찾는다', () => {
    const text = '㈜가나 👷 900101-1234567, 배우자 850505-2234567';
    expect(found(text)).toEqual(['900101-1234567', '850505-2234567']);
  });
  test('어느 글 속에서도 쓰인 그대로 찾는다', () => {
    const around = fc
      .string({ unit: 'grapheme' })
      .filter((s) => !/[\p{N}\u00AD\u180E\u200B-\u200F\u2060-\u2064\uFEFF]/u.test(s.normalize('NFKC')));
    fc.assert(
      fc.property(
        around,
        front,
        fc.constantFrom('', '-', '–', ' ', ' - ', ...[...'ㅡ─━._‐—'].flatMap((dash) => [dash, ` ${dash} `])),
        back,
        around,
        (before, birth, between, rest, after) => {
          const number = birth + between + rest;
          expect(found(before + number + after)).toEqual([number]);
        },
      ),
    );
  });
  test('전화번호, 날짜, 사업자등록번호는 무엇으로 나누어 적든 걸리지 않는다', () => {
    const between = fc.constantFrom(...'-–—‐ㅡ─._', '. ', ' ', ' - ');
    const written = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(between, ...parts).map(([dash, ...each]) => each.join(dash));
    const year = fc.integer({ min: 1900, max: 2099 }).map(String);
    const number = fc.oneof(
      written(fc.constantFrom('010', '011', '02', '032', '070', '0505'), fc.oneof(digits(3), digits(4)), digits(4)),
      fc.tuple(fc.constantFrom('010', '02', '032'), digits(8)).map((parts) => parts.join('')),
      written(fc.constantFrom('1588', '1350'), digits(4)),
      written(year, two(1, 12), two(1, 31)),
      written(two(0, 99), two(1, 12), two(1, 31)),
      fc.tuple(year, two(1, 12), two(1, 31)).map((parts) => parts.join('')),
      written(digits(3), digits(2), digits(5)),
      digits(10),
    );
    const sentence = fc
      .array(number, { minLength: 1, maxLength: 4 })
      .chain((each) => fc.constantFrom(', ', '~', ' / ', '\n', '입니다 ').map((gap) => each.join(gap)));
    fc.assert(
      fc.property(sentence, (text) => {
        expect(found(text)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });
  test('15자리 공장관리번호와 19자리 PNU는 걸리지 않는다', () => {
    const id = fc.oneof(
      digits(15),
      digits(19),
      fc.tuple(front, back, digits(2)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(id, (number) => {
        expect(found(number)).toEqual([]);
        expect(found(`공장관리번호 ${number} (PNU)`)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
