/** Follows every stream from its first set, a portion at a time, so that the hub goes on answering. */
import { equalBytes } from '../../shared/sync/changeSet.ts';
import { followSet } from '../../shared/sync/follow.ts';
import type { LyingSet } from '../../shared/sync/follow.ts';
import { unpackBodies } from './bodies.ts';
import { emptyHead, type HubSuite } from './judge.ts';
import { dotOf, numbersOf, placeOf, streamEnds, type Numbers, type SetRow, type StreamEnd } from './logRows.ts';
import { introductions } from './registry.ts';
import { ask, type Database, type Script } from './script.ts';

const portion = 500;

type Checked = { readonly changes: number; readonly fault: string | null };
type Followed = SetRow & { readonly signature: Uint8Array | null };

export async function followStreams(database: Database, suite: HubSuite): Promise<Checked> {
  const ends = await database.read(streamEnds);
  const numbers = numbersOf(ends);
  const keys = new Map((await database.read(introductions)).map(({ device, signKey }) => [device, signKey]));
  let changes = 0;
  for (const end of ends) {
    const found = await followStream(database, end, keys.get(end.device), numbers, suite);
    changes += found.changes;
    if (found.fault !== null) return { changes, fault: `${found.fault} of stream ${end.device}` };
  }
  return { changes, fault: null };
}

async function followStream(
  database: Database,
  end: StreamEnd,
  key: Uint8Array | undefined,
  numbers: Numbers,
  suite: HubSuite,
): Promise<Checked> {
  const { device } = end;
  let at: Pick<StreamEnd, 'seq' | 'hash'> = emptyHead(device, suite);
  const wrong = (what: string): Checked => ({ changes: at.seq, fault: what });
  if (key === undefined) return wrong('the key');
  const isSealed = (sealed: Uint8Array, signature: Uint8Array) => suite.checks(key, sealed, signature);
  while (at.seq < end.seq) {
    const from = at.seq + 1;
    const rows = await database.read(() => portionOf(end, from));
    if (rows.length === 0) break;
    for (const row of rows) {
      const next = followSet(device, at, lying(row, numbers), suite, isSealed);
      if (typeof next === 'string') return wrong(`${next} of set ${at.seq + 1}`);
      at = next;
    }
  }
  return at.seq === end.seq && equalBytes(at.hash, end.hash) ? { changes: at.seq, fault: null } : wrong('the end');
}

function* portionOf({ id, seq }: StreamEnd, from: number): Script<readonly Followed[]> {
  return yield* ask<Followed>(
    `SELECT c.at, c.header, c.bodies, s.signature FROM change_set c LEFT JOIN seal s ON s.at = c.at
     WHERE c.at >= $1 AND c.at <= $2 ORDER BY c.at LIMIT $3`,
    placeOf(id, from),
    placeOf(id, seq),
    portion,
  );
}

/** A set as it lies here. */
function lying({ at, header, bodies, signature }: Followed, numbers: Numbers): LyingSet {
  const kept = unpacked(bodies)?.map((body) => (typeof body === 'string' ? undefined : body));
  return { seq: dotOf(at, numbers).seq, header, bodies: kept, signature: signature ?? undefined };
}

function unpacked(packed: Uint8Array): ReturnType<typeof unpackBodies> | undefined {
  try {
    return unpackBodies(packed);
  } catch {
    return undefined;
  }
}
