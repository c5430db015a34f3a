import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { LogFault, LogFaultKind } from '../../shared/rules/logFaults.ts';
import { logFaultKinds } from '../../shared/rules/logFaults.ts';

/**
 * The access log (접속기록) and its chain: `mac` of a line is HMAC-SHA256(log key, mac of the line before ‖ the line), so
 * that no line can be changed, taken out or put in without the log key. The end of the chain is told to main after each
 * commit, which keeps it in a file of its own (window/logAnchor.ts): else the last lines could go unseen. Why so, and what
 * it cannot do: docs/adr/0031-access-log.md.
 */

/** A line as it lies in the store. */
export interface LogRow {
  readonly seq: number;
  readonly at: number;
  readonly user_id: number;
  readonly act: string;
  readonly record_type: string;
  readonly ids: string;
  readonly count: number;
  readonly purpose: string | null;
  readonly detail: string | null;
  readonly mac: Uint8Array | null;
}

/** The end of the chain: the last line's number and mac (hex). */
export interface LogTail {
  readonly seq: number;
  readonly mac: string;
}

/** What main found in the anchor file. */
export type AnchorReading =
  /** No such file. */
  | { readonly state: 'missing' }
  /** A file whose signature is not ours. */
  | { readonly state: 'damaged' }
  | { readonly state: 'good'; readonly tail: LogTail }
  /** A backup was put in the place of the store: `reached` is how far the log had come before. */
  | { readonly state: 'restored'; readonly reached: number; readonly by: number; readonly backup: string };

/** Record types whose ids in a line are people. */
const aboutPeople: readonly string[] = ['person', 'consultation', 'attachment'];

export const logColumns = 'seq, at, user_id, act, record_type, ids, count, purpose, detail, mac';

export interface AccessLog {
  /** Adds a line; call inside a transaction or alone. */
  append(userId: number, now: number, entry: LogEntry): void;
  /** The end of the chain; the base when there is no line. */
  tail(): LogTail;
  /** The mac that a line must have behind a line with mac `before`. */
  macOf(before: Uint8Array, row: LogRow): Uint8Array;
  /** Where the chain begins; `null` when its signature is wrong or it is not there. */
  base(): { readonly seq: number; readonly mac: Uint8Array } | null;
  /** Up to which line the anchor file is known to be written; `null` when what says so was changed. */
  anchored(): number | null;
  /** Main says that the anchor file is on disk up to this line; kept with the next line, or by `keepAnchored`. */
  noteAnchored(seq: number): void;
  keepAnchored(): void;
  /** Gives the lines of before the chain their macs, only while no line has one and the chain has no base. */
  begin(): void;
  /**
   * Compares the log with its anchor when the store is opened, and adds a line `broken` (or `restore`) where they differ:
   * what was found stays, although the anchor goes on. Gives what is wrong.
   */
  meetAnchor(reading: AnchorReading, now: number): readonly LogFault[];
  /** What an anchor says about the log, nothing changed. */
  anchorFaults(reading: AnchorReading): LogFault[];
  /** Removes the lines at the head that are older than `before` (ms UTC), in one transaction; gives how many. */
  purge(userId: number, now: number, before: number): number;
}

const keys = { base: 'log.base', anchored: 'log.anchored' } as const;

