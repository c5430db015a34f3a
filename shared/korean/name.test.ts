import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanCompanyName, companyKey, maskName, parsePersonName } from './name.ts';

const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
const koreanWord = fc.array(syllable, { minLength: 2, maxLength: 8 }).map((parts) => parts.join(''));

describe('성명', () => {
  test('여권의 이름은 대문자와 한 칸으로 쓴다', () => {
    expect(parsePersonName('nguyen  van an')).toEqual({ ok: true, value: 'NGUYEN VAN AN' });
    expect(parsePersonName('o’brien-smith jr.')).toEqual({ ok: true, value: "O'BRIEN-SMITH JR." });
    expect(parsePersonName('Ｋｉｍ　Ａｎｎａ')).toEqual({ ok: true, value: 'KIM ANNA' });
  });
  test('한글과 한자 이름은 그대로 둔다', () => {
    for (const name of ['홍길동', '남궁민수', '응우옌 반 안', '金哲洙', '이']) {
      expect(parsePersonName(name)).toEqual(name === '이' ? { ok: false, reason: 'short' } : { ok: true, value: name });
    }
    expect(parsePersonName(' 홍길동\u200B '.normalize('NFD'))).toEqual({ ok: true, value: '홍길동' });
  });
  test('이름이 될 수 없는 글은 까닭을 말한다', () => {
    expect(parsePersonName('  ')).toEqual({ ok: false, reason: 'blank' });
    expect(parsePersonName('=CMD()')).toEqual({ ok: false, reason: 'formula' });
    expect(parsePersonName('@홍길동')).toEqual({ ok: false, reason: 'formula' });
    expect(parsePersonName('홍길동2')).toEqual({ ok: false, reason: 'digit' });
    expect(parsePersonName('홍길동(가명)')).toEqual({ ok: false, reason: 'symbol' });
    expect(parsePersonName("'.")).toEqual({ ok: false, reason: 'symbol' });
    expect(parsePersonName('가'.repeat(41))).toEqual({ ok: false, reason: 'long' });
    expect(parsePersonName('가'.repeat(40)).ok).toBe(true);
  });
  test('받아들인 이름을 다시 넣어도 같다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (raw) => {
        const once = parsePersonName(raw);
        expect(once.ok ? parsePersonName(once.value) : once).toEqual(once);
      }),
    );
  });
});

describe('성명 가리기', () => {
  test.each([
    ['홍길동', '홍*동'],
    ['홍길', '홍*'],
    ['남궁민수', '남궁**'],
    ['홍 길 동', '홍 * 동'],
    ['응우옌 반 안', '응우* * *'],
    ['NGUYEN VAN AN', 'N***** *** *N'],
    ['AN', 'A*'],
    ['李', '*'],
    ['', ''],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
  test('어떤 이름이든 적어도 한 글자는 가리고 길이는 같다', () => {
    fc.assert(
      fc.property(koreanWord, (name) => {
        const masked = maskName(name);
        expect(masked).toContain('*');
        expect(masked).toHaveLength(name.length);
        expect(Array.from(masked).filter((c) => c !== '*').length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('상호 견주기', () => {
  test('법인 표기와 빈칸이 달라도 같은 회사이다', () => {
    for (const name of [
      '(주)엠디티    ',
      '㈜엠디티',
      '주식회사 엠디티',
      '주)엠디티',
      '엠디티(주)',
      '엠디티 주식회사',
      '（주） 엠디티',
      '( 주 )엠디티',
      '[주]엠디티',
      '(주식회사)엠디티',
      '엠디티(주',
      '엠디티주)',
      '주식회사엠디티',
      '㈱엠디티',
      '(유)엠디티',
      '엠디티 유한회사',
    ]) {
      expect(companyKey(name)).toBe('엠디티');
    }
    expect(companyKey('MDT Co., Ltd.')).toBe(companyKey('(주)ｍｄｔ'));
    expect(companyKey('농업회사법인 (주)구룡')).toBe(companyKey('농업회사법인 주식회사 구룡'));
  });
  test('다른 회사를 하나로 만들지 않는다', () => {
    const names = [
      '유한양행',
      '양행',
      '(주)S&T',
      '(주)ST',
      '대호테크',
      '대호',
      '대호 제2공장',
      '대호 제1공장',
      '주안금속',
      '안금속',
      '한국주',
      '한국',
      '에이치(H)테크',
      '에이치테크',
      '코스모',
      'Cosmo',
      '모비스코',
      '李建STUD',
      'STUD',
      '신주)제일',
    ];
    expect(new Set(names.map(companyKey)).size).toBe(names.length);
  });
  test('법인 표기뿐이면 그 글이 열쇠이다', () => {
    expect(companyKey('(주)')).toBe('주');
    expect(companyKey('주식회사')).toBe('주식회사');
    expect(companyKey(' - ')).toBe('');
  });
  test('글자나 숫자가 있으면 열쇠는 비지 않는다', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        fc.pre(/[\p{L}\p{N}]/u.test(s));
        expect(companyKey(s)).not.toBe('');
      }),
    );
  });
  test('보이는 상호로 다듬어도 열쇠는 같다', () => {
    const form = fc.constantFrom('', '(주)', '㈜', '주식회사 ', '주) ', '(유) ', '유한회사 ');
    fc.assert(
      fc.property(form, koreanWord, form, (before, word, after) => {
        fc.pre(!/[주유합사재자명복의]$/u.test(word));
        const name = before + word + (after === '주) ' ? '' : after);
        expect(companyKey(cleanCompanyName(name))).toBe(companyKey(name));
        expect(cleanCompanyName(cleanCompanyName(name))).toBe(cleanCompanyName(name));
      }),
    );
  });
});

describe('보이는 상호', () => {
  test.each([
    ['  (주)엠디티    ', '(주)엠디티'],
    ['㈜ 엠디티', '(주)엠디티'],
    ['엠디티 (주)', '엠디티(주)'],
    ['주식회사 엠디티', '(주)엠디티'],
    ['엠디티 주식회사', '엠디티(주)'],
    ['주)대호테크', '(주)대호테크'],
    ['대호테크(주', '대호테크(주)'],
    ['대호테크주)', '대호테크(주)'],
    ['유한회사  공성', '(유)공성'],
    ['(주)주식회사 공성', '(주)공성'],
    ['李建STUD', '李建STUD'],
    ['테크(우주)', '테크(우주)'],
    ['이화금속공업(주) 남동공장', '이화금속공업(주) 남동공장'],
    ['주식회사', '주식회사'],
    ['(주)', '(주)'],
    ['', ''],
  ])('%s → %s', (name, clean) => {
    expect(cleanCompanyName(name)).toBe(clean);
  });
});
