import type { DeviceId } from '../../shared/sync/types.ts';
import type { Pairs } from './port.ts';

const second = 1000;
/** The longest a try is put off, ms: a hub that is switched on again is found within this. */
const longestWait = 300 * second;

/** How long to wait after so many failures in a row, ms: one second, doubled each time, by chance a third more or less. */
export function backOff(failures: number, random: () => number): number {
  const whole = Math.min(longestWait, second * 2 ** Math.max(0, failures - 1));
  return Math.min(longestWait, Math.round(whole * (2 / 3 + (random() * 2) / 3)));
}

/** Streams that were refused: each is left alone for a while, and then tried again. */
export interface Blocked {
  /** `beyond`: up to where the stream was shown; it is asked for only behind that until it is tried again. */
  add(device: DeviceId, beyond: number): void;
  /** The streams that are left alone now. */
  now(): DeviceId[];
  beyond(): Pairs;
  /** Ms until the next of them is due; null when none is blocked. */
  dueIn(): number | null;
  /** The streams that were refused and may be tried again now. */
  due(): DeviceId[];
  /** Refused before the program was started: known, and due. */
  note(device: DeviceId): void;
  /** One stream, or all, may be tried again at once. They stay known as refused until they go on. */
  hurry(device?: DeviceId): void;
  /** The stream goes on. Gives whether it was blocked or had been. */
  settle(device: DeviceId): boolean;
  settleAll(): void;
}

export function blockedStreams(clock: () => number, random: () => number): Blocked {
  const streams = new Map<DeviceId, { tries: number; until: number; beyond: number }>();
  const active = (): [DeviceId, { until: number; beyond: number }][] =>
    [...streams].filter(([, { until }]) => until > clock());
  return {
    add(device, beyond) {
      const before = streams.get(device);
      const isRunning = before !== undefined && before.until > clock();
      // A stream that is blocked and shows more of itself has not been tried again.
      const tries = (before?.tries ?? 0) + (isRunning ? 0 : 1);
      const until = isRunning ? before.until : clock() + backOff(tries, random);
      streams.set(device, { tries, until, beyond: Math.max(beyond, isRunning ? before.beyond : 0) });
    },
    now: () => active().map(([device]) => device),
    beyond: () => active().map(([device, { beyond }]) => [device, beyond]),
    dueIn: () => {
      const untils = active().map(([, { until }]) => until);
      return untils.length === 0 ? null : Math.max(0, Math.min(...untils) - clock());
    },
    due: () => [...streams].filter(([, { until }]) => until <= clock()).map(([device]) => device),
    note(device) {
      if (!streams.has(device)) streams.set(device, { tries: 0, until: clock(), beyond: 0 });
    },
    hurry(only) {
      for (const [device, stream] of streams)
        if (only === undefined || only === device) streams.set(device, { ...stream, until: clock() });
    },
    settle: (device) => streams.delete(device),
    settleAll: () => streams.clear(),
  };
}
