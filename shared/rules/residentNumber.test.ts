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
        fc.constantFrom('', '-', '–', ' ', ' - '),
        back,
        around,
        (before, birth, between, rest, after) => {
          const number = birth + between + rest;
          expect(found(before + number + after)).toEqual([number]);
        },
      ),
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
