import { expect, test } from 'vitest';
import { fieldNotes } from '../../shared/model/fields.ts';
import { readResolver } from './useDeskForm.ts';

const options = { fields: {}, shouldUseNativeValidation: false };
const resolve = readResolver((input: { name: string; mobile: string }) => {
  const notes = fieldNotes();
  if (input.name === '') notes.note('name', '성명을 입력해 주십시오.');
  return notes.finish(input);
});

test('읽을 수 없는 항목에는 그 항목의 문장이 붙는다', async () => {
  const result = await resolve({ name: '', mobile: '010' }, undefined, options);
  expect(result.errors).toEqual({ name: { type: 'desk', message: '성명을 입력해 주십시오.' } });
});

test('읽은 뒤에도 값은 친 그대로 보낸다: 고쳐 적는 것은 저장하는 쪽의 일이다', async () => {
  const result = await resolve({ name: ' 김철수 ', mobile: '' }, undefined, options);
  expect(result).toEqual({ values: { name: ' 김철수 ', mobile: '' }, errors: {} });
});
