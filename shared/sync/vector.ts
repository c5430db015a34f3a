/** Version vectors: what a device holds, and how it grew. */
import type { DeviceId, Dot, Vector } from './types.ts';

export const EMPTY: Vector = new Map();

/** True when the set at `dot` is among those the vector stands for. */
export function includes(vector: Vector, dot: Dot): boolean {
  return (vector.get(dot.device) ?? 0) >= dot.seq;
}

/** True when everything in `inner` is in `outer`. */
export function includesAll(outer: Vector, inner: Vector): boolean {
  for (const [device, seq] of inner) if ((outer.get(device) ?? 0) < seq) return false;
  return true;
}

/** How many sets the vector stands for. One more than this is a Lamport count: whoever saw more counts higher. */
export function size(vector: Vector): number {
  let total = 0;
  for (const seq of vector.values()) total += seq;
  return total;
}

export type Delta = Readonly<Record<DeviceId, number>>;

/** The entries of `next` that differ from `before`, in ascending order of device, so that equal growth has equal bytes. */
export function growth(before: Vector, next: Vector, except: DeviceId): Delta {
  const delta: Record<DeviceId, number> = {};
  const devices = [...next.keys()].filter((device) => device !== except && next.get(device) !== before.get(device));
  for (const device of devices.sort()) delta[device] = next.get(device) ?? 0;
  return delta;
}

/** The vector after a header's growth; undefined when an entry would not grow, which no honest device writes. */
export function grow(before: Vector, delta: Delta, full: boolean): Vector | undefined {
  const devices = Object.keys(delta);
  if (devices.length === 0 && !full) return before;
  const next = new Map(full ? EMPTY : before);
  for (const device of devices) {
    const seq = delta[device] ?? 0;
    const old = before.get(device) ?? 0;
    if (!Number.isSafeInteger(seq) || seq < 1 || seq < old || (!full && seq === old)) return undefined;
    next.set(device, seq);
  }
  return full && !includesAll(next, before) ? undefined : next;
}

/** What the author of a form could see: `known`, lowered where the form was older or a part could not be read. */
export function lower(known: Vector, lag: Delta): Vector {
  const devices = Object.keys(lag);
  if (devices.length === 0) return known;
  const seen = new Map(known);
  for (const device of devices) {
    const seq = lag[device] ?? 0;
    if (seq < (seen.get(device) ?? 0)) seen.set(device, seq);
  }
  return seen;
}

/** The entries in which `seen` stands lower than `known`. */
export function lagBehind(known: Vector, seen: Vector): Delta {
  const lag: Record<DeviceId, number> = {};
  for (const [device, seq] of known) {
    const read = seen.get(device) ?? 0;
    if (read < seq) lag[device] = read;
  }
  return lag;
}

/** The entry-wise least: what all of these hold. Nothing, when there are none. */
export function meet(vectors: readonly Vector[]): Vector {
  const [first, ...rest] = vectors;
  const least = new Map<DeviceId, number>();
  for (const [device, seq] of first ?? EMPTY) {
    const low = Math.min(seq, ...rest.map((other) => other.get(device) ?? 0));
    if (low > 0) least.set(device, low);
  }
  return least;
}

export function plain(vector: Vector): Record<DeviceId, number> {
  return Object.fromEntries([...vector].sort(([a], [b]) => (a < b ? -1 : 1)));
}
