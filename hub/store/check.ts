/** Follows every stream from its first set, a portion at a time, so that the hub goes on answering. */
import { chainNext, commitTo, decodeHeader, equalBytes, sealedBytes } from '../../shared/sync/changeSet.ts';
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
  let at: { readonly device: string; readonly seq: number; readonly hash: Uint8Array } = emptyHead(device, suite);
  const wrong = (what: string): Checked => ({ changes: at.seq, fault: what });
  if (key === undefined) return wrong('the key');
  while (at.seq < end.seq) {
    const from = at.seq + 1;
    const rows = await database.read(() => portionOf(end, from));
    if (rows.length === 0) break;
    for (const row of rows) {
      const next = follow(row, at, key, numbers, suite);
      if (typeof next === 'string') return wrong(`${next} of set ${at.seq + 1}`);
      at = { ...at, ...next };
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

/** The chain after one more set, or what of it is not what its author wrote. */
function follow(
  row: Followed,
  before: { readonly device: string; readonly seq: number; readonly hash: Uint8Array },
  key: Uint8Array,
  numbers: Numbers,
  suite: HubSuite,
): { readonly seq: number; readonly hash: Uint8Array } | string {
  const dot = dotOf(row.at, numbers);
  const header = decodeHeader(row.header, suite);
  if (header === undefined || dot.seq !== before.seq + 1) return 'the header';
  const bodies = unpacked(row.bodies);
  if (bodies?.length !== header.parts.length) return 'the bodies';
  const isWhole = header.parts.every(({ commitment }, index) => {
    const body = bodies[index] ?? 'absent';
    return typeof body === 'string' || equalBytes(commitTo(body, suite), commitment);
  });
  if (!isWhole) return 'a body';
  const hash = chainNext(before.hash, row.header, suite);
  if (row.signature !== null && !suite.checks(key, sealedBytes(dot, hash, suite), row.signature)) return 'the seal';
  return { seq: dot.seq, hash };
}

function unpacked(packed: Uint8Array): ReturnType<typeof unpackBodies> | undefined {
  try {
    return unpackBodies(packed);
  } catch {
    return undefined;
  }
}
