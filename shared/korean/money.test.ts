import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatWon, parseWage } from './money.ts';

describe('금액', () => {
  test('천 단위마다 쉼표를 넣는다', () => {
    expect([0, 999, 1000, 2_300_000, -10_320].map(formatWon)).toEqual([
      '0원',
      '999원',
      '1,000원',
      '2,300,000원',
      '-10,320원',
    ]);
  });
});

describe('임금 읽기', () => {
  test.each([
    ['230만원 ~ 260만원', 'M', 2_300_000, 2_600_000],
    ['230~260만원', 'M', 2_300_000, 2_600_000],
    ['250', 'M', 2_500_000, 2_500_000],
    [250, 'M', 2_500_000, 2_500_000],
    ['2,500,000', 'M', 2_500_000, 2_500_000],
    ['2,500천원', 'M', 2_500_000, 2_500_000],
    ['250만 원 이상', 'M', 2_500_000, 2_500_000],
    ['4000만원', 'Y', 40_000_000, 40_000_000],
    ['3200', 'Y', 32_000_000, 32_000_000],
    ['1억 2천만', 'Y', 120_000_000, 120_000_000],
    ['10320원 ~ 10500원', 'H', 10_320, 10_500],
    ['１０,３２０', 'H', 10_320, 10_320],
    ['1.5만원', 'H', 15_000, 15_000],
    ['15만원', 'D', 150_000, 150_000],
    ['15', 'D', 150_000, 150_000],
  ] as const)('%s (%s)', (raw, form, min, max) => {
    expect(parseWage(raw, form)).toEqual({ ok: true, min, max });
  });
  test('읽을 수 없으면 까닭을 말한다', () => {
    expect(parseWage(' ', 'M')).toEqual({ ok: false, reason: 'blank' });
    expect(parseWage('회사내규', 'M')).toEqual({ ok: false, reason: 'form' });
    expect(parseWage('~', 'M')).toEqual({ ok: false, reason: 'form' });
    expect(parseWage('원', 'M')).toEqual({ ok: false, reason: 'form' });
    expect(parseWage('1~2~3만원', 'M')).toEqual({ ok: false, reason: 'form' });
    expect(parseWage('260만원 ~ 230만원', 'M')).toEqual({ ok: false, reason: 'order' });
    expect(parseWage('2,500,000', 'H')).toEqual({ ok: false, reason: 'unit' });
    expect(parseWage('250', 'H')).toEqual({ ok: false, reason: 'unit' });
    expect(parseWage('10,320원', 'M')).toEqual({ ok: false, reason: 'unit' });
  });
  test('쓴 금액을 다시 읽으면 같은 금액이다', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100_000, max: 50_000_000 }),
        fc.integer({ min: 0, max: 50_000_000 }),
        (min, more) => {
          expect(parseWage(`${formatWon(min)} ~ ${formatWon(min + more)}`, 'M')).toEqual({
            ok: true,
            min,
            max: min + more,
          });
        },
      ),
    );
  });
});
