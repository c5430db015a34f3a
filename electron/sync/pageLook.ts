import { decodePage } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { Pairs } from './port.ts';
import { pairsOf } from './port.ts';

/** An empty page: kind, version, no spans, no fills. */
const emptyPage = 4;
/** A page smaller than this in both was all there is; a larger one may be followed by another. */
const full = { bytes: 200_000, sets: 500 };

/** Whether an encoded page brings nothing. */
export const isPageEmpty = (bytes: Uint8Array): boolean => bytes.length <= emptyPage;

/** Whether behind a page of so many change sets there may be another. */
export const isFullOf = (sets: number): boolean => sets >= full.sets;

/**
 * What a page says before it is taken in: whether another may follow, and if so up to where it goes in each stream. Null
 * where what follows cannot be asked for ahead: bodies that came late would be asked for once more.
 */
export function lookAt(bytes: Uint8Array): { readonly isFull: boolean; readonly reached: Pairs | null } {
  const page = !isPageEmpty(bytes) ? decodePage(bytes, plainText) : undefined;
  const sets = page?.spans.reduce((sum, span) => sum + span.sets.length, 0) ?? 0;
  const isFull = bytes.length >= full.bytes || isFullOf(sets);
  if (page === undefined || !isFull || page.fills.length > 0) return { isFull, reached: null };
  const reached = new Map<DeviceId, number>();
  for (const span of page.spans) reached.set(span.device, span.from + span.sets.length - 1);
  return { isFull, reached: pairsOf(reached) };
}

/** Refusals that are about what was sent, and not about who sends or when. */
export function isOfPage(code: string): boolean {
  return code === 'malformed' || code === 'tooLarge' || code === 'encoding';
}
