import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePage, decodeRequest, encodePage, encodeRequest } from './bytes.ts';
import { isName } from './changeSet.ts';
import type { Page, Request } from './exchange.ts';
import { plainText } from './plainText.ts';

const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter(isName);
const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const some = fc.uint8Array({ maxLength: 300 });
const body = fc.oneof(fc.constant('absent' as const), fc.constant('folded' as const), some);
const ref = fc.record({ device: name, seq, index: fc.nat() });

const requests: fc.Arbitrary<Request> = fc.record({
  vector: fc.array(fc.tuple(name, seq), { maxLength: 20 }).map((entries) => new Map(entries)),
  holes: fc.array(ref, { maxLength: 10 }),
});
const pages: fc.Arbitrary<Page> = fc.record({
  spans: fc.array(
    fc.record({
      device: name,
      from: seq,
      signature: some,
      sets: fc.array(fc.record({ header: some, bodies: fc.array(body, { maxLength: 4 }) }), {
        minLength: 1,
        maxLength: 6,
      }),
    }),
    { maxLength: 5 },
  ),
  fills: fc.array(
    fc
      .tuple(
        ref,
        body.filter((one) => one !== 'absent'),
      )
      .map(([where, held]) => ({ ...where, body: held })),
    { maxLength: 5 },
  ),
});

/** What is written for what was read; bytes that are not read stand for themselves. */
function pageAgain(bytes: Uint8Array): Uint8Array {
  const page = decodePage(bytes, plainText);
  return page === undefined ? bytes : encodePage(page, plainText);
}
function requestAgain(bytes: Uint8Array): Uint8Array {
  const request = decodeRequest(bytes, plainText);
  return request === undefined ? bytes : encodeRequest(request, plainText);
}

describe('요청과 쪽의 바이트', () => {
  test('쓴 것을 그대로 읽는다', () => {
    fc.assert(
      fc.property(requests, pages, (request, page) => {
        expect(decodeRequest(encodeRequest(request, plainText), plainText)).toEqual(request);
        expect(decodePage(encodePage(page, plainText), plainText)).toEqual(page);
      }),
    );
  });

  test('잘린 것, 뒤에 붙은 것, 다른 종류는 읽지 않는다', () => {
    fc.assert(
      fc.property(pages, requests, fc.nat(), (page, request, at) => {
        const bytes = encodePage(page, plainText);
        expect(decodePage(bytes.subarray(0, at % bytes.length), plainText)).toBeUndefined();
        expect(decodePage(Uint8Array.of(...bytes, 0), plainText)).toBeUndefined();
        expect(decodeRequest(bytes, plainText)).toBeUndefined();
        expect(decodePage(encodeRequest(request, plainText), plainText)).toBeUndefined();
      }),
    );
  });

  test('읽히는 바이트는 모두 제 모습으로 다시 쓰인다', () => {
    fc.assert(
      fc.property(pages, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), (page, changes) => {
        const bytes = encodePage(page, plainText);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        expect(pageAgain(bytes)).toEqual(bytes);
      }),
    );
  });

  test('아무 바이트나 주어도 던지지 않고, 있지 않은 길이를 믿지 않는다', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const page = Uint8Array.of(0x50, 1, ...bytes);
        expect(pageAgain(page)).toEqual(page);
        const request = Uint8Array.of(0x51, 1, ...bytes);
        expect(requestAgain(request)).toEqual(request);
      }),
    );
    expect(decodePage(Uint8Array.of(0x50, 1, 0xff, 0xff, 0xff, 0xff, 0x0f), plainText)).toBeUndefined();
    expect(decodePage(Uint8Array.of(0x50, 1, 0x80, 0x00, 0x00), plainText)).toBeUndefined();
  });

  test('이름이 아닌 것은 이름으로 읽지 않는다', () => {
    const bytes = encodeRequest({ vector: new Map([['__proto__', 1]]), holes: [] }, plainText);
    expect(decodeRequest(bytes, plainText)).toBeUndefined();
  });
});
