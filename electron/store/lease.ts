import { isDay } from '../../shared/korean/day.ts';
import { centreUuid } from '../../shared/model/centre.ts';
import type { Lease } from '../../shared/rules/lease.ts';
import { afterWord, notLent } from '../../shared/rules/lease.ts';
import { namesIn } from './attachmentBlobs.ts';
import { countNameless } from './attachmentPages.ts';
import type { Engine, ReadableStore } from './store.ts';

/** What this laptop knows of its own lease: what its record says, and the times it has seen. Why so: ADR 0048. */
const clockMeta = 'lease.clock';

type Clock = Pick<Lease, 'seen' | 'word'>;

function clockOf(store: Pick<ReadableStore, 'sql'>): Clock {
  const text = store.sql('SELECT value FROM meta WHERE key = ?').pluck().get(clockMeta) as string | undefined;
  return text === undefined ? { seen: notLent.seen, word: notLent.word } : (JSON.parse(text) as Clock);
}

/** This laptop's lease; the usual one, without end, before it has a record. */
export function readLease(store: ReadableStore): Lease {
  const device = String(store.sql('SELECT device FROM device_key').pluck().get());
  const id = store.idOf('device', device);
  if (id === null) return { ...notLent, ...clockOf(store) };
  const { lentUntil, recalledAt } = store.need('device', id);
  return {
    ...clockOf(store),
    lentUntil: lentUntil !== null && isDay(lentUntil) ? lentUntil : null,
    isRecalled: recalledAt !== null,
  };
}

/** Keeps the times that were seen; call in a transaction. */
export function keepClock(engine: Pick<Engine, 'sql'>, { seen, word }: Clock): void {
  engine.sql('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(clockMeta, JSON.stringify({ seen, word }));
}

/** UUID of the 사무실 노트북, where one is named that is in use; null elsewhere. */
export function officeLaptop(store: ReadableStore): string | null {
  const centre = store.idOf('centre', centreUuid);
  const office = centre === null ? null : store.need('centre', centre).officeLaptop;
  const id = office === null ? null : store.idOf('device', office);
  if (office === null || id === null) return null;
  const { endedOn, recalledAt, revokedAt } = store.need('device', id);
  return endedOn === null && recalledAt === null && revokedAt === null ? office : null;
}

/** The 사무실 노트북 that this one can hand over to: not itself. */
export function keeperLaptop(store: ReadableStore): string | null {
  const office = officeLaptop(store);
  return office === store.sql('SELECT device FROM device_key').pluck().get() ? null : office;
}

/** Somebody has told the time: the hub (null), or a laptop, which counts where it is the 사무실 노트북. Call in a transaction. */
export function hearTime(engine: Engine, from: string | null, at: number, now: number): void {
  const store = engine.readable(now);
  if (from !== null && from !== keeperLaptop(store)) return;
  keepClock(engine, afterWord(readLease(store), at));
}

/**
 * Pages of documents that are here and that no keeper is known to hold: not the hub by what it said (`hint`: when it said it
 * last; `none`: its word counts not), and not the 사무실 노트북 by what it waits for.
 */
export function pagesWaiting(
  engine: Pick<Engine, 'sql'>,
  hub: readonly string[] | 'hint' | 'none',
  office: string | null,
): number {
  const here = engine.sql('SELECT name, at_hub AS atHub FROM attachment_blob WHERE here = 1').all() as {
    name: string;
    atHub: number;
  }[];
  const missing = new Set(typeof hub === 'string' ? [] : hub);
  const wanted =
    office === null ? null : engine.sql('SELECT wanted FROM exchange_peer WHERE device = ?').pluck().get(office);
  const waited = wanted instanceof Uint8Array ? new Set(namesIn(wanted)) : null;
  const isAtHub = (page: (typeof here)[number]): boolean =>
    hub === 'hint' ? page.atHub === 1 : hub !== 'none' && !missing.has(page.name);
  const named = here.filter((page) => !isAtHub(page) && (waited === null || waited.has(page.name)));
  return named.length + countNameless(engine);
}
