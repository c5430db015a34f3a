import { crc32, deflateSync } from 'node:zlib';

const fromBase64 = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'base64');

/** Pictures of 17 × 9 pixels as an ordinary encoder (libjpeg) writes them. */
export const jpegs = {
  baseline: fromBase64(`
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYV
    pQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAJ
    ABEDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAUG/8QAFhABAQEAAAAAAAAAAAAAAAAAABRh/8QAFgEBAQEAAAAAAAAAAAAAAAAAAA
    QG/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAQVUf/aAAwDAQACEQMRAD8AyVelep41sFXCy2zpQr0Twgq4LbOn/9k=`),
  progressive: fromBase64(`
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYV
    pQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAJ
    ABEDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAMF/9oADAMBAAIQAxAAAAHITta1Ccf/xA
    AWEAEBAQAAAAAAAAAAAAAAAAASACD/2gAIAQEAAQUCUpY//8QAFhEAAwAAAAAAAAAAAAAAAAAAAAMU/9oACAEDAQE/AbWFrD//xAAWEQADAAAA
    AAAAAAAAAAAAAAAAAxT/2gAIAQIBAT8BgUQKP//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEABj8CX//EABQQAQAAAAAAAAAAAAAAAAAAAC
    D/2gAIAQEAAT8hX//aAAwDAQACAAMAAAAQ++//xAAVEQEBAAAAAAAAAAAAAAAAAAAAYf/aAAgBAwEBPxC67//EABURAQEAAAAAAAAAAAAAAAAA
    AABh/9oACAECAQE/EIIP/8QAFhABAQEAAAAAAAAAAAAAAAAAcQAg/9oACAEBAAE/EHOeP//Z`),
  grey: fromBase64(`
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYV
    pQYEpRUk//wAALCAAJABEBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQH/8QAFxABAAMAAAAAAAAAAAAAAAAAABZjof/aAAgBAQAAPwCqdXaT
    q7SdXayYH//Z`),
} as const;

/** A segment of a JPEG. */
export function segment(marker: number, body: Uint8Array | string): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}

/** Where the segments of a JPEG up to its first scan begin, with the bytes that fill up before them. */
export function segmentStarts(jpeg: Buffer): number[] {
  const starts: number[] = [];
  let at = 2;
  for (;;) {
    starts.push(at);
    while (jpeg[at + 1] === 0xff) at += 1;
    if (jpeg[at + 1] === 0xda) return starts;
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
}

/** A JPEG with something put in at a place. */
export function withAt(bytes: Buffer, at: number, more: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
}

/** A picture as a telephone writes it: EXIF with a place in it, XMP, a colour profile, a word, and a video behind it. */
export function fromTelephone(secret: string, jpeg: Buffer = jpegs.baseline): Buffer {
  const exif = segment(0xe1, `Exif\0\0MM\0*GPSLatitude 37.4562 ${secret}`);
  const xmp = segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${secret}</x:xmpmeta>`);
  const profile = segment(0xe2, `ICC_PROFILE\0\u0001\u0001${secret}`);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    exif,
    xmp,
    profile,
    segment(0xfe, secret),
    jpeg.subarray(2),
    Buffer.from(`....ftypmp42${secret}`),
  ]);
}

export const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

/** A chunk of a PNG with its checksum. */
export function chunk(type: string, body: Uint8Array | string = ''): Buffer {
  const bytes = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(body)]);
  const whole = Buffer.alloc(bytes.length + 8);
  whole.writeUInt32BE(bytes.length - 4);
  bytes.copy(whole, 4);
  whole.writeUInt32BE(crc32(bytes), bytes.length + 4);
  return whole;
}

export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly colour?: number;
  readonly interlace?: number;
}

export function pngHead({ width, height, depth = 8, colour = 2, interlace = 0 }: PngParts): Buffer {
  const body = Buffer.alloc(13);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  body.set([depth, colour, 0, 0, interlace], 8);
  return chunk('IHDR', body);
}

/** A PNG of these parts and rows (each with its filter byte), with `more` between head and pixels. */
export function pngOf(parts: PngParts, rows: Uint8Array, more: readonly Buffer[] = []): Buffer {
  return Buffer.concat([pngSignature, pngHead(parts), ...more, chunk('IDAT', deflateSync(rows)), chunk('IEND')]);
}

/** An RGB picture of noise: it takes about as many bytes as it has. */
export function plainPng(width: number, height: number): Buffer {
  const row = 1 + 3 * width;
  let noise = 1;
  const rows = Uint8Array.from({ length: row * height }, (_, at) => {
    noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
    return at % row === 0 ? 0 : noise >>> 24;
  });
  return pngOf({ width, height }, rows);
}
