import { randomInt } from 'node:crypto';
import type { LogFault } from '../../shared/rules/logFaults.ts';
import type { AnchorReading, LogRow } from './accessLog.ts';
import { logColumns, peopleOf, sameMac } from './accessLog.ts';
import type { Engine } from './store.ts';

/** What going through the whole log came to. */
export interface LogWalk {
  /** Lines there are, the first and last number; 0 when there is none. */
  readonly lines: number;
  readonly first: number;
  readonly last: number;
  /** What is wrong, at most `mostFaults` of it; empty when the log is whole. */
  readonly faults: readonly LogFault[];
  /** How many things are wrong. */
  readonly wrong: number;
}

const chunk = 5000;
const mostFaults = 50;

/**
 * Goes through the whole log: each line against the one before, the last against the anchor, the finder of people against
 * the lines. `rest` lets the worker answer others between chunks; a purge meanwhile begins the walk again.
 */
export async function walkLog(
  engine: Engine,
  reading: AnchorReading | null,
  rest: () => Promise<unknown>,
): Promise<LogWalk> {
  for (;;) {
    const before = engine.accessLog.base()?.seq;
    const walk = await walkOnce(engine, reading, rest);
    if (engine.accessLog.base()?.seq === before) return walk;
  }
}

async function walkOnce(engine: Engine, reading: AnchorReading | null, rest: () => Promise<unknown>): Promise<LogWalk> {
  const { accessLog } = engine;
  const base = accessLog.base();
  const faults: LogFault[] = [];
  let wrong = 0;
  const find = (fault: LogFault): void => {
    const last = faults.at(-1);
    // One run of lines is one fault.
    if (last && last.kind === fault.kind && last.to + 1 === fault.from) {
      faults[faults.length - 1] = { ...last, to: fault.to };
      return;
    }
    wrong += 1;
    if (faults.length < mostFaults) faults.push(fault);
  };
  // What is appended while the walk goes on is for the next one; what the anchor says is asked at the same instant.
  const end = accessLog.tail().seq;
  const anchorFaults = reading === null ? [] : accessLog.anchorFaults(reading);
  const subjects = subjectSum();

  let lines = 0;
  let first = 0;
  let at = base?.seq ?? 0;
  /** What the next line may follow: the mac that the last one has, and the one that it should have had. */
  let before: readonly Uint8Array[] = base === null ? [] : [base.mac];
  const next = engine.sql(
    `SELECT ${logColumns} FROM access_log WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${chunk}`,
  );
  for (let from = Number.MIN_SAFE_INTEGER; ;) {
    const rows = next.all(from, end) as LogRow[];
    if (rows.length === 0) break;
    for (const row of rows) {
      from = row.seq;
      lines += 1;
      if (first === 0) first = row.seq;
      for (const person of peopleOf(row)) subjects.add(person, row.seq);
      if (row.seq <= at) {
        find({ kind: 'inserted', from: row.seq, to: row.seq });
        continue;
      }
      const { mac } = row;
      const due = before.map((one) => accessLog.macOf(one, row));
      // Where the chain begins is not known: its first line can be compared with nothing.
      const isLoose = base === null && lines === 1;
      if (isLoose) at = row.seq - 1;
      const fits = isLoose || (mac !== null && due.some((one) => sameMac(one, mac)));
      if (row.seq !== at + 1) {
        // Numbers that a restored backup had not reached are told by the line that says so.
        if (!fits || row.act !== 'restore') find({ kind: 'missing', from: at + 1, to: row.seq - 1 });
      } else if (mac === null) find({ kind: 'unsigned', from: row.seq, to: row.seq });
      else if (!fits) find({ kind: 'changed', from: row.seq, to: row.seq });
      at = row.seq;
      before = fits && mac ? [mac] : [...(mac ? [mac] : []), ...due.slice(0, 1)];
    }
    await rest();
  }
  if (base === null) find({ kind: 'baseDamaged', from: Math.max(1, first), to: Math.max(1, end) });
  for (const fault of anchorFaults) find(fault);
  if (!(await subjects.agrees(engine, end, rest))) find({ kind: 'subjects', from: Math.max(1, first), to: end });
  return { lines, first, last: lines === 0 ? 0 : at, faults, wrong };
}

/**
 * A sum over pairs of person and line, independent of their order, by which the finder is compared with the lines. Its
 * seed is drawn for each walk: nobody can make other pairs that come to the same.
 */
function subjectSum() {
  const [a, b, c] = [randomInt(2 ** 31) * 2 + 1, randomInt(2 ** 31) * 2 + 1, randomInt(2 ** 31)];
  const mix = (person: number, seq: number): number => {
    let x = (Math.imul(person, a) ^ Math.imul(seq, b) ^ c) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x7f_eb_35_2d);
    x = Math.imul(x ^ (x >>> 15), 0x84_6c_a6_8b);
    return (x ^ (x >>> 16)) >>> 0;
  };
  let sum = 0;
  let count = 0;
  return {
    add: (person: number, seq: number): void => {
      sum = (sum + mix(person, seq)) % 2 ** 48;
      count += 1;
    },
    agrees: async (engine: Engine, end: number, rest: () => Promise<unknown>): Promise<boolean> => {
      let found = 0;
      let pairs = 0;
      const next = engine.sql(
        'SELECT person_id, seq FROM log_subject WHERE (person_id, seq) > (?, ?) ORDER BY person_id, seq LIMIT 20000',
      );
      for (let last = { person_id: Number.MIN_SAFE_INTEGER, seq: 0 }; ;) {
        const rows = next.all(last.person_id, last.seq) as (typeof last)[];
        const marked = rows.at(-1);
        if (!marked) return found === sum && pairs === count;
        for (const { person_id, seq } of rows) {
          if (seq > end) continue;
          found = (found + mix(person_id, seq)) % 2 ** 48;
          pairs += 1;
        }
        last = marked;
        await rest();
      }
    },
  };
}
