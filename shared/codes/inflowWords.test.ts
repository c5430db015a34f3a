import { expect, test } from 'vitest';
import { inflowOf } from './inflowWords.ts';
import { inflows } from './person.ts';

test.each([
  ['내방', '01', false],
  ['03', '03', false],
  ['지인 소개', '10', false],
  ['SNS', '11', false],
  ['자체모집(대학)', '08', true],
  ['부평 구청 일자리센터', '06', true],
  ['이관', '99', false],
])('명부의 말 %s은 유입경로 %s이다', (text, code, guessed) => {
  expect(inflowOf(text, inflows)).toEqual({ code, guessed });
});

test('모르는 말과 빈칸은 아무것도 아니다', () => {
  expect([inflowOf('', inflows), inflowOf('???', inflows), inflowOf('꿈에서', inflows)]).toEqual([null, null, null]);
});

test('센터가 고친 이름을 먼저 알아보고, 표에 없는 코드는 주지 않는다', () => {
  const table = [{ code: 'L0101', name: '방문' }];
  expect(inflowOf('방문', table)).toEqual({ code: 'L0101', guessed: false });
  expect(inflowOf('전화', table)).toBeNull();
});
