/**
 * May a page be taken in? Form, chain, seal, order and size are judged, nothing of the domain. Pure: what is held comes in
 * as `Held`, what is to be written goes out as `Gain`; reading and writing is the scripts' (take.ts).
 */
import type { Body } from '../../shared/sync/apply.ts';
import { chainNext, chainStart, decodeHeader, equalBytes, sealedBytes } from '../../shared/sync/changeSet.ts';
import type { HeaderPart } from '../../shared/sync/changeSet.ts';
import { protocolRules } from '../../shared/sync/rules.ts';
import type { Seal, StreamHead } from '../../shared/sync/storage.ts';
import type { DeviceId, Limits, RecordId, Suite, Vector } from '../../shared/sync/types.ts';
import { EMPTY } from '../../shared/sync/vector.ts';
import type { KeptBody } from './bodies.ts';
import { genuine, type OpenedPage, type OpenedSet, type OpenedSpan } from './openPage.ts';

/** `checks`: a signature against the key of a stream. */
export type HubSuite = Pick<Suite, 'hash' | 'encode' | 'decode'> & {
  readonly checks: (signKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean;
};

export type Head = Pick<StreamHead, 'device' | 'seq' | 'hash' | 'known'>;

/** A change set with its bodies as they stand here. */
export type KeptSet = {
  readonly device: DeviceId;
  readonly seq: number;
  readonly header: Uint8Array;
  readonly bodies: readonly KeptBody[];
};

export type Held = {
  readonly vector: Vector;
  readonly heads: ReadonlyMap<DeviceId, Head>;
  readonly signKeys: ReadonlyMap<DeviceId, Uint8Array>;
  /** Headers of sets that the page has too, by `dotKey`. */
  readonly headers: ReadonlyMap<string, Uint8Array>;
  /** Of the page's subjects, those destroyed here. */
  readonly erased: ReadonlySet<RecordId>;
  /** Up to where a person has agreed to the erasures of a stream. */
  readonly agreed: Vector;
  /** Sets that the page brings bodies for, by `dotKey`. */
  readonly filled: ReadonlyMap<string, KeptSet>;
};

export const dotKey = ({ device, seq }: { readonly device: DeviceId; readonly seq: number }): string =>
  `${seq}:${device}`;

/** What a page brings. `sets` of one stream are in order. */
export type Gain = {
  readonly vector: Vector;
  readonly heads: readonly Head[];
  /** `subjects`: of all parts; one may come twice. */
  readonly sets: readonly (KeptSet & { readonly subjects: readonly RecordId[] })[];
  readonly seals: readonly (Seal & { readonly hash: Uint8Array; readonly bytes: number })[];
  readonly erased: readonly { readonly subject: RecordId; readonly device: DeviceId; readonly seq: number }[];
  /** Sets that were here and now have more of their bodies. */
  readonly filled: readonly KeptSet[];
  readonly fills: number;
};

export type Verdict =
  | { readonly kind: 'gain'; readonly gain: Gain }
  | {
      readonly kind: 'refused';
      readonly reason: 'gap' | 'notReady' | 'malformed' | 'signature' | 'unknownDevice';
      readonly device: DeviceId;
    }
  /** Other bytes than are held at `seq`: a fork if its author signed them (`isSigned`), else damage. */
  | { readonly kind: 'differs'; readonly span: OpenedSpan; readonly seq: number }
  | { readonly kind: 'erasure'; readonly device: DeviceId; readonly seq: number; readonly rows: number };

type Refused = Exclude<Verdict, { readonly kind: 'gain' }>;
/** What the judged spans have brought so far. */
type Taken = {
  readonly vector: Map<DeviceId, number>;
  readonly heads: Map<DeviceId, Head>;
  readonly sets: (OpenedSet & { readonly device: DeviceId; readonly seq: number })[];
  readonly seals: Gain['seals'][number][];
};

export function judge(page: OpenedPage, held: Held, limits: Limits, suite: HubSuite): Verdict {
  const taken: Taken = { vector: new Map(held.vector), heads: new Map(), sets: [], seals: [] };
  for (const span of page.spans) {
    const refused = judgeSpan(span, held, taken, suite);
    if (refused !== undefined) return refused;
  }
  const dooms = doomed(taken.sets, held);
  const unagreed = dooms.filter(({ device, seq }) => seq > (held.agreed.get(device) ?? 0));
  const last = unagreed.at(-1);
  if (last !== undefined && unagreed.length > limits.eraseRows)
    return { kind: 'erasure', device: last.device, seq: last.seq, rows: unagreed.length };
  const gone = new Set([...held.erased, ...dooms.map(({ subject }) => subject)]);
  const filled = fillIn(page, held, gone, suite);
  const gain: Gain = {
    vector: taken.vector,
    heads: [...taken.heads.values()],
    sets: taken.sets.map(({ device, seq, bytes, header, bodies }) => ({
      device,
      seq,
      header: bytes,
      bodies: gone.size === 0 ? bodies : bodies.map((body, index) => kept(body, header.parts[index], gone)),
      subjects: header.parts.flatMap(({ subjects }) => subjects),
    })),
    seals: taken.seals,
    erased: dooms,
    ...filled,
  };
  return { kind: 'gain', gain };
}

/** The end of a stream of which nothing is held. */
export const emptyHead = (device: DeviceId, suite: HubSuite): Head => ({
  device,
  seq: 0,
  hash: chainStart(device, suite),
  known: EMPTY,
});

function judgeSpan(span: OpenedSpan, held: Held, taken: Taken, suite: HubSuite): Refused | undefined {
  const { device, from, sets, signature } = span;
  const refuse = (reason: Extract<Verdict, { kind: 'refused' }>['reason']): Refused => ({
    kind: 'refused',
    reason,
    device,
  });
  const key = held.signKeys.get(device);
  if (key === undefined) return refuse('unknownDevice');
  let head = taken.heads.get(device) ?? held.heads.get(device) ?? emptyHead(device, suite);
  if (from > head.seq + 1) return refuse('gap');
  const already = Math.min(sets.length, head.seq - from + 1);
  for (let index = 0; index < already; index++) {
    const same = held.headers.get(dotKey({ device, seq: from + index }));
    const sent = sets[index];
    if (same === undefined || sent === undefined || !equalBytes(same, sent.bytes))
      return { kind: 'differs', span, seq: from + index };
  }
  if (already === sets.length) return undefined;
  let bytes = 0;
  for (const set of sets.slice(already)) {
    const known = protocolRules.nowKnown(head.known, set.header.known, set.header.full);
    if (known === undefined) return refuse('malformed');
    // As in a laptop's `receive`: against what was held before this span.
    if (known !== head.known && !protocolRules.ready(taken.vector, known)) return refuse('notReady');
    head = { device, seq: head.seq + 1, hash: chainNext(head.hash, set.bytes, suite), known };
    bytes += set.size;
    taken.sets.push({ ...set, device, seq: head.seq });
  }
  if (!suite.checks(key, sealedBytes(head, head.hash, suite), signature)) return refuse('signature');
  taken.vector.set(device, head.seq);
  taken.heads.set(device, head);
  taken.seals.push({ device, seq: head.seq, signature, known: head.known, hash: head.hash, bytes });
  return undefined;
}

/** The subjects that the new sets destroy and that were not destroyed before, each once. */
function doomed(sets: Taken['sets'], held: Held): Gain['erased'] {
  const found = new Map<RecordId, Gain['erased'][number]>();
  for (const { device, seq, header } of sets)
    for (const subject of header.erases)
      if (!held.erased.has(subject) && !found.has(subject)) found.set(subject, { subject, device, seq });
  return [...found.values()];
}

function kept(body: KeptBody, part: HeaderPart | undefined, gone: ReadonlySet<RecordId>): KeptBody {
  return part !== undefined && protocolRules.isDestroyed(part.subjects, (subject) => gone.has(subject))
    ? 'erased'
    : body;
}

/** Bodies for parts of which only the header is here. What does not fit is not an error: it may be a repeat. */
function fillIn(
  page: OpenedPage,
  held: Held,
  gone: ReadonlySet<RecordId>,
  suite: HubSuite,
): Pick<Gain, 'filled' | 'fills'> {
  const filled = new Map<string, KeptSet & { readonly bodies: KeptBody[] }>();
  let fills = 0;
  for (const fill of page.fills) {
    const key = dotKey(fill);
    const set = filled.get(key) ?? held.filled.get(key);
    const part = set === undefined ? undefined : decodeHeader(set.header, suite)?.parts[fill.index];
    if (set === undefined || part === undefined || set.bodies[fill.index] !== 'absent') continue;
    const body: Body = genuine(fill.body, part, suite);
    if (body === 'absent') continue;
    const bodies = [...set.bodies];
    bodies[fill.index] = kept(body, part, gone);
    filled.set(key, { ...set, bodies });
    fills += 1;
  }
  return { filled: [...filled.values()], fills };
}

/** Bodies of a set after an erasure; undefined when it takes none of them. */
export function afterErasure(set: KeptSet, gone: ReadonlySet<RecordId>, suite: HubSuite): KeptSet | undefined {
  const parts = decodeHeader(set.header, suite)?.parts ?? [];
  const bodies = set.bodies.map((body, index) => kept(body, parts[index], gone));
  return bodies.every((body, index) => body === set.bodies[index]) ? undefined : { ...set, bodies };
}

/**
 * Did the author sign this span, though other bytes are held under the same numbers? `hash` is the chain's where `before`
 * begins, `before` the headers held from there to the span.
 */
export function isSigned(
  span: OpenedSpan,
  { hash, before }: { readonly hash: Uint8Array; readonly before: readonly Uint8Array[] },
  signKey: Uint8Array,
  suite: HubSuite,
): boolean {
  let chain = hash;
  for (const header of before) chain = chainNext(chain, header, suite);
  for (const { bytes } of span.sets) chain = chainNext(chain, bytes, suite);
  const dot = { device: span.device, seq: span.from + span.sets.length - 1 };
  return suite.checks(signKey, sealedBytes(dot, chain, suite), span.signature);
}
