/** The bodies of one change set as the hub keeps them: how many, a word for each, then the bytes in order; little-endian. */
import type { Body } from '../../shared/sync/apply.ts';

/** `erased`: destroyed for ever. `absent`: never came, a hole. */
export type KeptBody = Body | 'erased';

const bare = ['absent', 'folded', 'erased'] as const;
const word = 4;

export function packBodies(bodies: readonly KeptBody[]): Uint8Array {
  let at = (bodies.length + 1) * word;
  let length = at;
  for (const body of bodies) if (typeof body !== 'string') length += body.length;
  // From Node's pool: memory of its own for each of a thousand sets costs more than filling it.
  const packed = Buffer.allocUnsafe(length);
  packed.writeUInt32LE(bodies.length, 0);
  bodies.forEach((body, index) => {
    const isBare = typeof body === 'string';
    packed.writeUInt32LE(isBare ? bare.indexOf(body) : body.length + bare.length, (index + 1) * word);
    if (isBare) return;
    packed.set(body, at);
    at += body.length;
  });
  return packed;
}

/** Throws when the bytes are not what `packBodies` makes: the database was changed by something else. */
export function unpackBodies(packed: Uint8Array): KeptBody[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const bodies: KeptBody[] = [];
  const count = view.getUint32(0, true);
  let at = (count + 1) * word;
  for (let index = 1; index <= count; index++) {
    const mark = view.getUint32(index * word, true);
    const plain = bare[mark];
    if (plain === undefined) {
      const end = at + mark - bare.length;
      bodies.push(packed.subarray(at, end));
      at = end;
    } else bodies.push(plain);
  }
  if (at !== packed.length) throw new RangeError('the log holds damaged bodies');
  return bodies;
}

export const holesIn = (bodies: readonly KeptBody[]): number =>
  bodies.reduce((count, body) => count + (body === 'absent' ? 1 : 0), 0);
