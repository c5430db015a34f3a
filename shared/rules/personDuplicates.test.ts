import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../korean/day.ts';
import { duplicateReason, type PersonIdentity } from './personDuplicates.ts';

const birth = '1990-01-01' as Day;
const other = '1991-02-03' as Day;
const hong: PersonIdentity = { name: '홍길동', birth, mobile: '01012345678' };

describe('같은 사람일 수 있는 까닭', () => {
  test('성명, 생년월일, 휴대전화가 모두 같으면 같은 사람이다', () => {
    expect(duplicateReason(hong, { ...hong, name: '홍 길동' })).toBe('same');
    expect(duplicateReason({ ...hong, name: 'NGUYEN VAN AN' }, { ...hong, name: 'Nguyen Vanan' })).toBe('same');
  });
  test('전화만 바뀌었으면 성명과 생년월일이 같은 사람이다', () => {
    expect(duplicateReason(hong, { ...hong, mobile: '01099998888' })).toBe('sameNameBirth');
    expect(duplicateReason(hong, { name: '홍길동', birth })).toBe('sameNameBirth');
  });
  test('휴대전화만 같으면 오타이거나 가족이다', () => {
    expect(duplicateReason(hong, { ...hong, birth: other })).toBe('samePhone');
    expect(duplicateReason(hong, { name: '김영희', mobile: '01012345678' })).toBe('samePhone');
    expect(duplicateReason(hong, { ...hong, name: '홍길둥' })).toBe('samePhone');
  });
  test('생년월일이 같고 한 글자가 다르면 비슷한 이름이다', () => {
    for (const name of ['홍길둥', '황길동', '홍기동', '홍길', '홍길동이'])
      expect(duplicateReason(hong, { name, birth })).toBe('nearNameSameBirth');
  });
  test('그 밖에는 다른 사람이다', () => {
    expect(duplicateReason(hong, { name: '홍길동' })).toBeNull();
    expect(duplicateReason(hong, { name: '홍길동', birth: other })).toBeNull();
    expect(duplicateReason(hong, { name: '홍기둥', birth })).toBeNull();
    expect(duplicateReason(hong, { name: '동길홍', birth })).toBeNull();
    expect(
      duplicateReason({ name: '홍길동', birth: null, mobile: '' }, { name: '홍길동', birth: null, mobile: '' }),
    ).toBeNull();
    expect(duplicateReason({ name: '', birth }, { name: '가', birth })).toBeNull();
  });
  test('누구를 먼저 견주어도 같다', () => {
    const person = fc.record({
      name: fc
        .array(fc.constantFrom('김', '이', '민', '준', '서'), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join('')),
      birth: fc.constantFrom(birth, other, null),
      mobile: fc.constantFrom('01012345678', '01099998888', undefined),
    });
    fc.assert(
      fc.property(person, person, (a, b) => {
        expect(duplicateReason(a, b)).toBe(duplicateReason(b, a));
      }),
    );
  });
});