/** Opens the log of a store; `sql` prepares once, `key` is the log key (32 bytes). */
export function openAccessLog(sql: (text: string) => Statement, key: Uint8Array): AccessLog {
  const secret: KeyObject = createSecretKey(key);
  const hmac = (...parts: readonly (string | Uint8Array)[]): Buffer => {
    const mac = createHmac('sha256', secret);
    for (const part of parts) mac.update(part);
    return mac.digest();
  };
  // What is signed says what it is: no signature can stand in for one of another kind.
  const macOf = (before: Uint8Array, row: LogRow): Uint8Array => hmac('line', before, canonical(row));
  const start = hmac('start');

  /** A signed fact in `meta`: its JSON and the HMAC over its name and JSON. */
  const keep = (name: string, fact: object): void => {
    const text = JSON.stringify(fact);
    sql('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(
      name,
      JSON.stringify([text, hmac('fact', name, '\0', text).toString('hex')]),
    );
  };
  const kept = (name: string): { state: 'none' } | { state: 'damaged' } | { state: 'good'; fact: unknown } => {
    const value = sql('SELECT value FROM meta WHERE key = ?').pluck().get(name);
    if (typeof value !== 'string') return { state: 'none' };
    try {
      const [text, sign] = JSON.parse(value) as [string, string];
      const isOurs = sameMac(Buffer.from(sign, 'hex'), hmac('fact', name, '\0', text));
      return isOurs ? { state: 'good', fact: JSON.parse(text) } : { state: 'damaged' };
    } catch {
      return { state: 'damaged' };
    }
  };

  const base = (): { seq: number; mac: Uint8Array } | null => {
    const found = kept(keys.base);
    if (found.state !== 'good') return null;
    const { seq, mac } = found.fact as LogTail;
    return { seq, mac: Buffer.from(mac, 'hex') };
  };
  const lastLine = (): { seq: number; mac: Uint8Array | null } | undefined =>
    sql('SELECT seq, mac FROM access_log ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; mac: Uint8Array | null }
      | undefined;
  const tail = (): LogTail => {
    const { seq, mac } = lastLine() ?? base() ?? { seq: 0, mac: start };
    return { seq, mac: Buffer.from(mac ?? []).toString('hex') };
  };
  /** The greatest number ever given: SQLite keeps it, also when the last lines are taken away. */
  const reached = (): number =>
    Number(sql("SELECT seq FROM sqlite_sequence WHERE name = 'access_log'").pluck().get() ?? 0);

  const anchored = (): number | null => {
    const found = kept(keys.anchored);
    if (found.state === 'damaged') return null;
    return found.state === 'none' ? 0 : (found.fact as { seq: number }).seq;
  };
  let told = 0;
  let written = 0;
  const keepAnchored = (): void => {
    if (told <= written) return;
    keep(keys.anchored, { seq: told });
    written = told;
  };

  /** The finder of one person's lines; what it holds can be made again from the lines. */
  const addSubjects = (row: LogRow): void => {
    const add = sql('INSERT OR IGNORE INTO log_subject (person_id, seq) VALUES (?, ?)');
    for (const person of peopleOf(row)) add.run(person, row.seq);
  };
  const append = (userId: number, now: number, entry: LogEntry, least = 0): void => {
    const end = tail();
    const row: LogRow = {
      seq: Math.max(reached(), end.seq, least) + 1,
      at: now,
      user_id: userId,
      act: entry.act,
      record_type: entry.recordType,
      ids: JSON.stringify(entry.ids),
      count: entry.count ?? entry.ids.length,
      purpose: entry.purpose ?? null,
      detail: entry.detail ? JSON.stringify(entry.detail) : null,
      mac: null,
    };
    sql(`INSERT INTO access_log (${logColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
      row.seq,
      row.at,
      row.user_id,
      row.act,
      row.record_type,
      row.ids,
      row.count,
      row.purpose,
      row.detail,
      macOf(Buffer.from(end.mac, 'hex'), row),
    );
    addSubjects(row);
    keepAnchored();
  };

  const anchorFaults = (reading: AnchorReading): LogFault[] => {
    const end = tail().seq;
    const known = anchored();
    if (known === null) return [{ kind: 'baseDamaged', from: 1, to: end }];
    const faults: LogFault[] = [];
    const unseen = { from: Math.min(known, end), to: end };
    if (reading.state === 'missing' && known > 0) faults.push({ kind: 'anchorMissing', ...unseen });
    if (reading.state === 'damaged')
      faults.push({ kind: 'anchorDamaged', from: Math.min(Math.max(1, known), end), to: end });
    if (reading.state === 'good') {
      const { seq } = reading.tail;
      if (seq > end) faults.push({ kind: 'tailMissing', from: end + 1, to: seq });
      else if (seq < known) faults.push({ kind: 'anchorOld', from: Math.min(seq + 1, end), to: end });
      // An anchor of before a purge has no line to be compared with.
      else if (seq >= (base()?.seq ?? 0) && !holds(reading.tail))
        faults.push({ kind: 'anchorOther', from: seq, to: seq });
    }
    const gone = Math.max(reached(), known);
    if (gone > end && !faults.some(({ kind }) => kind === 'tailMissing')) {
      faults.push({ kind: 'tailMissing', from: end + 1, to: gone });
    }
    return faults;
  };
  const holds = ({ seq, mac }: LogTail): boolean => {
    const row = sql('SELECT mac FROM access_log WHERE seq = ?').get(seq) as { mac: Uint8Array | null } | undefined;
    const first = base();
    const there = row ? row.mac : first?.seq === seq ? first.mac : null;
    return there !== null && sameMac(there, Buffer.from(mac, 'hex'));
  };

  return {
    append: (userId, now, entry) => append(userId, now, entry),
    tail,
    macOf,
    base,
    anchored,
    noteAnchored: (seq) => {
      told = Math.max(told, seq);
    },
    keepAnchored,
    begin: () => {
      if (kept(keys.base).state !== 'none') return;
      if (sql('SELECT 1 FROM access_log WHERE mac IS NOT NULL LIMIT 1').get() !== undefined) return;
      const sign = sql('UPDATE access_log SET mac = ? WHERE seq = ?');
      const next = sql(`SELECT ${logColumns} FROM access_log WHERE seq > ? ORDER BY seq LIMIT 1000`);
      const first = Number(sql('SELECT min(seq) FROM access_log').pluck().get() ?? reached() + 1) - 1;
      keep(keys.base, { seq: first, mac: start.toString('hex') });
      let before: Uint8Array = start;
      for (let last = first; ;) {
        const rows = next.all(last) as LogRow[];
        if (rows.length === 0) return;
        for (const row of rows) {
          before = macOf(before, row);
          sign.run(before, row.seq);
          addSubjects(row);
          last = row.seq;
        }
      }
    },
    anchorFaults,
    meetAnchor: (reading, now) => {
      if (reading.state === 'restored') {
        const { by, backup } = reading;
        const lost = { lostFrom: tail().seq + 1, lostTo: Math.max(reading.reached, tail().seq) };
        append(by, now, { act: 'restore', recordType: 'store', ids: [], detail: { backup, ...lost } }, reading.reached);
        return [];
      }
      const faults = anchorFaults(reading);
      for (const { kind, from, to } of faults) {
        // Numbers of lines that are gone are not given again.
        append(0, now, { act: 'broken', recordType: 'log', ids: [], detail: { kind, from, to } }, to);
      }
      return faults;
    },
    purge: (userId, now, before) => {
      const first = base();
      const rows = sql('SELECT seq, at, record_type, ids, mac FROM access_log ORDER BY seq').iterate() as Iterable<
        Pick<LogRow, 'seq' | 'at' | 'record_type' | 'ids' | 'mac'>
      >;
      // Without its base, or over a line without a mac, the chain could not begin anew.
      if (first === null) return 0;
      const old: Pick<LogRow, 'seq' | 'record_type' | 'ids' | 'mac'>[] = [];
      for (const row of rows) {
        if (row.at >= before || row.mac === null) break;
        old.push(row);
      }
      const last = old.at(-1);
      if (!last?.mac) return 0;
      const forget = sql('DELETE FROM log_subject WHERE person_id = ? AND seq = ?');
      for (const row of old) for (const person of peopleOf(row)) forget.run(person, row.seq);
      sql('DELETE FROM access_log WHERE seq <= ?').run(last.seq);
      keep(keys.base, { seq: last.seq, mac: Buffer.from(last.mac).toString('hex') });
      const detail = { from: first.seq + 1, to: last.seq };
      append(userId, now, { act: 'purge', recordType: 'log', ids: [], count: old.length, detail });
      return old.length;
    },
  };
}

/** The people of a line, each once. */
export function peopleOf(row: Pick<LogRow, 'record_type' | 'ids'>): readonly number[] {
  if (!aboutPeople.includes(row.record_type)) return [];
  try {
    const ids: unknown = JSON.parse(row.ids);
    return Array.isArray(ids) ? [...new Set(ids.filter((id): id is number => Number.isSafeInteger(id)))] : [];
  } catch {
    return [];
  }
}

/** All that a line says, in one text that no other line has. */
function canonical(row: LogRow): string {
  const { seq, at, user_id, act, record_type, ids, count, purpose, detail } = row;
  return JSON.stringify([seq, at, user_id, act, record_type, ids, count, purpose, detail]);
}

export function sameMac(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What a line `broken` found, as its detail says. */
export function faultOfDetail(detail: string | null): LogFault | null {
  try {
    const { kind, from, to } = JSON.parse(detail ?? '') as { kind: LogFaultKind; from: number; to: number };
    return logFaultKinds.includes(kind) ? { kind, from, to } : null;
  } catch {
    return null;
  }
}
