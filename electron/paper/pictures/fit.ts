import { longestSide } from '../../../shared/model/attachment.ts';

/** Whether a picture of this size, in pixels, may be kept. */
export function isFit(width: number, height: number): boolean {
  return width >= 1 && height >= 1 && width <= longestSide && height <= longestSide;
}
