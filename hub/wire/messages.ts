/** The JSON of the wire (docs/protocol.md §13), as both ends read and write it. Nothing is believed that is not of the form. */
import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { isName } from '../../shared/sync/changeSet.ts';
import { otherWord } from '../../shared/sync/digest.ts';
import type { PeerKeys, PushReceipt } from '../../shared/sync/peer.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import { LIMITS, type Vector } from '../../shared/sync/types.ts';
import { z } from '../../shared/zod.ts';
import { plainText } from '../../shared/sync/plainText.ts';

/** What both ends offer in the handshake: the version of the protocol, and whether the caller comes to be enrolled. */
export const ALPN = { known: 'ppuri/1', enrol: 'ppuri-enrol/1' } as const;

/** How many keys one introduction may hold. */
export const INTRODUCED_AT_ONCE = 1000;

const name = z.string().refine(isName);
const count = z.int().min(0);
const base64 = z.base64().max(200);
const instant = z.number().min(0).max(8.64e15);

const vector = z
  .array(z.tuple([name, z.int().min(1)]))
  .max(100_000)
  .refine((entries) => new Set(entries.map(([device]) => device)).size === entries.length)
  .transform((entries): Vector => new Map(entries));

/** A vector as JSON: pairs, because device names are not to become the keys of an object. */
export const vectorJson = (held: Vector): [string, number][] => [...held];

export const holesJson = (holes: readonly PartRef[]): [string, number, number][] =>
  holes.slice(0, LIMITS.holes).map(({ device, seq, index }) => [device, seq, index]);

const keys = z
  .object({ device: name, signKey: base64 })
  .transform(({ device, signKey }): PeerKeys => ({ device, signKey: Buffer.from(signKey, 'base64') }));

export const keysJson = ({ device, signKey }: PeerKeys): { device: string; signKey: string } => ({
  device,
  signKey: Buffer.from(signKey).toString('base64'),
});

export const introduction = z.array(keys).max(INTRODUCED_AT_ONCE);
export const introduced = z.object({ refused: z.array(name) });
export const introductions = z.object({ keys: z.array(keys) });

export const enrolment = z.object({
  code: z.string().min(1).max(100),
  device: name,
  signKey: base64,
  proof: base64,
  /** All that it was lent, where that is less than everything: what it cannot read is not sent to it. */
  scopes: z.array(name).min(1).max(20).optional(),
});
export const enrolled = z.object({ hub: z.string().max(200), device: name });

export const state = z.object({
  name: z.string().max(200),
  device: name,
  standing: z.enum(['enrolled', 'recalled']),
  vector,
  /** Its clock, ms since 1970; an older peer does not tell it. */
  at: instant.optional(),
  /** Bodies that the peer has only the headers of: a page for it may fill them, as if it had asked. */
  holes: z
    .array(z.tuple([name, z.int().min(1), count]))
    .max(LIMITS.holes)
    .transform((refs) => refs.map(([device, seq, index]): PartRef => ({ device, seq, index }))),
});
export type State = z.output<typeof state>;

const standings = ['enrolled', 'recalled', 'revoked'] as const;

export const devices = z.object({
  devices: z.array(
    z.object({
      device: name,
      standing: z.enum(standings),
      lastSeenAt: instant.nullable(),
      vector,
      /** An older hub does not say it: there everybody's word counts. */
      warden: z.boolean().optional(),
    }),
  ),
});
export type Devices = z.output<typeof devices>['devices'];

/** The centre's word on another device; there is no way back over the wire. */
export const verdict = z.object({ device: name, standing: z.enum(['recalled', 'revoked']) });

export const report = z.object({ wiped: z.boolean() });

const reasons = [
  'gap',
  'notReady',
  'malformed',
  'signature',
  'fork',
  'erasure',
  'unknownDevice',
  'busy',
] as const satisfies readonly Extract<PushReceipt, { ok: false }>['reason'][];

const refusal = z
  .object({ ok: z.literal(false), reason: z.enum(reasons), device: name, rows: count.optional() })
  .transform(({ rows, ...rest }): PushReceipt => (rows === undefined ? rest : { ...rest, rows }));
const taken = z.object({ ok: z.literal(true), sets: count, fills: count, vector });
export const receipt: z.ZodType<PushReceipt> = z.union([taken, refusal]);

export const receiptJson = (given: PushReceipt): unknown =>
  given.ok ? { ...given, vector: vectorJson(given.vector) } : given;

/** How many blobs one question may be about. */
export const BLOBS_AT_ONCE = 1000;

const blobNames = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(BLOBS_AT_ONCE);
export const blobQuestion = z.object({ names: blobNames });
export const blobAnswer = z.object({ held: blobNames, wanted: blobNames, full: z.boolean().optional() });

/** The subject that a blob is put under. */
export const blobSubject = name.refine((text) => !text.includes('\0'));

/** What the others have told of their records. */
export const digestAnswer = z.object({ others: z.array(otherWord).max(1000) });

/** All that a refusal says of its reason. */
export const refused = z.object({ error: z.string().max(100) });

function proofBytes(code: string, device: string, netKey: string): Uint8Array {
  return plainText.encode(`ppuri.enrol.1\n${code}\n${device}\n${netKey}`);
}

/** Shows that who asks with this TLS key also holds the key of the stream. */
export function proveEnrolment(signing: KeyObject, code: string, device: string, netKey: string): Uint8Array {
  return sign(null, proofBytes(code, device, netKey), signing);
}

/** Whether the newcomer holds the Ed25519 key (SPKI) it shows. Never throws. */
export function checkEnrolment(
  { code, device, signKey, proof }: { code: string; device: string; signKey: Uint8Array; proof: Uint8Array },
  netKey: string,
): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(signKey), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, proofBytes(code, device, netKey), key, proof);
  } catch {
    return false;
  }
}
