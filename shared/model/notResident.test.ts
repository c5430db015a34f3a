import { expect, test } from 'vitest';
import { fieldNotes } from './fields.ts';
import { stopResidentNumbers } from './notResident.ts';

const number = '법인번호는 110111-1234567 입니다.';

function stop(said: string, text = number): { kept: string | null; fields: string[] } {
  const notes = fieldNotes();
  const kept = stopResidentNumbers(notes, { note: text, address: '인천 서구' }, said);
  const reading = notes.finish(null);
  return { kept, fields: reading.ok ? [] : Object.keys(reading.problem.fields ?? {}) };
}

test('주민등록번호처럼 보이는 숫자는 무슨 번호인지 적어야 지나가고, 그 말이 기록에 남는다', () => {
  expect(stop('')).toEqual({ kept: null, fields: ['note'] });
  expect(stop(' 법인등록번호 ')).toEqual({ kept: '법인등록번호', fields: [] });
});

test('번호를 다시 적거나 뜻 없는 글자만 적은 말은 받지 않는다', () => {
  expect(stop('x').fields).toEqual(['notResident']);
  expect(stop('12-34').fields).toEqual(['notResident']);
  expect(stop('900101-1234567 아님').fields).toEqual(['notResident']);
  expect(stop('가'.repeat(101)).fields).toEqual(['notResident']);
});

test('막을 숫자가 없으면 적은 말은 남기지 않는다', () => {
  expect(stop('법인등록번호', '공장관리번호 282001234567890')).toEqual({ kept: null, fields: [] });
});
