import { expect, test } from 'vitest';
import { shippedCodes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import type { ConsultationFields } from './consultation.ts';
import { consultationAsInput } from './consultation.ts';
import type { CorrectionInput } from './correction.ts';
import { needsReason, readCorrection } from './correction.ts';

const day = 86_400_000;
const savedAt = Date.UTC(2026, 10, 20, 1, 0);
const saved: ConsultationFields = {
  day: '2026-11-20',
  time: '09:30',
  minutes: null,
  method: '02',
  type: '01',
  content: '처음 글',
  action: null,
  nextDay: '2026-11-21',
  project: null,
  strategy: '1',
  notResident: null,
};

function read(over: Partial<CorrectionInput>, after: number) {
  return readCorrection(
    { ...consultationAsInput(saved), reason: '', ...over },
    { fields: saved, savedAt },
    { now: savedAt + after, today: '2026-11-22' as Day, time: '12:00' },
    shippedCodes,
  );
}
const noted = (over: Partial<CorrectionInput>, after = 0): string[] => {
  const reading = read(over, after);
  return reading.ok ? [] : Object.keys(reading.problem.fields ?? {});
};

test('저장하고 하루가 지나기 전까지는 사유 없이 고치고, 그 뒤에는 사유를 적는다', () => {
  expect(needsReason(savedAt, savedAt + day - 1)).toBe(false);
  expect(needsReason(savedAt, savedAt + day)).toBe(true);
  expect(noted({ content: '고친 글' }, day - 1)).toEqual([]);
  expect(noted({ content: '고친 글' }, day)).toEqual(['reason']);
  expect(noted({ content: '고친 글', reason: '  ' }, day)).toEqual(['reason']);
  expect(read({ content: '고친 글', reason: ' 날짜를 잘못 적음 ' }, day)).toMatchObject({
    ok: true,
    value: { content: '고친 글', reason: '날짜를 잘못 적음' },
  });
});

test('고친 것이 없는 정정과 주민등록번호가 든 사유는 거절된다', () => {
  expect(noted({})).toEqual(['content']);
  expect(noted({ content: '고친 글', reason: '900101-1234567 을 지움' })).toEqual(['reason']);
});

test('지난 다음 상담 예정일은 그대로 두면 받아들이고, 다른 지난 날로는 바꿀 수 없다', () => {
  expect(noted({ content: '고친 글' })).toEqual([]);
  expect(noted({ nextDay: '2026-11-19' })).toEqual(['nextDay']);
});
