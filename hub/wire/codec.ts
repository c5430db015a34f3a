/** Bodies on the wire: packed when it pays, unpacked never beyond a limit. */
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { plainText } from '../../shared/sync/plainText.ts';

const gzip = promisify(zlib.gzip);
const gunzip = promisify(zlib.gunzip);
/** Electron's own zlib may lack it. */
const hasZstd = typeof zlib.zstdCompress === 'function';

export type Encoding = 'zstd' | 'gzip' | 'identity';

/** What this end can unpack, as `accept-encoding` says it. */
export const ACCEPTED = hasZstd ? 'zstd, gzip' : 'gzip';

/** Below this a header costs more than it saves. */
const WORTHWHILE_BYTES = 512;
/** Bodies are ciphertext: where nearly all is, packing saves nothing and unpacking costs. */
const WORTHWHILE_SHARE = 0.95;
/** The receiver's memory for unpacking: 8 MB, whatever the sender's frame asks for. */
const WINDOW_LOG = 23;

/** The best encoding that the receiver says it can unpack. */
export function bestEncoding(accepts: string | undefined): Encoding {
  const names = new Set((accepts ?? '').split(',').map((one) => one.split(';')[0]?.trim()));
  if (hasZstd && names.has('zstd')) return 'zstd';
  return names.has('gzip') ? 'gzip' : 'identity';
}

export async function pack(
  bytes: Uint8Array,
  encoding: Encoding,
): Promise<{ readonly bytes: Uint8Array; readonly encoding: Encoding }> {
  if (encoding === 'identity' || bytes.length < WORTHWHILE_BYTES) return { bytes, encoding: 'identity' };
  const packed = await (encoding === 'zstd' ? zstd(bytes) : gzip(bytes, { level: 1 }));
  return packed.length < bytes.length * WORTHWHILE_SHARE
    ? { bytes: packed, encoding }
    : { bytes, encoding: 'identity' };
}

function zstd(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(zlib.zstdCompress)(bytes, { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } });
}

/** The body behind an encoding. `tooLarge`: unpacked it would be over the limit; `malformed`: it is not what it says. */
export async function unpack(
  bytes: Uint8Array,
  encoding: string,
  limit: number,
): Promise<Uint8Array | 'tooLarge' | 'malformed' | 'unknownEncoding'> {
  if (encoding === 'identity') return bytes.length > limit ? 'tooLarge' : bytes;
  if (encoding !== 'gzip' && (encoding !== 'zstd' || !hasZstd)) return 'unknownEncoding';
  try {
    if (encoding === 'gzip') return await gunzip(bytes, { maxOutputLength: limit });
    const params = { [zlib.constants.ZSTD_d_windowLogMax]: WINDOW_LOG };
    return await promisify(zlib.zstdDecompress)(bytes, { maxOutputLength: limit, params });
  } catch (error) {
    return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? 'tooLarge'
      : 'malformed';
  }
}

/** Undefined for what is not JSON in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = plainText.decode(bytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
