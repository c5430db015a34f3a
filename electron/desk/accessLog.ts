import type { LogFilter, LogReview, LogRow, LogVerdict } from '../../shared/contract/accessLog.ts';
import { mostLoggedIds } from '../../shared/contract/define.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { Day } from '../../shared/korean/day.ts';
import { addMonthsClamped } from '../../shared/korean/day.ts';
import type { Actor } from '../../shared/model/role.ts';
import { logFaultSentence } from '../../shared/rules/logFaults.ts';
import type { ReviewLine } from '../../shared/rules/logReview.ts';
import { anomaliesOf, monthBounds, monthOf } from '../../shared/rules/logReview.ts';
import { actWord, detailWords, recordWord } from '../../shared/rules/logWords.ts';
import type { LogRow as StoredLine } from '../store/accessLog.ts';
import { faultOfDetail, peopleOf } from '../store/accessLog.ts';
import type { ReadableStore } from '../store/store.ts';
import { rulesOf } from './centre.ts';

type Line = Omit<StoredLine, 'mac'>;

const lineColumns = 'seq, at, user_id, act, record_type, ids, count, purpose, detail';

/** So many people of a line are named; the rest is counted. */
const mostNamed = 3;

/** A piece of SQL that gives numbers of lines, with the values of its marks. */
interface Which {
  readonly sql: string;
  readonly args: readonly (string | number)[];
  /** Where it is the whole log: up to which number. */
  readonly wholeUpTo?: number;
}

/** All who have lines, by leaps along the index: an act of theirs is then found without reading the other lines. */
const everyUser = `WITH RECURSIVE everyone (id) AS (
    SELECT min(user_id) FROM access_log
    UNION ALL
    SELECT (SELECT min(user_id) FROM access_log WHERE user_id > everyone.id) FROM everyone WHERE everyone.id IS NOT NULL
  ) SELECT id FROM everyone WHERE id IS NOT NULL`;

