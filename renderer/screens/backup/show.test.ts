import { expect, test } from 'vitest';
import { showBytes, showCounts, showLost, showTook } from './show.ts';

const counts = { people: 10, consultations: 20, attachments: 0, companies: 3, factories: 0, staff: 1 };

test('크기는 사람이 읽는 단위로 보인다', () => {
  expect([400, 500_000, 3_500_000, 342_000_000, 1_300_000_000].map(showBytes)).toEqual([
    '1KB',
    '489KB',
    '3.3MB',
    '327MB',
    '1.2GB',
  ]);
});

test('백업에 무엇이 얼마나 있는지 보이고, 첨부 서류는 있을 때만 말한다', () => {
  expect(showCounts(counts)).toBe('구직자 10명 · 상담 20건 · 기업 3곳');
  expect(showCounts({ ...counts, attachments: 1200 })).toBe('구직자 10명 · 상담 20건 · 첨부 서류 1,200건 · 기업 3곳');
});

test('복원하면 무엇이 빠지는지는 늘어난 것만 말한다', () => {
  expect(showLost(counts, { ...counts, people: 12, companies: 2 })).toBe('구직자 2명');
  expect(showLost(counts, counts)).toBe('');
});

test('걸린 시간은 모든 단계를 더한 것이다', () => {
  expect(showTook([{ name: '파일 확인', took: 200 }])).toBe('1초');
  expect(
    showTook([
      { name: '파일 확인', took: 65_000 },
      { name: '검사', took: 60_000 },
    ]),
  ).toBe('2분 5초');
});
