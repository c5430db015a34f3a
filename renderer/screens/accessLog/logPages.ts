import type { Input, Output } from '../../../shared/contract/index.ts';
import type { LogRow } from '../../../shared/contract/accessLog.ts';
import type { Desk } from '../../app/desk.ts';
import { valueOf } from '../../app/queries.tsx';
import type { PageSource } from '../../parts/gridPages.ts';
import { listPages } from '../../parts/gridPages.ts';

/** One opened view of the log. */
export interface OpenedLog {
  readonly desk: Desk;
  /** When it was opened, ms UTC. */
  readonly openedAt: number;
  /** The number of the last line there was then, once the first page has been asked for. */
  readonly opened: { current: Promise<number> | null };
}

/**
 * Lines of the log up to where it ended when the view was opened: it grows with everything that is done, with the view's
 * opening too, and its pages must not overlap.
 */
export function logPages(
  { desk, openedAt, opened }: OpenedLog,
  what: Omit<Input<'log.list'>, 'offset' | 'limit' | 'upTo'>,
): PageSource<LogRow> {
  const pages = listPages(desk, 'log.list', what);
  const read = async (offset: number, limit: number, upTo?: number): Promise<Output<'log.list'>> =>
    valueOf(await desk.call('log.list', { ...what, offset, limit, ...(upTo === undefined ? {} : { upTo }) }));
  return {
    ...pages,
    key: [...pages.key, openedAt],
    fetch: async (offset, limit) => {
      if (opened.current) return await read(offset, limit, await opened.current);
      const first = read(offset, limit);
      opened.current = first.then(({ last }) => last);
      // Whoever waits for it is told; the next reading opens the view anew.
      opened.current.catch(() => void (opened.current = null));
      return await first;
    },
  };
}
