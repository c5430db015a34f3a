import type { Statement } from 'better-sqlite3';
import type { Row } from '../../shared/sync/types.ts';
import type { Touched } from './store.ts';

/**
 * Which merged records have something that people must see to: values to choose between, or a parent that is not here.
 * Made of the merged records as their rows are, in the same transaction; so it can be counted without looking at them all.
 */
type Sql = (text: string) => Statement;

/** What screens hear of when a card, a waiting record or an item of 확인 필요 came or went. */
export const syncTouched: Touched = { type: 'sync', id: 0 };

/** Keeps how a record stands; gives whether that is news. */
export function noteStanding(sql: Sql, { id, type, cards, held, mergedInto }: Row): boolean {
  const now = { cards: cards.length, held: held && mergedInto === undefined ? 1 : 0 };
  if (now.cards === 0 && now.held === 0) return dropStanding(sql, type, id);
  return (
    sql(
      `INSERT INTO sync_standing (uuid, type, cards, held) VALUES (?, ?, ?, ?)
       ON CONFLICT (uuid, type) DO UPDATE SET cards = excluded.cards, held = excluded.held
         WHERE cards <> excluded.cards OR held <> excluded.held`,
    ).run(id, type, now.cards, now.held).changes > 0
  );
}

/** Forgets a record; gives whether there was anything to forget. */
export function dropStanding(sql: Sql, type: string, uuid: string): boolean {
  const known = sql('SELECT 1 FROM sync_standing WHERE uuid = ? AND type = ?').get(uuid, type);
  if (known === undefined) return false;
  sql('DELETE FROM sync_standing WHERE uuid = ? AND type = ?').run(uuid, type);
  return true;
}
