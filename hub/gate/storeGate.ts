/** The hub's registry as the gate of its wire. */
import { hash } from 'node:crypto';
import { LIMITS, type DeviceId, type Vector } from '../../shared/sync/types.ts';
import type { HubStore } from '../store/hubStore.ts';
import type { RoomNow } from '../store/room.ts';
import type { Gate } from '../wire/gate.ts';

/** What the store keeps of an invitation's code. */
export function codeHashOf(code: string): string {
  return hash('sha256', code, 'hex');
}

/** How often at most it is written down that a device was here: each writing costs a flush to the disk. */
const SEEN_MS = 30_000;

export type StoreGate = Gate & {
  /** Writes down what was seen last and not yet written. */
  flush(): Promise<void>;
};

/** `noteFull`: that attachments find no room, or find some again. */
export function storeGate(
  store: HubStore,
  name: string,
  clock: () => number,
  noteFull: (room: RoomNow) => void = () => undefined,
): StoreGate {
  let wasFull = false;
  const waiting = new Map<DeviceId, Vector | undefined>();
  const written = new Map<DeviceId, number>();
  const write = async (device: DeviceId): Promise<void> => {
    const vector = waiting.get(device);
    waiting.delete(device);
    written.set(device, clock());
    await store.seen(device, clock(), vector);
  };
  return {
    name,
    async who(netKey) {
      const known = await store.deviceByNetKey(netKey);
      return known === undefined ? null : { device: known.device, standing: known.standing };
    },
    async enrol(code, newcomer) {
      const redeemed = await store.redeem(codeHashOf(code), newcomer, clock());
      return redeemed.ok ? 'enrolled' : 'refused';
    },
    async seen(device, vector) {
      waiting.set(device, vector ?? waiting.get(device));
      const last = written.get(device);
      // A clock that was set back must not stop the writing.
      if (last === undefined || Math.abs(clock() - last) >= SEEN_MS) await write(device);
    },
    holes: () => store.holes(LIMITS.holes),
    devices: async () =>
      (await store.devices()).map(({ device, standing, lastSeenAt, vector, warden }) => ({
        device,
        standing,
        lastSeenAt,
        vector,
        warden,
      })),
    judge: (device, standing, by) => store.judge(device, standing, by),
    report: (device, report) => store.report(device, report, clock()),
    async whichBlobs(names) {
      const held = await store.keptBlobs(names);
      // What is not wanted is not sent at all, and laptops go on fetching.
      const room = await store.blobRoom();
      if (room.isFull !== wasFull) noteFull(room);
      wasFull = room.isFull;
      if (room.isFull) return { held, wanted: [], full: true };
      const there = new Set(held);
      return { held, wanted: names.filter((one) => !there.has(one)) };
    },
    async putBlob(hash, bytes, subject) {
      const kept = await store.putBlob(hash, bytes, subject);
      if (kept !== 'kept' && kept !== 'erased' && kept !== 'full') throw new Error(`blob not kept: ${kept}`);
      return kept;
    },
    getBlob: (name) => store.blob(name),
    compare: (device, word) => store.compare(device, word, clock()),
    async flush() {
      for (const device of waiting.keys()) await write(device);
    },
  };
}
