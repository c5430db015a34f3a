import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dongs } from '../codes/dong.ts';
import { type Address, addressFromPnu, fromPnu, locate, parseAddress } from './address.ts';

describe('주소 나누기', () => {
  const cases: readonly (readonly [string, Address])[] = [
    ['인천광역시 서구 가좌동 123-4', { sido: '인천광역시', gu: '서구', dong: '가좌동', lot: '123-4' }],
    [
      '인천시 남동구 고잔동 645-5 (남동공단 72블럭 5롯트)',
      { sido: '인천광역시', gu: '남동구', dong: '고잔동', lot: '645-5', rest: '남동공단 72블럭 5롯트' },
    ],
    [
      '인천광역시 연수구 갯벌로 12, 갯벌타워 5층 501호 (송도동)',
      { sido: '인천광역시', gu: '연수구', dong: '송도동', road: '갯벌로 12', building: '갯벌타워', rest: '5층 501호' },
    ],
    [
      '인천광역시 연수구 갯벌로 12 (송도동, 갯벌타워)',
      { sido: '인천광역시', gu: '연수구', dong: '송도동', road: '갯벌로 12', building: '갯벌타워' },
    ],
    ['인천 님동구 남동대로 123번길 45-6', { sido: '인천광역시', gu: '남동구', road: '남동대로 123번길 45-6' }],
    ['인천 미추홀구구 도화동산12', { sido: '인천광역시', gu: '미추홀구', dong: '도화동', lot: '산 12' }],
    [
      '인천광역시 강화군 강화읍 옥림리 100',
      { sido: '인천광역시', gu: '강화군', dong: '강화읍', ri: '옥림리', lot: '100' },
    ],
    ['인천 강화군 강화읍 강화대로 404', { sido: '인천광역시', gu: '강화군', dong: '강화읍', road: '강화대로 404' }],
    ['인천서구가좌동123번지', { sido: '인천광역시', gu: '서구', dong: '가좌동', lot: '123' }],
    [
      '(22850) 인천 서구 가좌로84번길 13 (가좌동)',
      { sido: '인천광역시', gu: '서구', dong: '가좌동', road: '가좌로84번길 13' },
    ],
    ['인천 중구 항동7가 82-1', { sido: '인천광역시', gu: '중구', dong: '항동7가', lot: '82-1' }],
    ['인천 미추홀구 주안1.3동', { sido: '인천광역시', gu: '미추홀구', dong: '주안1.3동' }],
    ['인천 부평 청천동 1', { sido: '인천광역시', gu: '부평구', dong: '청천동', lot: '1' }],
    ['인천대로 12', { road: '인천대로 12' }],
    ['경기도 시흥시 정왕동 1', { sido: '경기도', gu: '시흥시', dong: '정왕동', lot: '1' }],
    ['경기 수원시 장안구 정자동 1', { sido: '경기도', gu: '수원시 장안구', dong: '정자동', lot: '1' }],
    [
      '인천 서구 백범로789번길 42 (가좌동) 외 1필지',
      { sido: '인천광역시', gu: '서구', dong: '가좌동', road: '백범로789번길 42', rest: '외 1필지' },
    ],
    [
      '인천 검단구 검단로 1 (왕길동, 84-3)',
      { sido: '인천광역시', gu: '검단구', dong: '왕길동', road: '검단로 1', rest: '84-3' },
    ],
    ['남동공단 72블럭 5롯트', { building: '남동공단', rest: '72블럭 5롯트' }],
    ['', {}],
  ];
  test.each(cases)('%s', (raw, parts) => {
    expect(parseAddress(raw)).toEqual(parts);
  });
  test('어떤 글을 넣어도 빈 부분을 내지 않는다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => {
        expect(Object.values(parseAddress(raw)).every((part) => part !== '')).toBe(true);
      }),
    );
  });
});

