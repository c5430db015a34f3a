import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { classes } from '../app/classes.ts';
import { useRem } from '../app/rem.ts';
import { isComposing, isHeldDeed } from '../app/shortcuts.ts';
import { useDeskState, useDeskStore } from '../state/desk.tsx';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { isElsewhere } from './focus.ts';
import styles from './DataGrid.module.css';
import type { Column } from './gridColumns.ts';
import { shownColumns } from './gridColumns.ts';
import type { GridSort } from './GridHead.tsx';
import { GridHead, gridRole } from './GridHead.tsx';
import type { GridMarks } from './gridMarks.ts';
import { markByKey } from './gridMarks.ts';
import { lastInSight, moveInGrid, rowsToShow } from './gridMove.ts';
import type { PageSource } from './gridPages.ts';
import { useGridPages } from './gridPages.ts';
import { Skeleton } from './Skeleton.tsx';

const c = classes(styles);

export type { Column } from './gridColumns.ts';
export type { GridSort } from './GridHead.tsx';

export interface DataGridProps<Row extends { readonly id: number }, Sort extends string> {
  /** Keeps the grid's place (row, scroll, sort) while the session lasts. */
  readonly name: string;
  /** Said by a screen reader: 구직자 목록. */
  readonly label: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly firstSort: GridSort<Sort>;
  readonly source: (sort: GridSort<Sort>) => PageSource<Row>;
  readonly onOpen: (row: Row) => void;
  /** Other keys on the marked row; true when taken. */
  readonly onRowKey?: (row: Row, event: KeyboardEvent) => boolean;
  readonly empty: ReactNode;
  /** Korean counter of the rows: 명, 건, 곳. */
  readonly counter: string;
  /** Whether the keyboard stands in the grid when the screen opens. */
  readonly takesFocus?: boolean;
  /** Whether the user chose the columns: then they are shown in their order as far as they fit. */
  readonly isChosen?: boolean;
  /** The marked rows, where rows can be marked: X, Shift+↑↓, Ctrl+A, Esc, and the box at the row's beginning. */
  readonly marks?: GridMarks;
  /** Told of another order. */
  readonly onSort?: (sort: GridSort<Sort>) => void;
}

/**
 * A list of any length (200,000 rows are ordinary): only what is seen exists, rows come in pages of 100. One tab stop;
 * ↑↓ PageUp PageDown Home End move the marked row, which is told by aria-activedescendant; Enter or a click opens it.
 * Coming back to the screen, and a change of the data, find the same row marked.
 */
