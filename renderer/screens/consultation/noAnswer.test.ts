import { expect, test } from 'vitest';
import type { Day } from '../../../shared/korean/day.ts';
import { emptyConsultation, readConsultation } from '../../../shared/model/consultation.ts';
import { nextWeekday, noAnswer } from './noAnswer.ts';

test('부재 뒤의 전화는 주말을 건너뛴 다음 평일이다', () => {
  expect(nextWeekday('2026-11-19' as Day)).toBe('2026-11-20');
  expect(nextWeekday('2026-11-20' as Day)).toBe('2026-11-23');
  expect(nextWeekday('2026-11-22' as Day)).toBe('2026-11-23');
  expect(nextWeekday('2024-02-28' as Day)).toBe('2024-02-29');
});

test('부재는 채운 그대로 저장된다', () => {
  const today = '2026-11-20' as Day;
  const read = readConsultation(
    { ...emptyConsultation, day: today, time: '10:00', ...noAnswer(today) },
    today,
    '10:00',
  );
  expect(read).toMatchObject({ ok: true, value: { method: '02', type: '99', nextDay: '2026-11-23' } });
});
