import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRecords, matches, ranks } from './meaning.ts';
import type { SearchRecord } from './reading.ts';
import { openReading } from './reading.ts';

const kim: SearchRecord = { kind: 'person', id: 1, name: '김철수', phones: ['01012345678'], birth: '1990-01-01' };
const nguyen: SearchRecord = {
  kind: 'person',
  id: 2,
  name: 'NGUYEN VAN AN',
  otherNames: ['응우옌 반 안'],
  phones: ['0326780694'],
  birth: '1995-11-03',
};
const company: SearchRecord = {
  kind: 'company',
  id: 3,
  name: '(주)대한 금속',
  aliases: ['DAEHAN'],
  phones: ['15881234'],
  businessNumber: '1018212345',
};
const person = (name: string): SearchRecord => ({ kind: 'person', id: 9, name, phones: [] });
const rank = (record: SearchRecord, query: string): number | null => matches(record, query)?.rank ?? null;

describe('사람 이름', () => {
  it('이름 전체가 가장 앞이고, 앞부분, 가운데 순이다', () => {
    expect(rank(kim, '김철수')).toBe(ranks.exact);
    expect(rank(kim, '김철')).toBe(ranks.prefix);
    expect(rank(kim, '철수')).toBe(ranks.infix);
    expect(rank(kim, '김수')).toBeNull();
    expect(rank(kim, '김철수민')).toBeNull();
  });
  it('초성만으로 찾고, 성을 뺀 초성은 뒤에 선다', () => {
    expect(rank(kim, 'ㄱㅊㅅ')).toBe(ranks.initialsExact);
    expect(rank(kim, 'ㄱㅊ')).toBe(ranks.initialsPrefix);
    expect(rank(kim, 'ㅊㅅ')).toBe(ranks.initialsInfix);
    expect(rank(kim, 'ㄱㅅ')).toBeNull();
    expect(rank(person('고상민'), 'ㄳ')).toBe(ranks.initialsPrefix);
  });
  it('글자와 초성을 섞어 찾는다', () => {
    expect(rank(kim, '김ㅊ')).toBe(ranks.initialsPrefix);
    expect(rank(kim, '김철ㅅ')).toBe(ranks.initialsExact);
    expect(rank(person('홍길동'), '홍ㄱㄷ')).toBe(ranks.initialsExact);
    expect(rank(person('홍길동'), '홍ㄱㄴ')).toBeNull();
  });
  it('조합 중인 글자는 찾던 사람을 놓치지 않는다', () => {
    for (const typed of ['ㄱ', '기', '김', '김ㅊ', '김처', '김철', '김첤', '김철수']) {
      expect(rank(kim, typed)).not.toBeNull();
    }
    expect(rank(kim, '김처')).toBe(ranks.composingPrefix);
    expect(rank(person('홍길동'), '길도')).toBe(ranks.composingInfix);
    expect(rank(person('가가'), '각')).toBe(ranks.composingPrefix);
    expect(rank(person('각시'), '각')).toBe(ranks.prefix);
    expect(rank(person('과장'), '고')).toBe(ranks.composingPrefix);
    expect(rank(person('이수현'), '잇ㅎ')).toBe(ranks.initialsExact);
    expect(rank(person('이수현'), '읏')).toBeNull();
  });
  it('글쇠를 하나 더 칠 때마다 후보는 줄기만 한다', () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 2, maxLength: 4 }), (letters) => {
        const name = letters.join('');
        for (const typed of typedHangul(name)) expect(rank(person(name), typed)).not.toBeNull();
      }),
    );
  });
  it('로마자 이름은 낱말의 앞부분과 대소문자를 가리지 않고 찾는다', () => {
    expect(rank(nguyen, 'nguyen van an')).toBe(ranks.exact);
    expect(rank(nguyen, 'NGUYEN')).toBe(ranks.prefix);
    expect(rank(nguyen, 'Nguyễn')).toBe(ranks.prefix);
    expect(rank(nguyen, 'va')).toBe(ranks.word);
    expect(rank(nguyen, 'uyen')).toBe(ranks.infix);
    expect(matches(nguyen, '응우옌')).toEqual({ rank: ranks.prefix, field: 'otherName' });
    expect(rank(nguyen, 'van nguyen')).toBe(ranks.word + ranks.prefix);
  });
  it('한/영을 바꾸지 않고 쳐도 찾되 글자 그대로 찾은 것 뒤에 세운다', () => {
    expect(rank(kim, 'rlacjftn')).toBe(100 + ranks.exact);
    expect(rank(kim, 'rlacjf')).toBe(100 + ranks.prefix);
    expect(rank(kim, 'rlacjftn 5678')).toBe(100 + ranks.exact + ranks.tail);
  });
  it('띄어 쓴 이름도 한 이름으로 본다', () => {
    expect(rank(person('홍길동'), ' 홍 길동 ')).toBe(ranks.exact);
  });
});

