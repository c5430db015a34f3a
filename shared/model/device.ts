import { z } from '../zod.ts';

/** Where a laptop is used: it decides after how many idle minutes it locks (behaviours T3). */
export const devicePlaces = { office: '사무실', field: '현장' } as const;

/**
 * 노트북 (device): a laptop of the centre, with its 반출입 대장 line (domain §9.2 §10). Its UUID is the name under which it
 * writes its stream.
 */
export const deviceFields = z.object({
  /** Two digits, `01`…: part of 관리번호 and of barcodes, so that laptops apart never collide (domain §3.1). */
  number: z.string(),
  /** What people call it, e.g. `상담실 노트북`. */
  name: z.string(),
  place: z.enum(['office', 'field']),
  /** 반납·폐기: the day on which it left the centre. */
  endedOn: z.string().nullable(),
  /**
   * The public halves of its keys (ADR 0039), by which every laptop of the centre knows it; null while it has told none:
   * base64 of the Ed25519 SPKI that seals its stream, base64url of the SHA-256 of its TLS key's SPKI, its age recipient.
   */
  signKey: z.string().nullable(),
  netKey: z.string().nullable(),
  sealKey: z.string().nullable(),
  /** 회수: it hands over what it has not sent and is then emptied. Instant, ms UTC. */
  recalledAt: z.int().nullable(),
  /** 차단 (분실·도난): it gets and gives nothing any more. Instant, ms UTC. */
  revokedAt: z.int().nullable(),
});
export type DeviceFields = z.output<typeof deviceFields>;

/** The public keys of a laptop, as they stand in its record. */
export type DeviceKeys = { readonly [K in 'signKey' | 'netKey' | 'sealKey']: string };

/** What a record of a laptop says of keys and standing before any was told. */
export const noKeys = { signKey: null, netKey: null, sealKey: null, recalledAt: null, revokedAt: null } as const;
