import type { QueryKey } from '@tanstack/react-query';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Input, Output, ReadCall } from '../../shared/contract/index.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Desk } from '../app/desk.ts';
import { madeOf } from '../app/freshness.ts';
import { problemOf, valueOf } from '../app/queries.tsx';
import { pagesFor } from './gridMove.ts';

const pageSize = 100;

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Where a grid takes its rows from. `key` names everything that decides the rows but the window. */
export interface PageSource<Row> {
  readonly key: QueryKey;
  readonly madeOf: readonly string[];
  readonly fetch: (offset: number, limit: number) => Promise<Page<Row>>;
}

/** Reads that answer a page of a list. */
export type ListCall = {
  [N in ReadCall]: Output<N> extends Page<unknown>
    ? Input<N> extends { readonly offset: number; readonly limit: number; readonly sort: string }
      ? N
      : never
    : never;
}[ReadCall];
export type RowOf<N extends ListCall> = Output<N>['rows'][number];

/** Rows of a list call of the contract: `listPages(desk, 'person.list', { ...sort })`. */
export function listPages<N extends ListCall>(
  desk: Desk,
  name: N,
  what: Omit<Input<N>, 'offset' | 'limit'>,
): PageSource<RowOf<N>> {
  return {
    key: [name, what],
    madeOf: madeOf[name],
    fetch: async (offset, limit) => valueOf(await desk.call(name, { ...what, offset, limit } as Input<N>)),
  };
}

export interface Rows<Row> {
  /** The row, or undefined while its page is being read. */
  readonly at: (index: number) => Row | undefined;
  /** Undefined until the first page has come. */
  readonly total: number | undefined;
  readonly problem: Problem | null;
  readonly retry: () => void;
  /** Index of a row among the pages at hand, or -1. */
  readonly find: (match: (row: Row) => boolean) => number;
}

/** Holds the pages around the window; shows old rows while they are read again. */
export function useGridPages<Row>(source: PageSource<Row>, first: number, last: number): Rows<Row> {
  const [lastTotal, setLastTotal] = useState<number | undefined>(undefined);
  const offsets = pagesFor(first, last, pageSize);
  const results = useQueries({
    queries: offsets.map((offset) => ({
      queryKey: [...source.key, 'page', offset] as const,
      queryFn: () => source.fetch(offset, pageSize),
      meta: { madeOf: source.madeOf },
      gcTime: 60_000,
    })),
  });
  const newest = results.filter((page) => page.data).toSorted((a, b) => b.dataUpdatedAt - a.dataUpdatedAt)[0]?.data;
  const total = newest?.total ?? lastTotal;
  // Kept while a page far away or another order is being read, so that the list does not collapse in between.
  if (total !== lastTotal) setLastTotal(total);
  const failed = results.find((page) => page.isError && !page.data);
  return {
    at: (index) => results[offsets.indexOf(Math.floor(index / pageSize) * pageSize)]?.data?.rows[index % pageSize],
    total,
    problem: failed ? (problemOf(failed.error) ?? null) : null,
    retry: () => {
      for (const page of results) void page.refetch();
    },
    find(match) {
      for (const [which, page] of results.entries()) {
        const at = page.data?.rows.findIndex(match) ?? -1;
        if (at >= 0) return (offsets[which] ?? 0) + at;
      }
      return -1;
    },
  };
}
