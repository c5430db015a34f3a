import { mostPieceBytes } from '../../../shared/model/attachment.ts';
import { turnedSize } from './maskBoxes.ts';
import type { MaskPage } from './maskPage.ts';
import { blankPage, wipe } from './canvas.ts';

/** A stored page weighs at most so many bytes; it is written coarser until it does. */
const mostBytes = 1.5 * 1024 * 1024;
const qualities = [0.85, 0.75, 0.65, 0.5, 0.35, 0.2, 0.1];

/** The page turned as asked, pixel by pixel: no smoothing, so that an edge stays where it is. */
export function turnedPage(raster: HTMLCanvasElement, turns: number): HTMLCanvasElement {
  if (turns === 0) return raster;
  const { width, height } = raster;
  const { canvas, pen } = blankPage(turns % 2 === 1 ? turnedSize({ width, height }) : { width, height });
  pen.imageSmoothingEnabled = false;
  if (turns === 1) pen.setTransform(0, 1, -1, 0, height, 0);
  if (turns === 2) pen.setTransform(-1, 0, 0, -1, width, height);
  if (turns === 3) pen.setTransform(0, -1, 1, 0, 0, width);
  pen.drawImage(raster, 0, 0);
  return canvas;
}

/** The page as it is stored: turned, and under each box nothing but black. `raster` itself stays as it is. */
export function burnt(raster: HTMLCanvasElement, { turns, boxes }: MaskPage): HTMLCanvasElement {
  const page = turnedPage(raster, turns);
  const { canvas, pen } = blankPage(page);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(page, 0, 0);
  if (page !== raster) wipe(page);
  pen.fillStyle = '#000';
  for (const { box } of boxes) pen.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  return canvas;
}

/** Writes a page as JPEG: drawn pixels only, so none of the original's own data (EXIF, GPS, previews) comes along. */
export async function encoded(page: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  let blob: Blob | null = null;
  for (const quality of qualities) {
    blob = await new Promise<Blob | null>((done) => page.toBlob(done, 'image/jpeg', quality));
    if (blob && blob.size <= mostBytes) break;
  }
  if (!blob) throw new Error('no picture');
  return new Uint8Array(await blob.arrayBuffer());
}

/** The bytes in pieces that go to main one by one, in order. */
export function pieces(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const count = Math.ceil(bytes.length / mostPieceBytes);
  return Array.from({ length: count }, (_, at) => bytes.slice(at * mostPieceBytes, (at + 1) * mostPieceBytes));
}
