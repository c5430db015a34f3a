import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodePage, encodePage } from '../../shared/sync/bytes.ts';
import { receive } from '../../shared/sync/exchange.ts';
import type { Page, Receipt, Span } from '../../shared/sync/exchange.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { Engine, Touched } from '../store/store.ts';
import { addTrouble, dropTroubles, noteUnreadable, readTroubles } from '../store/hubLink.ts';
import type { TroubleRow } from '../store/hubLink.ts';
import { syncTouched } from '../store/standing.ts';
import type { RefusedStream, Taken } from '../sync/port.ts';

/**
 * How many sets one transaction takes in. Between two of them commands have their turn, so that nobody waits for a long
 * page; each flushes the disk once and writes the same few pages of every index anew, so few and large ones are faster. What
 * this laptop takes in within `patience` is measured as it goes.
 */
export interface Pace {
  readonly sets: number;
  took(sets: number, ms: number): void;
}

/** How long a command may wait for a transaction of a peer's sets, ms: about the half of what a person notices. */
const patience = 60;
const [fewest, most] = [50, 1000];

export function newPace(): Pace {
  let atOnce = 250;
  return {
    get sets() {
      return atOnce;
    },
    took(sets, ms) {
      // Of a few sets the flush is most of it.
      if (sets < fewest) return;
      const fitting = Math.round((patience * sets) / Math.max(ms, 1));
      atOnce = Math.max(fewest, Math.min(most, fitting, atOnce * 2));
    },
  };
}

type Refusal = Extract<Receipt, { ok: false }>;

/** The page in pieces that are pages themselves: each comes after what its sets stand on. Bodies that came late come last. */
function pieces({ spans, fills }: Page, atOnce: number): Page[] {
  const found: Span[][] = [];
  let sets = Infinity;
  for (const span of spans) {
    if (sets + span.sets.length > atOnce) {
      found.push([]);
      sets = 0;
    }
    found.at(-1)?.push(span);
    sets += span.sets.length;
  }
  const all: Page[] = found.map((group) => ({ spans: group, fills: [] }));
  return fills.length === 0 ? all : [...all, { spans: [], fills }];
}

/**
 * Takes a page of a peer in, as far as it can be: a stream that is refused is left out, with those that stand on it, is
 * kept as an item of 확인 필요, and stops no other. Each piece is on disk before the next is begun.
 */
export async function receivePage(
  engine: Engine,
  bytes: Uint8Array,
  now: number,
  pace: Pace = newPace(),
): Promise<{ value: Taken; touched: readonly Touched[]; telling: 'soon' }> {
  const { suite } = engine.replica;
  const page = decodePage(bytes, suite);
  const reached = new Map<DeviceId, number>();
  if (page === undefined)
    return { value: { sets: 0, fills: 0, refused: [], reached: [], readable: false }, touched: [], telling: 'soon' };
  for (const { device, from, sets } of page.spans) reached.set(device, from + sets.length - 1);
  const troubles = readTroubles(engine, 'all');
  const troubled = new Set(troubles.map(({ stream }) => stream));
  const erasures = new Map(troubles.filter(({ kind }) => kind === 'erasure').map((row) => [row.stream, row]));
  const mayErase = new Set<DeviceId>();
  const refused = new Map<DeviceId, RefusedStream>();
  const touched: Touched[] = [];
  let [sets, fills] = [0, 0];

  const take = (piece: Page, agreed: boolean): Refusal | undefined => {
    const { value, touched: news } = engine.takeIn(() => {
      const receipt = receive(engine.replica, piece, { agreed });
      // Nothing of a refused piece was kept, so what it touched is not told either.
      if (!receipt.ok) engine.tables.takeTouched();
      else
        for (const { device } of piece.spans)
          if (troubled.delete(device)) {
            dropTroubles(engine, device, ['refusedHere', 'erasure']);
            engine.tables.touch(syncTouched.type, syncTouched.id);
          }
      return receipt;
    });
    for (const each of news) touched.push(each);
    if (!value.ok) return value;
    sets += value.sets;
    fills += value.fills;
    return undefined;
  };
  const refuse = ({ device, reason, rows }: Refusal, spans: readonly Span[]): void => {
    const follows = reason === 'notReady' && refused.size > 0;
    refused.set(device, { device, reason, follows });
    if (follows) return;
    const own = encodePage({ spans: spans.filter((span) => span.device === device), fills: [] }, suite);
    const kind = reason === 'erasure' ? 'erasure' : 'refusedHere';
    const item = { kind, stream: device, why: reason, page: own, ...(rows === undefined ? {} : { rows }) } as const;
    engine.db.transaction(() => addTrouble(engine, now, item)).immediate();
    touched.push(syncTouched);
  };

  const takePiece = (piece: Page): void => {
    const spans = piece.spans.filter(({ device }) => !refused.has(device));
    const refusal = take({ spans, fills: piece.fills }, false);
    if (refusal?.reason === 'erasure') {
      if (isAgreed(refusal, erasures.get(refusal.device))) mayErase.add(refusal.device);
      else refuse(refusal, spans);
    }
    // One span after the other finds out which streams can go on without the one that cannot.
    for (const span of refusal === undefined ? [] : spans) {
      if (refused.has(span.device)) continue;
      const alone = take({ spans: [span], fills: [] }, mayErase.has(span.device));
      if (alone !== undefined) refuse(alone, [span]);
    }
  };
  for (const [index, piece] of pieces(page, pace.sets).entries()) {
    if (index > 0) await nextTurn();
    try {
      const before = { at: performance.now(), sets };
      takePiece(piece);
      pace.took(sets - before.sets, performance.now() - before.at);
    } catch (error) {
      // What is on disk already must be told; the rest is asked for again, and then the cause is thrown.
      if (touched.length === 0) throw error;
      break;
    }
  }
  engine.db.transaction(() => noteUnreadable(engine, now)).immediate();
  return {
    value: { sets, fills, refused: [...refused.values()], reached: [...reached], readable: true },
    touched,
    telling: 'soon',
  };
}

/** Whether a person has agreed to an erasure at least as large as this one. */
function isAgreed({ rows }: Refusal, item: TroubleRow | undefined): boolean {
  if (item === undefined || item.agreed === null || item.rows === null) return false;
  return rows !== undefined && rows <= item.rows;
}