/** Start of a day in KST, ms UTC. */
function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00+09:00`);
}

/**
 * The lines of a filter, up to a number. Each case walks one index: a million lines are ordinary after some years.
 */
function linesOf(store: ReadableStore, filter: LogFilter, upTo = Number.MAX_SAFE_INTEGER): Which {
  const conditions: [sql: string, ...args: (string | number)[]][] = [];
  if (filter.from !== null) conditions.push(['at >= ?', dayStart(filter.from)]);
  if (filter.to !== null) conditions.push(['at < ?', dayStart(filter.to) + 86_400_000]);
  if (filter.userId !== null) conditions.push(['user_id = ?', filter.userId]);
  else if (filter.act !== null && filter.from === null) conditions.push([`user_id IN (${everyUser})`]);
  if (filter.act !== null) conditions.push(['act = ?', filter.act]);
  if (filter.lines !== null) {
    conditions.push(['seq IN (SELECT value FROM json_each(?))', JSON.stringify(filter.lines)]);
  }
  const byOthers = conditions.length > 0;
  let from = 'access_log';
  if (filter.person !== null) {
    const found = store.sql('SELECT id FROM person WHERE number = ?').pluck().get(filter.person.trim());
    // The finder has no other columns: a person's lines are few, each is looked at.
    from = byOthers ? 'log_subject CROSS JOIN access_log USING (seq)' : 'log_subject';
    conditions.push(['person_id = ?', typeof found === 'number' ? found : -1]);
  } else if (filter.lines === null && conditions.some(([sql]) => sql.startsWith('user_id')))
    from = 'access_log INDEXED BY access_log_by_user';
  else if (filter.lines === null && byOthers) from = 'access_log INDEXED BY access_log_by_at';
  const isWhole = conditions.length === 0;
  conditions.push(['seq <= ?', upTo]);
  return {
    sql: `SELECT seq FROM ${from} WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`,
    args: conditions.flatMap(([, ...args]) => args),
    ...(isWhole ? { wholeUpTo: upTo } : {}),
  };
}

function staffNamesOf(store: ReadableStore): (userId: number) => string {
  const names = new Map(
    (store.sql('SELECT id, name FROM staff').all() as { id: number; name: string }[]).map(({ id, name }) => [id, name]),
  );
  return (userId) => (userId === 0 ? '(프로그램)' : (names.get(userId) ?? '(없는 계정)'));
}

function numberOf(store: ReadableStore, personId: number): string {
  const number = store.sql('SELECT number FROM person WHERE id = ?').pluck().get(personId);
  return typeof number === 'string' ? number : '(지워진 기록)';
}

function shownRow(store: ReadableStore, nameOf: (userId: number) => string, named = mostNamed): (line: Line) => LogRow {
  const numbers = new Map<number, string>();
  const numberFor = (id: number): string => {
    const number = numbers.get(id) ?? numberOf(store, id);
    numbers.set(id, number);
    return number;
  };
  return (line) => {
    const people = peopleOf(line);
    const fault = line.act === 'broken' ? faultOfDetail(line.detail) : null;
    return {
      id: line.seq,
      at: line.at,
      user: nameOf(line.user_id),
      act: actWord(line.act),
      what: recordWord(line.record_type),
      count: line.count,
      people: people.slice(0, named).map((id) => ({ id, number: numberFor(id) })),
      peopleCount: people.length,
      purpose: line.purpose,
      detail: fault ? logFaultSentence(fault) : detailWords(line.detail, nameOf),
    };
  };
}

function pageOf(
  store: ReadableStore,
  which: Which,
  { offset, limit, direction }: { offset: number; limit: number; direction: 'asc' | 'desc' },
): Output<'log.ofPerson'> {
  const total = Number(
    store
      .sql(`SELECT count(*) FROM (${which.sql})`)
      .pluck()
      .get(...which.args),
  );
  const seqs = leap(store, which, { offset, limit, direction, total });
  const line = store.sql(`SELECT ${lineColumns} FROM access_log WHERE seq = ?`);
  const row = shownRow(store, staffNamesOf(store));
  return { rows: seqs.map((seq) => row(line.get(seq) as Line)), total, asOf: store.asOf() };
}

/**
 * The numbers of a page. The whole log is its numbers without a gap, so its pages are reckoned, not counted off; one in
 * which lines are missing, or a filtered one, is walked.
 */
function leap(
  store: ReadableStore,
  which: Which,
  { offset, limit, direction, total }: { offset: number; limit: number; direction: 'asc' | 'desc'; total: number },
): number[] {
  if (which.wholeUpTo !== undefined) {
    const first = store.sql('SELECT min(seq) FROM access_log').pluck().get() as number | null;
    const last = lastLine(store, which.wholeUpTo);
    if (first !== null && last !== null && last - first + 1 === total) {
      const length = Math.max(0, Math.min(limit, total - offset));
      return Array.from({ length }, (_, n) => (direction === 'asc' ? first + offset + n : last - offset - n));
    }
  }
  return store
    .sql(`${which.sql} ORDER BY seq ${direction === 'asc' ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...which.args, limit, offset) as number[];
}

/** The number of the last line up to a number; null when there is none. */
function lastLine(store: ReadableStore, upTo: number): number | null {
  return store.sql('SELECT max(seq) FROM access_log WHERE seq <= ?').pluck().get(upTo) as number | null;
}

export function listLog(store: ReadableStore, _actor: Actor, input: Input<'log.list'>): Output<'log.list'> {
  const last = lastLine(store, input.upTo ?? Number.MAX_SAFE_INTEGER) ?? 0;
  return { ...pageOf(store, linesOf(store, input, last), input), last };
}

export function logOfPerson(store: ReadableStore, _actor: Actor, input: Input<'log.ofPerson'>): Output<'log.ofPerson'> {
  const which = { sql: 'SELECT seq FROM log_subject WHERE person_id = ?', args: [input.personId] };
  return pageOf(store, which, { ...input, direction: 'desc' });
}

