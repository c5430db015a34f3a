import { assert, constantFrom, dictionary, property } from 'fast-check';
import { expect, test } from 'vitest';
import { recordTypes } from '../../shared/model/recordTypes.ts';
import { docText, readDoc, wholeDoc } from './doc.ts';

const fields = recordTypes['person']?.fields ?? [];

test('사람의 행은 말이 있는 항목만 적고, 읽으면 모든 항목이 있다', () => {
  assert(
    property(dictionary(constantFrom(...fields), constantFrom('가', '', 0, false, null)), (values) => {
      const whole = wholeDoc('person', values);
      expect(Object.keys(whole)).toEqual(fields);
      const text = docText('person', whole);
      expect(text).not.toContain('null');
      expect(readDoc('person', text)).toEqual(whole);
      // What older programs wrote says every field.
      expect(readDoc('person', JSON.stringify(whole))).toEqual(whole);
    }),
  );
});

test('같은 사람은 어떤 차례로 적혀 왔든 같은 글이 된다', () => {
  const one = docText('person', wholeDoc('person', { name: '홍길동', birth: '1990-01-01' }));
  expect(docText('person', wholeDoc('person', { birth: '1990-01-01', name: '홍길동' }))).toBe(one);
});
