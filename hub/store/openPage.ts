/** What of a page can be judged without knowing anything that is held: its form, its sizes, its bodies. */
import { sizeOfSet, type Body } from '../../shared/sync/apply.ts';
import { commitTo, decodeHeader, equalBytes, isName, type Header } from '../../shared/sync/changeSet.ts';
import type { Page, Span } from '../../shared/sync/exchange.ts';
import type { DeviceId, Limits, RecordId, Suite } from '../../shared/sync/types.ts';

export type OpenedSet = {
  readonly bytes: Uint8Array;
  readonly header: Header;
  /** A body that is not what its header says counts as not received. */
  readonly bodies: readonly Body[];
  /** Header and bodies. */
  readonly size: number;
};
export type OpenedSpan = Pick<Span, 'device' | 'from' | 'signature'> & { readonly sets: readonly OpenedSet[] };
export type OpenedPage = {
  readonly spans: readonly OpenedSpan[];
  readonly fills: Page['fills'];
  /** Subjects of all parts, and those that are to be erased. */
  readonly subjects: ReadonlySet<RecordId>;
  readonly erases: boolean;
};

/** A number that the hub's log has room for (schema.ts); no stream of people comes near. */
const lastSeq = 0xffff_ffff;

/** Undefined for a page that no honest peer makes. Its bodies are hashed here, before any lock is taken. */
export function openPage(page: Page, limits: Limits, suite: Pick<Suite, 'hash' | 'decode'>): OpenedPage | undefined {
  let sets = 0;
  let bytes = 0;
  const spans: OpenedSpan[] = [];
  const ends = new Map<DeviceId, number>();
  const subjects = new Set<RecordId>();
  let erases = false;
  for (const span of page.spans) {
    const end = ends.get(span.device);
    const last = span.from + span.sets.length - 1;
    if (!isName(span.device) || !isSeq(span.from) || span.sets.length === 0 || last > lastSeq) return undefined;
    if (end !== undefined && span.from !== end + 1) return undefined;
    ends.set(span.device, last);
    sets += span.sets.length;
    if (sets > limits.pageSets) return undefined;
    const opened: OpenedSet[] = [];
    for (const sent of span.sets) {
      const set = openSet(sent, limits, suite);
      if (set === undefined) return undefined;
      bytes += set.size;
      for (const part of set.header.parts) for (const subject of part.subjects) subjects.add(subject);
      for (const subject of set.header.erases) subjects.add(subject);
      erases ||= set.header.erases.length > 0;
      opened.push(set);
    }
    spans.push({ device: span.device, from: span.from, signature: span.signature, sets: opened });
  }
  if (page.fills.length > limits.holes) return undefined;
  for (const { device, seq, index, body } of page.fills) {
    if (!isName(device) || !isSeq(seq) || seq > lastSeq || !Number.isSafeInteger(index)) return undefined;
    bytes += body.length;
  }
  for (const subject of subjects) if (!isName(subject)) return undefined;
  // A page may end with one set or one fill more than there was room for.
  return bytes > limits.pageBytes + limits.setBytes ? undefined : { spans, fills: page.fills, subjects, erases };
}

const isSeq = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

function openSet(
  { header: bytes, bodies }: Span['sets'][number],
  limits: Limits,
  suite: Pick<Suite, 'hash' | 'decode'>,
): OpenedSet | undefined {
  const size = sizeOfSet(bytes, bodies);
  const header = size > limits.setBytes ? undefined : decodeHeader(bytes, suite);
  if (header === undefined || header.parts.length !== bodies.length) return undefined;
  return { bytes, header, size, bodies: bodies.map((body, index) => genuine(body, header.parts[index], suite)) };
}

/** The body if it is the one that the header committed to. */
export function genuine(body: Body, part: Header['parts'][number] | undefined, suite: Pick<Suite, 'hash'>): Body {
  if (typeof body === 'string') return body;
  return part !== undefined && equalBytes(commitTo(body, suite), part.commitment) ? body : 'absent';
}
