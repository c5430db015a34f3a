import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cleanPng } from './png.ts';
import type { PngParts } from './pictures.test-helper.ts';
import { chunk, plainPng, pngHead, pngOf, pngSignature, withAt } from './pictures.test-helper.ts';

const plain = plainPng(5, 4);
const afterHead = 33;
const size = { width: 5, height: 4 };

/** Rows as a PNG has them: each with its filter byte, filtered by it. */
function filtered(pixels: readonly Uint8Array[], step: number, filters: readonly number[]): Buffer {
  return Buffer.concat(
    pixels.map((row, y) => {
      const filter = filters[y % filters.length] ?? 0;
      const above = pixels[y - 1];
      const bytes = Array.from(row, (value, x) => {
        const left = row[x - step] ?? 0;
        const up = above?.[x] ?? 0;
        const corner = x < step ? 0 : (above?.[x - step] ?? 0);
        const guess = left + up - corner;
        const near = [left, up, corner].toSorted((a, b) => Math.abs(guess - a) - Math.abs(guess - b))[0] ?? 0;
        return value - ([0, left, up, (left + up) >> 1, near][filter] ?? 0);
      });
      return Buffer.from([filter, ...bytes]);
    }),
  );
}

/** A picture with alpha, all of it opaque but what `alpha` says. */
function withAlpha(parts: PngParts, filters: readonly number[], alpha: (at: number) => number, seed: number): Buffer {
  const step = parts.colour === 4 ? 2 : 4;
  const rows = Array.from({ length: parts.height }, (_, y) =>
    Uint8Array.from({ length: parts.width * step }, (_value, x) =>
      x % step === step - 1 ? alpha(y * parts.width + (x - step + 1) / step) : (seed * 7 + x * 31 + y * 17) % 256,
    ),
  );
  return pngOf(parts, filtered(rows, step, filters));
}

describe('PNG를 다시 쓰면', () => {
  it('여느 그림은 그대로 남는다', async () => {
    const clean = await cleanPng(plain);
    expect(clean).toMatchObject(size);
    expect(plain.equals(clean?.content ?? Buffer.alloc(0))).toBe(true);
  });

  it('글, 촬영 정보, 색 정보, 날짜와 끝 뒤의 것이 없고 나뉜 점은 하나가 된다', async () => {
    const secret = '독고뿌리샘';
    const pixels = plain.subarray(afterHead + 8, -16);
    const given = Buffer.concat([
      pngSignature,
      pngHead(size),
      ...['tEXt', 'zTXt', 'iTXt', 'eXIf', 'iCCP', 'tIME', 'gAMA', 'xxXx'].map((type) => chunk(type, secret)),
      chunk('IDAT', pixels.subarray(0, 7)),
      chunk('IDAT', pixels.subarray(7)),
      chunk('tEXt', secret),
      chunk('IEND'),
      chunk('tEXt', secret),
      Buffer.from(`PK\u0003\u0004${secret}`),
    ]);
    expect(plain.equals((await cleanPng(given))?.content ?? Buffer.alloc(0))).toBe(true);
  });

  it('어디에 어떤 곁가지를 넣어도 그림만 남는다', async () => {
    const extra = fc.record({
      type: fc.stringMatching(/^[a-z][a-zA-Z][A-Z][a-zA-Z]$/).filter((type) => type !== 'tRNS'),
      body: fc.uint8Array({ maxLength: 200 }),
      early: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(extra, { maxLength: 6 }), fc.uint8Array({ maxLength: 100 }), async (extras, behind) => {
        let given = plain;
        for (const { type, body, early } of extras)
          given = withAt(given, early ? afterHead : given.length - 12, chunk(type, body));
        const clean = await cleanPng(Buffer.concat([given, behind]));
        expect(plain.equals(clean?.content ?? Buffer.alloc(0))).toBe(true);
      }),
    );
  });

  it('색이 몇이든 다시 쓴다', async () => {
    const palette = chunk('PLTE', Buffer.from([0, 0, 0, 255, 255, 255]));
    expect(await cleanPng(pngOf({ ...size, depth: 1, colour: 3 }, Buffer.alloc(8), [palette]))).toMatchObject(size);
    expect(await cleanPng(pngOf({ ...size, depth: 1, colour: 0 }, Buffer.alloc(8)))).toMatchObject(size);
    expect(await cleanPng(pngOf({ ...size, colour: 0 }, Buffer.alloc(24)))).toMatchObject(size);
  });

  it('모든 점이 불투명하면 받고, 하나라도 비치면 어떻게 적었든 받지 않는다', async () => {
    const parts = fc.record({
      width: fc.integer({ min: 1, max: 6 }),
      height: fc.integer({ min: 1, max: 5 }),
      colour: fc.constantFrom(4, 6),
    });
    const filters = fc.array(fc.nat(4), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, filters, fc.nat(), fc.nat(254), fc.nat(1000), async (given, used, place, alpha, seed) => {
        expect(await cleanPng(withAlpha(given, used, () => 255, seed))).toMatchObject({
          width: given.width,
          height: given.height,
        });
        const hole = place % (given.width * given.height);
        expect(await cleanPng(withAlpha(given, used, (at) => (at === hole ? alpha : 255), seed))).toBeNull();
      }),
    );
  });
});

