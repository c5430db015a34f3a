import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCodec } from './codec.ts';

const codec = makeCodec();
const there = (value: unknown): unknown => codec.parse(codec.stringify(value));

describe('IPC에 실리는 값', () => {
  test('구조 복제와 같은 값이 나온다', () => {
    const anything = fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withBigInt: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(there(value)).toEqual(structuredClone(value));
      }),
    );
  });

  test('표식과 같은 이름의 칸도 잃지 않는다', () => {
    const value = { '\u0001$': 'Date', v: 3, 안: { '\u0001$': undefined } };
    expect(there(value)).toEqual(value);
  });

  test('오류는 종류와 말을 지킨다', () => {
    const error = there(new RangeError('범위 밖'));
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: '범위 밖' });
  });

  test.each([
    ['함수', () => {}],
    ['약속', Promise.resolve()],
    ['기호', Symbol('x')],
    ['약한 지도', new WeakMap()],
  ])('%s은(는) 실을 수 없다', (_name, value) => {
    expect(() => codec.stringify({ 안: [value] })).toThrow(/could not be cloned/);
  });

  test('자기를 품은 값은 실을 수 없다', () => {
    const value: Record<string, unknown> = {};
    value['나'] = value;
    expect(() => codec.stringify(value)).toThrow(/circular/);
  });
});
