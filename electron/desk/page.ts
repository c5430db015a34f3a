import type { ReadableStore } from '../store/store.ts';

interface Query {
  readonly sql: string;
  readonly args: readonly (string | number)[];
}

/** A list's two questions: how many, and which rows. `rows` ends in two marks for LIMIT and OFFSET. */
interface PageQuery {
  readonly count: Query;
  readonly rows: Query;
}

/** Cuts one page out of a list. */
export function page<Row>(
  store: ReadableStore,
  { offset, limit }: { offset: number; limit: number },
  query: PageQuery,
): { rows: Row[]; total: number; asOf: number } {
  return {
    total: Number(
      store
        .sql(`SELECT (${query.count.sql}) AS n`)
        .pluck()
        .get(...query.count.args),
    ),
    rows: store.sql(query.rows.sql).all(...query.rows.args, limit, offset) as Row[],
    asOf: store.asOf(),
  };
}
