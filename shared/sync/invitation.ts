/**
 * An invitation to a hub or to the event network: where it is, by which key it is known, and a one-time code. It is scanned or
 * pasted as a URI with the whole key, or typed from paper with the first 80 bits of it:
 *
 * - `ppuri-hub:192.0.2.10:4747/<netKey, 43 letters>/<code, 16 letters>`
 * - `192.0.2.10:4747 XXXX-XXXX-…` (nine groups: 80 bits of code, 80 bits of netKey, checksum)
 *
 * Whoever wants to stand between needs a key whose hash begins with the same 80 bits, within the two days of the invitation.
 */
import { bytesOf, lettersOf, parseTyped, printTyped, readLetters, TYPED_BYTES } from '../rules/typedKey.ts';

export type Invitation = {
  /** Host name, IPv4 or IPv6 address (without brackets). */
  readonly address: string;
  readonly port: number;
  /** 16 letters of Crockford's base32: 80 random bits. */
  readonly code: string;
  /** The whole netKey, or null when the invitation was typed. */
  readonly netKey: string | null;
  /** The first 80 bits of the netKey, 16 letters. */
  readonly fingerprint: string;
};

const SCHEME = 'ppuri-hub:';
/** Where a hub answers when nothing else is said. */
export const HUB_PORT = 4747;
const HALF_BYTES = TYPED_BYTES / 2;
const HALF_LETTERS = (HALF_BYTES * 8) / 5;

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const netKeyForm = /^[A-Za-z0-9_-]{43}$/;

/** The first 80 bits of a netKey, as they stand in a typed invitation. */
function fingerprintOf(netKey: string): string {
  const bits = Array.from(netKey.slice(0, 14), (letter) => base64url.indexOf(letter).toString(2).padStart(6, '0')).join(
    '',
  );
  return lettersOf(
    Uint8Array.from({ length: HALF_BYTES }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)),
    HALF_LETTERS,
  );
}

/** A fresh invitation. `random`: 10 bytes. */
export function makeInvitation(
  at: { readonly address: string; readonly port: number; readonly netKey: string },
  random: Uint8Array,
): Invitation {
  return { ...at, code: lettersOf(random, HALF_LETTERS), fingerprint: fingerprintOf(at.netKey) };
}

/** Whether the key that the other end has proved to hold is the invited one. */
export function isInvited({ netKey, fingerprint }: Invitation, shown: string): boolean {
  return netKey === null ? netKeyForm.test(shown) && fingerprintOf(shown) === fingerprint : netKey === shown;
}

/** A place as `parsePlace` reads it. */
export function printPlace({ address, port }: Pick<Invitation, 'address' | 'port'>): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** For a QR code or to be pasted. Null for an invitation that was typed: it does not know the whole key. */
export function invitationUri(invitation: Invitation): string | null {
  const { netKey, code } = invitation;
  return netKey === null ? null : `${SCHEME}${printPlace(invitation)}/${netKey}/${code}`;
}

/** To be printed and typed: the place, and nine groups of four letters. */
export function typedInvitation(invitation: Invitation): { readonly place: string; readonly letters: string } {
  const both = invitation.code + invitation.fingerprint;
  return { place: printPlace(invitation), letters: printTyped(bytesOf(both), 'invitation') };
}

const hostForm = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
const ipv6Form = /^(?=.{2,60}$)[0-9a-f:.]+(%[a-z0-9._-]+)?$/i;

/** The place as people write it: name or address, IPv6 with or without brackets, with or without a port (`usual`). */
export function parsePlace(text: string, usual = HUB_PORT): { readonly address: string; readonly port: number } | null {
  const match =
    /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text) ?? /^([^:]+)(?::(\d{1,5}))?$/.exec(text) ?? /^([^[\]]+)$/.exec(text);
  const address = match?.[1];
  const port = Number(match?.[2] ?? usual);
  if (address === undefined || port < 1 || port > 65_535) return null;
  const isAddress = address.includes(':')
    ? ipv6Form.test(address) && address.split(':').length > 2
    : hostForm.test(address);
  return isAddress ? { address: address.toLowerCase(), port } : null;
}

/** What was scanned, pasted or typed, without what keyboards and chat programs slip in; null when it is far too long. */
export function pasted(typed: string): string | null {
  if (typed.length > 4000) return null;
  return typed
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .trim();
}

/** Reads what was scanned, pasted or typed, with whatever stands around it; null when it is not an invitation. */
export function parseInvitation(typed: string): Invitation | null {
  const text = pasted(typed);
  if (text === null) return null;
  const begin = text.toLowerCase().indexOf(SCHEME);
  if (begin >= 0) return parseUri(text.slice(begin + SCHEME.length).split(/\s/, 1)[0] ?? '');
  const [where = '', ...rest] = text.split(/\s+/);
  const at = parsePlace(where);
  const secret = parseTyped(rest.join(''), 'invitation');
  if (at === null || secret === null) return null;
  return {
    ...at,
    code: lettersOf(secret.subarray(0, HALF_BYTES), HALF_LETTERS),
    netKey: null,
    fingerprint: lettersOf(secret.subarray(HALF_BYTES), HALF_LETTERS),
  };
}

function parseUri(text: string): Invitation | null {
  const [where = '', netKey = '', letters = '', ...more] = text.split('/');
  const at = parsePlace(where);
  const code = readLetters(letters, HALF_LETTERS);
  if (at === null || code === null || !netKeyForm.test(netKey) || more.length > 0) return null;
  return { ...at, code, netKey, fingerprint: fingerprintOf(netKey) };
}