describe('2026년의 군·구로 옮기기', () => {
  test.each([
    ['인천광역시 서구 가좌동 123-4', '28275'],
    ['인천광역시 서구 금곡동 1', '28290'],
    ['인천광역시 동구 금곡동 1', '28125'],
    ['인천 서구 오류동 434', '28290'],
    ['인천 계양구 오류동 1', '28245'],
    ['인천 중구 운서동 2850', '28155'],
    ['인천 남구 주안동 1', '28177'],
    ['인천 북구 효성동 1', '28245'],
    ['인천 서구 가좌4동', '28275'],
    ['인천 서구 가좌로 12 (가좌동)', '28275'],
    ['인천 검단구 오류동 1', '28290'],
  ])('%s → %s', (raw, districtCode) => {
    expect(locate(raw)).toMatchObject({ ok: true, districtCode, confidence: 'exact' });
  });
  test('나뉘지 않은 구는 동이 없어도 안다', () => {
    expect(locate('인천 남동구 남동대로 12')).toEqual({ ok: true, districtCode: '28200', confidence: 'gu' });
    expect(locate('부평구 부평대로 1')).toMatchObject({ ok: true, districtCode: '28237' });
    expect(locate('인천 동구')).toMatchObject({ ok: true, districtCode: '28125', confidence: 'gu' });
  });
  test('다른 도시에도 있는 구 이름만으로 인천이라 하지 않는다', () => {
    expect(locate('서구 가좌동 1')).toEqual({ ok: false, reason: 'ambiguous' });
    expect(locate('서구 가좌동 1', { assumeIncheon: true })).toMatchObject({ ok: true, districtCode: '28275' });
    expect(locate('부산 서구 암남동')).toEqual({ ok: false, reason: 'notIncheon' });
    expect(locate('대구광역시 서구 가좌동', { assumeIncheon: true })).toEqual({ ok: false, reason: 'notIncheon' });
    expect(locate('강남구 역삼동 1')).toEqual({ ok: false, reason: 'notIncheon' });
  });
  test('정할 수 없으면 까닭을 말한다', () => {
    expect(locate('  ')).toEqual({ ok: false, reason: 'blank' });
    expect(locate('인천 서구 가좌로 12')).toEqual({ ok: false, reason: 'ambiguous' });
    expect(locate('인천 서구 없는동 12')).toEqual({ ok: false, reason: 'unknownDong' });
    expect(locate('인천 금곡동 12')).toEqual({ ok: false, reason: 'ambiguous' });
    expect(locate('인천 오류동')).toEqual({ ok: false, reason: 'ambiguous' });
    expect(locate('인천')).toEqual({ ok: false, reason: 'ambiguous' });
    expect(locate('미상')).toEqual({ ok: false, reason: 'unknownDong' });
  });
  test('한 구에만 있는 동은 동만으로도 안다', () => {
    expect(locate('인천 고잔동 645-5')).toEqual({
      ok: true,
      districtCode: '28200',
      dong: '고잔동',
      oldGu: '남동구',
      confidence: 'dong',
    });
    expect(locate('고잔동 645-5')).toEqual({ ok: false, reason: 'ambiguous' });
  });
});

describe('필지고유번호', () => {
  test('지번과 산을 읽는다', () => {
    expect(fromPnu('2826011200101230004')).toEqual({
      districtCode: '28275',
      oldGu: '서구',
      dong: '가좌동',
      lot: '123-4',
    });
    expect(fromPnu('2826011200200120000')?.lot).toBe('산 12');
    expect(addressFromPnu('2826011200101230004', { basis: 'old' })).toBe('인천광역시 서구 가좌동 123-4');
    expect(addressFromPnu('2826011200101230004', { basis: 'new' })).toBe('인천광역시 서해구 가좌동 123-4');
  });
  test('인천의 필지가 아니면 없다', () => {
    for (const pnu of ['', '5279032033101230004', '282601120010123000', '2826011200901230004']) {
      expect(fromPnu(pnu)).toBeNull();
      expect(addressFromPnu(pnu, { basis: 'new' })).toBeNull();
    }
  });
  test('필지에서 만든 주소를 다시 나누면 같은 곳이다', () => {
    const pnu = fc
      .tuple(
        fc.constantFrom(...dongs.filter(({ to }) => to === undefined)),
        fc.constantFrom('1', '2'),
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 9999 }),
      )
      .map(
        ([dong, kind, main, sub]) => dong.code + kind + String(main).padStart(4, '0') + String(sub).padStart(4, '0'),
      );
    fc.assert(
      fc.property(pnu, fc.constantFrom('old' as const, 'new' as const), (number, basis) => {
        const place = fromPnu(number);
        const address = addressFromPnu(number, { basis }) ?? '';
        expect(parseAddress(address)).toMatchObject({ dong: place?.dong, lot: place?.lot });
        expect(parseAddress(address).ri).toBe(place?.ri);
        expect(locate(address)).toEqual({
          ok: true,
          districtCode: place?.districtCode,
          dong: place?.dong,
          oldGu: place?.oldGu,
          confidence: 'exact',
        });
      }),
      { numRuns: 500 },
    );
  });
});
