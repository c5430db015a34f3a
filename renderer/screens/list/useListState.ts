import type { ListAndFilter, ListName } from '../../../shared/contract/listFilter.ts';
import type { ListView } from '../../../shared/contract/list.ts';
import { useAsk, useWrite } from '../../app/queries.tsx';
import { useKept } from '../factory/useKept.ts';
import type { FilterValues } from './filterFields.ts';

interface Kept {
  readonly filter: FilterValues;
  readonly columns: readonly string[] | null;
}

export interface ListState {
  /** False until it is known how the user left the list. */
  readonly isReady: boolean;
  readonly filter: FilterValues;
  readonly setFilter: (filter: FilterValues) => void;
  /** Keys of the columns chosen, in their order; null: the usual ones. */
  readonly columns: readonly string[] | null;
  readonly setColumns: (columns: readonly string[] | null) => void;
  readonly views: readonly ListView[];
}

/**
 * How a user sees a list: filter and columns come back as they were left, also after the program was closed. `given` is
 * a filter that the place one came from asks for (a count on 오늘): it is shown, and kept only once it is changed.
 */
export function useListState(
  list: ListName,
  given: FilterValues | undefined,
  check: (filter: FilterValues) => ListAndFilter,
): ListState {
  const found = useAsk('list.views', { list });
  const { run } = useWrite('list.keepLast');
  const last = found.data?.last;
  // What was changed holds as long as the same place is shown; by then it is also how the list was left.
  const [own, setOwn] = useKept<{ readonly given: string; readonly now: Kept } | null>(`${list}.own`, () => null);
  const asked = JSON.stringify(given ?? null);
  const shown: Kept =
    own?.given === asked ? own.now : { filter: given ?? last?.of.filter ?? {}, columns: last?.columns ?? null };
  const change = (next: Kept) => {
    setOwn({ given: asked, now: next });
    void run({ of: check(next.filter), columns: next.columns === null ? null : [...next.columns] });
  };
  return {
    isReady: found.data !== undefined || found.isError,
    ...shown,
    setFilter: (filter) => change({ ...shown, filter }),
    setColumns: (columns) => change({ ...shown, columns }),
    views: found.data?.views ?? [],
  };
}
