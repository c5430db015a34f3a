import type { OriginalMime } from '../../../shared/model/attachment.ts';

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpegStart = Buffer.from([0xff, 0xd8, 0xff]);

/** So far into a file PDF readers look for its beginning. */
const pdfWithin = 1024;

/** What a file is by its first bytes; null when it is none of what may be attached. Names say nothing. */
export function originalMime(file: Uint8Array): OriginalMime | null {
  const start = Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, pdfWithin));
  if (start.indexOf(jpegStart) === 0) return 'image/jpeg';
  if (start.indexOf(pngStart) === 0) return 'image/png';
  if (start.toString('latin1', 0, 4) === 'RIFF' && start.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return start.includes('%PDF-') ? 'application/pdf' : null;
}
