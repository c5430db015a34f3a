import { z } from '../zod.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import { findResidentNumbers } from '../rules/residentNumber.ts';
import { residentSentence } from './person.ts';

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
  /** 자료 묶음 (UUID): it holds this pack and what all laptops need, for as long as it bears its name; null: all of the centre. */
  pack: z.string().nullable(),
  /** 빌린 기간: the last day (KST) on which the laptop may show what it holds; null: without end (ADR 0048). */
  lentUntil: z.string().nullable(),
  /**
   * The laptop's own last word: it is locked, what people wrote there stands before this, and it empties itself as soon as hub
   * or 사무실 노트북 hold it all. Null again when it was lent anew. Instant, ms UTC.
   */
  leftAt: z.int().nullable(),
});
export type DeviceFields = z.output<typeof deviceFields>;

/** The public keys of a laptop, as they stand in its record. */
export type DeviceKeys = { readonly [K in 'signKey' | 'netKey' | 'sealKey']: string };

/** What a record of a laptop says of keys and standing before any was told. */
export const noKeys = {
  signKey: null,
  netKey: null,
  sealKey: null,
  recalledAt: null,
  revokedAt: null,
  pack: null,
  lentUntil: null,
  leftAt: null,
} as const;

/** What is wrong with the name that a laptop is to have, and what to do; null when nothing is, or when there is none. */
export function laptopNameFault(name: string): string | null {
  const typed = normalizeText(name);
  if (typed.length > 40) return '노트북 이름을 40글자 안에서 입력해 주십시오.';
  return findResidentNumbers(typed).length > 0 ? residentSentence : null;
}

/** What was typed as 빌려 준 마지막 날: a day, null without end; or what to do about it. */
export type ReadLentUntil =
  | { readonly ok: true; readonly lentUntil: Day | null }
  | { readonly ok: false; readonly problem: string };

/** Reads 빌려 준 마지막 날. Any day counts: one that has passed locks the laptop as soon as it hears of it. */
export function readLentUntil(text: string, today: Day): ReadLentUntil {
  const typed = normalizeText(text);
  if (typed === '') return { ok: true, lentUntil: null };
  const day = parseDay(typed, { today, kind: 'date' });
  return day.ok
    ? { ok: true, lentUntil: day.value }
    : { ok: false, problem: '빌려 준 마지막 날을 날짜로 입력하거나 비워 두십시오.' };
}
