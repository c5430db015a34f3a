import type { Difference, ScopeWord } from '../../shared/sync/digest.ts';
import { differences, readSummary } from '../../shared/sync/digest.ts';
import type { DeviceId, Scope } from '../../shared/sync/types.ts';
import type { OwnWords } from './digest.ts';
import { summaryIn } from './digest.ts';
import { addTrouble, dropTroubles, pageOfTrouble } from './hubLink.ts';
import type { Engine } from './store.ts';

/**
 * What this laptop and the others have told of their records, and what came of comparing it. Local to this laptop, in
 * `meta`; a difference is an item of 확인 필요 with its report as the page.
 */

/** Of this laptop so many are kept: another may tell of change sets that have moved on here since. */
const mostOwn = 4;
/** Where what a laptop has told lies: of each the last. */
const toldBy = (device: DeviceId): string => `digest.of.${device}`;
const [ownKey, metKey] = ['digest.own', 'digest.met'];

function kept<T>(engine: Engine, key: string, nothing: T): T {
  const text = engine.sql('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined;
  return text === undefined ? nothing : (JSON.parse(text) as T);
}

function keep(engine: Engine, key: string, value: unknown): void {
  engine.sql('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, JSON.stringify(value));
}

interface Told {
  readonly at: number;
  readonly words: readonly ScopeWord[];
}

/** The digests made here, the newest first. */
export const ownWords = (engine: Engine): readonly (OwnWords & Pick<Told, 'at'>)[] => kept(engine, ownKey, []);

/** With whom records were compared last, and when. */
interface Met {
  readonly device: DeviceId;
  readonly at: number;
  readonly same: boolean;
}
export const metLaptops = (engine: Engine): readonly Met[] => kept(engine, metKey, []);

/** Whether another laptop has told a digest of this. */
export function isToldOf(engine: Engine, basis: string): boolean {
  return heard(engine).some(({ words }) => words.some((word) => word.basis === basis));
}

function heard(engine: Engine): (Told & { readonly device: DeviceId })[] {
  const rows = engine.sql(`SELECT key, value FROM meta WHERE key >= ? AND key < ?`).all(toldBy(''), `digest.of/`) as {
    key: string;
    value: string;
  }[];
  return rows.map(({ key, value }) => ({ device: key.slice(toldBy('').length), ...(JSON.parse(value) as Told) }));
}

/** Keeps digests made here and compares them with what the others have told. Gives whether 확인 필요 has changed. */
export function keepOwn(engine: Engine, now: number, made: OwnWords): boolean {
  const before = ownWords(engine).filter(({ basis }) => basis !== made.basis);
  keep(engine, ownKey, [{ ...made, at: now }, ...before].slice(0, mostOwn));
  let isNews = dropGone(engine);
  for (const { device, words } of heard(engine)) {
    // What was told of older sets was compared then: it must not come again after a later comparison has agreed.
    const ofThis = words.filter(({ basis }) => basis === made.basis);
    isNews = compare(engine, now, device, ofThis) || isNews;
  }
  return isNews;
}

/** Keeps what another has told, for digests that are made here later, and compares. Gives whether 확인 필요 has changed. */
export function hearWords(engine: Engine, now: number, device: DeviceId, words: readonly ScopeWord[]): boolean {
  if (device === engine.replica.device) return false;
  const told = words.filter(({ digest }) => digest !== undefined);
  if (told.length > 0) keep(engine, toldBy(device), { at: now, words: told } satisfies Told);
  return compare(engine, now, device, told);
}

/** Laptops that are no more of the centre are compared with no more. */
function dropGone(engine: Engine): boolean {
  const gone = engine
    .sql(
      `SELECT uuid FROM device
       WHERE coalesce(doc ->> '$.endedOn', doc ->> '$.recalledAt', doc ->> '$.revokedAt') IS NOT NULL`,
    )
    .pluck()
    .all() as DeviceId[];
  let dropped = 0;
  for (const device of gone) {
    dropped += dropTroubles(engine, device, ['differs']);
    engine.sql('DELETE FROM meta WHERE key = ?').run(toldBy(device));
  }
  keep(
    engine,
    metKey,
    metLaptops(engine).filter(({ device }) => !gone.includes(device)),
  );
  return dropped > 0;
}

/** One scope in which two laptops that hold the same differ. Nothing in it is about a person. */
interface ScopeReport {
  readonly scope: Scope;
  readonly basis: string;
  readonly at: number;
  /** Null where what the other has told cannot be read here. */
  readonly types: readonly Difference[] | null;
}

function reportOf(engine: Engine, device: DeviceId): readonly ScopeReport[] {
  const page = pageOfTrouble(engine, 'differs', device);
  return page === null ? [] : (JSON.parse(Buffer.from(page).toString('utf8')) as readonly ScopeReport[]);
}

function compare(engine: Engine, now: number, device: DeviceId, words: readonly ScopeWord[]): boolean {
  const own = new Map(ownWords(engine).flatMap(({ words: all }) => all.map((word) => [nameOf(word), word])));
  const met = words.flatMap((there) => {
    const here = own.get(nameOf(there));
    return here === undefined || there.digest === undefined
      ? []
      : [{ here, there, same: here.digest === there.digest }];
  });
  if (met.length === 0) return false;
  const before = reportOf(engine, device);
  const left = before.filter(({ scope }) => !met.some(({ here }) => here.scope === scope));
  const found = met.filter(({ same }) => !same).map(({ here, there }) => differing(engine, now, here, there));
  const report = [...left, ...found];
  const others = metLaptops(engine).filter((one) => one.device !== device);
  keep(engine, metKey, [...others, { device, at: now, same: report.length === 0 } satisfies Met]);
  if (report.length === 0) return dropTroubles(engine, device, ['differs']) > 0;
  const types = new Set(report.flatMap((scope) => (scope.types ?? []).map(({ type }) => type)));
  addTrouble(engine, now, {
    kind: 'differs',
    stream: device,
    why: [...types].sort().join(),
    page: Buffer.from(JSON.stringify(report)),
  });
  return JSON.stringify(before.map(({ types: all }) => all)) !== JSON.stringify(report.map(({ types: all }) => all));
}

const nameOf = ({ scope, basis }: Pick<ScopeWord, 'scope' | 'basis'>): string => JSON.stringify([scope, basis]);

function differing(engine: Engine, at: number, here: ScopeWord, there: ScopeWord): ScopeReport {
  const [ours, theirs] = [here, there].map((word) => readSummary(summaryIn(engine, word) ?? ''));
  const types = ours && theirs ? differences(ours, theirs) : null;
  return { scope: here.scope, basis: here.basis, at, types };
}

/** The report of a difference, for who can help: kinds of records, counts, and parts of ids. */
export function differenceFile(engine: Engine, device: DeviceId): Uint8Array {
  const here = engine.replica.device;
  const report = { form: 'ppuri.difference.1', here, there: device, scopes: reportOf(engine, device) };
  return Buffer.from(`${JSON.stringify(report, null, 2)}\n`);
}
