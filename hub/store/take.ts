/** Taking a page in: reads what `judge` asks for, under the locks that keep it true, and writes what came of it. */
import { hash } from 'node:crypto';
import type { PushReceipt } from '../../shared/sync/peer.ts';
import type { DeviceId, Limits, RecordId } from '../../shared/sync/types.ts';
import { raise } from './alarms.ts';
import { holesIn, packBodies } from './bodies.ts';
import { afterErasure, dotKey, emptyHead, isSigned, judge } from './judge.ts';
import type { Gain, Head, Held, HubSuite, KeptSet } from './judge.ts';
import { dotOf, knownFrom, knownText, numbersOf, placeOf, setsAt, streamEnds, vectorOf } from './logRows.ts';
import type { Numbers, SetRow, StreamEnd } from './logRows.ts';
import type { OpenedPage, OpenedSpan } from './openPage.ts';
import { ask, insert, lock, type Script } from './script.ts';

type Refusal = Extract<PushReceipt, { ok: false }>;

/** Held by whoever takes a page in; alone by who erases: no body may slip in beside an erasure that does not see it. */
export const erasing = 'erasing';
/** Sets rewritten at a time by an erasure. */
const portion = 500;

export type Taking = {
  readonly page: OpenedPage;
  readonly from: DeviceId;
  readonly at: number;
  readonly limits: Limits;
  readonly suite: HubSuite;
};

type Taken = { readonly receipt: PushReceipt; readonly erased: boolean };

const refuse = (reason: Refusal['reason'], device: DeviceId, rows?: number): Taken => ({
  receipt: { ok: false, reason, device, ...(rows === undefined ? {} : { rows }) },
  erased: false,
});

/** `erased`: bodies were destroyed. Nothing of a refused page is kept but the alarm it may raise. */
export function* take(taking: Taking): Script<Taken> {
  const { page, from, limits, suite } = taking;
  const senders = yield* ask("SELECT 1 AS one FROM device WHERE device = $1 AND standing <> 'revoked'", from);
  if (senders.length === 0) return refuse('unknownDevice', from);
  yield* lock(page.erases ? 'alone' : 'shared', [erasing]);
  yield* lock(
    'alone',
    [...page.spans, ...page.fills].map(({ device }) => `stream ${device}`),
  );
  const ends = yield* streamEnds();
  const numbers = numbersOf(ends);
  const held = yield* readHeld(page, ends, numbers);
  const verdict = judge(page, held, limits, suite);
  switch (verdict.kind) {
    case 'refused':
      return refuse(verdict.reason, verdict.device);
    case 'differs': {
      const { device } = verdict.span;
      if (!(yield* isFork(verdict.span, held, numbers, suite))) return refuse('signature', device);
      yield* raise({ kind: 'fork', device, seq: verdict.seq, rows: 0, by: from, at: taking.at });
      return refuse('fork', device);
    }
    case 'erasure': {
      const { device, seq, rows } = verdict;
      yield* raise({ kind: 'erasure', device, seq, rows, by: from, at: taking.at });
      return refuse('erasure', device, rows);
    }
    case 'gain': {
      const { gain } = verdict;
      yield* keep(gain, numbers, taking);
      const receipt: PushReceipt = { ok: true, sets: gain.sets.length, fills: gain.fills, vector: gain.vector };
      return { receipt, erased: gain.erased.length > 0 };
    }
  }
}

function* readHeld(page: OpenedPage, ends: readonly StreamEnd[], numbers: Numbers): Script<Held> {
  const devices = new Set(page.spans.map(({ device }) => device));
  const heads = new Map<DeviceId, Head>();
  for (const { device, seq, hash, known } of ends)
    if (devices.has(device)) heads.set(device, { device, seq, hash, known: knownFrom(known, numbers) });
  const keys = yield* ask<{ device: string; key: Uint8Array }>(
    'SELECT device, sign_key AS key FROM stream_key WHERE device = ANY($1::text[])',
    [...devices],
  );
  const erased =
    page.subjects.size === 0
      ? []
      : yield* ask<{ subject: string }>('SELECT subject FROM erased WHERE subject = ANY($1::text[])', [
          ...page.subjects,
        ]);
  const agreed = page.erases
    ? yield* ask<{ device: string; seq: number }>(
        "SELECT device, max(seq) AS seq FROM alarm WHERE kind = 'erasure' AND settled_at IS NOT NULL GROUP BY device",
      )
    : [];
  return {
    vector: vectorOf(ends),
    heads,
    signKeys: new Map(keys.map(({ device, key }) => [device, key])),
    headers: yield* overlaps(page, heads, numbers),
    erased: new Set(erased.map(({ subject }) => subject)),
    agreed: new Map(agreed.map(({ device, seq }) => [device, seq])),
    filled: yield* setsAt(fillPlaces(page, numbers), numbers),
  };
}

function fillPlaces(page: OpenedPage, { of }: Numbers): readonly number[] {
  const places = page.fills.flatMap(({ device, seq }) => {
    const stream = of.get(device);
    return stream === undefined ? [] : [placeOf(stream, seq)];
  });
  return [...new Set(places)];
}

function* headersBetween(stream: number, from: number, to: number) {
  return yield* ask<Pick<SetRow, 'at' | 'header'>>(
    'SELECT at, header FROM change_set WHERE at >= $1 AND at <= $2 ORDER BY at',
    placeOf(stream, from),
    placeOf(stream, to),
  );
}