export function DataGrid<Row extends { readonly id: number }, Sort extends string>({
  name,
  label,
  columns,
  firstSort,
  source,
  onOpen,
  onRowKey,
  empty,
  counter,
  takesFocus = false,
  isChosen = false,
  marks,
  onSort,
}: DataGridProps<Row, Sort>) {
  const id = useId();
  const rem = useRem();
  const rowHeight = Math.round(rem * 4);
  const store = useDeskStore();
  const keepPlace = useDeskState((state) => state.keepPlace);
  const [kept] = useState(() => store.getState().places[name]);
  const [sort, setSort] = useState<GridSort<Sort>>(
    kept && columns.some((column) => column.sort === kept.sort)
      ? { sort: kept.sort as Sort, direction: kept.direction }
      : firstSort,
  );
  const [active, setActive] = useState(kept?.active ?? 0);
  const [wide, setWide] = useState(Infinity);
  /** The first row in sight and how many fit; all rows have one height, so the window is a division. */
  const [first, setFirst] = useState(Math.floor((kept?.scroll ?? 0) / rowHeight));
  const [screenful, setScreenful] = useState(20);
  const [span, setSpan] = useState({ first, last: first + 20 });
  const spanFirst = useRef(first);
  const scroller = useRef<HTMLDivElement>(null);
  const markedId = useRef<number | null>(null);
  const from = source(sort);
  const pages = useGridPages(from, span.first, span.last);
  const { total = 0 } = pages;
  const last = lastInSight(first, screenful, pages.total);

  useEffect(() => {
    // A jump far away waits until the scrolling rests: dragging through 200,000 rows must not read each page of them.
    const near = Math.abs(first - spanFirst.current) < 200;
    const timer = setTimeout(
      () => {
        spanFirst.current = first;
        setSpan({ first: Math.max(0, first - 8), last: last + 8 });
      },
      near ? 0 : 70,
    );
    return () => clearTimeout(timer);
  }, [first, last]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setWide(element.clientWidth / rem);
      setScreenful(Math.ceil(element.clientHeight / rowHeight));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [rem, rowHeight]);
  // The place of the last visit, as soon as there is a height to scroll in.
  const toRestore = useRef(kept?.scroll ?? 0);
  useLayoutEffect(() => {
    if (total === 0 || toRestore.current === 0 || !scroller.current) return;
    scroller.current.scrollTop = toRestore.current;
    toRestore.current = 0;
  }, [total]);

  // Another filter makes another list, which begins at its top.
  const listKey = JSON.stringify(from.key);
  const [shownList, setShownList] = useState(listKey);
  if (listKey !== shownList) {
    setShownList(listKey);
    setActive(0);
  }
  const scrolledList = useRef(listKey);
  useLayoutEffect(() => {
    if (scrolledList.current === listKey) return;
    scrolledList.current = listKey;
    markedId.current = null;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [listKey]);

  // By the time the screen goes, the element has no scroll left to read: it is noted as it happens.
  const scrolledTo = useRef(kept?.scroll ?? 0);
  const latest = useRef({ active, ...sort });
  useEffect(() => {
    latest.current = { active, ...sort };
  });
  useEffect(() => () => keepPlace(name, { ...latest.current, scroll: scrolledTo.current }), [keepPlace, name]);

  // After a change of the data the mark follows its record, not its number.
  const atMark = pages.at(active)?.id;
  const { find } = pages;
  const moved = useRef(find);
  useEffect(() => {
    moved.current = find;
  });
  useEffect(() => {
    if (atMark === undefined) return;
    const to = markedId.current === null ? -1 : moved.current((row) => row.id === markedId.current);
    if (to < 0 || to === active) {
      markedId.current = atMark;
      return;
    }
    if (scroller.current) scroller.current.scrollTop += (to - active) * rowHeight;
    setActive(to);
  }, [atMark, active, rowHeight]);
  if (pages.total !== undefined && active >= Math.max(1, pages.total)) setActive(Math.max(0, pages.total - 1));

  /** Scrolls as little as needed; the heading row covers the first row's height. At large text the page scrolls too. */
  const reveal = (index: number) => {
    const element = scroller.current;
    if (!element) return;
    element.scrollIntoView({ block: 'nearest' });
    const top = index * rowHeight;
    const room = element.clientHeight - rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
  };
  const mark = (index: number) => {
    markedId.current = pages.at(index)?.id ?? null;
    setActive(index);
  };

  // With large text the page itself scrolls too: the marked row must be in sight, not only in the grid's window.
  useEffect(() => {
    if (scroller.current === document.activeElement) {
      document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
    }
  }, [id, active]);

  useEffect(() => {
    // Who has begun something else before the list was there goes on with it.
    if (takesFocus && !isElsewhere()) scroller.current?.focus({ preventScroll: true });
  }, [takesFocus]);

  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || isComposing(event.nativeEvent)) return;
    const row = pages.at(active);
    if (isHeldDeed(event)) {
      event.preventDefault();
      return;
    }
    if (row && onRowKey?.(row, event)) {
      event.preventDefault();
      return;
    }
    if (event.altKey || event.metaKey) return;
    const marked = marks && markByKey(event, { active, total, idAt: (index) => pages.at(index)?.id }, marks);
    if (marked !== undefined && marked !== null) {
      event.preventDefault();
      if (marked === active) return;
      mark(marked);
      reveal(marked);
      return;
    }
    if (event.ctrlKey) return;
    if (event.key === 'Enter' || event.code === 'NumpadEnter') {
      event.preventDefault();
      if (row) onOpen(row);
      return;
    }
    const visible = Math.floor(((scroller.current?.clientHeight ?? 0) - rowHeight) / rowHeight);
    const next = moveInGrid(event.key, active, total, visible);
    if (next === null || total === 0) return;
    event.preventDefault();
    mark(next);
    reveal(next);
  };

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (!line) return;
    const index = Number(line.dataset['index']);
    const row = pages.at(index);
    const isBox = event.target instanceof Element && event.target.closest('[data-mark]') !== null;
    if (marks && row && (isBox || event.ctrlKey || event.shiftKey)) {
      const from = event.shiftKey ? Math.min(active, index) : index;
      const passed = Array.from({ length: Math.abs(active - index) + 1 }, (_, n) => pages.at(from + n)?.id);
      if (event.shiftKey) marks.add(passed.filter((passedId) => passedId !== undefined));
      else marks.toggle(row.id);
      mark(index);
      return;
    }
    mark(index);
    // Who drags over a telephone number wants to copy it.
    if (row && (window.getSelection()?.isCollapsed ?? true)) onOpen(row);
  };

  const before = marks ? 1 : 0;
  const shown = shownColumns(columns, wide - 4 * before, isChosen);
  const hidden = isChosen ? columns.length - shown.length : 0;
  const tracks = { gridTemplateColumns: [...(marks ? ['4rem'] : []), ...shown.map(({ width }) => width)].join(' ') };
  const sortBy = (by: Sort) => {
    const next: GridSort<Sort> = { sort: by, direction: sort.sort === by && sort.direction === 'asc' ? 'desc' : 'asc' };
    setSort(next);
    onSort?.(next);
    markedId.current = null;
    setActive(0);
    reveal(0);
  };

  return (
    <div className={c('frame')}>
      {pages.problem && (
        <Banner
          tone="danger"
          urgent
          actions={
            <Button size="s" onPress={pages.retry}>
              다시 읽기
            </Button>
          }
        >
          {pages.problem.message}
        </Banner>
      )}
      <div
        ref={scroller}
        className={c('grid')}
        style={{ scrollPaddingTop: rowHeight }}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={pages.total === undefined ? -1 : total + 1}
        aria-colcount={columns.length + before}
        aria-busy={pages.total === undefined}
        aria-activedescendant={total > 0 ? `${id}-${active}` : undefined}
        onKeyDown={onKey}
        onClick={onClick}
        onScroll={(event) => {
          scrolledTo.current = event.currentTarget.scrollTop;
          setFirst(Math.floor(event.currentTarget.scrollTop / rowHeight));
        }}
      >
        <GridHead
          columns={columns}
          shown={shown}
          sort={sort}
          onSort={sortBy}
          marks={marks}
          style={{ ...tracks, height: rowHeight }}
        />
        {total > 0 && (
          <div {...gridRole.rowgroup} className={c('body')} style={{ height: total * rowHeight }}>
            {rowsToShow(first, last, active, total).map((index) => {
              const row = pages.at(index);
              return (
                <div
                  key={index}
                  id={`${id}-${index}`}
                  {...gridRole.row}
                  aria-rowindex={index + 2}
                  aria-selected={index === active}
                  className={c('row line')}
                  data-index={index}
                  data-active={index === active || undefined}
                  data-marked={(row && marks?.ids.has(row.id)) || undefined}
                  style={{ ...tracks, height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
                >
                  {marks && (
                    <div {...gridRole.gridcell} className={c('cell marker')} data-mark aria-colindex={1}>
                      {row && marks.ids.has(row.id) ? (
                        <span className={c('mark')} data-marked>
                          <span className="aside">고름</span>
                        </span>
                      ) : (
                        <span className={c('mark')} />
                      )}
                    </div>
                  )}
                  {shown.map((column) => (
                    <div
                      key={column.key}
                      {...gridRole.gridcell}
                      className={c('cell')}
                      data-align={column.align}
                      aria-colindex={columns.indexOf(column) + 1 + before}
                    >
                      {row ? column.cell(row) : <span className={c('wait')} />}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
      {pages.total === undefined && !pages.problem && <Skeleton lines={6} />}
      {pages.total === 0 && empty}
      {total > 0 && (
        <p className={c('foot')}>
          모두 {total.toLocaleString('ko-KR')}
          {counter} · 지금 {(active + 1).toLocaleString('ko-KR')}번째
          {hidden > 0 && ` · 좁아서 감춘 열 ${hidden}개`}
        </p>
      )}
    </div>
  );
}
