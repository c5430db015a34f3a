import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxAround, moved } from './maskBoxes.ts';
import type { MaskWork } from './maskPage.ts';
import { addBox, beginMask, changeBox, removeBox, turnPage, undoMask } from './maskPage.ts';

const size = { width: 800, height: 400 };
const box = { left: 80, top: 80, right: 160, bottom: 96 };

const acts: fc.Arbitrary<(work: MaskWork) => MaskWork> = fc.oneof(
  fc
    .record({ x: fc.integer({ min: 0, max: 800 }), y: fc.integer({ min: 0, max: 400 }) })
    .map((at) => (work: MaskWork) => addBox(work, boxAround(at, work.now.size))),
  fc.integer({ min: 1, max: 5 }).map((id) => (work: MaskWork) => removeBox(work, id)),
  fc.integer({ min: 1, max: 5 }).map((id) => (work: MaskWork) => {
    const found = work.now.boxes.find((each) => each.id === id);
    return found ? changeBox(work, id, moved(found.box, 1, 1, work.now.size)) : work;
  }),
  fc.constant(turnPage),
);

test('무엇을 하였든 되돌리기를 되풀이하면 처음의 쪽이 된다', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 30 }), (list) => {
      let work = list.reduce((before, act) => act(before), beginMask(size));
      const ids = work.now.boxes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      while (work.past.length > 0) work = undoMask(work);
      expect(work.now).toEqual(beginMask(size).now);
      expect(undoMask(work)).toBe(work);
    }),
  );
});

test('한 상자를 이어서 옮긴 것은 한 번에 되돌린다', () => {
  const added = addBox(beginMask(size), box);
  const once = changeBox(added, 1, moved(box, 1, 0, size));
  const twice = changeBox(once, 1, moved(box, 2, 0, size));
  expect(undoMask(twice).now).toEqual(added.now);
});

test('다른 상자를 사이에 옮기면 따로 되돌린다', () => {
  const two = addBox(addBox(beginMask(size), box), box);
  const first = changeBox(two, 1, moved(box, 1, 0, size));
  const second = changeBox(first, 2, moved(box, 1, 0, size));
  expect(undoMask(second).now).toEqual(first.now);
});

test('없는 상자를 고치거나 지우는 것은 아무 일도 아니다', () => {
  const work = addBox(beginMask(size), box);
  expect(changeBox(work, 9, box)).toBe(work);
  expect(removeBox(work, 9)).toBe(work);
});

test('쪽을 돌리면 상자도 함께 돌고, 돌린 뒤에 되돌릴 수 있다', () => {
  const work = addBox(beginMask(size), box);
  const turnedOnce = turnPage(work);
  expect(turnedOnce.now.size).toEqual({ width: 400, height: 800 });
  expect(turnedOnce.now.turns).toBe(1);
  expect(turnedOnce.now.boxes[0]?.box).toEqual({ left: 304, top: 80, right: 320, bottom: 160 });
  expect(undoMask(turnedOnce).now).toEqual(work.now);
});
