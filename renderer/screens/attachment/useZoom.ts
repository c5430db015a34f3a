import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Point, Size } from './maskBoxes.ts';

const zooms = [1, 1.5, 2, 3, 4, 6] as const;

/** How large a page is shown in an element that scrolls: fitted, and so many times that; the middle stays in the middle. */
export function useZoom<E extends HTMLElement>(page: Size | null) {
  const viewport = useRef<E>(null);
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  /** `at` is what stood in the middle before the zoom changed. */
  const [{ zoom, at }, setZoom] = useState<{ readonly zoom: number; readonly at: Point | null }>({ zoom: 1, at: null });
  useEffect(() => {
    const element = viewport.current;
    if (!element) return undefined;
    const measure = () => {
      const { paddingLeft, paddingTop } = getComputedStyle(element);
      setRoom({
        width: element.clientWidth - 2 * Number.parseFloat(paddingLeft),
        height: element.clientHeight - 2 * Number.parseFloat(paddingTop),
      });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // Scroll bars come and go with the zoom: the fitted width is that of the room without them, in whole pixels.
  const width = page ? Math.max(0, Math.floor(Math.min(room.width, (room.height * page.width) / page.height))) : 0;

  /** The middle of what is seen, as parts of all there is to scroll. */
  const middle = (): Point => {
    const element = viewport.current;
    if (!element) return { x: 0.5, y: 0.5 };
    return {
      x: (element.scrollLeft + element.clientWidth / 2) / element.scrollWidth,
      y: (element.scrollTop + element.clientHeight / 2) / element.scrollHeight,
    };
  };
  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element || !at) return;
    element.scrollLeft = at.x * element.scrollWidth - element.clientWidth / 2;
    element.scrollTop = at.y * element.scrollHeight - element.clientHeight / 2;
  }, [at]);
  const to = (next: number): number => {
    setZoom({ zoom: next, at: middle() });
    return next;
  };
  return {
    /** For the element that scrolls. */
    viewport,
    zoom,
    /** Of the fitted page, in pixels of the screen. */
    width,
    /** One step nearer or farther; gives the zoom that then holds. */
    zoomBy: (by: 1 | -1): number => {
      const now = zooms.findIndex((each) => each === zoom);
      return to(zooms[Math.min(zooms.length - 1, Math.max(0, now + by))] ?? 1);
    },
    fit: () => {
      to(1);
    },
    /** The point of the page that is in the middle of what is seen. */
    centre: (): Point => {
      const element = viewport.current;
      const shown = element?.querySelector('canvas, img');
      if (!element || !shown || !page) return { x: 0, y: 0 };
      const [outer, inner] = [element.getBoundingClientRect(), shown.getBoundingClientRect()];
      return {
        x: ((outer.left + outer.width / 2 - inner.left) * page.width) / inner.width,
        y: ((outer.top + outer.height / 2 - inner.top) * page.height) / inner.height,
      };
    },
  };
}
