/** The page for a device: the same choice as `pageFor` of a replica (shared/sync/exchange.ts), over tables. */
import type { Body } from '../../shared/sync/apply.ts';
import { decodeHeader } from '../../shared/sync/changeSet.ts';
import type { Page, Request, SentSet, Span } from '../../shared/sync/exchange.ts';
import { protocolRules } from '../../shared/sync/rules.ts';
import type { DeviceId, Limits, Scope, Vector } from '../../shared/sync/types.ts';
import { unpackBodies } from './bodies.ts';
import { dotKey, type HubSuite } from './judge.ts';
import { dotOf, knownFrom, numbersOf, placeOf, setsAt, streamEnds } from './logRows.ts';
import type { Numbers, SetRow } from './logRows.ts';
import { ask, type Script } from './script.ts';

export type Giving = {
  readonly asked: Request;
  readonly to: DeviceId;
  readonly limits: Limits;
  readonly suite: HubSuite;
};

type Seal = {
  readonly seq: number;
  readonly signature: Uint8Array;
  readonly known: Vector;
  readonly bytes: number;
};
/** Where one stream stands while the page is planned. */
type Front = {
  readonly device: DeviceId;
  readonly last: number;
  sent: number;
  /** Seals after `sent`, read some at a time; the next one last. */
  ahead: Seal[];
};
type Planned = { readonly device: DeviceId; readonly from: number; readonly seal: Seal };

const nothing: Page = { spans: [], fills: [] };
/** Seals read at a time. */
const portion = 64;
/** May the body of a part in this scope be sent? Undefined: all may, so nobody needs to look. */
type Allows = ((scope: Scope) => boolean) | undefined;

export function* give(giving: Giving): Script<Page> {
  const [device] = yield* ask<{ scopes: string | null }>(
    "SELECT scopes FROM device WHERE device = $1 AND standing = 'enrolled'",
    giving.to,
  );
  if (device === undefined) return nothing;
  const lent = device.scopes === null ? undefined : new Set(JSON.parse(device.scopes) as readonly Scope[]);
  const allows: Allows = lent === undefined ? undefined : (scope) => lent.has(scope);
  const ends = yield* streamEnds();
  const numbers = numbersOf(ends);
  const fronts = ends.map(({ device: name, seq }) => ({
    device: name,
    last: seq,
    sent: giving.asked.vector.get(name) ?? 0,
    ahead: [],
  }));
  const room = { sets: giving.limits.pageSets, bytes: giving.limits.pageBytes };
  const plan = yield* planSpans(giving.asked.vector, fronts, room, numbers);
  const spans = yield* readSpans(plan, numbers, allows, giving.suite);
  const fills = room.bytes > 0 ? yield* readFills(giving, numbers, allows, room.bytes) : [];
  return { spans, fills };
}

/** Spans in an order in which each is ready, as many as there is room for; at least one when one is due. */
function* planSpans(
  asked: Vector,
  fronts: readonly Front[],
  room: { sets: number; bytes: number },
  numbers: Numbers,
): Script<readonly Planned[]> {
  const sent = new Map(asked);
  const plan: Planned[] = [];
  for (let found = true; found;) {
    found = false;
    for (const front of fronts) {
      const seal = yield* nextSeal(front, numbers);
      if (seal === undefined || !protocolRules.ready(sent, seal.known)) continue;
      const from = front.sent + 1;
      const sets = seal.seq - front.sent;
      if (plan.length > 0 && (sets > room.sets || seal.bytes > room.bytes)) continue;
      room.sets -= sets;
      room.bytes -= seal.bytes;
      plan.push({ device: front.device, from, seal });
      front.ahead.pop();
      front.sent = seal.seq;
      sent.set(front.device, seal.seq);
      found = room.sets > 0 && room.bytes > 0;
      if (!found) break;
    }
  }
  return plan;
}

function* nextSeal(front: Front, numbers: Numbers): Script<Seal | undefined> {
  const stream = numbers.of.get(front.device);
  if (front.ahead.length === 0 && front.sent < front.last && stream !== undefined) {
    const rows = yield* ask<{ at: number; signature: Uint8Array; known: string; bytes: number }>(
      'SELECT at, signature, known, bytes FROM seal WHERE at > $1 AND at <= $2 ORDER BY at LIMIT $3',
      placeOf(stream, front.sent),
      placeOf(stream, front.last),
      portion,
    );
    front.ahead = rows
      .map(({ at, signature, known, bytes }) => {
        const { seq } = dotOf(at, numbers);
        return { seq, signature, known: knownFrom(known, numbers), bytes };
      })
      .reverse();
  }
  return front.ahead.at(-1);
}

/** Reads each stream once, then lays the sets out as planned. */
function* readSpans(
  plan: readonly Planned[],
  numbers: Numbers,
  allows: Allows,
  suite: HubSuite,
): Script<readonly Span[]> {
  const ranges = new Map<DeviceId, { readonly from: number; readonly to: number }>();
  for (const { device, from, seal } of plan)
    ranges.set(device, { from: ranges.get(device)?.from ?? from, to: seal.seq });
  const sets = new Map<string, SentSet>();
  for (const [device, { from, to }] of ranges) {
    const stream = numbers.of.get(device) ?? 0;
    const rows = yield* ask<SetRow>(
      'SELECT at, header, bodies FROM change_set WHERE at >= $1 AND at <= $2 ORDER BY at',
      placeOf(stream, from),
      placeOf(stream, to),
    );
    for (const row of rows) sets.set(dotKey(dotOf(row.at, numbers)), sentSet(row, allows, suite));
  }
  return plan.map(({ device, from, seal }) => ({
    device,
    from,
    signature: seal.signature,
    sets: Array.from({ length: seal.seq - from + 1 }, (_, index) => {
      const set = sets.get(dotKey({ device, seq: from + index }));
      if (set === undefined) throw new Error(`the log lacks set ${from + index} of stream ${device}`);
      return set;
    }),
  }));
}

function sentSet({ header, bodies }: Pick<SetRow, 'header' | 'bodies'>, allows: Allows, suite: HubSuite): SentSet {
  const parts = allows === undefined ? [] : (decodeHeader(header, suite)?.parts ?? []);
  return {
    header,
    bodies: unpackBodies(bodies).map((body, index): Body => {
      const scope = parts[index]?.scope;
      if (body === 'erased') return 'absent';
      if (body === 'folded' || allows === undefined) return body;
      return scope !== undefined && allows(scope) ? body : 'absent';
    }),
  };
}

function* readFills(
  { asked, limits, suite }: Giving,
  numbers: Numbers,
  allows: Allows,
  room: number,
): Script<Page['fills']> {
  const holes = asked.holes.slice(0, limits.holes);
  const places = holes.flatMap(({ device, seq }) => {
    const stream = numbers.of.get(device);
    return stream === undefined ? [] : [placeOf(stream, seq)];
  });
  const sets = yield* setsAt([...new Set(places)], numbers);
  const fills: Page['fills'][number][] = [];
  let left = room;
  for (const { device, seq, index } of holes) {
    const set = sets.get(dotKey({ device, seq }));
    const body = set?.bodies[index];
    const scope = set === undefined ? undefined : decodeHeader(set.header, suite)?.parts[index]?.scope;
    if (scope === undefined || allows?.(scope) === false) continue;
    if (body === undefined || body === 'absent' || body === 'erased') continue;
    left -= body === 'folded' ? 0 : body.length;
    if (left < 0 && fills.length > 0) break;
    fills.push({ device, seq, index, body });
  }
  return fills;
}
