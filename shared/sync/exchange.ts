/**
 * The two calls of replication, the same for hub, laptop and exchange file: "what do you lack?" and "here is a page".
 * Whatever is cut, lost or repeated, the next request says the truth again: it is read from what was committed.
 */
import { nothingDirty, fillIn, projectDirty, sizeOfSet, takeIn, type Body, type Dirty } from './apply.ts';
import { chainNext, decodeHeader, sealedBytes, type Header } from './changeSet.ts';
import { sealStream, streamStart } from './commit.ts';
import { partAt, vectorOf, type Replica } from './replica.ts';
import type { PartRef, Seal, StoredSet, StreamHead } from './storage.ts';
import { type DeviceId, type Scope, type Vector } from './types.ts';

export type Request = {
  readonly vector: Vector;
  /** Bodies this device should have and has only the headers of. */
  readonly holes: readonly PartRef[];
};
export type SentSet = { readonly header: Uint8Array; readonly bodies: readonly Body[] };
/** Consecutive sets of one stream up to a seal of its author. */
export type Span = {
  readonly device: DeviceId;
  readonly from: number;
  readonly sets: readonly SentSet[];
  readonly signature: Uint8Array;
};
export type Page = {
  /** In an order in which each comes after what its authors held. */
  readonly spans: readonly Span[];
  readonly fills: readonly (PartRef & { readonly body: Uint8Array | 'folded' })[];
};
export type Receipt =
  | { readonly ok: true; readonly sets: number; readonly fills: number }
  /** Nothing of the page was kept. `fork`: two devices write one stream. `erasure`: a person must agree first. */
  | {
      readonly ok: false;
      readonly reason: 'gap' | 'notReady' | 'malformed' | 'signature' | 'fork' | 'erasure';
      readonly device: DeviceId;
      readonly rows?: number;
    };

export function request(replica: Replica): Request {
  const { storage, limits, keeps } = replica;
  const holes: PartRef[] = [];
  for (const scope of storage.scopesIn('skeleton').filter(keeps))
    holes.push(...storage.partsIn('skeleton', limits.holes - holes.length, scope));
  return { vector: vectorOf(replica.storage), holes };
}

/** The next page for a peer that may hold the scopes `allows` says. Empty when it lacks nothing this device could give. */
export function pageFor(replica: Replica, asked: Request, allows: (scope: Scope) => boolean): Page {
  replica.storage.transact(() => sealStream(replica));
  const sent = new Map(asked.vector);
  const spans: Span[] = [];
  const room: { sets: number; bytes: number } = { sets: replica.limits.pageSets, bytes: replica.limits.pageBytes };
  for (let found = true; found;) {
    found = false;
    for (const head of replica.storage.streams()) {
      const from = (sent.get(head.device) ?? 0) + 1;
      const seal = from > head.seq ? undefined : replica.storage.sealFrom(head.device, from);
      if (seal === undefined || !replica.rules.ready(sent, seal.known)) continue;
      const span = spanOf(replica, from, seal, allows);
      const bytes = sizeOf(span);
      if (spans.length > 0 && (span.sets.length > room.sets || bytes > room.bytes)) continue;
      room.sets -= span.sets.length;
      room.bytes -= bytes;
      spans.push(span);
      sent.set(head.device, seal.seq);
      found = room.sets > 0 && room.bytes > 0;
      if (!found) break;
    }
  }
  return { spans, fills: room.bytes > 0 ? fillsFor(replica, asked, allows, room.bytes) : [] };
}

function spanOf(replica: Replica, from: number, seal: Seal, allows: (scope: Scope) => boolean): Span {
  const sets = replica.storage.sets(seal.device, from, seal.seq).map((set) => sentSet(set, allows));
  return { device: seal.device, from, sets, signature: seal.signature };
}

function sentSet(set: StoredSet, allows: (scope: Scope) => boolean): SentSet {
  const bodies = set.parts.map((part): Body => {
    if (part.state === 'folded') return 'folded';
    return part.body === undefined || !allows(part.scope) ? 'absent' : part.body;
  });
  return { header: set.header, bodies };
}

function sizeOf(span: Span): number {
  let bytes = span.signature.length;
  for (const set of span.sets) {
    bytes += set.header.length;
    for (const body of set.bodies) if (typeof body !== 'string') bytes += body.length;
  }
  return bytes;
}