describe('PNG가 아니면 받지 않는다', () => {
  it('어디서 잘려도, 한 바이트가 달라도', async () => {
    for (let length = 0; length < plain.length; length += 1) {
      expect(await cleanPng(plain.subarray(0, length))).toBeNull();
      const damaged = Buffer.from(plain);
      damaged[length] = (damaged[length] ?? 0) ^ 1;
      expect(await cleanPng(damaged)).toBeNull();
    }
  });

  const rows = Buffer.alloc(16 * 4);
  const stream = deflateSync(rows);
  const pngWith = (...chunks: Buffer[]): Buffer =>
    Buffer.concat([pngSignature, pngHead(size), ...chunks, chunk('IEND')]);
  test.each<[string, Buffer]>([
    ['빈 것', Buffer.alloc(0)],
    ['한 변이 4000점을 넘는 것', pngOf({ width: 4001, height: 1 }, Buffer.alloc(4001 * 3 + 1))],
    ['너비가 0인 것', pngOf({ width: 0, height: 4 }, Buffer.alloc(4))],
    ['16비트', pngOf({ ...size, depth: 16 }, Buffer.alloc(31 * 4))],
    ['엮어 짠 것', pngOf({ ...size, interlace: 1 }, rows)],
    ['없는 색', pngOf({ ...size, colour: 5 }, rows)],
    ['비치는 색을 말하는 것', pngOf(size, rows, [chunk('tRNS', Buffer.alloc(6))])],
    ['팔레트가 없는 것', pngOf({ ...size, colour: 3 }, Buffer.alloc(24))],
    ['빈 팔레트', pngOf({ ...size, colour: 3 }, Buffer.alloc(24), [chunk('PLTE')])],
    ['팔레트가 너무 긴 것', pngOf({ ...size, depth: 1, colour: 3 }, Buffer.alloc(8), [chunk('PLTE', Buffer.alloc(9))])],
    ['필요 없는 팔레트', pngOf(size, rows, [chunk('PLTE', Buffer.alloc(6))])],
    ['머리가 둘', pngOf(size, rows, [pngHead(size)])],
    ['모르는 마디', pngOf(size, rows, [chunk('CgBI', Buffer.alloc(4))])],
    ['점이 없는 것', pngWith()],
    [
      '점 사이에 다른 것',
      pngWith(chunk('IDAT', stream.subarray(0, 4)), chunk('ABCD'), chunk('IDAT', stream.subarray(4))),
    ],
    ['점 뒤에 붙은 글', pngWith(chunk('IDAT', Buffer.concat([stream, Buffer.from('비밀')])))],
    ['점이 모자란 것', pngOf(size, rows.subarray(16))],
    ['점이 남는 것', pngOf(size, Buffer.concat([rows, Buffer.from('비밀')]))],
    ['없는 거르개', pngOf(size, Buffer.alloc(64, 5))],
    ['풀리지 않는 것', pngWith(chunk('IDAT', '비밀의글'))],
    ['한없이 풀리는 것', pngOf(size, Buffer.alloc(50_000_000))],
    ['끝에 붙은 글', Buffer.concat([plain.subarray(0, -12), chunk('IEND', '비밀')])],
  ])('%s', async (_, bytes) => {
    expect(await cleanPng(bytes)).toBeNull();
  });
});
