import { createHmac, hash } from 'node:crypto';
import { centreScope, recordTypes } from '../../shared/model/recordTypes.ts';
import type { ScopeWord, Sums } from '../../shared/sync/digest.ts';
import { addMerged, addShown, addStanding, addStatement, basisOf, summaryText } from '../../shared/sync/digest.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { AliasState } from '../../shared/sync/storage.ts';
import type { Patch, Scope, Value } from '../../shared/sync/types.ts';
import type { Engine } from './store.ts';

/** The digests of what this store holds, by scope (docs/adr/0053-digests.md). Reads only; belongs on a reader. */

/** Which model this program reads the log with: laptops of another one show other rows by right. */
const model = hash('sha256', JSON.stringify(recordTypes));
const hashText = (text: string): Uint8Array => hash('sha256', text, 'buffer');
/** Rows between two rests: some ten milliseconds. */
const chunk = 500;

/** What the digests are of, all of it read at one moment. */
export interface Standing {
  readonly basis: string;
  /** Counts commits that changed records. */
  readonly changes: number;
  /** Scopes that are held here with all their bodies. */
  readonly scopes: readonly Scope[];
}

export function standingOf(engine: Engine): Standing {
  return engine.db.transaction((): Standing => {
    const { storage, keeps } = engine.replica;
    const lacking = new Set(storage.scopesIn('skeleton').filter(keeps));
    const held = engine.sql('SELECT scope FROM scope_key ORDER BY scope').pluck().all() as Scope[];
    // Who has all of the centre tells one digest of everything: what all laptops need was written among the people once, and
    // elsewhere since (ADR 0054), which is no difference.
    const scopes = held.includes(centreScope)
      ? [centreScope].filter(() => lacking.size === 0)
      : held.filter((scope) => !lacking.has(scope));
    const basis = basisOf(vectorOf(engine.replica.storage), model, hashText);
    return { basis, changes: engine.readable(0).asOf(), scopes };
  })();
}

/** One digest of each whole scope. */
export interface OwnWords {
  readonly basis: string;
  readonly words: readonly ScopeWord[];
}

/**
 * Goes through all records, a portion at a time with a rest between, so that the reader answers others meanwhile and no
 * statement stands open. Null when something was committed in the meantime.
 */
export async function makeWords(engine: Engine, rest: () => Promise<void>): Promise<OwnWords | null> {
  const before = standingOf(engine);
  const all = new Map(before.scopes.map((scope): [Scope, Sums] => [scope, new Map()]));
  // What belongs to no record of the log is nowhere by right: it is in the digest of every scope.
  const whole = all.get(centreScope);
  const sumsOf = (scope: Scope | null): readonly Sums[] => {
    if (whole !== undefined) return [whole];
    const sums = scope === null ? undefined : all.get(scope);
    return scope === null ? [...all.values()] : sums === undefined ? [] : [sums];
  };
  let seen = 0;
  for (const state of engine.replica.storage.records()) {
    for (const sums of sumsOf(state.scope)) addMerged(sums, hashText, state);
    if (++seen % chunk === 0) await rest();
  }
  for (const statement of statements(engine))
    for (const sums of sumsOf(statement.scope)) addStatement(sums, hashText, statement);
  for (const { type, uuid, scope, cards, held } of standings(engine))
    for (const sums of sumsOf(scope)) addStanding(sums, hashText, type, uuid, cards, held === 1);
  for (const type of Object.keys(recordTypes))
    for (let last = 0; ;) {
      const rows = shownRows(engine, type, last);
      for (const { uuid, doc, more, scope } of rows)
        for (const sums of sumsOf(scope)) addShown(sums, hashText, type, uuid, JSON.parse(doc) as Patch, read(more));
      last = rows.at(-1)?.id ?? last;
      if (rows.length < chunk) break;
      await rest();
    }
  const after = standingOf(engine);
  if (after.basis !== before.basis || after.changes !== before.changes) return null;
  const { basis } = before;
  return { basis, words: [...all].map(([scope, sums]) => wordOf(engine, scope, basis, sums)) };
}

const read = (json: string | null): Value => (json === null ? null : (JSON.parse(json) as Value));

type StatementRow = Omit<AliasState, 'write' | 'patch' | 'seen'> & AliasState['write'] & { readonly patch: string };

function statements(engine: Engine): Omit<AliasState, 'seen'>[] {
  const rows = engine
    .sql(
      `SELECT t.device, a.seq, a.lamport, a.model, a.actor, a.at, a.type, a.scope, a.from_uuid AS "from", a.to_uuid AS "to", a.patch
       FROM alias a JOIN stream t ON t.id = a.stream`,
    )
    .all() as StatementRow[];
  return rows.map(({ type, scope, from, to, patch, ...write }) => ({
    type,
    scope,
    from,
    to,
    patch: JSON.parse(patch) as Patch,
    write,
  }));
}

/** The scope of a row, by its record in the log. */
const scopeOf = (uuid: string, type: string): string =>
  `(SELECT r.scope FROM world_id w JOIN merged_record r ON r.record = w.id WHERE w.uuid = ${uuid} AND r.type = ${type})`;

type StandingRow = {
  readonly type: string;
  readonly uuid: string;
  readonly cards: number;
  readonly held: number;
  readonly scope: Scope | null;
};
function standings(engine: Engine): StandingRow[] {
  return engine
    .sql(`SELECT s.type, s.uuid, s.cards, s.held, ${scopeOf('s.uuid', 's.type')} AS scope FROM sync_standing s`)
    .all() as StandingRow[];
}

type ShownRow = {
  readonly id: number;
  readonly uuid: string;
  readonly doc: string;
  /** What a row shows besides its record: of a consultation the words of its newest correction. */
  readonly more: string | null;
  readonly scope: Scope | null;
};
function shownRows(engine: Engine, type: string, last: number): ShownRow[] {
  const more = type === 'consultation' ? 'x.corrected' : 'NULL';
  return engine
    .sql(
      `SELECT x.id, x.uuid, x.doc, ${more} AS more, ${scopeOf('x.uuid', `'${type}'`)} AS scope
       FROM ${type} x WHERE x.id > ? ORDER BY x.id LIMIT ${chunk}`,
    )
    .all(last) as ShownRow[];
}

/** The digest under a key that only who holds the scope has: the hub sees which are equal, and can try nothing out. */
function wordOf({ db, replica }: Engine, scope: Scope, basis: string, sums: Sums): ScopeWord {
  const scopeKey = db.prepare('SELECT key FROM scope_key WHERE scope = ?').pluck().get(scope) as Buffer;
  const key = createHmac('sha256', scopeKey).update('ppuri.digest.1').digest();
  const text = summaryText(sums);
  const digest = createHmac('sha256', key).update([basis, scope, text].join('\n')).digest('hex');
  const detail = Buffer.from(replica.suite.encrypt(scope, plainText.encode(text))).toString('base64');
  return { scope, basis, digest, detail };
}

/** The summary in a word of another laptop; undefined where it cannot be read. */
export function summaryIn(
  { replica }: Engine,
  { scope, detail }: Pick<ScopeWord, 'scope' | 'detail'>,
): string | undefined {
  if (detail === undefined) return undefined;
  const plain = replica.suite.decrypt(scope, Buffer.from(detail, 'base64'));
  return plain && plainText.decode(plain);
}
