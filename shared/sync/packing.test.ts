import { deflateRawSync } from 'node:zlib';
import { array, assert, integer, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawDeflate } from '../../electron/store/deflate.ts';
import { makeBody, openBody } from './changeSet.ts';
import { vectorOf } from './replica.ts';
import { DICTIONARY, packPayload, unpackPayload } from './packing.ts';
import { plainText } from './plainText.ts';
import { keyring, laptop, person, pull, save, valuesOf } from './replica.test-helper.ts';
import { LIMITS } from './types.ts';

const suite = { ...plainText, ...rawDeflate };
const packed = (json: string, subjects: readonly string[] = []): Uint8Array =>
  Uint8Array.from([1, ...deflateRawSync(json, { dictionary: Buffer.from(DICTIONARY + subjects.join('')) })]);

describe('내용을 싸는 일', () => {
  it('무엇이든 싸고 풀면 그대로이고, 싸서 길어지는 것은 그대로 둔다', () => {
    assert(
      property(string({ maxLength: 5000, unit: 'grapheme' }), array(string(), { maxLength: 3 }), (text, subjects) => {
        const plain = plainText.encode(JSON.stringify({ text }));
        const bytes = packPayload(plain, subjects, suite);
        expect(bytes.length).toBeLessThanOrEqual(plain.length);
        expect(Buffer.from(unpackPayload(bytes, subjects, suite) ?? [])).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('아무 바이트나 풀어도 죽지 않고, 싸이지 않은 것은 그대로이다', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), integer({ min: 2, max: 255 }), (bytes, other) => {
        const plain = unpackPayload(Uint8Array.of(1, ...bytes), ['p-1'], suite);
        expect(plain?.length ?? 0).toBeLessThanOrEqual(LIMITS.setBytes);
        const json = Uint8Array.of(other, ...bytes);
        expect(unpackPayload(json, ['p-1'], suite)).toBe(json);
      }),
    );
  });

  it('잘린 것, 뒤에 무엇이 붙은 것, 다른 사람의 것으로 싼 것, 풀면 너무 큰 것은 풀지 않는다', () => {
    const good = packed('{"m":1,"a":"u1","x":"p-1"}', ['p-1']);
    expect(unpackPayload(good, ['p-1'], suite)).toBeDefined();
    expect(unpackPayload(good.subarray(0, -1), ['p-1'], suite)).toBeUndefined();
    expect(unpackPayload(Uint8Array.from([...good, 0]), ['p-1'], suite)).toBeUndefined();
    expect(unpackPayload(Uint8Array.of(1), ['p-1'], suite)).toBeUndefined();
    expect(unpackPayload(packed(' '.repeat(LIMITS.setBytes)), [], suite)?.length).toBe(LIMITS.setBytes);
    expect(unpackPayload(packed(' '.repeat(LIMITS.setBytes + 1)), [], suite)).toBeUndefined();
  });

  it('전에 싸지 않고 쓴 것도 읽고, 풀리지 않는 것은 내용이 아니다', () => {
    const { replica } = laptop('a', keyring());
    const json = '{"m":1,"a":"u1","t":"2026-05-04","c":[{"r":"person","i":"p","p":{"name":"김철수"}}]}';
    const part = { scope: 'centre', subjects: ['p'] };
    const before = { ...replica.suite, deflate: (plain: Uint8Array) => plain };
    const old = makeBody(part, plainText.encode(json), before);
    const now = makeBody(part, plainText.encode(json), replica.suite);
    expect(now.length).toBeLessThan(old.length);
    expect(openBody({ ...part, body: now }, replica.suite)).toEqual(openBody({ ...part, body: old }, replica.suite));
    const broken = makeBody(part, Uint8Array.of(1, 2, 3), before);
    expect(openBody({ ...part, body: broken }, replica.suite)).toBeUndefined();
  });

  it('싸인 몸이 풀리지 않는 사람만 확인 필요로 남고 나머지는 들어온다', () => {
    const keys = keyring();
    const one = laptop('a', keys);
    const other = laptop('b', keys);
    const { suite: own } = one.replica;
    const broken = { ...one, replica: { ...one.replica, suite: { ...own, deflate: () => Uint8Array.of(7) } } };
    save(one, [person('p-1', { name: '김철수' })]);
    save(broken, [person('p-2', { name: '이영희' })]);
    save(one, [person('p-3', { name: '박민수' })]);
    expect(pull(other, one)).toMatchObject({ ok: true, sets: 3 });
    expect(valuesOf(other, 'person/p-1')).toMatchObject({ name: '김철수' });
    expect(valuesOf(other, 'person/p-2')).toBeUndefined();
    expect(valuesOf(other, 'person/p-3')).toMatchObject({ name: '박민수' });
    expect(other.replica.storage.partsIn('trouble')).toEqual([{ device: 'a', seq: 2, index: 0 }]);
    expect(vectorOf(other.replica.storage).get('a')).toBe(3);
  });

  it('싸면 작아도 풀면 한도를 넘는 명령은 받지 않는다', () => {
    const one = laptop('a', keyring());
    const memo = '가'.repeat(LIMITS.setBytes / 3);
    expect(() => save(one, [person('p-1', { memo })])).toThrow('a change set of');
  });
});
