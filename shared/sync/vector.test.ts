import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHeader, decodePayload } from './changeSet.ts';
import { EMPTY, grow, growth, includesAll, lagBehind, lower, meet, size } from './vector.ts';
import type { Vector } from './types.ts';

const vector = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 50 }))
  .map((entries): Vector => new Map(Object.entries(entries)));
const above = (low: Vector, more: Vector): Vector => {
  const high = new Map(low);
  for (const [device, seq] of more) high.set(device, (high.get(device) ?? 0) + seq);
  return high;
};
const text = { decode: (bytes: Uint8Array): string => new TextDecoder().decode(bytes) };

describe('벡터', () => {
  it('자란 만큼만 적어도 그대로 돌아온다', () => {
    fc.assert(
      fc.property(vector, vector, fc.boolean(), (before, more, isFull) => {
        const next = above(before, more);
        const delta = growth(isFull ? EMPTY : before, next, 'nobody');
        expect(grow(before, delta, isFull)).toEqual(next);
      }),
    );
  });

  it('줄어드는 벡터는 읽지 않는다', () => {
    fc.assert(
      fc.property(vector, vector, (low, more) => {
        fc.pre(more.size > 0);
        const high = above(low, more);
        expect(grow(high, growth(EMPTY, low, 'nobody'), true)).toBeUndefined();
      }),
    );
  });

  it('양식이 뒤처진 만큼을 빼면 양식이 본 벡터다', () => {
    fc.assert(
      fc.property(vector, vector, (seen, more) => {
        const known = above(seen, more);
        const back = lower(known, lagBehind(known, seen));
        expect(new Map([...back].filter(([, seq]) => seq > 0))).toEqual(seen);
      }),
    );
  });

  it('더 아는 쪽의 수가 더 크고, 모두가 가진 것은 누구에게나 들어 있다', () => {
    fc.assert(
      fc.property(vector, vector, (low, more) => {
        const high = above(low, more);
        expect(includesAll(high, low)).toBe(true);
        expect(size(high) > size(low)).toBe(more.size > 0);
        const least = meet([high, more]);
        expect(includesAll(high, least) && includesAll(more, least)).toBe(true);
      }),
    );
  });
});

const payload = (change: string): Uint8Array => new TextEncoder().encode(`{"m":1,"a":"u","t":"","c":[${change}]}`);

describe('낯선 바이트', () => {
  it('무엇이 와도 읽다가 멈추지 않는다', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((json) => new TextEncoder().encode(`${json}\n`)),
        ),
        (bytes) => {
          expect(decodeHeader(bytes, text)).toBeUndefined();
          const payload = decodePayload(bytes, text);
          expect(payload === undefined || Array.isArray(payload.changes)).toBe(true);
        },
      ),
    );
  });

  it('객체의 원형에 닿는 이름은 받지 않는다', () => {
    expect(decodePayload(payload('{"r":"person","i":"p","p":{"name":"x"}}'), text)).toBeDefined();
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      expect(decodePayload(payload(`{"r":"person","i":"p","p":{"${name}":{"x":1}}}`), text)).toBeUndefined();
      expect(decodePayload(payload(`{"r":"${name}","i":"p","p":{}}`), text)).toBeUndefined();
    }
  });
});
