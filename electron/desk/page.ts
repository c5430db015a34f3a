import type { ReadableStore } from '../store/store.ts';

/** A list's two questions: how many, and which rows. `rows` ends in two marks for LIMIT and OFFSET. */
interface PageQuery {
  readonly count: string;
  readonly rows: string;
  readonly args: readonly (string | number)[];
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
        .sql(`SELECT (${query.count}) AS n`)
        .pluck()
        .get(...query.args),
    ),
    rows: store.sql(query.rows).all(...query.args, limit, offset) as Row[],
    asOf: store.asOf(),
  };
}
