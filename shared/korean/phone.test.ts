import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPhone, isMobile, maskPhone, parsePhone } from './phone.ts';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));
const korean = fc.oneof(
  digits(8).map((d) => `010${d}`),
  digits(7).map((d) => `011${d}`),
  digits(8).map((d) => `02${d}`),
  digits(7).map((d) => `032${d}`),
  digits(8).map((d) => `070${d}`),
  digits(9).map((d) => `050${d}`),
  digits(7).map((d) => `080${d}`),
  digits(6).map((d) => `15${d}`),
);

describe('전화번호 읽기', () => {
  test.each([
    ['010-1234-5678', '01012345678', '010-1234-5678'],
    ['０１０．１２３４．５６７８', '01012345678', '010-1234-5678'],
    ['010 – 1234 – 5678', '01012345678', '010-1234-5678'],
    ['011-234-5678', '0112345678', '011-234-5678'],
    ['02-123-4567', '021234567', '02-123-4567'],
    ['(02) 1234-5678', '0212345678', '02-1234-5678'],
    ['032)260-0694', '0322600694', '032-260-0694'],
    ['070-1234-5678', '07012345678', '070-1234-5678'],
    ['0505-1234-5678', '050512345678', '0505-1234-5678'],
    ['080-123-4567', '0801234567', '080-123-4567'],
    ['1588-1234', '15881234', '1588-1234'],
    ['18001435', '18001435', '1800-1435'],
    ['+82 10-1234-5678', '01012345678', '010-1234-5678'],
    ['+82 (0)32 260 0694', '0322600694', '032-260-0694'],
    ['82-10-1234-5678', '01012345678', '010-1234-5678'],
    ['+84 91 234 56 78', '+84912345678', '+84 912 345 678'],
  ])('%s', (raw, value, shown) => {
    expect(parsePhone(raw)).toEqual({ ok: true, value });
    expect(formatPhone(value)).toBe(shown);
  });
  test('엑셀이 앞의 0을 지운 번호를 되살린다', () => {
    expect(parsePhone(1012345678)).toEqual({ ok: true, value: '01012345678' });
    expect(parsePhone('1012345678')).toEqual({ ok: true, value: '01012345678' });
    expect(parsePhone(322600694)).toEqual({ ok: true, value: '0322600694' });
    expect(parsePhone(21234567)).toEqual({ ok: true, value: '021234567' });
    expect(parsePhone(15881234)).toEqual({ ok: true, value: '15881234' });
  });
  test('내선은 따로 둔다', () => {
    expect(parsePhone('032-260-0694(내선 123)')).toEqual({ ok: true, value: '0322600694', ext: '123' });
    expect(parsePhone('032-260-0694 ext. 12')).toEqual({ ok: true, value: '0322600694', ext: '12' });
    expect(parsePhone('032-260-0691~4')).toEqual({ ok: true, value: '0322600691', ext: '~4' });
  });
  test('읽을 수 없는 번호는 까닭을 말한다', () => {
    expect(parsePhone(' ')).toEqual({ ok: false, reason: 'blank' });
    expect(parsePhone('-')).toEqual({ ok: false, reason: 'blank' });
    expect(parsePhone('없음')).toEqual({ ok: false, reason: 'letters' });
    expect(parsePhone('010-1234-5678 배우자')).toEqual({ ok: false, reason: 'letters' });
    expect(parsePhone('010-1234-567')).toEqual({ ok: false, reason: 'length' });
    expect(parsePhone('032-260-06944')).toEqual({ ok: true, value: '03226006944' });
    expect(parsePhone('032-260-069444')).toEqual({ ok: false, reason: 'length' });
    expect(parsePhone('260-0694')).toEqual({ ok: false, reason: 'areaCode' });
    expect(parsePhone('2123-4567')).toEqual({ ok: false, reason: 'areaCode' });
    expect(parsePhone('090-1234-5678')).toEqual({ ok: false, reason: 'prefix' });
    expect(parsePhone('032-260-0694 / 010-1234-5678')).toEqual({ ok: false, reason: 'several' });
    expect(parsePhone('+84 12')).toEqual({ ok: false, reason: 'foreign' });
    expect(parsePhone(10.5)).toEqual({ ok: false, reason: 'prefix' });
  });
  test('줄표를 넣어 보인 번호를 다시 읽으면 같은 번호이고, 0을 잃어도 같다', () => {
    fc.assert(
      fc.property(korean, (value) => {
        expect(parsePhone(value)).toEqual({ ok: true, value });
        expect(parsePhone(formatPhone(value))).toEqual({ ok: true, value });
        expect(parsePhone(Number(value))).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('전화번호 가리기', () => {
  test.each([
    ['01012345678', '010-****-5678'],
    ['0322600694', '032-***-0694'],
    ['15881234', '1588-****'],
    ['+84912345678', '+84 *** **5 678'],
    ['12', '*2'],
  ])('%s → %s', (value, masked) => {
    expect(maskPhone(value)).toBe(masked);
  });
  test('한국 번호는 가운데를 모두 가린다', () => {
    fc.assert(
      fc.property(korean, (value) => {
        expect(maskPhone(value).replace(/\D/gu, '').length).toBeLessThanOrEqual(value.length - 3);
      }),
    );
  });
});

describe('휴대전화', () => {
  test('010과 옛 번호만 휴대전화이다', () => {
    expect(['01012345678', '0112345678'].every(isMobile)).toBe(true);
    expect(['0322600694', '07012345678', '050512345678', '0101234567', '+84912345678'].some(isMobile)).toBe(false);
  });
});
