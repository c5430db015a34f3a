import { open } from 'node:fs/promises';
import { PaperFailure } from './problems.ts';

/**
 * What a file is, by its bytes and never by its ending: city offices send a csv named .xls, an xlsx named .csv, web
 * pages named .xls and files locked by a DRM.
 */
type FileKind = 'zip' | 'ole2' | 'html' | 'spreadsheetXml' | 'text';

/** Files beyond this are refused before a byte is read. */
const largestFile = 150 * 1024 * 1024;

const headLength = 1 << 16;

export interface Sniffed {
  readonly kind: FileKind;
  readonly size: number;
  readonly head: Buffer;
}

/**
 * Marks of Korean document protection at the beginning of a file: Fasoo ("DRMONE"), SoftCamp ("SCDSA"), MarkAny and
 * NASCA. None of them can be opened without the client of the organisation that locked it.
 */
const drmMarks = ['<## NASCA DRM FILE', 'SCDSA', 'DRMONE', 'Fasoo', 'MarkAny', 'DOCUMENT SAFER', 'SoftCamp'];

/** Reads the beginning of a file and tells its kind. Fails with `notFound`, `unreadable`, `empty`, `tooLarge`, `drm`. */
export async function sniffFile(path: string): Promise<Sniffed> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new PaperFailure('unreadable');
    if (stat.size === 0) throw new PaperFailure('empty');
    if (stat.size > largestFile) throw new PaperFailure('tooLarge');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
    const head = buffer.subarray(0, bytesRead);
    return { kind: kindOf(head), size: stat.size, head };
  } finally {
    await file.close();
  }
}

/** The kind that the first bytes show. Fails with `drm` (also for binary of no known kind), `empty`, `otherDocument`. */
function kindOf(head: Buffer): FileKind {
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return 'zip';
  if (head.length >= 8 && head.readBigUInt64BE(0) === 0xd0cf11e0a1b11ae1n) return 'ole2';
  const start = head.subarray(0, 256).toString('latin1');
  if (drmMarks.some((mark) => start.includes(mark))) throw new PaperFailure('drm');
  if (start.startsWith('%PDF-')) throw new PaperFailure('otherDocument');
  if (isUtf16(head)) return 'text';
  // An empty ZIP, or one cut into volumes, is none of ours.
  if (start.startsWith('PK')) throw new PaperFailure('damaged');
  if (isBinary(head)) throw new PaperFailure('drm');
  const words = start.replace(/^\u00EF\u00BB\u00BF/u, '').trimStart();
  if (words === '') {
    if (
      head
        .toString('latin1')
        .replace(/^\u00EF\u00BB\u00BF/u, '')
        .trim() === ''
    )
      throw new PaperFailure('empty');
    return 'text';
  }
  if (/^<\?xml/iu.test(words)) return xmlKind(head.toString('latin1'));
  if (/^<(?:!doctype html|html|head|meta|body|table|style|!--)/iu.test(words)) return 'html';
  return 'text';
}

function xmlKind(head: string): FileKind {
  if (/<html/iu.test(head)) return 'html';
  if (head.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'spreadsheetXml';
  throw new PaperFailure('otherDocument');
}

function isUtf16(head: Buffer): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

/** Text has no null bytes (a few are forgiven: old exports pad fields with them) and hardly any control characters. */
function isBinary(head: Buffer): boolean {
  let control = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) control += 1;
  return control > head.length / 50 && control > 2;
}
