/**
 * Where a laptop has opened the event network (행사 네트워크), as its screen shows it and others type or paste it:
 *
 * - behind the QR: `ppuri-event:192.0.2.10:4748,[2001:db8::7]:4748/<netKey, 43 letters>`
 * - typed: `192.0.2.10` or `192.0.2.10:4748`; several with commas or spaces between
 *
 * It holds no secret: who may come in is decided by the keys in the device records (docs/protocol.md §13.2).
 */
import { netKeyForm, parsePlace, pasted, printPlace } from './invitation.ts';

export type EventPlace = { readonly address: string; readonly port: number };

export type EventAddress = {
  /** The same laptop under each of its addresses; at least one, at most eight. */
  readonly places: readonly EventPlace[];
  /** The key of the laptop that has opened it; null where it was typed: then any laptop of the centre will do. */
  readonly netKey: string | null;
};

const SCHEME = 'ppuri-event:';
/** Where a laptop opens the event network; the next free one where this is taken. */
export const EVENT_PORT = 4748;
const MOST_PLACES = 8;

/** For the QR code, or to be pasted. */
export function eventUri({ places, netKey }: EventAddress & { readonly netKey: string }): string {
  return `${SCHEME}${places.slice(0, MOST_PLACES).map(printPlace).join(',')}/${netKey}`;
}

/** Reads what was scanned, pasted or typed; null when it is no address. */
export function parseEventAddress(typed: string): EventAddress | null {
  const text = pasted(typed);
  if (text === null) return null;
  const begin = text.toLowerCase().indexOf(SCHEME);
  if (begin < 0) return placesOf(text, null);
  const [where = '', netKey = '', ...more] = (text.slice(begin + SCHEME.length).split(/\s/, 1)[0] ?? '').split('/');
  return netKeyForm.test(netKey) && more.length === 0 ? placesOf(where, netKey) : null;
}

function placesOf(text: string, netKey: string | null): EventAddress | null {
  const places: EventPlace[] = [];
  for (const one of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const place = parsePlace(one, EVENT_PORT);
    if (place === null) return null;
    places.push(place);
  }
  return places.length === 0 || places.length > MOST_PLACES ? null : { places, netKey };
}
