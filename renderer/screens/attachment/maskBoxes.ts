/** Sizes and places on a page, in its pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box that is burnt in, black: `right` and `bottom` are the first pixel that is not covered. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * JPEG codes blocks of so many pixels a side. A box whose edges lie on them shares no block with what it covers, and its
 * own blocks are wholly black: nothing of what was there can swing over the edge.
 */
export const block = 8;
/** A box drawn by hand covers so many pixels more on every side: blurred edges and the swinging of the original's own JPEG. */
export const margin = 4;
/** Pixels of a stored page's longer side, at most; a multiple of `block`. About 170 dpi on A4. */
export const longestPage = 2000;

const up = (value: number): number => Math.ceil(value / block) * block;
const down = (value: number): number => Math.floor(value / block) * block;
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/**
 * How large something is drawn, and the page it stands on: at most `longestPage` on the longer side, never enlarged. The
 * page is filled up (white) to whole blocks, so that boxes at its edge, and after a turn, still lie on them.
 */
export function pageFor(natural: Size): { readonly drawn: Size; readonly page: Size } {
  const scale = Math.min(1, longestPage / Math.max(natural.width, natural.height));
  const side = (length: number) => clamp(Math.round(length * scale), 1, longestPage);
  const drawn = { width: side(natural.width), height: side(natural.height) };
  return { drawn, page: { width: up(drawn.width), height: up(drawn.height) } };
}

/**
 * The box that covers what lies between two points, whichever corner came first, with `around` pixels more on every side,
 * outward to whole blocks. What is off the page is not covered; at least one block is.
 */
export function covering(a: Point, b: Point, page: Size, around: number = margin): Box {
  const span = (from: number, to: number, most: number): readonly [number, number] => {
    const start = clamp(down(clamp(Math.min(from, to), 0, most) - around), 0, most - block);
    return [start, clamp(up(clamp(Math.max(from, to), 0, most) + around), start + block, most)];
  };
  const [left, right] = span(a.x, b.x, page.width);
  const [top, bottom] = span(a.y, b.y, page.height);
  return { left, top, right, bottom };
}

/** A box around a point, as wide as a resident number's back part usually is; wholly on the page. */
export function boxAround({ x, y }: Point, page: Size): Box {
  const width = Math.min(page.width, up(page.width / 6));
  const height = Math.min(page.height, up(page.height / 40));
  const left = clamp(down(x - width / 2), 0, page.width - width);
  const top = clamp(down(y - height / 2), 0, page.height - height);
  return { left, top, right: left + width, bottom: top + height };
}

/** A box moved by so many blocks, as far as the page goes. */
export function moved(box: Box, across: number, along: number, page: Size): Box {
  const x = clamp(across * block, -box.left, page.width - box.right);
  const y = clamp(along * block, -box.top, page.height - box.bottom);
  return { left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y };
}

/** A box whose right and lower edges moved by so many blocks: never less than one block, never off the page. */
export function resized(box: Box, across: number, along: number, page: Size): Box {
  return {
    ...box,
    right: clamp(box.right + across * block, box.left + block, page.width),
    bottom: clamp(box.bottom + along * block, box.top + block, page.height),
  };
}

/** A page turned by 90° clockwise. */
export function turnedSize({ width, height }: Size): Size {
  return { width: height, height: width };
}

/** Where a box lies after the page was turned by 90° clockwise. */
export function turned(box: Box, page: Size): Box {
  return { left: page.height - box.bottom, top: box.left, right: page.height - box.top, bottom: box.right };
}

const percent = (length: number, of: number): string => `${Math.round((100 * length) / of)}%`;

/** Where a box lies and how large it is, for those who do not see it: parts of the page in percent. */
export function placeWords({ left, top, right, bottom }: Box, page: Size): string {
  const [x, y] = [percent(left, page.width), percent(top, page.height)];
  const [width, height] = [percent(right - left, page.width), percent(bottom - top, page.height)];
  return `왼쪽에서 ${x}, 위에서 ${y}, 너비 ${width}, 높이 ${height}`;
}
