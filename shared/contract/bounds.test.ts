import { expect, test } from 'vitest';
import { z } from '../zod.ts';
import { longestKey, mostKeys } from './common.ts';
import { contract } from './index.ts';

/** Every schema of free keys in an input, with the way to it. */
function recordsIn(schema: z.core.$ZodType, at: string): { at: string; schema: z.ZodRecord }[] {
  if (schema instanceof z.ZodRecord) return [{ at, schema }];
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, field]) => recordsIn(field, `${at}.${key}`));
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => recordsIn(option, at));
  if (schema instanceof z.ZodArray) return recordsIn(schema.element, `${at}[]`);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return recordsIn(schema.unwrap(), at);
  return [];
}

const keyed = Object.entries(contract).flatMap(([name, { input }]) => recordsIn(input, name));

test('자유로운 칸 이름을 받는 호출을 모두 본다', () => {
  expect(keyed.map(({ at }) => at)).toEqual(
    expect.arrayContaining(['draft.save.values', 'factoryImport.dryRun.mapping']),
  );
});

test.each(keyed)('$at: 칸의 수와 칸 이름의 길이에 한계가 있다', ({ schema }) => {
  const [value] = ['글', 1].filter((each) => schema.safeParse({ a: each }).success);
  const of = (count: number): Record<string, unknown> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, value]));
  expect(schema.safeParse(of(mostKeys)).success).toBe(true);
  expect(schema.safeParse(of(mostKeys + 1)).success).toBe(false);
  expect(schema.safeParse({ ['k'.repeat(longestKey)]: value }).success).toBe(true);
  expect(schema.safeParse({ ['k'.repeat(longestKey + 1)]: value }).success).toBe(false);
});
