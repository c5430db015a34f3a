/** Where a key takes the marked row of a list; null when the key does not move it. `page` is rows per screen. */
export function moveInGrid(key: string, active: number, total: number, page: number): number | null {
  const last = Math.max(0, total - 1);
  const within = (index: number) => Math.min(last, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active - 1);
    case 'PageDown':
      return within(active + Math.max(1, page - 1));
    case 'PageUp':
      return within(active - Math.max(1, page - 1));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/**
 * The last row in sight. While the length of the list is not yet known (on coming back to a place far down), as many as
 * fit: else the window would end before it begins, and no page would ever be asked for.
 */
export function lastInSight(first: number, screenful: number, total: number | undefined): number {
  if (total === undefined) return first + screenful;
  return Math.min(Math.max(0, total - 1), first + screenful);
}

/** The pages of `size` rows that hold rows `first` to `last`, as their offsets. */
export function pagesFor(first: number, last: number, size: number): number[] {
  const pages: number[] = [];
  for (let offset = Math.floor(Math.max(0, first) / size) * size; offset <= Math.max(0, last); offset += size) {
    pages.push(offset);
  }
  return pages;
}

/** Rows kept beyond the window on each side, so that a quick scroll finds them there. */
const beyond = 8;

/**
 * The rows that exist in the page: the window with some beyond it, and always the marked one, else
 * aria-activedescendant would name nothing.
 */
export function rowsToShow(first: number, last: number, active: number, total: number): number[] {
  const from = Math.max(0, first - beyond);
  const to = Math.min(total - 1, last + beyond);
  const rows = Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
  if (active >= total || (active >= from && active <= to)) return rows;
  return active < from ? [active, ...rows] : [...rows, active];
}
