import type { Engine } from './store.ts';

/** What a laptop knows of its hub, and what of the exchange needs people. Local to this laptop, never synchronised. */

export type HubStanding = 'enrolled' | 'recalled' | 'revoked';

export interface HubRow {
  readonly name: string;
  /** Host name or IP address. */
  readonly address: string;
  readonly port: number;
  /** The hub's pinned key (ADR 0039). */
  readonly netKey: string;
  readonly enrolledAt: number;
  readonly standing: HubStanding;
  /** What it had when it last said so: device → number. */
  readonly vector: readonly (readonly [string, number])[];
  readonly lastContact: number | null;
  readonly lastError: string | null;
  readonly failures: number;
}

/** The linked hub, or null. */
export function readHub(engine: Engine): HubRow | null {
  const row = engine
    .sql(
      `SELECT name, address, port, net_key AS netKey, enrolled_at AS enrolledAt, standing, vector,
        last_contact AS lastContact, last_error AS lastError, failures FROM hub_link`,
    )
    .get() as (Omit<HubRow, 'vector'> & { vector: string }) | undefined;
  return row ? { ...row, vector: JSON.parse(row.vector) as HubRow['vector'] } : null;
}

/** Links the laptop to a hub, or to none; call in a transaction. */
export function writeHub(engine: Engine, hub: HubRow | null): void {
  engine.sql('DELETE FROM hub_link').run();
  if (hub === null) return;
  const { name, address, port, netKey, enrolledAt, standing, vector, lastContact, lastError, failures } = hub;
  engine
    .sql(
      `INSERT INTO hub_link (id, name, address, port, net_key, enrolled_at, standing, vector, last_contact, last_error, failures)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(name, address, port, netKey, enrolledAt, standing, JSON.stringify(vector), lastContact, lastError, failures);
}

/** What the hub has said last; nothing where none is linked. */
export function noteHub(
  engine: Engine,
  said: Partial<Pick<HubRow, 'name' | 'standing' | 'vector' | 'lastContact' | 'lastError' | 'failures'>>,
): void {
  const hub = readHub(engine);
  if (hub) writeHub(engine, { ...hub, ...said });
}

/** `differs`: `stream` is a laptop whose records are not those of here, though both hold the same change sets. */
export type TroubleKind = 'refusedByHub' | 'refusedHere' | 'erasure' | 'unreadable' | 'differs';

export interface TroubleRow {
  readonly id: number;
  readonly kind: TroubleKind;
  /** The device whose changes it is about. */
  readonly stream: string;
  /** The word of the protocol for what is wrong (docs/protocol.md §9). */
  readonly why: string;
  readonly since: number;
  readonly tries: number;
  readonly lastTry: number;
  readonly rows: number | null;
  readonly agreed: number | null;
}

const columns = 'id, kind, stream, why, since, tries, last_try AS lastTry, rows, agreed';

/** Refusals before an item is shown to people: what passes by itself is none of theirs. */
export const triesBeforeShown = 3;
/** What waits for a person from the first time on. */
const shownAtOnce = `kind IN ('erasure', 'unreadable', 'differs')`;

export function readTroubles(engine: Engine, only: 'all' | 'shown'): TroubleRow[] {
  const where = only === 'all' ? 'TRUE' : `${shownAtOnce} OR tries >= ${triesBeforeShown}`;
  return engine.sql(`SELECT ${columns} FROM sync_trouble WHERE ${where} ORDER BY since, id`).all() as TroubleRow[];
}

export function oneTrouble(engine: Engine, id: number): TroubleRow | null {
  return (engine.sql(`SELECT ${columns} FROM sync_trouble WHERE id = ?`).get(id) as TroubleRow | undefined) ?? null;
}

/** The page that was refused here, of one stream only; null where none is kept. */
export function troublePage(engine: Engine, id: number): Uint8Array | null {
  return (
    (engine.sql('SELECT page FROM sync_trouble WHERE id = ?').pluck().get(id) as Buffer | null | undefined) ?? null
  );
}

/** What is kept of the trouble of a kind with a stream; null where there is none. */
export function pageOfTrouble(engine: Engine, kind: TroubleKind, stream: string): Uint8Array | null {
  const page = engine.sql('SELECT page FROM sync_trouble WHERE kind = ? AND stream = ?').pluck().get(kind, stream);
  return (page as Buffer | null | undefined) ?? null;
}

export interface NewTrouble {
  readonly kind: TroubleKind;
  readonly stream: string;
  readonly why: string;
  readonly rows?: number;
  readonly page?: Uint8Array;
}

/** Counts one more refusal of a stream. An agreement holds for the erasure it was given for, not for a larger one. */
export function addTrouble(engine: Engine, now: number, { kind, stream, why, rows, page }: NewTrouble): void {
  engine
    .sql(
      `INSERT INTO sync_trouble (kind, stream, why, since, tries, last_try, rows, page) VALUES (?, ?, ?, ?, 1, ?, ?, ?)
       ON CONFLICT (kind, stream) DO UPDATE SET why = excluded.why, tries = tries + 1, last_try = excluded.last_try,
         agreed = CASE WHEN excluded.rows > rows THEN NULL ELSE agreed END,
         rows = excluded.rows, page = coalesce(excluded.page, page)`,
    )
    .run(kind, stream, why, now, now, rows ?? null, page === undefined ? null : Buffer.from(page));
}

/** Takes away what is settled: all troubles of these kinds of a stream. Gives how many there were. */
export function dropTroubles(engine: Engine, stream: string, kinds: readonly TroubleKind[]): number {
  const marks = kinds.map(() => '?').join(', ');
  return engine.sql(`DELETE FROM sync_trouble WHERE stream = ? AND kind IN (${marks})`).run(stream, ...kinds).changes;
}

/** Keeps one item for each stream that has changes which are here and cannot be read, and none for others. */
export function noteUnreadable(engine: Engine, now: number): void {
  const streams = `SELECT DISTINCT t.device FROM part p JOIN change_set s ON s.id = p.id / 65536
    JOIN stream t ON t.id = s.stream WHERE p.state <> 'open' AND p.state = 'trouble'`;
  engine
    .sql(
      `INSERT OR IGNORE INTO sync_trouble (kind, stream, why, since, tries, last_try)
       SELECT 'unreadable', device, 'unreadable', ?, 1, ? FROM (${streams})`,
    )
    .run(now, now);
  engine.sql(`DELETE FROM sync_trouble WHERE kind = 'unreadable' AND stream NOT IN (${streams})`).run();
}

/** Change sets by how far they are applied; in = applied + held + trouble (behaviours N2). */
export function countItems(engine: Engine): { in: number; applied: number; held: number; trouble: number } {
  const all = Number(engine.sql('SELECT coalesce(sum(seq), 0) FROM stream').pluck().get());
  const { storage, keeps } = engine.replica;
  const parts = (['skeleton', 'waiting', 'trouble'] as const).flatMap((state) =>
    storage
      .scopesIn(state)
      .filter(keeps)
      .map((scope) => [state, scope] as const),
  );
  const rows = engine
    .sql(
      `SELECT trouble, count(*) AS sets FROM (
         SELECT max(p.state = 'trouble') AS trouble FROM json_each(?) o
           JOIN part p ON p.state <> 'open' AND p.state = o.value ->> 0 AND p.scope = o.value ->> 1 GROUP BY p.id / 65536)
       GROUP BY trouble`,
    )
    .all(JSON.stringify(parts)) as { trouble: number; sets: number }[];
  const sets = (trouble: number): number => rows.find((row) => row.trouble === trouble)?.sets ?? 0;
  return { in: all, applied: all - sets(0) - sets(1), held: sets(0), trouble: sets(1) };
}
