import { expect, test } from 'vitest';
import type { Day } from '../../../shared/korean/day.ts';
import { birthWithAge, dueText, excerpt, phoneText, validity } from './show.ts';

const today = '2026-11-22' as Day;

test('생년월일 옆에 만 나이를 적고, 모르면 비운다', () => {
  expect(birthWithAge('1990-01-01', today)).toBe('1990-01-01 (만 36세)');
  expect(birthWithAge(null, today)).toBe('');
});

test('구직유효일은 14일 전부터 경고하고, 지나면 만료라고 말한다', () => {
  expect(validity('2027-02-22', today).tone).toBe('success');
  expect(validity('2026-12-06', today)).toEqual({ text: '구직유효 14일 남음 (2026-12-06)', tone: 'warning' });
  expect(validity('2026-11-22', today).text).toContain('오늘까지');
  expect(validity('2026-11-21', today).tone).toBe('danger');
});

test('기한은 남은 날과 지난 날을 말로 한다', () => {
  expect([dueText(0), dueText(3), dueText(-2)]).toEqual(['오늘', '3일 남음', '2일 지남']);
});

test('전화는 읽는 꼴로 보인다', () => {
  expect(phoneText('01012345678')).toBe('010-1234-5678');
  expect(phoneText(null)).toBe('');
});

test('길게 이어지는 상담은 낱말 끝에서 자르고 말줄임표를 붙인다', () => {
  const long =
    '가좌동의 열처리로 운전 구인 두 건을 설명하였고 그중 한 곳에 이력서를 보내기로 하였습니다. 월 290만원, 기숙사';
  expect(excerpt(long)).toBe(
    '가좌동의 열처리로 운전 구인 두 건을 설명하였고 그중 한 곳에 이력서를 보내기로 하였습니다. 월 290만원 …',
  );
  expect(excerpt('짧은 상담')).toBe('짧은 상담');
  expect(excerpt('마침표로 끝난 문장입니다.', 10)).toBe('마침표로 끝난 문장입니다.');
  expect(excerpt('띄어쓰기없이이어지는글', 5)).toBe('띄어쓰기없이이어지는글 …');
  expect(excerpt('두\n줄')).toBe('두 줄');
});
