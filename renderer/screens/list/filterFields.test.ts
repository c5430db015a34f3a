import { expect, test } from 'vitest';
import type { FilterField } from './filterFields.ts';
import { choiceValue, conditionWords, withValue } from './filterFields.ts';

const counsellor: FilterField = {
  kind: 'choice',
  key: 'counsellor',
  label: '담당',
  isId: true,
  entries: [
    { code: 'mine', name: '나' },
    { code: '7', name: '박상담' },
  ],
};

test('직원은 번호로, 나는 나로 조건에 들어가고 빈 것은 조건이 아니다', () => {
  expect(choiceValue(counsellor, '7')).toBe(7);
  expect(choiceValue(counsellor, 'mine')).toBe('mine');
  expect(choiceValue(counsellor, '')).toBeUndefined();
  expect(choiceValue({ kind: 'choice', key: 'district', label: '구·군', entries: [] }, '28200')).toBe('28200');
});

test('풀린 조건은 저장되는 거르기에 남지 않는다', () => {
  expect(withValue({ sex: 'M', age: 'a30' }, 'sex', undefined)).toEqual({ age: 'a30' });
  expect(withValue({}, 'wishedJob', '')).toEqual({});
});

test('조건은 사람이 읽는 말로 보인다', () => {
  expect(conditionWords(counsellor, { counsellor: 7 })).toBe('담당: 박상담');
  expect(conditionWords(counsellor, {})).toBeNull();
  expect(conditionWords({ kind: 'day', key: 'from', label: '첫날' }, { from: '2026-11-22' })).toBe(
    '첫날: 2026-11-22 (일)',
  );
  expect(conditionWords({ kind: 'tick', key: 'certificateEnds', label: '만료 임박' }, { certificateEnds: true })).toBe(
    '만료 임박',
  );
});
