import type { IncomingMessage } from 'node:http';

/**
 * Reads a whole body of at most `limit` bytes as it comes over the wire. `tooLarge` as soon as that is known; `broken` when
 * it ends before it said it would.
 */
export async function readBody(message: IncomingMessage, limit: number): Promise<Uint8Array | 'tooLarge' | 'broken'> {
  if (Number(message.headers['content-length'] ?? 0) > limit) return 'tooLarge';
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Left open at an early end: the refusal goes out on the same line.
    for await (const chunk of message.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) return 'broken';
      length += chunk.length;
      if (length > limit) return 'tooLarge';
      chunks.push(chunk);
    }
  } catch {
    return 'broken';
  }
  return message.complete ? Buffer.concat(chunks, length) : 'broken';
}
