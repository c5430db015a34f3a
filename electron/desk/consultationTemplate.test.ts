import { expect, test } from 'vitest';
import type { Input, Output } from '../../shared/contract/index.ts';
import { shippedTemplates, templateAsInput } from '../../shared/model/consultationTemplate.ts';
import type { TestDesk } from '../deskTest.test-helper.ts';
import { openTestDesk, testNow } from '../deskTest.test-helper.ts';

async function list({ desk, actor }: TestDesk) {
  return ((await desk.read('consultationTemplate.list', {}, actor, testNow)) as Output<'consultationTemplate.list'>)
    .templates;
}

async function save({ desk, actor }: TestDesk, input: Input<'consultationTemplate.save'>): Promise<unknown> {
  return await desk.write('consultationTemplate.save', input, actor, testNow);
}

test('함께 나온 양식은 고쳐도 하나로 남고, 센터의 양식은 그 곁에 선다', async () => {
  const desk = await openTestDesk();
  expect(await list(desk)).toHaveLength(shippedTemplates.length);
  const first = (await list(desk))[0];
  if (!first) throw new Error('no template');
  const before = templateAsInput(first.fields);
  const changed = { ...before, text: '우리 센터의 첫 상담' };
  await save(desk, { id: null, key: first.key, seen: null, before, template: changed });
  // Two windows that both saw the program's own change the same record.
  await save(desk, { id: null, key: first.key, seen: null, before, template: { ...before, title: '새 이름' } });
  await save(desk, {
    id: null,
    key: null,
    seen: null,
    before: null,
    template: { type: '99', title: '민원', text: '들은 말:', closed: '', notResident: '' },
  });
  const now = await list(desk);
  expect(now).toHaveLength(shippedTemplates.length + 1);
  expect(now.find(({ key }) => key === first.key)?.fields).toMatchObject({
    title: '새 이름',
    text: '우리 센터의 첫 상담',
  });
  expect(now.at(-1)?.fields.title).toBe('민원');
});

test('모르는 양식 이름과 빈 양식은 거절된다', async () => {
  const desk = await openTestDesk();
  const template = { type: '01', title: '기본', text: '글', closed: '', notResident: '' };
  const save_ = (key: string | null, over: object) =>
    save(desk, { id: null, key, seen: null, before: null, template: { ...template, ...over } });
  await expect(save_('no-such', {})).rejects.toThrow('notFound');
  await expect(save_(null, { text: '' })).rejects.toThrow('checkFields');
});