function fillsFor(replica: Replica, asked: Request, allows: (scope: Scope) => boolean, room: number): Page['fills'] {
  const fills: (PartRef & { readonly body: Uint8Array | 'folded' })[] = [];
  let left = room;
  for (const { device, seq, index } of asked.holes.slice(0, replica.limits.holes)) {
    const part = partAt(replica, { device, seq, index });
    if (part === undefined || !allows(part.scope)) continue;
    if (part.state === 'folded') fills.push({ device, seq, index, body: 'folded' });
    else if (part.body !== undefined) {
      left -= part.body.length;
      if (left < 0 && fills.length > 0) break;
      fills.push({ device, seq, index, body: part.body });
    }
  }
  return fills;
}

/** Those of the bodies that a peer says it lacks which are held here. */
export function heldOf(replica: Replica, holes: readonly PartRef[]): readonly PartRef[] {
  return holes.filter((ref) => partAt(replica, ref)?.body !== undefined);
}

class Refused extends Error {
  readonly receipt: Receipt;
  constructor(receipt: Receipt) {
    super('refused');
    this.receipt = receipt;
  }
}

export type ReceiveOptions = {
  /** A person has agreed to an erasure of this size. */
  readonly agreed?: boolean;
};

/** Takes a page in: all of it in one transaction, or nothing. Pages may repeat and overlap what is held. */
export function receive(replica: Replica, page: Page, options: ReceiveOptions = {}): Receipt {
  try {
    return replica.storage.transact(() => {
      const dirty = nothingDirty();
      const doomed = options.agreed === true ? undefined : new Set<string>();
      let sets = 0;
      for (const span of page.spans) sets += receiveSpan(replica, span, dirty, doomed);
      let fills = 0;
      for (const fill of page.fills) if (fillIn(replica, fill, fill.body, dirty)) fills++;
      projectDirty(replica, dirty);
      return { ok: true, sets, fills };
    });
  } catch (error) {
    if (error instanceof Refused) return error.receipt;
    throw error;
  }
}

/** `doomed` gathers the rows the page would erase; undefined when a person has agreed already. */
function receiveSpan(replica: Replica, span: Span, dirty: Dirty, doomed: Set<string> | undefined): number {
  const { storage, suite, rules } = replica;
  const { device } = span;
  const refuse = (reason: Exclude<Receipt, { ok: true }>['reason']): never => {
    throw new Refused({ ok: false, reason, device });
  };
  let head = storage.stream(device) ?? streamStart(replica, device);
  if (span.from > head.seq + 1) refuse('gap');
  const already = storage.sets(device, span.from, Math.min(head.seq, span.from + span.sets.length - 1));
  already.forEach((held, index) => {
    const same = span.sets[index];
    if (same !== undefined && !rules.isSame(held, same.header)) refuse('fork');
  });
  const fresh = span.sets.slice(already.length);
  if (fresh.length === 0) return 0;
  const held = vectorOf(storage);
  const taken: {
    readonly header: Header;
    readonly known: Vector;
    readonly sent: SentSet;
    readonly head: StreamHead;
  }[] = [];
  for (const sent of fresh) {
    if (sizeOfSet(sent.header, sent.bodies) > replica.limits.setBytes) return refuse('malformed');
    const header = decodeHeader(sent.header, suite);
    const known = header === undefined ? undefined : rules.nowKnown(head.known, header.known, header.full);
    if (header === undefined || known === undefined) return refuse('malformed');
    if (!rules.ready(held, known)) refuse('notReady');
    head = {
      device,
      seq: head.seq + 1,
      hash: chainNext(head.hash, sent.header, suite),
      known,
      looseSets: 0,
      looseBytes: 0,
    };
    taken.push({ header, known, sent, head });
  }
  if (!suite.verify(device, sealedBytes(head, head.hash, suite), span.signature)) refuse('signature');
  for (const one of taken) {
    if (doomed !== undefined) weigh(replica, device, one.header, doomed);
    takeIn(replica, one.head, one.sent.header, one.header, one.known, one.sent.bodies, dirty);
  }
  storage.addSeal({ device, seq: head.seq, signature: span.signature, known: head.known });
  storage.saveStream(head);
  return taken.length;
}

/** Stops a page that would destroy more than a person would expect of an ordinary day. */
function weigh(replica: Replica, device: DeviceId, header: Header, doomed: Set<string>): void {
  if (header.erases.length === 0) return;
  const { storage, limits } = replica;
  for (const subject of header.erases)
    for (const state of storage.recordsOf(subject)) doomed.add(`${state.type}/${state.id}`);
  if (doomed.size <= limits.eraseFew) return;
  let total = doomed.size;
  for (const state of storage.records()) if (!doomed.has(`${state.type}/${state.id}`)) total++;
  if (doomed.size > limits.eraseRows || doomed.size > total * limits.eraseShare)
    throw new Refused({ ok: false, reason: 'erasure', device, rows: doomed.size });
}
