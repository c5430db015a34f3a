import type { Input, Output } from '../../shared/contract/index.ts';
import type { SearchHit } from '../../shared/contract/search.ts';
import { districts } from '../../shared/codes/district.ts';
import { codeName } from '../../shared/codes/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { FoundRecord } from '../store/searchIndex.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { personFilter, seesPerson } from '../store/visibility.ts';

/** What the popup shows of a find; null when the record went away since. */
function toHit(store: ReadableStore, { kind, id }: FoundRecord): SearchHit | null {
  if (kind === 'person') {
    const row = store.sql('SELECT name, birth, mobile, district FROM person WHERE id = ?').get(id) as
      | { name: string; birth: string | null; mobile: string | null; district: string | null }
      | undefined;
    if (!row) return null;
    return {
      kind,
      id,
      name: row.name,
      birthYear: row.birth ? Number(row.birth.slice(0, 4)) : null,
      phoneTail: row.mobile?.slice(-4) ?? null,
      district: row.district && codeName(districts, row.district),
    };
  }
  const row = store.sql(`SELECT name, district, doc ->> '$.industry' AS industry FROM ${kind} WHERE id = ?`).get(id) as
    | { name: string; district: string | null; industry: string | null }
    | undefined;
  if (!row) return null;
  return {
    kind,
    id,
    name: row.name,
    district: row.district && codeName(districts, row.district),
    industry: row.industry || null,
  };
}

/**
 * One box that finds people, companies and factories while typing (C1). Who is restricted is asked of the store each time,
 * not of the index: somebody restricted a moment ago is found no more.
 */
export function find(store: ReadableStore, actor: Actor, { text, limit }: Input<'search.find'>): Output<'search.find'> {
  const { hits, more } = store.finder.find(text, limit, personFilter(store, actor));
  return {
    hits: hits.map((hit) => toHit(store, hit)).filter((hit) => hit !== null),
    more,
    ready: store.finder.ready,
  };
}

/** Nothing to do but to leave its line in the log, of people whom the actor can have found. */
export function searchSettled(
  store: WritableStore,
  actor: Actor,
  { people }: Input<'search.settled'>,
): Output<'search.settled'> {
  return { people: [...new Set(people)].filter((id) => seesPerson(store, actor, id)) };
}
