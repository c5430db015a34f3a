import { expect, test } from 'vitest';
import { notFetched } from './status.ts';

test('그 노트북이 스스로 쓴 것은 허브가 아직 듣지 못했어도 받지 않은 것으로 세지 않는다', () => {
  const vector = [
    ['office', 10],
    ['field', 7],
  ] as const;
  expect(notFetched([...vector], 'field', new Map([['office', 8]]))).toBe(2);
  expect(
    notFetched(
      [...vector],
      'field',
      new Map([
        ['office', 10],
        ['field', 5],
      ]),
    ),
  ).toBe(0);
  expect(notFetched([...vector], 'new', new Map())).toBe(17);
});
