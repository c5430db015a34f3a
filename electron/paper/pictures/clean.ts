import type { PageMime } from '../../../shared/model/attachment.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';

/** A picture that holds its pixels and nothing else. */
export interface CleanPicture {
  readonly content: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Writes a picture anew with only what is needed to draw it: no EXIF, GPS, XMP, colour profile, comment, thumbnail or text,
 * and nothing behind its end. Never longer than it was. Null when the bytes are not such a picture by their structure.
 * The page has drawn it, but main does not take the page's word (docs/adr/0038-attachments.md).
 */
export async function cleanPicture(mime: PageMime, bytes: Uint8Array): Promise<CleanPicture | null> {
  return mime === 'image/jpeg' ? cleanJpeg(bytes) : await cleanPng(bytes);
}