describe('번호', () => {
  it('전화는 묶음의 처음부터, 특히 뒷번호 네 자리로 찾는다', () => {
    expect(matches(kim, '5678')).toEqual({ rank: ranks.tail, field: 'phone' });
    expect(rank(kim, '010-1234-5678')).toBe(ranks.exact);
    for (const typed of ['010-1234', '0101234', '1234', '12345678', '567', '010 1234 5678', '+82 10-1234-5678']) {
      expect(rank(kim, typed)).not.toBeNull();
    }
    expect(rank(kim, '1012345678')).toBe(ranks.exact);
    expect(rank(kim, '2345')).toBeNull();
    expect(rank(nguyen, '678-0694')).toBe(ranks.number);
    expect(rank(nguyen, '0694')).toBe(ranks.tail);
  });
  it('생년월일은 여섯 자리, 여덟 자리, 연도로 찾는다', () => {
    expect(matches(kim, '900101')).toEqual({ rank: ranks.tail, field: 'birth' });
    for (const typed of ['19900101', '1990-01-01', '1990.1.1', '1990. 1. 1.', '1990년 1월 1일']) {
      expect(rank(kim, typed)).toBe(ranks.exact);
    }
    expect(rank(kim, '1990')).toBe(ranks.year);
    expect(rank(kim, '90년생')).toBe(ranks.year);
    expect(rank(kim, '9001')).toBe(ranks.number);
    expect(rank(kim, '1991')).toBeNull();
  });
  it('사업자등록번호는 처음부터 찾는다', () => {
    expect(matches(company, '101-82-12345')).toEqual({ rank: ranks.exact, field: 'businessNumber' });
    expect(rank(company, '101-82')).toBe(ranks.number);
  });
});

describe('여러 낱말', () => {
  it('낱말은 모두 맞아야 한다', () => {
    expect(matches(kim, '김철수 5678')).toEqual({ rank: ranks.exact + ranks.tail, field: 'name' });
    expect(rank(kim, '5678 김철')).toBe(ranks.prefix + ranks.tail);
    expect(rank(kim, '김철수 90')).toBe(ranks.exact + ranks.year);
    expect(rank(kim, '김철수 91')).toBeNull();
  });
  it('빈 검색어와 기호뿐인 검색어는 아무것도 찾지 않는다', () => {
    for (const typed of ['', '  ', '-', '(', '※']) expect(rank(kim, typed)).toBeNull();
  });
});

describe('기업', () => {
  it('법인 형태를 쓰든 빼든 같은 기업을 찾는다', () => {
    for (const typed of ['대한금속', '(주)대한금속', '㈜대한금속', '주식회사 대한금속', '대한 금속', '대한금속(주)']) {
      expect(rank(company, typed)).toBe(ranks.exact);
    }
    expect(rank(company, '금속')).toBe(ranks.word);
    expect(rank(company, 'ㄷㅎㄱ')).toBe(ranks.initialsPrefix);
    expect(rank(company, '한금')).toBe(ranks.infix);
    expect(matches(company, 'daehan')).toEqual({ rank: ranks.exact, field: 'otherName' });
  });
  it('같은 순위에서는 사람, 기업, 공장 순이고 다음은 가나다순, 번호순이다', () => {
    const records: SearchRecord[] = [
      { kind: 'factory', id: 1, name: '가나금속' },
      { kind: 'company', id: 7, name: '㈜나라', phones: [] },
      { kind: 'company', id: 8, name: '가람 주식회사', phones: [] },
      { ...person('ABE'), id: 1 },
      { ...person('하나'), id: 5 },
      { ...person('하나'), id: 4 },
    ];
    expect(records.sort(compareRecords).map(({ name, id }) => `${name} ${id}`)).toEqual([
      '하나 4',
      '하나 5',
      'ABE 1',
      '가람 주식회사 8',
      '㈜나라 7',
      '가나금속 1',
    ]);
  });
});

describe('열린 읽기', () => {
  it('마지막 받침을 다음 글자의 초성으로 옮긴다', () => {
    expect(openReading('각')).toBe('가ㄱ');
    expect(openReading('김첤')).toBe('김철ㅅ');
    expect(openReading('잇ㅎ')).toBe('이ㅅㅎ');
    expect(openReading('값')).toBe('갑ㅅ');
    expect(openReading('있')).toBe('이ㅆ');
  });
  it('받침이 없거나 뒤에 다른 글자가 있으면 없다', () => {
    for (const letters of ['가', '각a', 'abc', 'ㄱㄴ', '']) expect(openReading(letters)).toBeNull();
  });
});

/** What a two-set keyboard shows after each key of a name, seen as prefixes of the keys put together again. */
function typedHangul(name: string): string[] {
  const shown: string[] = [];
  for (let i = 0; i < name.length; i++) {
    const index = name.charCodeAt(i) - 0xac00;
    const done = name.slice(0, i);
    const initial = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'.charAt(Math.floor(index / 588));
    const open = String.fromCharCode(0xac00 + index - (index % 28));
    shown.push(joinInitial(done, initial), done + open, done + name.charAt(i));
  }
  return shown;
}

/** The initial hangs under the syllable before it where that has no final yet: 가 + ㄱ shows 각. */
function joinInitial(done: string, initial: string): string {
  const last = done.charCodeAt(done.length - 1) - 0xac00;
  const final = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'.indexOf(initial);
  if (done === '' || last % 28 !== 0 || final < 1) return done + initial;
  return done.slice(0, -1) + String.fromCharCode(0xac00 + last + final);
}
