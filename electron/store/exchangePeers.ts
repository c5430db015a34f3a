import type { Engine } from './store.ts';

/** What is remembered of the exchange by file with one laptop (docs/adr/0041-exchange-file.md). */
export interface PeerMemory {
  /** Its last request: what it holds. Null until it has been heard. */
  readonly heard: Uint8Array | null;
  /** Names of the blobs that it waits for, 32 bytes each; null where it did not say. */
  readonly wanted: Uint8Array | null;
  /** What its clock said then, ms UTC; null where an older program told it. */
  readonly saidAt: number | null;
  /** The file that was read last, and how that ended: null when it was whole. */
  readonly read: string | null;
  readonly readAt: number | null;
  readonly fault: string | null;
  readonly reason: string | null;
  /** What the file that was written last was made from, and the file itself. */
  readonly wrote: string | null;
  readonly wroteAt: number | null;
}

export const nothingYet: PeerMemory = {
  heard: null,
  wanted: null,
  saidAt: null,
  read: null,
  readAt: null,
  fault: null,
  reason: null,
  wrote: null,
  wroteAt: null,
};

/** A laptop of the centre, as the exchange by file knows it. */
export interface ExchangePeer extends PeerMemory {
  readonly device: string;
  /** Local id of its record. */
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly sealKey: string | null;
  readonly chosen: boolean;
  /** 반납, 회수, 차단: it is no partner any more. */
  readonly gone: boolean;
  /** Files are left for it: a chosen partner; or where one of the two is leaving (ADR 0048), the 사무실 노트북's word. */
  readonly writesTo: boolean;
  /** Only what we hold is told: it was called back and has said its last word. */
  readonly isLast: boolean;
  /** 사무실 노트북. */
  readonly isOffice: boolean;
  /** 차단: nothing is taken from it either. */
  readonly shutOut: boolean;
}

type Flag = 'chosen' | 'gone' | 'isOffice' | 'shutOut';
type Row = Omit<ExchangePeer, Flag | 'writesTo' | 'isLast'> & {
  readonly [F in Flag | 'isRecalled' | 'hasLeft' | 'isOver' | 'isHere']: number;
};

/** All laptops but this one, by number. */
export function exchangePeers(engine: Engine): ExchangePeer[] {
  const all = engine
    .sql(
      `SELECT d.uuid AS device, d.id, d.number, d.name, d.doc ->> '$.sealKey' AS sealKey,
         coalesce(p.chosen, 0) AS chosen,
         coalesce(d.doc ->> '$.endedOn', d.doc ->> '$.recalledAt', d.doc ->> '$.revokedAt') IS NOT NULL AS gone,
         d.doc ->> '$.revokedAt' IS NOT NULL AS shutOut,
         d.doc ->> '$.recalledAt' IS NOT NULL AS isRecalled, d.doc ->> '$.leftAt' IS NOT NULL AS hasLeft,
         coalesce(d.doc ->> '$.endedOn', d.doc ->> '$.revokedAt') IS NOT NULL AS isOver,
         d.uuid IS (SELECT doc ->> '$.officeLaptop' FROM centre) AS isOffice,
         d.uuid = (SELECT device FROM device_key) AS isHere,
         p.heard, p.wanted, p.said_at AS saidAt, p.read, p.read_at AS readAt, p.fault, p.reason, p.wrote, p.wrote_at AS wroteAt
       FROM device d LEFT JOIN exchange_peer p ON p.device = d.uuid ORDER BY d.number, d.id`,
    )
    .all() as Row[];
  const here = all.find(({ isHere }) => isHere === 1);
  const isLeaving = ({ isRecalled, hasLeft, isOver }: Pick<Row, 'isRecalled' | 'hasLeft' | 'isOver'>): boolean =>
    isRecalled + hasLeft > 0 && isOver === 0;
  return all.flatMap(({ isRecalled, hasLeft, isOver, isHere, ...row }) => {
    if (isHere === 1) return [];
    const [chosen, gone, isOffice] = [row.chosen === 1, row.gone === 1, row.isOffice === 1 && row.gone === 0];
    // Who leaves must hear that the office has it all, whatever was chosen; also after the 회수, which ends the rest.
    const leaves = isLeaving({ isRecalled, hasLeft, isOver }) && (chosen || here?.isOffice === 1);
    const takesLeave = isOffice && here !== undefined && isLeaving(here);
    const writesTo = (chosen && !gone) || leaves || takesLeave;
    const isLast = isRecalled + hasLeft === 2;
    return [{ ...row, chosen, gone, isOffice, writesTo, isLast, shutOut: row.shutOut === 1 }];
  });
}

/** What is remembered of one laptop, whether or not its record is here. */
export function peerMemory(engine: Engine, device: string): PeerMemory {
  const row = engine
    .sql(
      `SELECT heard, wanted, said_at AS saidAt, read, read_at AS readAt, fault, reason, wrote, wrote_at AS wroteAt
       FROM exchange_peer WHERE device = ?`,
    )
    .get(device) as PeerMemory | undefined;
  return row ?? nothingYet;
}

export function rememberPeer(engine: Engine, device: string, memory: PeerMemory): void {
  const { heard, wanted, saidAt, read, readAt, fault, reason, wrote, wroteAt } = memory;
  engine
    .sql(
      `INSERT INTO exchange_peer (device, heard, wanted, said_at, read, read_at, fault, reason, wrote, wrote_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (device) DO UPDATE SET heard = excluded.heard, wanted = excluded.wanted,
         said_at = excluded.said_at, read = excluded.read, read_at = excluded.read_at, fault = excluded.fault, reason = excluded.reason, wrote = excluded.wrote, wrote_at = excluded.wrote_at`,
    )
    .run(
      device,
      heard && Buffer.from(heard),
      wanted && Buffer.from(wanted),
      saidAt,
      read,
      readAt,
      fault,
      reason,
      wrote,
      wroteAt,
    );
}

/** Says for which laptops this one leaves files; the others are heard only. */
export function choosePeers(engine: Engine, devices: readonly string[]): void {
  engine.sql('UPDATE exchange_peer SET chosen = 0').run();
  for (const device of devices)
    engine
      .sql(`INSERT INTO exchange_peer (device, chosen) VALUES (?, 1) ON CONFLICT (device) DO UPDATE SET chosen = 1`)
      .run(device);
}

const folderMeta = 'exchange.folder';

/** The folder that is exchanged through; null: none. */
export function exchangeFolder(engine: Engine): string | null {
  return (engine.sql('SELECT value FROM meta WHERE key = ?').pluck().get(folderMeta) as string | undefined) ?? null;
}

export function setExchangeFolder(engine: Engine, folder: string | null): void {
  engine.sql('DELETE FROM meta WHERE key = ?').run(folderMeta);
  if (folder !== null) engine.sql('INSERT INTO meta (key, value) VALUES (?, ?)').run(folderMeta, folder);
}