/** Every month between the first and the last line. */
export function logMonths(store: ReadableStore, _actor: Actor, _input: Input<'log.months'>): Output<'log.months'> {
  const { first, last } = store.sql('SELECT min(at) AS first, max(at) AS last FROM access_log').get() as {
    first: number | null;
    last: number | null;
  };
  const signed = new Set(store.sql('SELECT month FROM log_review').pluck().all() as string[]);
  const months = new Set(signed);
  if (first !== null && last !== null) {
    const end = monthOf(last);
    // A clock that was once far off must not make a list without end.
    for (let month = monthOf(first); month <= end && months.size < 600;) {
      months.add(month);
      month = addMonthsClamped(`${month}-01` as Day, 1).slice(0, 7);
    }
  }
  return {
    months: [...months]
      .toSorted()
      .toReversed()
      .map((month) => ({ month, signed: signed.has(month) })),
  };
}

/** What main hands over when a month is signed. */
export interface Signing {
  readonly month: string;
  readonly note: string;
  readonly anomalies: number;
  readonly verdict: LogVerdict;
}

export interface LogExport {
  readonly filter: LogFilter;
  readonly file: string;
}

/** What a signed review keeps. */
export interface SignedReview {
  readonly note: string;
  readonly anomalies: number;
  /** What was wrong with the log then: a later check says of the same that it is known. */
  readonly faults: readonly { readonly kind: string; readonly from: number; readonly to: number }[];
  readonly wrong: number;
  /** Where the log ended. */
  readonly last: number;
}

/** Instants before which lines are too old to be kept, as of the first of a month. */
export function keepFrom(month: string, logYears: number): number {
  return monthBounds(addMonthsClamped(`${month}-01` as Day, -12 * logYears).slice(0, 7)).from;
}

/**
 * How many lines signing a month removes: those at the head of the log that are too old by then. None where the month has
 * no line: a clock that was set years ahead would empty the log.
 */
export function toPurge(store: ReadableStore, month: string): number {
  const { from, to } = monthBounds(month);
  const any = store.sql('SELECT 1 FROM access_log WHERE at >= ? AND at < ? LIMIT 1').get(from, to);
  return any === undefined ? 0 : oldLines(store, keepFrom(month, rulesOf(store).logYears));
}

/** Lines at the head of the log that are older than `before`; a purge stops at the first that is not. */
function oldLines(store: ReadableStore, before: number): number {
  const kept = store.sql('SELECT seq FROM access_log WHERE at >= ? ORDER BY seq LIMIT 1').pluck().get(before);
  return Number(
    typeof kept === 'number'
      ? store.sql('SELECT count(*) FROM access_log WHERE seq < ?').pluck().get(kept)
      : store.sql('SELECT count(*) FROM access_log').pluck().get(),
  );
}

