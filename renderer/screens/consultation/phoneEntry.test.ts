import { expect, test } from 'vitest';
import { shippedCodes } from '../../../shared/codes/tables.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { emptyConsultation, readConsultation } from '../../../shared/model/consultation.ts';
import { noAnswersInARow, phoneEntry } from './phoneEntry.ts';

const friday = '2026-11-20' as Day;

test.each([
  ['noAnswer', { method: '02', type: '99', action: '07', nextDay: '2026-11-23' }],
  ['textSent', { method: '09', type: '99', action: '08', nextDay: '2026-11-25' }],
] as const)('%s: 채운 그대로 저장되고 다음 일하는 날의 할 일로 남는다', (entry, expected) => {
  const filled = { ...emptyConsultation, day: friday, time: '10:00', ...phoneEntry(entry, friday, shippedCodes) };
  expect(readConsultation(filled, friday, '10:00')).toMatchObject({ ok: true, value: expected });
});

test('이어진 부재만 센다: 통화하면 처음부터이고, 그 사이의 문자와 지난 접수 때의 부재는 세지 않는다', () => {
  const talk = (action: string | null, day = '2026-11-20') => ({ action, day });
  const count = (...talks: ReturnType<typeof talk>[]) => noAnswersInARow(talks, '2026-11-01');
  expect(count()).toBe(0);
  expect(count(talk('07'), talk('07'), talk('07'))).toBe(3);
  expect(count(talk('07'), talk('08'), talk('07'), talk('01'), talk('07'))).toBe(2);
  expect(count(talk('01'), talk('07'), talk('07'))).toBe(0);
  expect(count(talk('07'), talk('07'), talk('07', '2026-10-31'))).toBe(2);
});
