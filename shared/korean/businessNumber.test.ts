import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBusinessNumber, parseBusinessNumber } from './businessNumber.ts';

describe('사업자등록번호', () => {
  test.each(['124-81-00998', '120-81-47521', '242-20-02430', '137-81-38748', '220-81-62517', '123-45-67891'])(
    '%s는 맞는 번호이다',
    (number) => {
      expect(parseBusinessNumber(number)).toEqual({ ok: true, value: number.replaceAll('-', '') });
    },
  );
  test.each(['123-45-67890', '131-83-01143'])('%s는 검증 숫자가 틀리다', (number) => {
    expect(parseBusinessNumber(number)).toEqual({ ok: false, reason: 'check' });
  });
  test('같은 숫자의 되풀이와 000으로 시작하는 번호는 받지 않는다', () => {
    for (const number of ['0000000000', '111-11-11111', '000-81-00998']) {
      expect(parseBusinessNumber(number)).toEqual({ ok: false, reason: 'placeholder' });
    }
  });
  test('열 자리 숫자가 아니면 길이 문제이다', () => {
    for (const number of ['', '124-81-0099', '124-81-009988', '124-81-0099a', '-']) {
      expect(parseBusinessNumber(number)).toEqual({ ok: false, reason: 'length' });
    }
  });
  test('전각 숫자, 빈칸, 긴 줄표, 엑셀 숫자를 받는다', () => {
    for (const number of ['１２４－８１－００９９８', ' 124 81 00998 ', '124–81–00998', 1248100998]) {
      expect(parseBusinessNumber(number)).toEqual({ ok: true, value: '1248100998' });
    }
  });
  test('화면에는 줄표를 넣는다', () => {
    expect(formatBusinessNumber('1248100998')).toBe('124-81-00998');
    expect(formatBusinessNumber('미상')).toBe('미상');
  });
  test('앞 아홉 자리마다 맞는 끝자리는 하나뿐이다', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), (nine) => {
        fc.pre(!/^(\d)\1{8}$/u.test(String(nine)));
        const good = '0123456789'.split('').filter((last) => parseBusinessNumber(`${nine}${last}`).ok);
        expect(good).toHaveLength(1);
        for (const last of good) {
          expect(parseBusinessNumber(formatBusinessNumber(`${nine}${last}`))).toEqual({
            ok: true,
            value: `${nine}${last}`,
          });
        }
      }),
    );
  });
});
