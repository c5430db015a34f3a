/**
 * How much room attachments may take. Change sets are small and are taken as long as there is any; so that there is some left
 * for them, blobs are refused before (ADR 0052). Who brings one keeps it and comes again.
 */
import { BLOB_BYTES, type BlobKept } from './hubStore.ts';

export type RoomOptions = {
  /** Bytes of all blobs together, at most; null: as many as come. */
  readonly most: number | null;
  /** Free bytes that are left to others. */
  readonly spare: number;
  /** Free bytes where the blobs lie; null where that cannot be known. Never rejects. */
  readonly free: () => Promise<number | null>;
};

export const unlimited: RoomOptions = { most: null, spare: 0, free: async () => null };

/** `free`: null where it cannot be known. */
export type RoomNow = Pick<RoomOptions, 'most' | 'spare'> & {
  readonly bytes: number;
  readonly free: number | null;
  readonly isFull: boolean;
};

type Room = {
  readonly now: () => Promise<RoomNow>;
  /** Puts a blob of so many bytes if there is room for it, which counts as taken from the beginning. */
  readonly put: (bytes: number, keep: () => Promise<BlobKept>) => Promise<BlobKept>;
  /** Blobs were destroyed: what the others take is asked anew. */
  readonly forget: () => void;
};

/** How long a sum is believed, ms: other hubs over the same database add to it. */
const believed = 60_000;

/**
 * `sum`: bytes of all blobs as they are kept now. There is no room as soon as the largest blob would not fit: then the answer
 * is the same for all, and what was said before a blob was sent holds when it comes.
 */
export function blobRoom({ most, spare, free }: RoomOptions, sum: () => Promise<number>, clock: () => number): Room {
  let counted: { readonly bytes: Promise<number>; readonly at: number } | undefined;
  /** Bytes that are being put, and those that were since the others were counted. */
  const more = { coming: 0, come: 0 };
  const count = async (): Promise<number> => {
    const before = more.come;
    const bytes = await sum();
    // What came while it was summed up is counted twice rather than not at all.
    more.come -= before;
    return bytes;
  };
  const kept = (): Promise<number> => {
    if (counted !== undefined && Math.abs(clock() - counted.at) < believed) return counted.bytes;
    const bytes = count();
    counted = { bytes, at: clock() };
    bytes.catch(() => (counted = undefined));
    return bytes;
  };
  const look = async () => ({ left: await free(), counted: await kept() });
  /** At once after the look: two that look together are not to find the same room. */
  const standing = ({ left, counted: base }: Awaited<ReturnType<typeof look>>): RoomNow => {
    const bytes = base + more.come + more.coming;
    const isFull = (most !== null && bytes + BLOB_BYTES > most) || (left !== null && left - BLOB_BYTES < spare);
    return { most, spare, bytes, free: left, isFull };
  };
  return {
    now: async () => standing(await look()),
    async put(bytes, keep) {
      if (standing(await look()).isFull) return 'full';
      more.coming += bytes;
      try {
        const taken = await keep();
        if (taken === 'kept') more.come += bytes;
        return taken;
      } finally {
        more.coming -= bytes;
      }
    },
    forget() {
      counted = undefined;
    },
  };
}
