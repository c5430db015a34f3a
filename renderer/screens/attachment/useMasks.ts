import { useCallback, useEffect, useRef, useState } from 'react';
import type { Pages } from './canvas.ts';
import { wipe } from './canvas.ts';
import type { Size } from './maskBoxes.ts';
import type { MaskWork } from './maskPage.ts';
import { beginMask } from './maskPage.ts';

/** A page's pixels as picked; turns and boxes are not in them. */
interface Raster {
  readonly index: number;
  readonly canvas: HTMLCanvasElement;
}

export interface Masks {
  /** The page that is looked at, from 0. */
  readonly index: number;
  readonly count: number;
  readonly raster: HTMLCanvasElement | null;
  readonly work: MaskWork | null;
  /** A sentence when the page cannot be drawn. */
  readonly trouble: string | null;
  readonly open: (index: number) => void;
  readonly change: (by: (work: MaskWork) => MaskWork) => void;
  /** Pages that nobody has looked at, counted from 1. */
  readonly unseen: () => readonly number[];
  /** Whether anything was covered or turned. */
  readonly isTouched: boolean;
  /** What is to be done with a page; one that was never opened is stored as it is. */
  readonly of: (index: number, size: Size) => MaskWork;
}

const freshWorks: ReadonlyMap<number, MaskWork> = new Map();

/** The masking of a document: which page is looked at, and what was done to each. Made anew for each document (`key`). */
export function useMasks(pages: Pages): Masks {
  const [index, setIndex] = useState(0);
  const [raster, setRaster] = useState<Raster | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [works, setWorks] = useState(freshWorks);
  useEffect(() => {
    let isOver = false;
    let drawn: HTMLCanvasElement | null = null;
    pages.draw(index).then(
      (canvas) => {
        if (isOver) {
          wipe(canvas);
          return;
        }
        drawn = canvas;
        setTrouble(null);
        setRaster({ index, canvas });
        setWorks((all) => (all.has(index) ? all : new Map(all).set(index, beginMask(canvas))));
      },
      () => {
        if (!isOver) setTrouble(`${index + 1}쪽을 그릴 수 없습니다. 그 쪽을 그림으로 저장하여 따로 첨부해 주십시오.`);
      },
    );
    return () => {
      isOver = true;
      setRaster(null);
      if (drawn) wipe(drawn);
    };
  }, [pages, index]);
  const latest = useRef(works);
  useEffect(() => {
    latest.current = works;
  });
  const change = useCallback(
    (by: (work: MaskWork) => MaskWork) =>
      setWorks((all) => {
        const work = all.get(index);
        return work ? new Map(all).set(index, by(work)) : all;
      }),
    [index],
  );
  const isDrawn = raster?.index === index;
  return {
    index,
    count: pages.count,
    raster: isDrawn ? raster.canvas : null,
    work: (isDrawn && works.get(index)) || null,
    trouble,
    open: (to) => setIndex(Math.min(pages.count - 1, Math.max(0, to))),
    change,
    unseen: () =>
      Array.from({ length: pages.count }, (_, at) => at + 1).filter((page) => !latest.current.has(page - 1)),
    isTouched: [...works.values()].some(({ past }) => past.length > 0),
    of: (at, size) => latest.current.get(at) ?? beginMask(size),
  };
}
