import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Suite } from '../../shared/sync/types.ts';

/** Most payloads are a few hundred bytes: a window and tables for more would cost more to set up than the packing does. */
const small = { memLevel: 4, windowBits: 13, chunkSize: 1024 };
const smallBytes = 4096;

/** Raw DEFLATE (RFC 1951) of Node's zlib. */
export const rawDeflate: Pick<Suite, 'deflate' | 'inflate'> = {
  deflate: (plain, dictionary) => deflateRawSync(plain, { dictionary, ...(plain.length <= smallBytes ? small : {}) }),
  inflate(packed, dictionary, limit) {
    try {
      const { chunkSize } = small;
      return inflateRawSync(packed, { dictionary, chunkSize, maxOutputLength: limit, rejectGarbageAfterEnd: true });
    } catch {
      return undefined;
    }
  },
};