/** 월 점검 of a month: counts from the index alone, anomalies by the rules of the centre. */
export function reviewMonth(store: ReadableStore, month: string): LogReview {
  const { from, to } = monthBounds(month);
  const nameOf = staffNamesOf(store);
  const counts = store
    .sql(
      `SELECT user_id AS userId, act, count(*) AS lines, sum(count) AS records
       FROM access_log WHERE at >= ? AND at < ? GROUP BY user_id, act`,
    )
    .all(from, to) as { userId: number; act: string; lines: number; records: number }[];
  const stored = store
    .sql(`SELECT ${lineColumns} FROM access_log INDEXED BY access_log_by_at WHERE at >= ? AND at < ? ORDER BY seq`)
    .all(from, to) as Line[];
  const lines: ReviewLine[] = stored.map((line) => ({
    seq: line.seq,
    at: line.at,
    userId: line.user_id,
    act: line.act,
    count: line.count,
    people: peopleOf(line),
  }));
  const beforeFirst = store
    .sql('SELECT at FROM access_log WHERE seq < ? ORDER BY seq DESC LIMIT 1')
    .pluck()
    .get(lines[0]?.seq ?? 0);
  const rules = rulesOf(store);
  const anomalies = anomaliesOf(lines, rules, {
    before: typeof beforeFirst === 'number' ? beforeFirst : 0,
    counsellorOf: (personId) => {
      const id = store.sql('SELECT counsellor_id FROM person WHERE id = ?').pluck().get(personId);
      return typeof id === 'number' ? id : null;
    },
  });
  const review = store.sql('SELECT doc, reviewed_by, reviewed_at FROM log_review WHERE month = ?').get(month) as
    | { doc: string; reviewed_by: number; reviewed_at: number }
    | undefined;
  const doc = review ? (JSON.parse(review.doc) as SignedReview) : null;
  return {
    month,
    lines: lines.length,
    counts: counts
      .map(({ userId, act, ...numbers }) => ({ user: nameOf(userId), act: actWord(act), ...numbers }))
      .toSorted((a, b) => a.user.localeCompare(b.user, 'ko') || b.lines - a.lines || a.act.localeCompare(b.act, 'ko')),
    anomalies: anomalies.map(({ userId, personId, lines: named, ...anomaly }) => ({
      ...anomaly,
      lines: [...named],
      user: nameOf(userId),
      person: personId === null ? null : numberOf(store, personId),
    })),
    signed:
      review && doc
        ? {
            by: nameOf(review.reviewed_by),
            at: review.reviewed_at,
            note: doc.note,
            anomalies: doc.anomalies,
            wrong: doc.wrong,
          }
        : null,
    toPurge: toPurge(store, month),
  };
}

/** What was wrong at a review that somebody signed, as text to compare by. */
export function knownFaults(store: ReadableStore): ReadonlySet<string> {
  const docs = store.sql('SELECT doc FROM log_review').pluck().all() as string[];
  return new Set(
    docs.flatMap((doc) =>
      (JSON.parse(doc) as SignedReview).faults.map(({ kind, from, to }) => `${kind} ${from} ${to}`),
    ),
  );
}

/** What was found wrong when the store was opened, in months that nobody has signed since: line and finding. */
export function unsignedFindings(store: ReadableStore): { seq: number; at: number; detail: string | null }[] {
  const found = store
    .sql("SELECT seq, at, detail FROM access_log INDEXED BY access_log_by_at WHERE act = 'broken' ORDER BY seq")
    .all() as { seq: number; at: number; detail: string | null }[];
  const reached = new Map(
    (store.sql('SELECT month, doc FROM log_review').all() as { month: string; doc: string }[]).map(({ month, doc }) => [
      month,
      (JSON.parse(doc) as SignedReview).last,
    ]),
  );
  return found.filter(({ seq, at }) => seq > (reached.get(monthOf(at)) ?? 0));
}

/**
 * All lines of a filter for a sheet, oldest first. Each names all its people (안전성 확보조치 기준 제8조 asks for 처리한
 * 정보주체 정보): the sheet is what is left of a line after the log is purged, and what an inspector reads.
 */
export function* exportedLines(store: ReadableStore, filter: LogFilter): Generator<LogRow, void, undefined> {
  const which = linesOf(store, filter);
  const seqs = store
    .sql(`${which.sql} ORDER BY seq`)
    .pluck()
    .all(...which.args) as number[];
  const line = store.sql(`SELECT ${lineColumns} FROM access_log WHERE seq = ?`);
  const row = shownRow(store, staffNamesOf(store), mostLoggedIds);
  for (const seq of seqs) {
    const found = line.get(seq) as Line | undefined;
    if (found) yield row(found);
  }
}

export function countLines(store: ReadableStore, filter: LogFilter): number {
  const which = linesOf(store, filter);
  return Number(
    store
      .sql(`SELECT count(*) FROM (${which.sql})`)
      .pluck()
      .get(...which.args),
  );
}
