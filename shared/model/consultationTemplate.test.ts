import { expect, test } from 'vitest';
import { isCode } from '../codes/index.ts';
import { codeTables, shippedCodes } from '../codes/tables.ts';
import { readConsultationTemplate, shippedTemplates, templateAsInput } from './consultationTemplate.ts';

test('함께 나가는 양식은 모두 지금의 상담유형이고, 고치지 않고 저장해도 그대로다', () => {
  expect(new Set(shippedTemplates.map(({ key }) => key)).size).toBe(shippedTemplates.length);
  for (const { fields } of shippedTemplates) {
    expect(isCode(codeTables.consultationType.rows, fields.type)).toBe(true);
    expect(readConsultationTemplate(templateAsInput(fields), shippedCodes)).toEqual({ ok: true, value: fields });
  }
});

test('유형과 이름과 글이 있어야 하고, 주민등록번호가 든 양식은 막힌다', () => {
  const noted = (over: object): string[] => {
    const reading = readConsultationTemplate(
      { type: '01', title: '기본', text: '희망 직종:', closed: '', notResident: '', ...over },
      shippedCodes,
    );
    return reading.ok ? [] : Object.keys(reading.problem.fields ?? {});
  };
  expect(noted({})).toEqual([]);
  expect(noted({ type: '77', title: ' ', text: '' })).toEqual(['type', 'title', 'text']);
  expect(noted({ text: '예: 900101-1234567' })).toEqual(['text']);
  expect(noted({ text: '가'.repeat(4001) })).toEqual(['text']);
});
