import { expect, test } from 'vitest';
import { emptyPerson } from '../model/person.ts';
import { personCalls } from './person.ts';

test('접수 화면에 적을 수 있는 만큼 긴 휴대전화도 중복을 물을 수 있다', () => {
  const mobile = '010-1234-5678 (배우자 010-8765-4321, 저녁에만 받음, 문자 먼저)'.padEnd(60, '.');
  expect(personCalls['person.create'].input.safeParse({ ...emptyPerson, mobile }).success).toBe(true);
  expect(personCalls['person.duplicates'].input.safeParse({ name: '홍길동', birth: '', mobile }).success).toBe(true);
});
