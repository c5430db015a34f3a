// Documents as people bring them, made in the test: a photo as a telephone writes it, and a PDF with a text layer.
import type { Page } from '@playwright/test';
import { Buffer } from 'node:buffer';

/** Stands in the EXIF of the photo as the place where it was taken. */
export const placeMarker = 'GPS-37.4563N-126.7052E';

/** A TIFF directory entry of a short text or number, as EXIF has it. */
function entry(tag: number, type: number, count: number, value: number): Buffer {
  const made = Buffer.alloc(12);
  made.writeUInt16BE(tag, 0);
  made.writeUInt16BE(type, 2);
  made.writeUInt32BE(count, 4);
  if (type === 3) made.writeUInt16BE(value, 8);
  else made.writeUInt32BE(value, 8);
  return made;
}

/** APP1 of a JPEG: orientation, a description with the place, and a GPS directory. */
function exif(orientation: number): Buffer {
  const text = Buffer.from(`${placeMarker}\0`, 'latin1');
  const directory = 8 + 2 + 3 * 12 + 4;
  const gps = directory + text.length;
  const tiff = Buffer.concat([
    Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 3]),
    entry(0x010e, 2, text.length, directory),
    entry(0x0112, 3, 1, orientation),
    entry(0x8825, 4, 1, gps),
    Buffer.alloc(4),
    text,
    // GPSMapDatum, a text of its own.
    Buffer.from([0, 1]),
    entry(0x0012, 2, 4, 0x57475300),
    Buffer.alloc(4),
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/**
 * A photo of a paper: white, red in the upper half's left corner, stripes of one pixel everywhere else in its lower half,
 * with EXIF. `orientation` 6 is a telephone held upright: the picture lies on its side and is to be turned right.
 */
export async function photo(
  page: Page,
  { width, height, orientation = 1 }: { width: number; height: number; orientation?: number },
): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([w, h]) => {
      const canvas = document.createElement('canvas');
      canvas.width = w;
      canvas.height = h;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, w, h);
      pen.fillStyle = '#e00000';
      pen.fillRect(0, 0, w / 4, h / 4);
      pen.fillStyle = '#0000c0';
      for (let x = 0; x < w; x += 4) pen.fillRect(x, h / 2, 2, h / 2);
      pen.fillStyle = '#000';
      pen.font = `${Math.round(h / 20)}px sans-serif`;
      pen.fillText('900101-1234567', w / 3, h / 3);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
      const bytes = new Uint8Array(await (blob ?? new Blob()).arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [width, height] as const,
  );
  const plain = Buffer.from(base64, 'base64');
  return Buffer.concat([plain.subarray(0, 2), exif(orientation), plain.subarray(2)]);
}

/** Stands in the text layer of the PDF. */
export const pdfMarker = 'SECRET-IN-TEXT-LAYER';

/**
 * A PDF of so many pages, each with a text layer, Korean in a typeface it does not bring (`KSCms-UHC-H`), a blue square and,
 * below it, a black one that was scanned by a fax and a red one by a scanner that writes JPEG 2000.
 */
export const pdf = (count: number): Buffer => pdfOf(count, false);

/**
 * 32 × 32 points, all black, as a fax codes them (ITU-T T.6): the first line says 0 white and 32 black, each that follows is
 * like the one above.
 */
function blackFax(): string {
  const bits = ['001', '00110101', '000001101010', '11'.repeat(31), '000000000001'.repeat(2)].join('');
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return bytes.map((byte) => String.fromCharCode(Number.parseInt(byte.padEnd(8, '0'), 2))).join('');
}

/** 16 × 16 points, all red, as JPEG 2000: what scanners of offices write into PDFs beside faxes. */
const redScan = Buffer.from(
  'AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAEAAAABAAAw8HAAAAAAAPY29scgEAAAAAABAAAACranAyY/9P/1EALwAAAAAAEAAAABAAAAAAAAAAAAAAABAAAAAQAAAAAAAAAAAAAw8BAQ8BAQ8BAf9SAAwAAAABAQQEBAAB/1wAEECAiIiQiIiQiIiQiIiQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAJwAB/5PP/DAIB7eA3/iQEAE/gICAgICAgICAgICA/9k=',
  'base64',
).toString('latin1');

/** A PDF that asks for a password. */
export const protectedPdf = (): Buffer => pdfOf(1, true);

/** A PDF of which only the head is left. */
export const damagedPdf = (): Buffer => pdf(1).subarray(0, 40);

function pdfOf(count: number, isProtected: boolean): Buffer {
  const objects: string[] = [];
  const kids = Array.from({ length: count }, (_, at) => `${10 + 2 * at} 0 R`).join(' ');
  objects[1] = '<< /Type /Catalog /Pages 2 0 R >>';
  objects[2] = `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`;
  objects[3] = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  objects[4] =
    '<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /KSCms-UHC-H /DescendantFonts [5 0 R] >>';
  objects[5] =
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 2 >> /FontDescriptor 6 0 R /DW 1000 >>';
  objects[6] =
    '<< /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /FontBBox [0 -136 1000 864] /ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 700 /StemV 60 >>';
  const fax = blackFax();
  objects[8] = `<< /Type /XObject /Subtype /Image /Width 32 /Height 32 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 32 /Rows 32 >> /Length ${fax.length} >>\nstream\n${fax}\nendstream`;
  objects[9] = `<< /Type /XObject /Subtype /Image /Width 16 /Height 16 /Filter /JPXDecode /Length ${redScan.length} >>\nstream\n${redScan}\nendstream`;
  for (let at = 0; at < count; at += 1) {
    const [page, content] = [10 + 2 * at, 11 + 2 * at];
    objects[page] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /X1 8 0 R /X2 9 0 R >> >> /Contents ${content} 0 R >>`;
    // <C1D6B9CE> is 주민 in KS X 1001.
    const drawn = `BT /F1 20 Tf 72 760 Td (${pdfMarker} ${at + 1}) Tj ET BT /F2 30 Tf 72 700 Td <C1D6B9CEB9F8C8A3> Tj ET 0 0 0.8 rg 200 300 200 200 re f q 100 0 0 100 200 100 cm /X1 Do Q q 100 0 0 100 350 100 cm /X2 Do Q`;
    objects[content] = `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`;
  }
  if (isProtected) {
    const zero = '0'.repeat(64);
    objects[7] = `<< /Filter /Standard /V 2 /R 3 /Length 128 /O <${zero}> /U <${zero}> /P -44 >>`;
  }
  let text = '%PDF-1.4\n';
  const places: number[] = [];
  for (const [number, body] of objects.entries()) {
    if (body === undefined) continue;
    places[number] = text.length;
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = text.length;
  text += `xref\n0 ${objects.length}\n0000000000 65535 f \n`;
  for (let number = 1; number < objects.length; number += 1) {
    const place = places[number];
    text += place === undefined ? '0000000000 65535 f \n' : `${String(place).padStart(10, '0')} 00000 n \n`;
  }
  const id = '00'.repeat(16);
  const lock = isProtected ? ` /Encrypt 7 0 R /ID [<${id}><${id}>]` : '';
  text += `trailer\n<< /Size ${objects.length} /Root 1 0 R${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
