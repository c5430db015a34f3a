/** What one end lets the other do. Sizes in bytes, times in milliseconds; `perSecond` with a `burst` for the beginning. */
export const WIRE_LIMITS = {
  /** A body as it comes, and after unpacking. A page is at most 1 MB, or one span of up to 512 kB. */
  bodyBytes: 4 * 1024 * 1024,
  unpackedBytes: 4 * 1024 * 1024,
  /** Bodies of those who are not enrolled yet, and of everything that is not a page or a blob. */
  smallBytes: 256 * 1024,
  strangerBytes: 4 * 1024,
  headerBytes: 8 * 1024,
  /** The longest a pull may wait for news. */
  waitMs: 30_000,
  handshakeMs: 10_000,
  /** From the first byte of a request to the end of its headers, and to the end of its body. */
  headersMs: 10_000,
  requestMs: 60_000,
  /** How long an answer may take to be fetched by its receiver. */
  answerMs: 60_000,
  keepAliveMs: 75_000,
  connections: 500,
  connectionsPerAddress: 100,
  requestsAtOncePerDevice: 8,
  device: { perSecond: 100, burst: 400 },
  /** A whole event may stand behind one address. */
  address: { perSecond: 1000, burst: 4000 },
  /** Handshakes cost most, and anyone may begin one. */
  handshake: { perSecond: 20, burst: 200 },
  enrol: { perSecond: 0.2, burst: 10 },
  /** How long a stopping server lets running requests finish. */
  closeMs: 10_000,
};
export type WireLimits = Readonly<typeof WIRE_LIMITS>;

export type Rate = { readonly perSecond: number; readonly burst: number };

/**
 * Counts how often each key comes: `take` is false when it comes more often than the rate allows. Forgets keys that have been
 * quiet for long enough to be as good as new, so that strangers cannot fill the memory.
 */
export function rateGate(
  { perSecond, burst }: Rate,
  now: () => number,
): { take(key: string): boolean; size(): number } {
  const left = new Map<string, { tokens: number; at: number }>();
  const full = (burst / perSecond) * 1000;
  let swept = now();
  return {
    take(key) {
      const at = now();
      if (at - swept > full) {
        for (const [name, one] of left) if (at - one.at > full) left.delete(name);
        swept = at;
      }
      const one = left.get(key);
      const tokens = one === undefined ? burst : Math.min(burst, one.tokens + ((at - one.at) / 1000) * perSecond);
      left.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      return tokens >= 1;
    },
    size: () => left.size,
  };
}
