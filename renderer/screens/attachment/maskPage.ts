import type { Box, Size } from './maskBoxes.ts';
import { turned, turnedSize } from './maskBoxes.ts';

/** A box with a name of its own, so that it stays the same one while it moves. */
export interface MaskBox {
  readonly id: number;
  readonly box: Box;
}

/** How a page is to be stored: turned and covered. */
export interface MaskPage {
  /** As it stands now, after `turns`. */
  readonly size: Size;
  /** Quarter turns clockwise. */
  readonly turns: number;
  readonly boxes: readonly MaskBox[];
}

/** A page with the way back. */
export interface MaskWork {
  readonly now: MaskPage;
  readonly past: readonly MaskPage[];
  /** The box that was changed last: changes of one box in a row are one step. */
  readonly touched: number | null;
  readonly nextId: number;
}

/** So many steps are kept. */
const longestPast = 200;

export function beginMask(size: Size): MaskWork {
  return { now: { size, turns: 0, boxes: [] }, past: [], touched: null, nextId: 1 };
}

function step(work: MaskWork, now: MaskPage, touched: number | null): MaskWork {
  const past = touched !== null && touched === work.touched ? work.past : [...work.past, work.now].slice(-longestPast);
  return { ...work, now, past, touched };
}

/** Another box, on top; its id is `nextId` of before. */
export function addBox(work: MaskWork, box: Box): MaskWork {
  const boxes = [...work.now.boxes, { id: work.nextId, box }];
  return { ...step(work, { ...work.now, boxes }, null), nextId: work.nextId + 1 };
}

/** A box at another place or of another size. Nothing when it is not there. */
export function changeBox(work: MaskWork, id: number, box: Box): MaskWork {
  if (!work.now.boxes.some((each) => each.id === id)) return work;
  const boxes = work.now.boxes.map((each) => (each.id === id ? { id, box } : each));
  return step(work, { ...work.now, boxes }, id);
}

export function removeBox(work: MaskWork, id: number): MaskWork {
  const boxes = work.now.boxes.filter((each) => each.id !== id);
  return boxes.length === work.now.boxes.length ? work : step(work, { ...work.now, boxes }, null);
}

/** The page turned by 90° clockwise, its boxes with it. */
export function turnPage(work: MaskWork): MaskWork {
  const { size, turns, boxes } = work.now;
  const now = {
    size: turnedSize(size),
    turns: (turns + 1) % 4,
    boxes: boxes.map(({ id, box }) => ({ id, box: turned(box, size) })),
  };
  return step(work, now, null);
}

/** Takes the last step back; the same work when there is none. */
export function undoMask(work: MaskWork): MaskWork {
  const now = work.past.at(-1);
  return now ? { ...work, now, past: work.past.slice(0, -1), touched: null } : work;
}
