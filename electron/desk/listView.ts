import type { Input, Output } from '../../shared/contract/index.ts';
import { longestViewName, mostViews } from '../../shared/contract/list.ts';
import type { ListAndFilter } from '../../shared/contract/listFilter.ts';
import { listAndFilter } from '../../shared/contract/listFilter.ts';
import { normalizeText } from '../../shared/korean/text.ts';
import { residentSentence } from '../../shared/model/person.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { findResidentNumbers } from '../../shared/rules/residentNumber.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';

/** The name under which lies how a list was left last. */
const last = '';

interface Kept {
  readonly of: ListAndFilter;
  readonly columns: readonly string[] | null;
}

/** What was kept, or null when a later program knows its filter no more. */
function readKept(content: string): Kept | null {
  const { of, columns } = JSON.parse(content) as { of: unknown; columns: string[] | null };
  const read = listAndFilter.safeParse(of);
  return read.success ? { of: read.data, columns } : null;
}

function keep(store: WritableStore, actor: Actor, name: string, { of, columns }: Kept): void {
  store
    .sql(
      `INSERT INTO list_view (user_id, list, name, content, saved_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (user_id, list, name) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
    )
    .run(actor.userId, of.list, name, JSON.stringify({ of, columns }), store.now);
  store.touch('listView', 0);
}

/** A user's kept filters of a list by name, and how they left it. */
export function listViews(store: ReadableStore, actor: Actor, { list }: Input<'list.views'>): Output<'list.views'> {
  const rows = store
    .sql('SELECT name, content FROM list_view WHERE user_id = ? AND list = ? ORDER BY name')
    .all(actor.userId, list) as { name: string; content: string }[];
  const kept = rows.flatMap(({ name, content }) => {
    const read = readKept(content);
    return read && read.of.list === list ? [{ name, ...read }] : [];
  });
  const left = kept.find(({ name }) => name === last);
  return {
    views: kept.filter(({ name }) => name !== last).map(({ name, of }) => ({ name, of })),
    last: left ? { of: left.of, columns: left.columns === null ? null : [...left.columns] } : null,
  };
}

/** Keeps a filter under a name; refuses one without a name, and more than a menu can show. */
export function keepListView(
  store: WritableStore,
  actor: Actor,
  { name: typed, of }: Input<'list.keepView'>,
): Output<'list.keepView'> {
  const name = normalizeText(typed);
  if (name === '') refuse('checkFields', { fields: { name: '이름을 적어 주십시오.' } });
  if (name.length > longestViewName)
    refuse('checkFields', { fields: { name: `이름은 ${longestViewName}자까지 적어 주십시오.` } });
  if (findResidentNumbers(name).length > 0) refuse('checkFields', { fields: { name: residentSentence } });
  const { n } = store
    .sql(`SELECT count(*) AS n FROM list_view WHERE user_id = ? AND list = ? AND name NOT IN ('', ?)`)
    .get(actor.userId, of.list, name) as { n: number };
  if (n >= mostViews)
    refuse('checkFields', {
      fields: { name: `${mostViews}개까지 저장할 수 있습니다. 쓰지 않는 것을 먼저 지워 주십시오.` },
    });
  keep(store, actor, name, { of, columns: null });
  return {};
}

export function dropListView(
  store: WritableStore,
  actor: Actor,
  { list, name }: Input<'list.dropView'>,
): Output<'list.dropView'> {
  const gone = store
    .sql(`DELETE FROM list_view WHERE user_id = ? AND list = ? AND name = ? AND name <> ''`)
    .run(actor.userId, list, name);
  if (gone.changes === 0) refuse('notFound');
  store.touch('listView', 0);
  return {};
}

/** Keeps how a list stands, so that it comes back so. */
export function keepListLast(
  store: WritableStore,
  actor: Actor,
  { of, columns }: Input<'list.keepLast'>,
): Output<'list.keepLast'> {
  keep(store, actor, last, { of, columns });
  return {};
}
