import { expect, test } from 'vitest';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { groupHits, inShownOrder } from './searchState.ts';

const person = (id: number): SearchHit => ({
  kind: 'person',
  id,
  name: '김민준',
  birthYear: 1990,
  phoneTail: '1234',
  district: null,
});
const company = (id: number): SearchHit => ({ kind: 'company', id, name: '한빛주조', district: null, industry: null });
const factory = (id: number): SearchHit => ({ kind: 'factory', id, name: '한빛금속', district: null, industry: null });

test('가장 잘 맞는 것이 든 묶음이 먼저 온다', () => {
  expect(groupHits([company(1), person(2), company(3)]).map((group) => group.title)).toEqual(['기업', '구직자']);
});

test('화살표는 보이는 차례대로 간다', () => {
  const hits = [person(1), factory(2), person(3)];
  expect(inShownOrder(hits).map((hit) => hit.id)).toEqual([1, 3, 2]);
});

test('찾은 것이 없으면 묶음도 없다', () => {
  expect(groupHits([])).toEqual([]);
});
