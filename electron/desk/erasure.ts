import type { ErasureLine } from '../../shared/contract/erasure.ts';
import { personDrafts } from '../../shared/contract/draft.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { addDays, todayInSeoul } from '../../shared/korean/day.ts';
import type { Day } from '../../shared/korean/day.ts';
import type { ErasedKind, ErasureFields } from '../../shared/model/erasure.ts';
import { erasedKinds, erasureFields, readErasure } from '../../shared/model/erasure.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { needPerson } from '../store/visibility.ts';
import { rulesOf } from './centre.ts';
import { deviceUuid } from './device.ts';
import { page } from './page.ts';
import { staffName } from './person.ts';

type Counts = Record<ErasedKind, number>;

const kindOf = (type: string): ErasedKind => erasedKinds.find((kind) => kind === type) ?? 'other';

/** How many records of each kind hang on these people. */
function countsOf(store: ReadableStore, ids: readonly number[]): Counts {
  const counts = Object.fromEntries(erasedKinds.map((kind) => [kind, 0])) as Counts;
  const held = store.sql(
    `SELECT m.type, count(*) AS n FROM merged_record m JOIN world_id w ON w.id = coalesce(m.subject, m.record)
     WHERE w.uuid = ? GROUP BY m.type`,
  );
  for (const id of ids)
    for (const { type, n } of held.all(store.uuidOf('person', id)) as { type: string; n: number }[])
      counts[kindOf(type)] += n;
  return counts;
}

function numbersOf(store: ReadableStore, actor: Actor, ids: readonly number[]): string[] {
  return ids.map((id) => {
    needPerson(store, actor, id);
    return store.need('person', id).number;
  });
}

export function previewErasure(
  store: ReadableStore,
  actor: Actor,
  { ids }: Input<'erasure.preview'>,
): Output<'erasure.preview'> {
  const all = [...new Set(ids)];
  return { numbers: numbersOf(store, actor, all), counts: countsOf(store, all) };
}

/** Forms about people, for SQL. Others have ids of their own in `about`. */
const draftForms = personDrafts.map((form) => `'${form}'`).join(', ');

/** What lies on this laptop about people and is no record: forms half typed, answers remembered, whose paper a code is. */
function dropLocalTraces(store: WritableStore, ids: readonly number[]): void {
  for (const id of ids) {
    const uuid = store.uuidOf('person', id);
    store.sql(`DELETE FROM draft WHERE about = ? AND form IN (${draftForms})`).run(id);
    const talks = 'SELECT id FROM consultation WHERE person_id = ?';
    store.sql(`DELETE FROM draft WHERE form = 'correction' AND about IN (${talks})`).run(id);
    store.sql('DELETE FROM paper_code WHERE person_uuid = ?').run(uuid);
  }
  // Answers name records by local id only, but they are worth nothing an hour later and forgetting them costs nothing.
  store.sql('DELETE FROM command').run();
}

/** 파기: the people, all that hangs on them, and one line in the 파기대장, in one change set. */
export function carryOutErasure(
  store: WritableStore,
  actor: Actor,
  { ids, values }: Input<'erasure.carryOut'>,
): Output<'erasure.carryOut'> {
  const all = [...new Set(ids)];
  const numbers = numbersOf(store, actor, all);
  const read = readErasure(values, numbers);
  if (!read.ok) throw new Refusal(read.problem);
  const counts = countsOf(store, all);
  dropLocalTraces(store, all);
  const id = store.insert('erasure', { day: store.today, ...read.value, numbers, counts });
  for (const person of all) store.erase(store.uuidOf('person', person));
  // Here it is done when the command is: rows, change sets and pages go in its transaction.
  store.insert('erasureDone', { erasure: store.uuidOf('erasure', id), device: deviceUuid(store), stage: 'store' });
  return { id, counts };
}

interface Done {
  readonly device: string;
  readonly stage: 'store' | 'backups';
  readonly at: number;
}

/** The first word of each laptop on each stage. */
function doneOf(store: ReadableStore, erasure: string): Done[] {
  return store
    .sql(
      `SELECT device, stage, min(doc ->> '$.createdAt') AS at FROM erasureDone WHERE erasure = ? GROUP BY device, stage`,
    )
    .all(erasure) as Done[];
}

function lineOf(store: ReadableStore, id: number): ErasureLine {
  const { day, reason, note, numbers, counts, createdBy, createdAt } = store.need('erasure', id);
  const here = deviceUuid(store);
  const done = doneOf(store, store.uuidOf('erasure', id));
  const at = (device: string, stage: Done['stage']): number | null =>
    done.find((each) => each.device === device && each.stage === stage)?.at ?? null;
  const laptops = store
    .sql(
      `SELECT uuid, number, name FROM device
       WHERE (doc ->> '$.endedOn' IS NULL OR doc ->> '$.endedOn' >= ?) ORDER BY uuid <> ?, number, id`,
    )
    .all(day, here) as { uuid: string; number: string; name: string }[];
  const backups = at(here, 'backups');
  return {
    id,
    day,
    reason,
    note,
    numbers,
    counts,
    by: staffName(store, createdBy),
    at: createdAt,
    laptops: laptops.map(({ uuid, number, name }) => ({
      laptop: `${number} ${name}`,
      here: uuid === here,
      store: at(uuid, 'store'),
      backups: at(uuid, 'backups'),
    })),
    backupsUntil: backups === null ? addDays(day as Day, rulesOf(store).erasureDays) : null,
  };
}

