import { z } from '../zod.ts';
import { roleCodes } from '../model/role.ts';
import { line, nothing } from './common.ts';
import { defineCall } from './define.ts';

const eventStatus = z.object({
  /** `host`: this laptop has opened it; `guest`: it has joined another. Both end with the program. */
  role: z.enum(['off', 'host', 'guest']),
  /** Host: where others find it, `address:port` each. Guest: what was joined. */
  addresses: z.array(z.string()),
  port: z.int().nullable(),
  /** Host: the text behind the QR, which can be pasted as well; '' elsewhere. */
  qr: z.string(),
  /** Host: who has been here since it was opened, by number and name; ms UTC. Who has left is not `here` any more within a minute. */
  guests: z.array(z.object({ laptop: z.string(), since: z.int(), lastContact: z.int(), here: z.boolean() })),
  /** Guest: number and name of the laptop that answers; null before it has. */
  host: z.string().nullable(),
  connected: z.boolean(),
  /** What a person can do about it, a sentence; '' when there is nothing to do. */
  message: z.string(),
});
export type EventStatus = z.output<typeof eventStatus>;

/** How it stands where none has been opened or joined. */
export const noEvent: EventStatus = {
  role: 'off',
  addresses: [],
  port: null,
  qr: '',
  guests: [],
  host: null,
  connected: false,
  message: '',
};

/**
 * 행사 네트워크: without internet and hub one laptop opens it and the others of the centre join by its address. Screens read
 * again when `changed` names the type `event`.
 */
export const eventCalls = {
  'event.state': defineCall({
    room: 'window',
    roles: roleCodes,
    input: nothing,
    output: eventStatus,
    logs: 'nothing',
  }),
  /** Leaves what was joined. Refuses with `eventNoNetwork`, `eventShutOut`. */
  'event.open': defineCall({
    room: 'window',
    roles: ['admin'],
    input: nothing,
    output: eventStatus,
    logs: 'nothing',
  }),
  /** Anyone may: nothing is lost by it, and the others open it anew. */
  'event.close': defineCall({
    room: 'window',
    roles: roleCodes,
    input: nothing,
    output: eventStatus,
    logs: 'nothing',
  }),
  /**
   * Joins the laptop at this address: typed, or the text behind its QR. Whether it answers is told by the state. Refuses with
   * `eventAddressUnreadable`, `eventOpenHere`.
   */
  'event.join': defineCall({
    room: 'window',
    roles: roleCodes,
    input: z.object({ address: line.max(4000) }),
    output: eventStatus,
    logs: 'nothing',
  }),
  'event.leave': defineCall({
    room: 'window',
    roles: roleCodes,
    input: nothing,
    output: eventStatus,
    logs: 'nothing',
  }),
} as const;
