import type { PointerEvent } from 'react';
import { useRef, useState } from 'react';
import type { Box, Point, Size } from './maskBoxes.ts';
import { block, covering, moved } from './maskBoxes.ts';
import type { MaskBox } from './maskPage.ts';

/** What the mouse is doing: a new box, a box that moves, or one whose corner is pulled. */
type Drag =
  | { readonly kind: 'draw'; readonly from: Point }
  | { readonly kind: 'move'; readonly of: MaskBox; readonly from: Point }
  | { readonly kind: 'pull'; readonly of: MaskBox; readonly from: Point };

/** A box under way; `id` is null for a new one. */
export interface Dragged {
  readonly id: number | null;
  readonly box: Box;
}

export const corners = ['nw', 'ne', 'sw', 'se'] as const;

/** Less than this is a click, in pixels of the page. */
const leastDrag = 6;

function pointOf(event: PointerEvent<HTMLElement>, page: Size): Point {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return { x: ((event.clientX - left) * page.width) / width, y: ((event.clientY - top) * page.height) / height };
}

/** The corner across from the one that is pulled: it stays. */
function anchorOf({ left, top, right, bottom }: Box, corner: string): Point {
  return { x: corner.includes('w') ? right : left, y: corner.includes('n') ? bottom : top };
}

/** Boxes by mouse, pen or finger on the element that shows the page: draw on the page, move a box, pull a corner. */
export function useDrag({
  page,
  boxes,
  onDone,
}: {
  readonly page: Size;
  readonly boxes: readonly MaskBox[];
  readonly onDone: (dragged: Dragged) => void;
}) {
  const drag = useRef<Drag | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const at = (event: PointerEvent<HTMLElement>): Dragged | null => {
    const doing = drag.current;
    if (!doing) return null;
    const point = pointOf(event, page);
    const [x, y] = [point.x - doing.from.x, point.y - doing.from.y];
    switch (doing.kind) {
      case 'draw':
        return Math.max(Math.abs(x), Math.abs(y)) < leastDrag
          ? null
          : { id: null, box: covering(doing.from, point, page) };
      case 'move':
        return {
          id: doing.of.id,
          box: moved(doing.of.box, Math.round(x / block), Math.round(y / block), page),
        };
      case 'pull':
        return { id: doing.of.id, box: covering(doing.from, point, page, 0) };
    }
  };
  const end = (): void => {
    drag.current = null;
    setDragged(null);
  };
  return {
    dragged,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0 || !(event.target instanceof HTMLElement)) return;
        const on = event.target.closest<HTMLElement>('[data-box]');
        const of = boxes.find(({ id }) => String(id) === on?.dataset['box']);
        const corner = event.target.dataset['corner'];
        const from = pointOf(event, page);
        if (!of) drag.current = { kind: 'draw', from };
        else if (corner === undefined) drag.current = { kind: 'move', of, from };
        else drag.current = { kind: 'pull', of, from: anchorOf(of.box, corner) };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (drag.current) setDragged(at(event));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const done = at(event);
        const before = done && boxes.find(({ id }) => id === done.id);
        end();
        if (done && JSON.stringify(before?.box) !== JSON.stringify(done.box)) onDone(done);
      },
      onPointerCancel: end,
    },
  };
}