export function erasureLedger(
  store: ReadableStore,
  _actor: Actor,
  input: Input<'erasure.ledger'>,
): Output<'erasure.ledger'> {
  const found = page<{ id: number }>(store, input, {
    count: { sql: 'SELECT count(*) FROM erasure', args: [] },
    rows: { sql: 'SELECT id FROM erasure ORDER BY day DESC, id DESC LIMIT ? OFFSET ?', args: [] },
  });
  return { ...found, rows: found.rows.map(({ id }) => lineOf(store, id)) };
}

/** Lines of the 파기대장 that this laptop has carried out and not told yet. */
function untold(store: ReadableStore, stage: Done['stage']): { id: number; uuid: string; createdAt: number }[] {
  return store
    .sql(
      `SELECT id, uuid, doc ->> '$.createdAt' AS createdAt FROM erasure e
       WHERE NOT EXISTS (SELECT 1 FROM erasureDone d WHERE d.erasure = e.uuid AND d.device = ? AND d.stage = ?)`,
    )
    .all(deviceUuid(store), stage) as { id: number; uuid: string; createdAt: number }[];
}

/**
 * The same where the erasure came from another laptop, which names the people by UUID, and their rows are gone by now: what
 * is about a local id that is not there is about nobody, since none is given twice.
 */
function dropTracesOfGone(store: WritableStore): void {
  store
    .sql(`DELETE FROM draft WHERE about <> 0 AND form IN (${draftForms}) AND about NOT IN (SELECT id FROM person)`)
    .run();
  store.sql(`DELETE FROM draft WHERE form = 'correction' AND about NOT IN (SELECT id FROM consultation)`).run();
  store.sql('DELETE FROM paper_code WHERE person_uuid IN (SELECT subject FROM erased)').run();
  store.sql('DELETE FROM command').run();
}

/**
 * Carries out what is this laptop's alone of erasures that came from others, and tells them; gives their lines of the
 * 파기대장.
 */
export function tellCarriedOut(store: WritableStore): ErasureFields[] {
  const lines = untold(store, 'store');
  if (lines.length > 0) dropTracesOfGone(store);
  return lines.map(({ id, uuid }) => {
    store.insert('erasureDone', { erasure: uuid, device: deviceUuid(store), stage: 'store' });
    return store.need('erasure', id);
  });
}

/**
 * Up to which instant backups must go: those made before the newest erasure whose days of grace are over on this laptop,
 * by the instant at which it was carried out here. Null: nothing is due.
 */
export function backupsDue(store: ReadableStore): number | null {
  const here = deviceUuid(store);
  const { erasureDays } = rulesOf(store);
  const told = store
    .sql(
      `SELECT doc ->> '$.createdAt' AS at FROM erasureDone d WHERE device = ? AND stage = 'store' AND NOT EXISTS
         (SELECT 1 FROM erasureDone b WHERE b.erasure = d.erasure AND b.device = d.device AND b.stage = 'backups')`,
    )
    .pluck()
    .all(here) as number[];
  const due = told.filter((at) => addDays(todayInSeoul(at), erasureDays) <= store.today);
  return due.length === 0 ? null : Math.max(...due);
}

/** No backup from before `until` lies here any more: tells so of all that was carried out up to then. */
export function tellBackupsGone(store: WritableStore, until: number): void {
  const here = deviceUuid(store);
  const done = store
    .sql(`SELECT erasure FROM erasureDone WHERE device = ? AND stage = 'store' AND doc ->> '$.createdAt' <= ?`)
    .pluck()
    .all(here, until) as string[];
  const open = new Set(untold(store, 'backups').map(({ uuid }) => uuid));
  for (const erasure of done)
    if (open.delete(erasure)) store.insert('erasureDone', { erasure, device: here, stage: 'backups' });
}

/** Whether anything of an erasure is still to be told by this laptop. */
export function hasOpenErasures(store: ReadableStore): boolean {
  return untold(store, 'store').length > 0 || untold(store, 'backups').length > 0;
}

/** What was destroyed up to now, for a store that takes this one's place and was written before it. */
export interface Destroyed {
  readonly subjects: readonly string[];
  readonly lines: readonly { readonly uuid: string; readonly fields: ErasureFields }[];
}

export function destroyedHere(store: ReadableStore): Destroyed {
  const subjects = store.sql('SELECT subject FROM erased ORDER BY id').pluck().all() as string[];
  const rows = store.sql('SELECT uuid, doc FROM erasure ORDER BY id').all() as { uuid: string; doc: string }[];
  return { subjects, lines: rows.map(({ uuid, doc }) => ({ uuid, fields: erasureFields.parse(JSON.parse(doc)) })) };
}

/**
 * Destroys once more what a restored backup has brought back, and keeps the lines of the 파기대장 that it did not know: no
 * old backup brings a person back (behaviours N6). Gives the local ids of the people who were there again.
 */
export function destroyAgain(store: WritableStore, { subjects, lines }: Destroyed): number[] {
  const known = new Set(destroyedHere(store).subjects);
  const back = subjects.filter((subject) => !known.has(subject));
  if (back.length === 0) return [];
  const missing = lines.filter(({ uuid }) => store.idOf('erasure', uuid) === null);
  for (const { uuid, fields } of missing) {
    store.insert('erasure', fields, uuid);
    store.insert('erasureDone', { erasure: uuid, device: deviceUuid(store), stage: 'store' });
  }
  const people = back.flatMap((subject) => store.idOf('person', subject) ?? []);
  dropLocalTraces(store, people);
  for (const subject of back) store.erase(subject);
  return people;
}
