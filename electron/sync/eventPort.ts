import type { DeviceId } from '../../shared/sync/types.ts';
import type { Ask, Pairs } from './port.ts';

/** A laptop of the centre, as the event network knows it: by the key in its replicated record. */
export interface EventLaptop {
  readonly device: DeviceId;
  /** Number and name. */
  readonly laptop: string;
  readonly netKey: string;
  /** Not 반납, 회수 or 차단. */
  readonly inUse: boolean;
  /** 회수: it may hand over what it has, and gets nothing. */
  readonly isRecalled: boolean;
  /** This laptop itself. */
  readonly here: boolean;
}

/** What the event network asks of the store's writer, besides what synchronisation asks (electron/jobs/eventJobs.ts). */
export interface EventJobMap {
  /** All laptops that have told a key. */
  'event.laptops': { input: null; value: readonly EventLaptop[] };
  'event.vector': { input: null; value: Pairs };
  /** Leaves a line in the access log. */
  'event.note': { input: { readonly did: 'open' | 'close' | 'join' | 'leave' }; value: null };
}
export type EventJob = keyof EventJobMap;

export type AskEvent = Ask<EventJobMap>;

/** Whether what was committed may have changed who may come in. */
export const isAboutLaptops = (types: readonly string[]): boolean => types.includes('device');