/** Headers held under numbers that the page has too. */
function* overlaps(
  page: OpenedPage,
  heads: ReadonlyMap<DeviceId, Head>,
  numbers: Numbers,
): Script<Map<string, Uint8Array>> {
  const headers = new Map<string, Uint8Array>();
  for (const { device, from, sets } of page.spans) {
    const to = Math.min(heads.get(device)?.seq ?? 0, from + sets.length - 1);
    const stream = numbers.of.get(device);
    if (stream === undefined || to < from) continue;
    for (const { at, header } of yield* headersBetween(stream, from, to))
      headers.set(dotKey(dotOf(at, numbers)), header);
  }
  return headers;
}

/** Only the author can fork a stream: bytes that it never signed are damage, whoever sent them. */
function* isFork(span: OpenedSpan, held: Held, numbers: Numbers, suite: HubSuite): Script<boolean> {
  const stream = numbers.of.get(span.device);
  const key = held.signKeys.get(span.device);
  if (stream === undefined || key === undefined) return false;
  const [seal] = yield* ask<{ at: number; hash: Uint8Array }>(
    'SELECT at, hash FROM seal WHERE at > $1 AND at < $2 ORDER BY at DESC LIMIT 1',
    placeOf(stream, 0),
    placeOf(stream, span.from),
  );
  const sealed = seal === undefined ? 0 : dotOf(seal.at, numbers).seq;
  const before = yield* headersBetween(stream, sealed + 1, span.from - 1);
  const start = seal?.hash ?? emptyHead(span.device, suite).hash;
  return isSigned(span, { hash: start, before: before.map(({ header }) => header) }, key, suite);
}

function* keep(gain: Gain, numbers: Numbers, { at, suite }: Taking): Script<void> {
  for (const { device, seq, hash } of gain.heads) {
    if (numbers.of.has(device)) continue;
    const [made] = yield* ask<{ id: number }>(
      "INSERT INTO stream (device, seq, hash, known) VALUES ($1, $2, $3, '') RETURNING id",
      device,
      seq,
      hash,
    );
    if (made === undefined) throw new Error('a stream without a number');
    numbers.of.set(device, made.id);
    numbers.named.set(made.id, device);
  }
  const place = ({ device, seq }: { readonly device: DeviceId; readonly seq: number }): number =>
    placeOf(numbers.of.get(device) ?? 0, seq);
  yield* insert(
    'change_set',
    { at: 'bigint', header: 'bytea', bodies: 'bytea', holes: 'bigint' },
    gain.sets.map((set) => [place(set), set.header, packBodies(set.bodies), holesIn(set.bodies)]),
  );
  yield* insert('subject_set', { key: 'bigint', at: 'bigint' }, subjectRows(gain.sets, place));
  yield* insert(
    'seal',
    { at: 'bigint', signature: 'bytea', hash: 'bytea', known: 'text', bytes: 'bigint' },
    gain.seals.map((seal) => [place(seal), seal.signature, seal.hash, knownText(seal.known, numbers), seal.bytes]),
  );
  for (const { device, seq, hash, known } of gain.heads)
    yield* ask(
      'UPDATE stream SET seq = $2, hash = $3, known = $4 WHERE device = $1',
      device,
      seq,
      hash,
      knownText(known, numbers),
    );
  for (const set of gain.filled) yield* rewrite(place(set), set);
  yield* insert(
    'erased',
    { subject: 'text', device: 'text', seq: 'bigint', at: 'bigint' },
    gain.erased.map(({ subject, device, seq }) => [subject, device, seq, at]),
  );
  yield* destroy(
    gain.erased.map(({ subject }) => subject),
    numbers,
    suite,
  );
}

/** Takes the bodies of these subjects out of every set that is here, and the pages of their attachments. */
function* destroy(subjects: readonly RecordId[], numbers: Numbers, suite: HubSuite): Script<void> {
  if (subjects.length === 0) return;
  const theirs = 'SELECT hash FROM blob_subject WHERE subject = ANY($1::text[])';
  yield* ask(`DELETE FROM blob WHERE hash IN (${theirs})`, subjects);
  yield* ask(`DELETE FROM blob_subject WHERE hash IN (${theirs})`, subjects);
  const gone = new Set(subjects);
  const rows = yield* ask<{ at: number }>(
    'SELECT DISTINCT at FROM subject_set WHERE key = ANY($1::bigint[]) ORDER BY at',
    subjects.map(subjectKey),
  );
  for (let start = 0; start < rows.length; start += portion) {
    const places = rows.slice(start, start + portion).map(({ at }) => at);
    for (const set of (yield* setsAt(places, numbers)).values()) {
      const left = afterErasure(set, gone, suite);
      if (left !== undefined) yield* rewrite(placeOf(numbers.of.get(set.device) ?? 0, set.seq), left);
    }
  }
}

function* rewrite(place: number, { bodies }: KeptSet): Script<void> {
  yield* ask('UPDATE change_set SET bodies = $2, holes = $3 WHERE at = $1', place, packBodies(bodies), holesIn(bodies));
}

/** 48 bits of a subject's hash: a small key in place of a long random text. */
export function subjectKey(subject: RecordId): number {
  return Number.parseInt(hash('sha256', subject, 'hex').slice(0, 12), 16);
}

/** One row for each subject of a set, though several parts may name it. */
function subjectRows(sets: Gain['sets'], place: (set: KeptSet) => number): [number, number][] {
  const rows: [number, number][] = [];
  for (const set of sets) {
    const at = place(set);
    const subjects = set.subjects.length === 1 ? set.subjects : new Set(set.subjects);
    for (const subject of subjects) rows.push([subjectKey(subject), at]);
  }
  return rows;
}
