import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box, Size } from './maskBoxes.ts';
import {
  block,
  boxAround,
  covering,
  longestPage,
  margin,
  moved,
  pageFor,
  placeWords,
  resized,
  turned,
  turnedSize,
} from './maskBoxes.ts';

const pages = fc
  .record({ width: fc.integer({ min: 1, max: 250 }), height: fc.integer({ min: 1, max: 250 }) })
  .map(({ width, height }): Size => ({ width: width * block, height: height * block }));
const point = fc.record({
  x: fc.double({ min: -100, max: 2100, noNaN: true }),
  y: fc.double({ min: -100, max: 2100, noNaN: true }),
});
const steps = fc.integer({ min: -300, max: 300 });

function holds(box: Box, page: Size): void {
  for (const edge of Object.values(box)) expect(edge % block).toBe(0);
  expect(box.left).toBeGreaterThanOrEqual(0);
  expect(box.top).toBeGreaterThanOrEqual(0);
  expect(box.right).toBeLessThanOrEqual(page.width);
  expect(box.bottom).toBeLessThanOrEqual(page.height);
  expect(box.right - box.left).toBeGreaterThanOrEqual(block);
  expect(box.bottom - box.top).toBeGreaterThanOrEqual(block);
}

describe('쪽의 크기', () => {
  test('긴 변이 2000픽셀을 넘지 않고, 키우지 않으며, 쪽은 8픽셀의 배수로 조금만 늘어난다', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }), (width, height) => {
        const { drawn, page } = pageFor({ width, height });
        expect(Math.max(page.width, page.height)).toBeLessThanOrEqual(longestPage);
        expect(drawn.width).toBeLessThanOrEqual(width);
        expect(drawn.height).toBeLessThanOrEqual(height);
        for (const side of ['width', 'height'] as const) {
          expect(page[side] % block).toBe(0);
          expect(page[side] - drawn[side]).toBeGreaterThanOrEqual(0);
          expect(page[side] - drawn[side]).toBeLessThan(block);
        }
      }),
    );
  });

  test('휴대전화 사진은 줄이고 작은 그림은 그대로 둔다', () => {
    expect(pageFor({ width: 4000, height: 3000 }).drawn).toEqual({ width: 2000, height: 1500 });
    expect(pageFor({ width: 641, height: 480 })).toEqual({
      drawn: { width: 641, height: 480 },
      page: { width: 648, height: 480 },
    });
  });
});

describe('가림 상자', () => {
  test('끌어서 그린 곳을 여유를 두고 모두 덮으며, 언제나 쪽 안에서 8픽셀에 맞는다', () => {
    fc.assert(
      fc.property(pages, point, point, (page, a, b) => {
        const box = covering(a, b, page);
        holds(box, page);
        const inside = (value: number, most: number) => Math.min(most, Math.max(0, value));
        const [left, right] = [inside(Math.min(a.x, b.x), page.width), inside(Math.max(a.x, b.x), page.width)];
        const [top, bottom] = [inside(Math.min(a.y, b.y), page.height), inside(Math.max(a.y, b.y), page.height)];
        expect(box.left).toBeLessThanOrEqual(Math.max(0, left - margin));
        expect(box.top).toBeLessThanOrEqual(Math.max(0, top - margin));
        expect(box.right).toBeGreaterThanOrEqual(Math.min(page.width, right + margin));
        expect(box.bottom).toBeGreaterThanOrEqual(Math.min(page.height, bottom + margin));
      }),
    );
  });

  test('어느 모서리에서 시작하여 끌어도 같은 상자이다', () => {
    fc.assert(
      fc.property(pages, point, point, (page, a, b) => {
        expect(covering(b, a, page)).toEqual(covering(a, b, page));
        expect(covering({ x: a.x, y: b.y }, { x: b.x, y: a.y }, page)).toEqual(covering(a, b, page));
      }),
    );
  });

  test('자판으로 넣고 옮기고 키워도 쪽을 벗어나지 않고, 옮기는 것은 크기를 바꾸지 않는다', () => {
    fc.assert(
      fc.property(pages, point, steps, steps, (page, at, across, along) => {
        const box = boxAround(at, page);
        holds(box, page);
        const there = moved(box, across, along, page);
        holds(there, page);
        expect(there.right - there.left).toBe(box.right - box.left);
        expect(there.bottom - there.top).toBe(box.bottom - box.top);
        const larger = resized(box, across, along, page);
        holds(larger, page);
        expect([larger.left, larger.top]).toEqual([box.left, box.top]);
      }),
    );
  });

  test('쪽을 네 번 돌리면 상자는 제자리이고, 돌린 상자도 쪽 안에서 8픽셀에 맞는다', () => {
    fc.assert(
      fc.property(pages, point, point, (page, a, b) => {
        let [box, size] = [covering(a, b, page), page];
        for (let turn = 0; turn < 4; turn += 1) {
          box = turned(box, size);
          size = turnedSize(size);
          holds(box, size);
        }
        expect([box, size]).toEqual([covering(a, b, page), page]);
      }),
    );
  });

  test('오른쪽으로 돌리면 왼쪽 위에 있던 상자는 오른쪽 위로 간다', () => {
    const box = { left: 0, top: 0, right: 80, bottom: 16 };
    expect(turned(box, { width: 800, height: 400 })).toEqual({ left: 384, top: 0, right: 400, bottom: 80 });
  });

  test('보지 않는 사람에게 자리와 크기를 백분율로 말한다', () => {
    expect(placeWords({ left: 80, top: 40, right: 240, bottom: 80 }, { width: 800, height: 400 })).toBe(
      '왼쪽에서 10%, 위에서 10%, 너비 20%, 높이 10%',
    );
  });
});
