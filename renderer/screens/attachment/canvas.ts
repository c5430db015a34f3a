import type { Size } from './maskBoxes.ts';

/** What was picked, page by page, drawn as it will be stored but for turns and boxes. */
export interface Pages {
  readonly count: number;
  /** The page's pixels on white, counted from 0, for the caller to `wipe`. Throws when it cannot be drawn. */
  readonly draw: (index: number) => Promise<HTMLCanvasElement>;
  /** Lets go of all pixels. */
  readonly close: () => void;
}

/** What was picked, or a sentence that says why it cannot be used and what to do. */
export type Opened = { readonly ok: true; readonly pages: Pages } | { readonly ok: false; readonly message: string };

/** A white page, and the pen on it. Smooth where something is drawn smaller. */
export function blankPage({ width, height }: Size): { canvas: HTMLCanvasElement; pen: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  // Read back when it is encoded, and never shown by the graphics card alone.
  const pen = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!pen) throw new Error('no canvas');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = 'high';
  return { canvas, pen };
}

/** Frees a canvas's pixels at once: the collector may take its time. */
export function wipe(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
